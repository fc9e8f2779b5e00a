"""Who asks for a change of the knowledge, and what comes of it."""

from dataclasses import dataclass

from bot.curation.examining import Examined, Unfit


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: their id on a platform, of which only a pseudonym is ever kept."""

    platform: str
    id: str
    place: str = ""
    """Where: a server's or a workspace's id."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is given to someone."""

    name: str
    content: bytes


OPERATOR = Actor("system", "operator")
"""Whoever starts the process and sends it signals."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that someone asks for."""

    actor: Actor
    action: str
    """One word: "reload", "upload", "phrasing"."""
    note: str = ""
    """What the version is remembered by."""
    token: str = ""
    """Confirms that questions may break."""
    is_dry: bool = False
    based_on: str = ""
    """The version that was changed, where it is not the directory that is taken."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It serves already."""

    version: str


@dataclass(frozen=True, slots=True)
class Previewed:
    """What it would change, were it not a dry run."""

    examined: Examined


@dataclass(frozen=True, slots=True)
class Breaks:
    """Questions that are answered right now would not be."""

    examined: Examined
    token: str
    """Confirms just this, for some minutes."""
    was_confirmed: bool
    """Whether a token was given, which does not hold."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """It serves from now on."""

    number: int
    examined: Examined


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Another version began to serve while this one was examined."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Another change is under way."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no version of this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stored version that this program cannot serve."""

    number: int
    unfit: Unfit


Outcome = (
    Unchanged | Unfit | Previewed | Breaks | Admitted | Overtaken | Busy | Unknown | Unreadable
)
