"""Buttons and selects pressed, those of messages from before a restart too."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.discord.desk import Desk
from bot.discord.errors import apologise
from bot.discord.escaping import escape, escape_name
from bot.discord.feedback import missing_modal, record, words_in
from bot.discord.limits import CONTENT
from bot.discord.missing import adopt_miss, choose_miss, drop_miss
from bot.discord.origin import asked_of
from bot.discord.tags import TEMPLATE, Tag, chosen_in, read_tag
from bot.discord.views import delete_button, share_of
from bot.fitting import shorten
from bot.reply import Reply, explain, wording
from bot.tags import Kind

Item = discord.ui.Item[Any]


def pressed_for(desk: Desk) -> type[discord.ui.DynamicItem[Item]]:
    """Make the class through which discord.py hands over every press of ours."""

    class Pressed(discord.ui.DynamicItem[Item], template=TEMPLATE):
        tag: Tag

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
        ) -> "Pressed":
            del interaction
            pressed = cls(item)
            pressed.tag = read_tag(match)
            return pressed

        async def callback(self, interaction: discord.Interaction) -> None:
            await press(desk, interaction, self.tag)

    return Pressed


async def submitted(desk: Desk, interaction: discord.Interaction) -> None:
    """Take a modal of ours that was sent; discord.py keeps none."""
    match interaction.data:
        case {"custom_id": str(custom_id)}:
            found = re.fullmatch(TEMPLATE, custom_id)
            if found:
                await press(desk, interaction, read_tag(found))


Handler = Callable[[Desk, discord.Interaction, Tag], Awaitable[None]]


async def press(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Do what a button, select or modal stands for; the one place that answers its errors."""
    try:
        await _press(desk, interaction, tag)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer
        await apologise(desk.outbox, interaction, error)


async def _press(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    if desk.is_closing:
        await desk.outbox.whisper(interaction, wording.RESTARTING)
    elif tag.kind in HANDLERS:
        await HANDLERS[tag.kind](desk, interaction, tag)
    else:
        await desk.outbox.whisper(interaction, wording.TOO_OLD)


async def _vote(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    told = await _told(desk, interaction, tag)
    if told and tag.kind is Kind.HELPFUL:
        await _thank(desk, interaction, await record(desk, interaction, told, is_helpful=True))
    elif told:
        # The window comes first: it waits for nothing, and its sender is thanked later.
        asks = missing_modal(Tag(Kind.MISSING, tag.asker, tag.argument))
        await interaction.response.send_modal(asks)
        await record(desk, interaction, told, is_helpful=False)


async def _hear(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Record what was missing, with the vote that asked for it."""
    told = await _told(desk, interaction, tag)
    if told:
        words = words_in(interaction)
        is_kept = await record(desk, interaction, told, is_helpful=False, missing=words)
        await _thank(desk, interaction, is_kept)


async def _thank(desk: Desk, interaction: discord.Interaction, is_kept: bool) -> None:  # noqa: FBT001 - what `record` tells
    """Thank for a vote only once it is kept."""
    await desk.outbox.whisper(interaction, wording.VOTE_THANKS if is_kept else wording.NOT_KEPT)


async def _explain(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    told = await _told(desk, interaction, tag)
    if told:
        lines = "\n".join(escape(line) for line in explain(told.trace))
        await desk.outbox.whisper(interaction, shorten(lines, CONTENT))


async def _share(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Repeat a private answer for all, as it stands, under the name of who shares it."""
    del tag
    message = interaction.message
    if not message or not message.flags.ephemeral:
        await desk.outbox.whisper(interaction, wording.TOO_OLD)
        return
    name = escape_name(interaction.user.display_name)
    await desk.outbox.publish(
        interaction,
        wording.shared_by(name),
        message.embeds,
        share_of(message, delete_button(interaction.user.id)),
    )


async def _delete(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    if interaction.user.id != tag.asker:
        await desk.outbox.whisper(interaction, wording.NOT_YOURS)
        return
    await desk.outbox.withdraw(interaction)


async def _ask(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Ask a suggested question: aloud for the asker, privately for anyone else."""
    question = desk.question(chosen_in(interaction) or tag.argument)
    if question is None:
        await desk.outbox.whisper(interaction, wording.TOO_OLD)
        return
    await desk.ask(interaction, question, privately=_is_aside(interaction, tag))


async def _turn(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Show another page: in place for the asker, privately for anyone else."""
    asked = await _asked(interaction)
    if asked is None or not tag.argument.isdecimal():
        await desk.outbox.whisper(interaction, wording.TOO_OLD)
        return
    message = interaction.message
    is_mine = interaction.user.id == tag.asker
    letter = desk.letter(
        desk.repeat(asked),
        interaction.user.id,
        asked=asked if message and message.embeds[0].author.name else "",
        privately=_is_aside(interaction, tag),
        page=int(tag.argument),
    )
    if is_mine:
        await desk.outbox.turn(interaction, letter)
    else:
        await desk.outbox.respond(interaction, letter, privately=True)


async def _browse(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    letter = desk.topics_letter(interaction.user.id, chosen_in(interaction))
    if interaction.user.id == tag.asker:
        await desk.outbox.turn(interaction, letter)
    else:
        await desk.outbox.respond(interaction, letter, privately=True)


async def _told(desk: Desk, interaction: discord.Interaction, tag: Tag) -> Reply | None:
    """Find the reply that was given, or say that it is too old."""
    asked = await _asked(interaction) if tag.argument == desk.version else None
    told = None if asked is None else desk.repeat(asked)
    # While the question was read back, another version may have begun to answer.
    if told is None or told.knowledge != tag.argument:
        await desk.outbox.whisper(interaction, wording.TOO_OLD)
        return None
    return told


async def _asked(interaction: discord.Interaction) -> str | None:
    me = interaction.application_id
    return await asked_of(interaction.message, me) if interaction.message else None


def _is_aside(interaction: discord.Interaction, tag: Tag) -> bool:
    """Whether a reply is for one person: under a private one, or not theirs to begin with."""
    message = interaction.message
    return interaction.user.id != tag.asker or bool(message and message.flags.ephemeral)


HANDLERS: Mapping[Kind, Handler] = {
    Kind.HELPFUL: _vote,
    Kind.UNHELPFUL: _vote,
    Kind.MISSING: _hear,
    Kind.WHY: _explain,
    Kind.SHARE: _share,
    Kind.DELETE: _delete,
    Kind.ASK: _ask,
    Kind.QUESTION: _ask,
    Kind.PAGE: _turn,
    Kind.TOPIC: _browse,
    Kind.MISS: choose_miss,
    Kind.ADOPT: adopt_miss,
    Kind.DROP: drop_miss,
}
