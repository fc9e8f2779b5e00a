"""Votes on an answer, and the modal that asks what was missing."""

from collections.abc import Iterator

import discord

from bot.discord.desk import PLATFORM, Desk
from bot.discord.tags import Tag
from bot.reply import Reply, Status, wording
from bot.vote import MOST_CHARACTERS, Vote


async def record(
    desk: Desk,
    interaction: discord.Interaction,
    reply: Reply,
    *,
    is_helpful: bool,
    missing: str = "",
) -> bool:
    """Record the vote of this person on this answer, with their words; tell whether it is."""
    answer = str(interaction.message.id) if interaction.message else ""
    voter = str(interaction.user.id)
    is_on_miss = reply.status is not Status.ANSWERED
    vote = Vote(PLATFORM, answer, voter, is_helpful, reply.matches, missing, is_on_miss)
    return await desk.service.vote(vote)


def missing_modal(tag: Tag) -> discord.ui.Modal:
    """Make the modal that asks what was missing.

    It is stopped, as views are: what is sent comes back by its custom id.
    """
    modal = discord.ui.Modal(title=wording.WHAT_WAS_MISSING, custom_id=str(tag))
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        label=wording.WHAT_WAS_MISSING,
        placeholder=wording.MISSING_HINT,
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=MOST_CHARACTERS,
    )
    modal.add_item(field)
    modal.stop()
    return modal


def words_in(interaction: discord.Interaction) -> str:
    """Read what was typed into a modal."""
    return " ".join(_values(interaction.data)).strip()


def _values(data: object) -> Iterator[str]:
    """Find the values of text fields, however deep their rows lie."""
    match data:
        case {"value": str(value)}:
            yield value
        case {"components": [*rows]}:
            for row in rows:
                yield from _values(row)
        case {"component": field}:
            yield from _values(field)
