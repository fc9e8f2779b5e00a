"""The loopback server: Slack's Web API, response URLs and Socket Mode on one local port."""

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import web

from .faults import Fault, rate_limited, refused
from .http_push import HttpPush
from .watching import Watched


class SlackServer(Watched):
    """A Slack for one test: what is in it, who is in it, and what the app did."""

    def __init__(self) -> None:
        super().__init__()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        app = self.web_api.application()
        app.router.add_get("/link/", self.socket_mode.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.courier.close()
        if self._runner:
            await self._runner.cleanup()
        if error is None:
            self._complain()

    async def up(self) -> None:
        """Listen, on the same port as before if there was one."""
        if self._runner is None:
            problem = "the server is not started"
            raise LookupError(problem)
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = port = self._runner.addresses[0][1]
        self.world.base_url = f"http://127.0.0.1:{port}"
        self.socket_mode.url = f"ws://127.0.0.1:{port}/link/"

    async def down(self) -> None:
        """Stop listening and cut every connection: new ones are refused until `up`."""
        if self._site:
            await self._site.stop()
        await self.socket_mode.close()
        if self._runner and self._runner.server:
            for kept in self._runner.server.connections:
                kept.force_close()

    @property
    def api_url(self) -> str:
        """Where the Web API is, as `base_url` of a client."""
        return f"{self.world.base_url}/api/"

    def api_url_of(self, via: str) -> str:
        """Where the Web API is for one of several processes, whose calls are told apart by it."""
        return f"{self.world.base_url}/{via}/api/"

    def deliver_to(self, url: str, secret: str | None = None) -> HttpPush:
        """Deliver to a URL instead of Socket Mode, signed with the app's secret or another."""
        push = HttpPush(url, secret or self.world.signing_secret, self.clock)
        self.courier.use(push)
        return push

    def fail(
        self,
        method: str,
        status: int = 500,
        times: int = 1,
        *,
        headers: dict[str, str] | None = None,
        after: bool = False,
    ) -> None:
        """Answer the next calls of a method with a status; `after` does the work first."""
        fault = Fault(status, headers=headers or {}, after=after)
        self.web_api.faults.add(method, fault, times)

    def refuse(self, method: str, error: str, times: int = 1, *, after: bool = False) -> None:
        """Answer the next calls of a method with an error such as "channel_not_found"."""
        self.web_api.faults.add(method, refused(error, after=after), times)

    def limit(self, method: str, retry_after: str | None = "1", times: int = 1) -> None:
        """Answer the next calls of a method with 429; the header may be missing or garbage."""
        self.web_api.faults.add(method, rate_limited(retry_after), times)

    def cut(self, method: str, times: int = 1, *, after: bool = False) -> None:
        """Cut the connection of the next calls of a method, before or after the work."""
        self.web_api.faults.add(method, Fault(cut=True, after=after), times)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer the next calls of a method late."""
        self.web_api.faults.add(method, Fault(delay=seconds), times)

    def hold(self, method: str, times: int = 1) -> asyncio.Event:
        """Hold the next calls of a method until the event returned is set."""
        held = asyncio.Event()
        self.web_api.faults.add(method, Fault(hold=held), times)
        return held

    def forget(self) -> None:
        """Drop logs and messages: for tests that measure memory."""
        world = self.world
        for feed in (world.posted, world.whispered, world.edited, world.deleted, world.shown):
            feed.clear()
        self.web_api.calls.clear()
        self.courier.sent.clear()
        self.socket_mode.acks.clear()
        self.socket_mode.opened.clear()
        for connection in self.socket_mode.connections:
            connection.sent.clear()
        world.messages.clear()
        world.grants.triggers.clear()
        world.grants.urls.clear()

    def _complain(self) -> None:
        """Fail a test in whose course the app acknowledged with what Slack refuses."""
        unseen = [one for one in self.courier.sent.all if one.problem and not one.was_told]
        if unseen:
            problem = f"refused acknowledgements: {[(one, one.problem) for one in unseen]}"
            raise AssertionError(problem)
