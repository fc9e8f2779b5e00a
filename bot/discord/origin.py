"""What a reply of ours answers, read back from the message itself."""

import discord

from bot.discord.addressing import question_in
from bot.discord.embeds import asked_in


async def asked_of(message: discord.Message, me: int) -> str | None:
    """Find what was asked; None where it is gone or was too long to be kept."""
    if message.embeds and message.embeds[0].author.name:
        return asked_in(message.embeds[0])
    original = await _original(message)
    return question_in(original, me) if original else None


async def _original(message: discord.Message) -> discord.Message | None:
    """Find the message that this one is a reply to."""
    reference = message.reference
    if not reference or not reference.message_id:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    try:
        return await message.channel.fetch_message(reference.message_id)
    except (discord.NotFound, discord.Forbidden):
        return None
