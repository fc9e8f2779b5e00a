"""The loopback server: Discord's HTTP API and gateway on one local port."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from .call import PREFIX, Call
from .clock import Clock
from .faults import Fault, rate_limited
from .model import Channel, Json, Message
from .rest import Rest
from .scene import Scene


class DiscordServer(Scene):
    """A Discord for one test: what is in it, who is in it, and what the bot did."""

    def __init__(self) -> None:
        super().__init__()
        self.rest = Rest(self.world)
        self.api_url = ""
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        app = self.rest.application()
        app.router.add_get("/gw", self.gateway.serve)
        app.router.add_get("/gw/", self.gateway.serve)
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
        self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()

    async def up(self) -> None:
        """Listen, on the same port as before if there was one."""
        if self._runner is None:
            problem = "the server is not started"
            raise LookupError(problem)
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}{PREFIX}"
        self.world.gateway_url = f"ws://127.0.0.1:{port}/gw"
        self.world.cdn = f"http://127.0.0.1:{port}/cdn"

    async def down(self) -> None:
        """Stop listening and cut every connection: new ones are refused until `up`."""
        if self._site:
            await self._site.stop()
        self.gateway.drop()
        if self._runner and self._runner.server:
            for kept in self._runner.server.connections:
                kept.force_close()

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens."""
        return self.world.gateway_url

    @property
    def token(self) -> str:
        """The token that the server accepts."""
        return self.world.token

    @property
    def clock(self) -> Clock:
        """The server's clock, to advance."""
        return self.world.clock

    async def next_message(self, within: float = 2.0, channel: Channel | None = None) -> Message:
        """Await the bot's next message, of all or of one channel; no answer to an interaction."""
        return await self.world.posted.next(within, _in(channel))

    async def next_edit(self, within: float = 2.0, channel: Channel | None = None) -> Message:
        """Await the next message that the bot edits."""
        return await self.world.edited.next(within, _in(channel))

    async def next_deletion(self, within: float = 2.0) -> Message:
        """Await the next message that the bot deletes."""
        return await self.world.deleted.next(within)

    async def silence(self, within: float = 0.2, channel: Channel | None = None) -> None:
        """Fail when the bot posts within so many seconds."""
        await self.world.posted.silence(within, _in(channel))

    async def next_request(self, route: str, within: float = 2.0) -> Call:
        """Await the next request to a route such as "POST /channels/{channel_id}/typing"."""
        return await self.rest.calls.next(within, lambda call: call.name == route)

    def requests(self, route: str | None = None) -> list[Call]:
        """Return the answered requests so far, of all or of one route."""
        return [call for call in self.rest.calls.all if route in (None, call.name)]

    def fail(  # noqa: PLR0913 - what a refusal is made of
        self,
        route: str,
        status: int = 500,
        times: int = 1,
        *,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        after: bool = False,
    ) -> None:
        """Answer the next requests to a route with a status; `after` does the work first."""
        self.rest.faults.add(route, Fault(status, body, headers or {}, after=after), times)

    def limit(  # noqa: PLR0913 - what a rate limit is made of
        self,
        route: str,
        retry_after: float = 0.05,
        times: int = 1,
        *,
        everywhere: bool = False,
        shared: bool = False,
        via: bool = True,
    ) -> None:
        """Answer the next requests to a route with 429."""
        fault = rate_limited(retry_after, everywhere=everywhere, shared=shared, via=via)
        self.rest.faults.add(route, fault, times)

    def cut(self, route: str, times: int = 1, *, after: bool = False) -> None:
        """Cut the connection of the next requests to a route, before or after the work."""
        self.rest.faults.add(route, Fault(cut=True, after=after), times)

    def hold(self, route: str, times: int = 1) -> asyncio.Event:
        """Hold the next requests to a route until the event returned is set."""
        held = asyncio.Event()
        self.rest.faults.add(route, Fault(hold=held), times)
        return held

    def forget(self) -> None:
        """Drop logs, messages and interactions: for tests that measure memory."""
        world = self.world
        for feed in (world.posted, world.edited, world.deleted):
            feed.clear()
        self.rest.calls.clear()
        self.gateway.frames.clear()
        for session in self.gateway.sessions.values():
            session.events.clear()
        self.rest.buckets.forget()
        world.messages.clear()
        world.nonces.clear()
        world.interactions.clear()


def _in(channel: Channel | None) -> Callable[[Message], bool]:
    return lambda message: channel is None or message.channel is channel
