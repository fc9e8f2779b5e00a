"""Runs the connection to Slack: checks the tokens, starts again where waiting may help."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from time import monotonic, time

import aiohttp
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import SlackSettings
from bot.cooldown import Cooldown
from bot.curation.curator import Curator
from bot.errors import PlatformError
from bot.platform import Health, Platform
from bot.seen import Claims
from bot.service import Service
from bot.slack.app import make_app, slack_handler
from bot.slack.desk import PLATFORM, Desk, Identity
from bot.slack.faults import code_of
from bot.slack.retrying import retry_handlers

log = logging.getLogger(__name__)

TIMEOUT = 20.0
"""Seconds for one call: Slack answers in one, and the next attempt needs its time too."""

ENDPOINT = "/slack/events"
"""Where Slack calls, over HTTP."""

PING = 10.0
"""Seconds between two pings: a connection that broke unheard is noticed within four."""

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
"""Seconds between two attempts to begin."""

REFUSED_BOT = "BOT_SLACK__BOT_TOKEN: Slack refuses it ({}); copy it anew from OAuth & Permissions"
REFUSED_APP = "BOT_SLACK__APP_TOKEN: Slack refuses it ({}); make one with connections:write"
NO_SOCKET = "BOT_SLACK__APP_TOKEN: Socket Mode is off; turn it on for the app"

FATAL_CODES = {
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""Slack's words for a token with which no attempt will do better."""

SOCKET_OFF = {"socket_mode_not_enabled", "forbidden"}


class Slack:
    """Slack as a platform to run: it serves, finishes, and takes requests over HTTP."""

    name = PLATFORM

    def __init__(
        self,
        service: Service,
        settings: SlackSettings,
        curator: Curator | None = None,
        seen: Claims | None = None,
    ) -> None:
        self._service = service
        self._settings = settings
        self._curator = curator
        # What is remembered outlives a connection that has to be made anew.
        self._cooldown = Cooldown(settings.cooldown)
        self._seen = service.claims() if seen is None else seen
        self.desk: Desk | None = None
        self._handle: Callable[[web.Request], Awaitable[web.Response]] | None = None
        self._socket: AsyncSocketModeHandler | None = None

    @property
    def platform(self) -> Platform:
        """What a process runs beside other platforms."""
        return Platform(self.name, self.serve, self.finish, self.health)

    def health(self) -> Health:
        """Tell whether Slack reaches us, and when it last did."""
        last = self.desk.last_event if self.desk else None
        event_age = None if last is None else monotonic() - last
        if self._settings.mode == "http":
            return Health(is_connected=self._handle is not None, event_age=event_age)
        client = self._socket.client if self._socket else None
        session = client.current_session if client else None
        is_open = session is not None and not session.closed
        pong = client.last_ping_pong_time if client else None
        heartbeat_age = max(time() - pong, 0.0) if is_open and pong else None
        return Health(is_open, heartbeat_age, event_age)

    async def serve(self) -> None:
        """Answer until cancelled; raise PlatformError where only an operator can help."""
        quieten()
        async with connected(self._settings) as client:
            identity = await _begin(client, self._settings)
            desk = Desk(
                self._service, self._settings, client, cooldown=self._cooldown, seen=self._seen
            )
            desk.me, desk.curator = identity, self._curator
            self.desk = desk
            await self._run(make_app(desk))

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request of Slack's; not before the token is known to be good."""
        if self._handle is None:
            return web.Response(status=503)
        return await self._handle(request)

    async def finish(self, seconds: float) -> None:
        """Take no more work, and let what is under way be sent."""
        if self.desk:
            await self.desk.finish(seconds)

    async def _run(self, app: AsyncApp) -> None:
        if self._settings.mode == "http":
            self._handle = slack_handler(app)
            await asyncio.Event().wait()
        token = self._settings.app_token
        self._socket = AsyncSocketModeHandler(
            app,
            token.get_secret_value() if token else "",
            web_client=self.desk.client if self.desk else None,
            ping_interval=PING,
        )
        try:
            await self._socket.connect_async()
            log.info("connected to Slack")
            await asyncio.Event().wait()
        finally:
            await self._socket.close_async()


@asynccontextmanager
async def connected(settings: SlackSettings) -> AsyncIterator[AsyncWebClient]:
    """Open a client of the Web API."""
    token = settings.bot_token
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session:
        yield AsyncWebClient(
            token=token.get_secret_value() if token else None,
            base_url=str(settings.api_url or AsyncWebClient.BASE_URL),
            session=session,
            retry_handlers=retry_handlers(),
        )


async def check_tokens(client: AsyncWebClient, settings: SlackSettings) -> Identity:
    """Ask Slack whether it takes the tokens, and who we are; raise PlatformError if not."""
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        raise _explained(error, REFUSED_BOT) from error
    if settings.mode == "socket" and settings.app_token:
        try:
            await client.apps_connections_open(app_token=settings.app_token.get_secret_value())
        except SlackApiError as error:
            raise _explained(error, REFUSED_APP) from error
    return Identity(told["user_id"], told.get("bot_id", ""), told["team_id"])


def quieten() -> None:
    """Log a lost connection as a line without a traceback, and no request's content."""
    for name in ("slack_sdk", "slack_bolt"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.root.level))
    logging.getLogger("bot.slack.bolt").addFilter(_without_traceback)


async def _begin(client: AsyncWebClient, settings: SlackSettings) -> Identity:
    """Check the tokens, however long Slack is out of reach."""
    for pause in pauses():
        try:
            return await check_tokens(client, settings)
        except (aiohttp.ClientError, TimeoutError, SlackApiError) as error:
            told = type(error).__name__
            log.warning("Slack cannot be reached (%s); again in %.0f s", told, pause)
        await asyncio.sleep(pause)
    raise AssertionError


def _explained(error: SlackApiError, refused: str) -> Exception:
    """Turn what only an operator can mend into a line for them."""
    code = code_of(error)
    if code in SOCKET_OFF:
        return PlatformError(NO_SOCKET)
    return PlatformError(refused.format(code)) if code in FATAL_CODES else error


def pauses() -> Iterator[float]:
    """Grow from pause to pause."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError | aiohttp.ClientError | SlackApiError):
        record.exc_info = record.exc_text = None
    return True
