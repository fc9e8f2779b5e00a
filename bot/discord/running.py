"""Runs the client, and starts it again where waiting may help."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from time import monotonic

import aiohttp
import discord
import yarl

from bot.config import DiscordSettings
from bot.curation.curator import Curator
from bot.discord.client import Client
from bot.discord.desk import PLATFORM, Desk
from bot.discord.errors import brief
from bot.errors import PlatformError
from bot.platform import Platform
from bot.service import Service

log = logging.getLogger(__name__)

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
"""Seconds between two starts: a day of them stays far below the 1,000 that Discord allows."""

STEADY = 600.0
"""Seconds of running after which the next failure is a new one."""

UNREACHABLE = (OSError, aiohttp.ClientError, discord.DiscordException)
UNREADABLE = (LookupError, AttributeError, TypeError, ValueError)
"""What a later start may not meet: an unreachable or stumbling service, and the shapes in
which discord.py dies of a first connection refused or of an event that it cannot read."""

REFUSED_LOGIN = "BOT_DISCORD__TOKEN: Discord refuses it; copy it anew from the developer portal"
NO_INTENT = (
    "BOT_DISCORD__MESSAGE_CONTENT: the intent is not granted; "
    "turn it on in the developer portal, or this off"
)

FATAL_CODES = {
    4004: REFUSED_LOGIN,
    4010: "BOT_DISCORD__SHARD_IDS: Discord refuses this shard",
    4011: "BOT_DISCORD__SHARD_COUNT: Discord asks for more shards",
    4012: "this version of discord.py speaks a gateway version that is no longer served",
    4013: "Discord does not know an intent that is asked for; update discord.py",
    4014: NO_INTENT,
}
"""Close codes after which no start will do better."""


def platform(
    service: Service, settings: DiscordSettings, curator: Curator | None = None
) -> Platform:
    """Make Discord ready to run."""
    point_at(settings)
    quieten()
    return platform_of(Desk(service, settings, curator=curator))


def platform_of(desk: Desk) -> Platform:
    """Let a desk be run: by clients, one after the other."""
    return Platform(
        name=PLATFORM,
        serve=lambda: supervise(desk, lambda: Client(desk)),
        finish=desk.finish,
        health=desk.pulse.health,
    )


def point_at(settings: DiscordSettings) -> None:
    """Talk to proxies where they are configured."""
    if settings.api_url:
        discord.http.Route.BASE = str(settings.api_url).rstrip("/")
    if settings.gateway_url:
        gateway = yarl.URL(str(settings.gateway_url))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


def quieten() -> None:
    """Log a refused connection as a line, without a traceback; do not miss voice."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for name in ("discord.client", "discord.shard"):
        logging.getLogger(name).addFilter(_without_traceback)


async def supervise(
    desk: Desk,
    make: Callable[[], Client],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Start a client, and another one after a pause when it fails."""
    pauses = _pauses()
    while not desk.is_closing:
        started = monotonic()
        failed = await _run_one(make(), desk)
        if monotonic() - started > STEADY:
            pauses = _pauses()
        pause = next(pauses)
        log.warning("Discord cannot be reached (%s); again in %.0f s", failed, pause)
        await sleep(pause)


def fatal(error: Exception) -> str:
    """Explain an error that waiting will not mend; nothing for any other."""
    match error:
        case discord.LoginFailure():
            return REFUSED_LOGIN
        case discord.PrivilegedIntentsRequired():
            return NO_INTENT
        case discord.ConnectionClosed(code=code):
            return FATAL_CODES.get(code or 0, "")
        case _:
            return ""


async def _run_one(client: Client, desk: Desk) -> str:
    """Run a client to its end, and tell how that came."""
    token = desk.settings.token
    try:
        async with client:
            await client.start(token.get_secret_value() if token else "")
    except (*UNREACHABLE, *UNREADABLE) as error:
        explained = fatal(error)
        if explained:
            raise PlatformError(explained) from error
        return brief(error)
    return "closed"


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, UNREACHABLE):
        record.msg, record.args = f"{record.getMessage()} ({brief(error)})", ()
        record.exc_info = record.exc_text = None
    return True
