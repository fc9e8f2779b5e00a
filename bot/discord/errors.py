"""The one answer to errors in commands, buttons and messages: logged once, apologised for."""

import logging
from contextlib import suppress

import discord
from discord import app_commands

from bot.discord.outbox import Outbox
from bot.reply import wording

log = logging.getLogger(__name__)

GONE = {10008, 10015, 10062, 40060}
"""Discord's codes for a message or an interaction that no longer waits for an answer."""


async def apologise(outbox: Outbox, interaction: discord.Interaction, error: Exception) -> None:
    """Log an error and tell the person, privately, that it is not their fault."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in GONE:
        log.warning("an interaction was answered too late: %s", cause.code)
        return
    log.error("an interaction failed", exc_info=cause)
    with suppress(discord.HTTPException):
        await outbox.whisper(interaction, wording.WENT_WRONG)
