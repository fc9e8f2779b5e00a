"""What a page of a reply is on Slack: a section of text and one for each source."""

from bot.paper import Paper
from bot.reply import Kind
from bot.reply.wording import NOTE
from bot.slack.escaping import escape
from bot.slack.limits import SECTION

CHUNK = 1_500
"""Longest piece of one statement: half a page, so that pages fill well."""

PAGE = SECTION
"""Longest text of a page: two screens of a phone."""

TOTAL = 7_000
"""Text and citations: with them, the buttons find room in what Slack takes in all."""

TITLE = 300
"""Longest title of a source shown."""

SOURCES = 20
"""Most sources of a page: with its other blocks, half of those that a message may have."""


def _shape(kind: Kind, shown: str) -> str:
    match kind:
        case Kind.HEADING:
            return f"*{shown}*"
        case Kind.STATEMENT:
            return shown
        case Kind.ITEM:
            return f"• {shown}"
        case Kind.NOTE:
            return f"_{NOTE}: {shown}_"


SECTIONS = Paper(
    escape=escape,
    swell=5,
    shape=_shape,
    chunk=CHUNK,
    page=PAGE,
    total=TOTAL,
    field_name=TITLE,
    field_value=SECTION - TITLE - len("**\n"),
    fields=SOURCES,
)
"""Escaping turns & into &amp;."""
