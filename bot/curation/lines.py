"""What an admin types behind "kb" -> what it asks for, or what is wrong with it."""

from dataclasses import dataclass

USAGE = (
    "reload [dry | force TOKEN]",
    "check",
    "status",
    "versions",
    "diff A B",
    "rollback N",
    "export",
    "misses",
    "misses add N ENTRY",
    "misses drop N",
    "feedback",
    "audit [verify]",
)


@dataclass(frozen=True, slots=True)
class Reload:
    """Take the directory as a new version; dry, only tell what that would do."""

    is_dry: bool = False
    token: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Validate and prove the directory."""


@dataclass(frozen=True, slots=True)
class Status:
    """Tell what serves."""


@dataclass(frozen=True, slots=True)
class Versions:
    """List the latest versions."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Tell what one version holds that the other does not."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Rollback:
    """Serve an earlier version again."""

    number: int


@dataclass(frozen=True, slots=True)
class Export:
    """Give what serves as a zip."""


@dataclass(frozen=True, slots=True)
class Misses:
    """List what found no answer."""


@dataclass(frozen=True, slots=True)
class AddPhrasing:
    """Make a missed question a phrasing of an entry."""

    miss: int
    entry: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Mark a missed question as out of scope."""

    miss: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """Tell how the answers were voted on."""


@dataclass(frozen=True, slots=True)
class Audit:
    """List what admins did, or verify that nothing of it was changed."""

    verify: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """No such command; the word that it begins with."""

    word: str


Command = (
    Reload
    | Check
    | Status
    | Versions
    | Diff
    | Rollback
    | Export
    | Misses
    | AddPhrasing
    | Drop
    | Feedback
    | Audit
)


def parse(line: str) -> Command | Wrong:  # noqa: PLR0911 - one return a command
    """Read what was typed behind "kb"; the case of its words does not matter."""
    match line.split():
        case [word, *rest] if word.casefold() in _SIMPLE and not rest:
            return _SIMPLE[word.casefold()]
        case [word, *rest] if word.casefold() == "reload":
            return _reload(rest)
        case [word, old, new] if word.casefold() == "diff" and _are_numbers(old, new):
            return Diff(int(old), int(new))
        case [word, number] if word.casefold() == "rollback" and _are_numbers(number):
            return Rollback(int(number))
        case [word, *rest] if word.casefold() == "misses":
            return _misses(rest)
        case [word, how] if (word.casefold(), how.casefold()) == ("audit", "verify"):
            return Audit(verify=True)
        case [word, *_]:
            return Wrong(word)
        case _:
            return Wrong("")


_SIMPLE: dict[str, Command] = {
    "check": Check(),
    "status": Status(),
    "versions": Versions(),
    "export": Export(),
    "misses": Misses(),
    "feedback": Feedback(),
    "audit": Audit(),
}


def _reload(rest: list[str]) -> Reload | Wrong:
    match [word.casefold() for word in rest[:1]], rest[1:]:
        case [], []:
            return Reload()
        case ["dry"], []:
            return Reload(is_dry=True)
        case ["force"], [token]:
            return Reload(token=token)
        case _:
            return Wrong("reload")


def _misses(rest: list[str]) -> AddPhrasing | Drop | Wrong:
    match rest:
        case [how, miss, entry] if how.casefold() == "add" and _are_numbers(miss):
            return AddPhrasing(int(miss), entry)
        case [how, miss] if how.casefold() == "drop" and _are_numbers(miss):
            return Drop(int(miss))
        case _:
            return Wrong("misses")


def _are_numbers(*words: str) -> bool:
    """Tell whether these are numbers that a version or a miss can have."""
    return all(word.isascii() and word.isdecimal() and len(word) < 10 for word in words)
