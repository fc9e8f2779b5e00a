"""What a button or an option of a select holds: all that it needs after a restart."""

import re
from dataclasses import dataclass

from bot.tags import Kind, kind_of

ACTION = re.compile(r"rw:(?P<kind>[a-z]+):\d+")
"""Every action id of ours, those of earlier versions too; the number tells alike ones apart."""

_PARTS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """What to do, for whom, and with which question, page or topic."""

    kind: Kind
    asker: str
    version: str = ""
    """The knowledge that answered."""
    page: int = 0
    key: str = ""
    """Names a question or a topic to show."""
    asked: str = ""
    """What was asked; nothing where it was too long to be kept."""

    @property
    def value(self) -> str:
        """What is kept in a button or an option."""
        return "|".join((self.asker, self.version, str(self.page), self.key, self.asked))

    def action(self, number: int = 0) -> str:
        """Name a button or select."""
        return f"rw:{self.kind}:{number}"


def read_mark(action_id: str, value: str) -> Mark:
    """Read what was pressed; whatever is not as we write it is UNKNOWN."""
    found = ACTION.fullmatch(action_id)
    parts = value.split("|", _PARTS - 1)
    if not found or len(parts) != _PARTS or not parts[2].isdecimal():
        return Mark(Kind.UNKNOWN, "")
    asker, version, page, key, asked = parts
    return Mark(kind_of(found["kind"]), asker, version, int(page), key, asked)
