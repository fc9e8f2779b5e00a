"""What a platform's messages are like to write on: their marks and their room."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.reply import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """How a platform marks lines up, and how much it takes at once, in UTF-16 units."""

    escape: Callable[[str], str]
    """Makes a text show as it is written."""
    swell: int
    """Into how many units, at most, escaping turns one."""
    shape: Callable[[Kind, str], str]
    """Marks an escaped line as what it is."""
    chunk: int
    """Longest piece of one statement."""
    page: int
    """Longest text of a page."""
    total: int
    """Most that the text of a page and its citations take together."""
    field_name: int
    """Longest title over the citations of a source."""
    field_value: int
    """Most that stands under such a title."""
    fields: int
    """Most titles of a page."""
