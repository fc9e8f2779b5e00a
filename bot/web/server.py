"""The server: /healthz, /readyz, /metrics, and the endpoint of a platform that needs one."""

import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from prometheus_client.aiohttp import make_aiohttp_handler

from bot.config import WebSettings
from bot.errors import PlatformError
from bot.metrics import Metrics
from bot.web.exposition import registry_of
from bot.web.readiness import Readiness

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000
"""The largest body that is read: Slack's largest events are a tenth of it."""

CLOSING = 0.1
"""Seconds for requests under way at the end: the platforms have finished theirs before."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """Serves while it is entered; without a port, nothing."""

    def __init__(self, settings: WebSettings, readiness: Readiness, metrics: Metrics) -> None:
        self._settings = settings
        self._readiness = readiness
        self._mounted: dict[str, Handler] = {}
        self._problem = "BOT_WEB__PORT is not set"
        # Bodies are checked and signed as they are sent: nothing is unpacked.
        self._runner = web.AppRunner(
            self._application(metrics),
            access_log=None,
            auto_decompress=False,
            shutdown_timeout=CLOSING,
        )

    async def __aenter__(self) -> Self:
        if self._settings.port is not None:
            logging.getLogger("aiohttp.server").addFilter(_is_ours)
            await self._runner.setup()
            await self._listen(self._settings.host, self._settings.port)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port that is listened on: another one than the settings' if that is 0."""
        return int(self._runner.addresses[0][1])

    def mount(self, path: str, handler: Handler) -> None:
        """Serve a platform's endpoint; raise PlatformError where nothing is served."""
        if self._problem:
            raise PlatformError(self._problem)
        self._mounted[path] = handler

    async def _listen(self, host: str, port: int) -> None:
        """Listen, or say why not: who chats through a gateway can do without."""
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            self._problem = f"BOT_WEB__PORT: cannot listen on {host}:{port} ({error.strerror})"
            log.error("%s", self._problem)  # noqa: TRY400 - a line, not a traceback
        else:
            self._problem = ""

    def _application(self, metrics: Metrics) -> web.Application:
        application = web.Application(client_max_size=MOST_BYTES)
        registry = registry_of(metrics, self._readiness)
        application.router.add_get("/healthz", self._health)
        application.router.add_get("/readyz", self._ready)
        application.router.add_get("/metrics", make_aiohttp_handler(registry))
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        return application

    async def _health(self, _: web.Request) -> web.Response:
        """Tell that the process is there, and its event loop turning."""
        return web.json_response({"alive": True})

    async def _ready(self, request: web.Request) -> web.Response:
        """Tell whether people are answered, and if not, why; of one platform if asked so."""
        platform = request.query.get("platform", "")
        problems = list(self._readiness.problems(platform))
        told = {
            "ready": not problems,
            "reasons": problems,
            "degraded": await self._readiness.degraded(),
            "knowledge": self._readiness.knowledge(),
            "platforms": self._readiness.states(platform),
        }
        return web.json_response(told, status=503 if problems else 200)

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        """Let a platform answer; before it is there, ask to be called again."""
        handler = self._mounted.get(request.path)
        if handler:
            return await handler(request)
        return web.Response(status=404 if self._readiness.service else 503)


def _is_ours(record: logging.LogRecord) -> bool:
    """Tell whether an error is the bot's: that of a sender of junk holds what was sent."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
