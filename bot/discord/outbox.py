"""Everything that is sent: again where that may help, counted so that it can be awaited."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

import aiohttp
import discord

from bot.curation.model import Attachment
from bot.discord.embeds import text_of
from bot.reply import wording

log = logging.getLogger(__name__)

Sent = TypeVar("Sent")

PAUSES = (1.0, 3.0)
"""Seconds before another attempt. discord.py itself waits out 429, 500, 502, 504."""

AT_ONCE = (0.2, 0.5)
"""The same for an interaction, which waits three seconds in all for its answer."""

SERVER_ERROR = 500
LIMITED = 429

ARCHIVED = 50083
"""Discord's code for a thread that takes no more messages."""

PASSING = (discord.HTTPException, aiohttp.ClientError, asyncio.TimeoutError)
"""Failures that another attempt may not meet, unless Discord says that it is our fault."""

GARBLED = (KeyError, TypeError)
"""In which discord.py dies of a rate limit that does not say how long it lasts."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply ready to be sent."""

    embed: discord.Embed
    view: discord.ui.View


class Outbox:
    """Sends replies; knows how many are under way, and tells of each that failed."""

    def __init__(self, failed: Callable[[], None]) -> None:
        self._failed = failed
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def drain(self, seconds: float) -> None:
        """Wait until nothing is under way, or so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    async def reply(self, message: discord.Message, letter: Letter) -> int | None:
        """Reply to a message; where that is not allowed, write to its author."""
        try:
            return await self._reply(message, letter)
        except discord.HTTPException as error:
            if not _is_shut(error):
                raise
            log.warning("may not write in channel %s: grant Send Messages", message.channel.id)
            await self.write_privately(message.author, letter)
            return None

    async def edit(self, question: discord.Message, reply: int, letter: Letter) -> None:
        """Put another reply in the place of the one to a question, if that still stands."""
        if isinstance(question.channel, discord.GroupChannel):
            return
        sent = question.channel.get_partial_message(reply)
        with self.counted(), suppress(discord.NotFound, discord.Forbidden):
            await _again(lambda: sent.edit(embed=letter.embed, view=letter.view))

    async def respond(
        self, interaction: discord.Interaction, letter: Letter, *, privately: bool
    ) -> None:
        """Answer an interaction."""
        answer = interaction.response.send_message
        with self.counted():
            await _again(
                lambda: answer(embed=letter.embed, view=letter.view, ephemeral=privately), AT_ONCE
            )

    async def follow(self, interaction: discord.Interaction, letter: Letter) -> None:
        """Answer an interaction that was deferred."""
        with self.counted():
            await interaction.followup.send(embed=letter.embed, view=letter.view)

    async def attach(self, interaction: discord.Interaction, attached: Attachment) -> None:
        """Answer an interaction that was deferred with a file."""
        with self.counted():
            file = discord.File(BytesIO(attached.content), attached.name)
            await interaction.followup.send(file=file)

    async def turn(self, interaction: discord.Interaction, letter: Letter) -> None:
        """Change the message whose button was pressed."""
        with self.counted():
            await interaction.response.edit_message(embed=letter.embed, view=letter.view)

    async def whisper(self, interaction: discord.Interaction, text: str) -> None:
        """Tell something to the one who pressed or typed, whatever was sent before."""
        with self.counted():
            if interaction.response.is_done():
                await interaction.followup.send(text, ephemeral=True)
            else:
                await interaction.response.send_message(text, ephemeral=True)

    async def publish(
        self,
        interaction: discord.Interaction,
        text: str,
        embeds: Sequence[discord.Embed],
        view: discord.ui.View,
    ) -> None:
        """Answer an interaction for all to see with what stands already."""
        with self.counted():
            await interaction.response.send_message(text, embeds=embeds, view=view)

    async def withdraw(self, interaction: discord.Interaction) -> None:
        """Delete the message whose button was pressed; gone already is as good."""
        with self.counted():
            await interaction.response.defer()
            with suppress(discord.NotFound):
                await interaction.delete_original_response()

    async def hush(self, message: discord.Message, text: str) -> None:
        """Tell someone privately why their message gets no answer, if they let us."""
        with self.counted():
            try:
                await message.author.send(text)
            except PASSING:
                with suppress(*PASSING):
                    await message.add_reaction("⏳")

    async def write_privately(self, person: discord.User | discord.Member, letter: Letter) -> None:
        """Send a reply to someone who asked where we may not write, if they let us."""
        with self.counted(), suppress(*PASSING):
            await person.send(wording.CANNOT_WRITE, embed=letter.embed, view=letter.view)

    async def _reply(self, message: discord.Message, letter: Letter) -> int:
        # A nonce lets Discord drop what arrives twice, so an attempt may be repeated.
        # A question that is gone by now is answered all the same.
        reference = message.to_reference(fail_if_not_exists=False)
        nonce = str(message.id)
        send = message.channel.send
        with self.counted():
            if may_embed(message):
                sent = await _again(
                    lambda: send(
                        embed=letter.embed, view=letter.view, reference=reference, nonce=nonce
                    )
                )
            else:
                text = text_of(letter.embed)
                sent = await _again(
                    lambda: send(text, view=letter.view, reference=reference, nonce=nonce)
                )
        return sent.id

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count something as under way while it lasts."""
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        except PASSING:
            self._failed()
            raise
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()


def may_embed(message: discord.Message) -> bool:
    """Tell whether embeds are allowed where a message stands."""
    if message.guild is None or message.guild.me is None:
        return True
    return message.channel.permissions_for(message.guild.me).embed_links


async def _again(send: Callable[[], Awaitable[Sent]], pauses: Sequence[float] = PAUSES) -> Sent:
    """Send, and try again after a pause while the failure may pass."""
    for pause in pauses:
        try:
            return await send()
        except (*PASSING, *GARBLED) as error:
            if isinstance(error, discord.HTTPException) and not _may_pass(error):
                raise
            log.info("sending failed, trying again: %s", type(error).__name__)
            await asyncio.sleep(pause)
    return await send()


def _may_pass(error: discord.HTTPException) -> bool:
    """Tell whether Discord, or a proxy before it, could answer otherwise in a moment."""
    return error.status >= SERVER_ERROR or error.status == LIMITED


def _is_shut(error: discord.HTTPException) -> bool:
    """Tell whether it is this one channel that cannot be written in."""
    return isinstance(error, discord.Forbidden | discord.NotFound) or error.code == ARCHIVED
