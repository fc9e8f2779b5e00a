"""The sentences for those who look after the knowledge; beside `wording`, for everyone."""

from collections.abc import Sequence
from datetime import datetime

NO_STORE = "Nothing is stored here: set BOT_STORE, and versions, votes and misses are kept."
STORE_FAILED = "The store failed, and the log says why; the status tells what serves now."
WORK_FAILED = "The knowledge could not be examined; the log says why. Nothing was changed."
BUSY = "Another change of the knowledge is under way; try again when it is done."
OVERTAKEN = "Another version began to serve meanwhile, so nothing was changed; try again."
UNCONFIRMED = (
    "That token confirms nothing: it is some minutes old, or the files have changed since. "
    "Without it, you get a new one."
)
REFUSED = "Refused; what serves now goes on. This is to be mended:"
BREAKS = (
    "Refused; what serves now goes on. These questions are answered right now and would not be:"
)
WOULD_BE_ACCEPTED = "This would be accepted; nothing was changed."
WOULD_FAIL = "This would be refused. This is to be mended:"
WOULD_BREAK = "This would be refused. These questions are answered right now and would not be:"
NO_VERSIONS = "No version is stored yet."
NO_FILES = "Files can be sent on Discord and in the terminal: kb export, kb upload."
NO_CHANGES = "They hold the same."
NO_MISSES = "No question is waiting for an answer."
NO_VOTES = "Nobody has voted yet."
NO_DEEDS = "Nothing was done yet."
MARKED = "Marked as out of scope."
NO_SUCH_MISS = "There is no such question waiting; list the misses for their numbers."
STILL_MISSED = "It is still not answered, so it stays on the list; try another entry or wording:"

PICK_MISS = "Choose a question to deal with"
NOT_EXPORTED = "The export did not succeed."
DROP = "Out of scope"
CHOSEN = "Make it a phrasing of an entry, or mark it as out of scope."

CHANGES = "Changes"
NEWLY_RIGHT = "Newly right"
NEWLY_WRONG = "Newly wrong"
STILL_WRONG = "Wrong before and after"
VERSIONS = "Versions, the latest first"
MISSES = "Questions without an answer, the most asked first"
FEEDBACK = "Votes by entry, the worst first"
DEEDS = "What was done, the latest first"
COMMANDS = "Commands"

YOU = "you"


def serving(number: int, version: str) -> str:
    """Say which version serves from now on."""
    return f"Version {number} ({version}) serves now."


def unchanged(version: str) -> str:
    """Say that there is nothing to change."""
    return f"No change: {version} serves already."


def confirm(command: str, token: str, minutes: int) -> str:
    """Say how to go on all the same."""
    return f"To serve it all the same, say so within {minutes} minutes: {command} {token}"


def no_version(number: int) -> str:
    """Say that there is no such version."""
    return f"There is no version {number}; list the versions for their numbers."


def unreadable(number: int) -> str:
    """Say that a version cannot be served by this program."""
    return f"Version {number} cannot be served by this program; what serves now goes on:"


def change(kind: str, verb: str, ids: Sequence[str], more: int) -> str:
    """Tell what became of the items of one kind."""
    rest = f" and {more} more" if more else ""
    return f"{kind} {verb}: {', '.join(ids)}{rest}"


def version_line(number: int, version: str, at: datetime, by: str, note: str) -> str:
    """Tell of a version in one line."""
    told = f"{number} ({version}), {day(at)}, {by}"
    return f"{told}: {note}" if note else told


def serves(line: str) -> str:
    """Mark the version that serves."""
    return f"{line} [serving]"


def miss_line(number: int, text: str, count: int, near: Sequence[str]) -> str:
    """Tell of a missed question in one line."""
    nearest = f"; nearest: {', '.join(near)}" if near else ""
    return f'{number}. "{text}" ({times(count)}{nearest})'


def vote_line(entry: str, good: int, bad: int) -> str:
    """Tell of the votes on an entry in one line."""
    return f"{entry}: {bad} not helpful, {good} helpful"


def deed_line(at: datetime, by: str, action: str, place: str, detail: str) -> str:
    """Tell of something done in one line."""
    where = f" in {place}" if place else ""
    return f"{day(at)}, {by}{where}: {action}{f' ({detail})' if detail else ''}"


def whole_chain(length: int) -> str:
    """Say that the audit was not changed."""
    return f"All {length} lines stand as they were written."


def broken_chain(number: int) -> str:
    """Say where the audit was changed."""
    return f"Line {number} is not as it was written: the audit was changed by other hands."


def status(number: int, at: datetime, by: str) -> str:
    """Tell which stored version serves."""
    return f"stored as version {number}, {day(at)}, {by}"


def someone(pseudonym: str) -> str:
    """Name a person whom only a pseudonym is kept of."""
    return f"someone ({pseudonym[:8]})" if pseudonym else "the operator"


def adopt(entry: str) -> str:
    """Offer to add a question to an entry."""
    return f"Add to {entry}"


def wrong_command(word: str) -> str:
    """Say that a line was not understood."""
    told = "".join(character for character in word if character.isalnum())[:20]
    return f'"kb {told}" is not a command in this form. There are:' if told else "There are:"


def attached(name: str) -> str:
    """Say what is attached."""
    return f"{name}: unpack it over the directory in version control."


def day(at: datetime) -> str:
    """Write a time as people read it, in UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def times(count: int) -> str:
    """Say how often."""
    return "once" if count == 1 else f"{count} times"
