"""What a page of a reply is on Discord: an embed."""

from bot.discord.escaping import escape
from bot.discord.limits import AUTHOR, EMBED, FIELD_NAME, FIELD_VALUE, FIELDS
from bot.paper import Paper
from bot.reply import Kind
from bot.reply.wording import NOTE

CHUNK = 1_500
"""Longest piece of one statement: half a page, so that pages fill well."""

PAGE = 3_000
"""Longest text of a page: two screens of a phone, and half of what an embed holds."""

FOOTER = 200
"""Kept free for the footer."""


def _shape(kind: Kind, shown: str) -> str:
    match kind:
        case Kind.HEADING:
            return f"**{shown}**"
        case Kind.STATEMENT:
            return shown
        case Kind.ITEM:
            return f"- {shown}"
        case Kind.NOTE:
            return f"-# {NOTE}: {shown}"


EMBEDDED = Paper(
    escape=escape,
    swell=2,
    shape=_shape,
    chunk=CHUNK,
    page=PAGE,
    total=EMBED - AUTHOR - FOOTER,
    field_name=FIELD_NAME,
    field_value=FIELD_VALUE,
    fields=FIELDS,
)
