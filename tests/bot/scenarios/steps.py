"""The steps of a scenario, and what is seen of the bot after each."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Protocol

Who = Literal["alice", "bob", "chief", "robot"]
"""Two members, one who manages the place, and another bot."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Mention the bot in the channel."""

    text: str
    by: Who = "alice"


@dataclass(frozen=True, slots=True)
class Write:
    """Write to the bot in private."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Say something in the channel to nobody in particular."""

    text: str
    by: Who = "alice"


@dataclass(frozen=True, slots=True)
class Edit:
    """Change the last mention."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Use /ask for an answer that one alone sees."""

    question: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Use a command such as /company, with names if it takes some."""

    command: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerThis:
    """Use "Answer this" on what another says in the channel."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press a button of the last answer, named by its label without any emoji."""

    label: str
    by: Who = "alice"


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick an option of a select under the last answer."""

    option: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Begin to type a name for a command, and look at what is offered."""

    command: str
    typed: str


@dataclass(frozen=True, slots=True)
class Complain:
    """Press "Not helpful" on the last answer, and tell what was missing."""

    words: str


@dataclass(frozen=True, slots=True)
class Manage:
    """Have the channel listened to, or no longer."""

    listen: bool
    by: Who = "chief"


@dataclass(frozen=True, slots=True)
class Restart:
    """Stop the bot and start it anew: nothing in memory is left."""


Step = (
    Mention
    | Write
    | Remark
    | Edit
    | Ask
    | LookUp
    | AnswerThis
    | Press
    | Choose
    | Complete
    | Complain
    | Manage
    | Restart
)


class Quiet(Enum):
    """What is seen where nothing is said."""

    SILENCE = "silence"
    DELETED = "the last answer deleted"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the bot says, without the marks of a platform."""

    text: str
    cited: str = ""
    offers: tuple[str, ...] = ()
    is_private: bool = False
    pings: tuple[str, ...] = ()
    """Whom it would alert: nobody, ever."""


Outcome = Seen | Quiet


@dataclass(frozen=True, slots=True)
class Says:
    """What must be seen: pieces of the text, of the citations, and of the labels."""

    text: str
    cites: str = ""
    offers: tuple[str, ...] = ()
    privately: bool | None = None
    """Whether one person alone sees it; None where each platform has its own way."""


@dataclass(frozen=True, slots=True)
class Line:
    """A step and what must be seen after it; None where nothing is looked for."""

    step: Step
    expected: Says | Quiet | None = None
    is_alike: bool = True
    """Whether all platforms say the same."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Lines that are played in order, in a place where nothing has been said yet."""

    claim: str
    lines: tuple[Line, ...] = field(default_factory=tuple)


class Stage(Protocol):
    """A platform on which scenarios are played."""

    async def take(self, step: Step, patience: float) -> Outcome:
        """Take a step, and tell what is seen then, within so many seconds."""
