"""A page of a reply -> an embed that keeps every limit; pure."""

import discord

from bot.citing import citation_fields
from bot.discord.limits import AUTHOR, CONTENT
from bot.discord.paper import EMBEDDED, FOOTER
from bot.fitting import shorten, size, visible
from bot.paging import Page, pages_of
from bot.reply import Reply, Status
from bot.reply.wording import knowledge_version

VERSION = 64
"""Longest knowledge version shown; it is a short hash."""

COLOURS = {
    Status.ANSWERED: discord.Colour.blurple(),
    Status.CLARIFY: discord.Colour.gold(),
    Status.REFUSED: discord.Colour.light_grey(),
    Status.SMALLTALK: discord.Colour.light_grey(),
}


def embeds_of(reply: Reply, version: str, *, asked: str = "") -> tuple[discord.Embed, ...]:
    """Write a reply, one embed for each page; `asked` is shown above where it is given."""
    pages = pages_of(reply, EMBEDDED)
    return tuple(
        _embed(reply, page, asked=asked, footer=_footer(version, number, len(pages)))
        for number, page in enumerate(pages, start=1)
    )


def asked_in(embed: discord.Embed) -> str | None:
    """Read back what was asked from an embed; None where it had to be shortened."""
    asked = embed.author.name
    return None if asked and is_shortened(asked) else asked


def is_shortened(asked: str) -> bool:
    """Tell whether a question is as long as only a shortened one is."""
    return asked.endswith("…") and size(asked) > AUTHOR // 2


def text_of(embed: discord.Embed) -> str:
    """Write an embed as a message's text, for where embeds are not allowed."""
    fields = (f"**{field.name}**\n{field.value}" for field in embed.fields)
    footer = f"-# {embed.footer.text}" if embed.footer.text else ""
    cited = shorten("\n\n".join((*fields, footer)), CONTENT // 2)
    told = shorten(embed.description or "", CONTENT - size(cited) - 2)
    return f"{told}\n\n{cited}"


def _embed(reply: Reply, page: Page, *, asked: str, footer: str) -> discord.Embed:
    embed = discord.Embed(description=page.text, colour=COLOURS[reply.status])
    if asked:
        embed.set_author(name=shorten(visible(asked), AUTHOR))
    room = EMBEDDED.total - size(page.text)
    for field in citation_fields(EMBEDDED, page.numbers, reply.citations, room):
        embed.add_field(name=field.name, value=field.value, inline=False)
    return embed.set_footer(text=footer)


def _footer(version: str, number: int, pages: int) -> str:
    told = knowledge_version(shorten(visible(version), VERSION), number, pages)
    return shorten(told, FOOTER)
