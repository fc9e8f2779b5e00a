"""The one answer to errors in commands, buttons and messages: logged once, apologised for."""

import logging
from contextlib import suppress
from http import HTTPStatus

import discord
from discord import app_commands

from bot.discord.outbox import PASSING, Outbox
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
    note("an interaction", cause)
    with suppress(*PASSING):
        await outbox.whisper(interaction, wording.WENT_WRONG)


def note(what: str, error: BaseException | None) -> None:
    """Log a failure: in a line if it is Discord's or of the way there, else with its traceback."""
    is_ours = isinstance(error, discord.HTTPException) and error.status == HTTPStatus.BAD_REQUEST
    if isinstance(error, PASSING) and not is_ours:
        log.warning("%s failed: %s", what, brief(error))
    else:
        log.error("%s failed", what, exc_info=error)


def brief(error: BaseException) -> str:
    """Tell an error in a line."""
    told = str(error).splitlines()
    return f"{type(error).__name__}: {told[0]}" if told else type(error).__name__
