"""Votes on an answer, and the modal that asks what was missing."""

from collections.abc import Callable

import discord

from bot.discord.desk import Desk
from bot.discord.errors import apologise
from bot.discord.requests import PLATFORM
from bot.reply import Reply, wording
from bot.service import Vote

WORDS = 500
"""Longest answer to what was missing: a few sentences."""

Record = Callable[[str], None]


def ballot(
    desk: Desk, interaction: discord.Interaction, reply: Reply, *, is_helpful: bool
) -> Record:
    """Make what records a vote of this person on this answer, with their words."""
    answer = str(interaction.message.id) if interaction.message else ""
    voter = str(interaction.user.id)

    def record(missing: str = "") -> None:
        vote = Vote(PLATFORM, answer, voter, is_helpful, reply.matches, missing)
        desk.service.vote(vote)

    return record


class MissingModal(discord.ui.Modal):
    """Asks what was missing."""

    missing: discord.ui.TextInput["MissingModal"] = discord.ui.TextInput(
        label=wording.WHAT_WAS_MISSING,
        placeholder=wording.MISSING_HINT,
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=WORDS,
    )

    def __init__(self, desk: Desk, record: Record) -> None:
        super().__init__(title=wording.WHAT_WAS_MISSING, timeout=900)
        self._desk = desk
        self._record = record

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Record the words with the vote."""
        if self.missing.value.strip():
            self._record(self.missing.value)
        await self._desk.outbox.whisper(interaction, wording.VOTE_THANKS)

    async def on_error(  # type: ignore[override] # a modal's errors come without an item
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """Apologise as everywhere."""
        await apologise(self._desk.outbox, interaction, error)
