"""Channels made ask-channels, or ordinary ones again."""

from bot.curation.attempting import attempt
from bot.reply import Reply, notice, wording
from bot.service import Service


async def set_listening(
    service: Service, platform: str, channel: int | str, *, listens: bool
) -> Reply:
    """Do it, and say so; a fault of the store becomes a reply."""
    return await attempt(_set(service, platform, channel, listens=listens), service.metrics)


async def _set(service: Service, platform: str, channel: int | str, *, listens: bool) -> Reply:
    change = service.channels.add if listens else service.channels.remove
    await change(platform, channel)
    return notice([wording.LISTENING if listens else wording.NOT_LISTENING])
