"""The loopback server: Slack's Web API, response URLs and Socket Mode on one local port."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.feed import Feed

from .call import Call
from .delivery import Delivery
from .faults import Fault, rate_limited, refused
from .http_push import HttpPush
from .model import Channel, Message, View
from .people import Person
from .scene import Scene
from .web_api import WebApi

T = TypeVar("T")


class SlackServer(Scene):
    """A Slack for one test: what is in it, who is in it, and what the app did."""

    def __init__(self) -> None:
        super().__init__()
        self.web_api = WebApi(self.world)
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

    def deliver_to(self, url: str, secret: str | None = None) -> HttpPush:
        """Deliver to a URL instead of Socket Mode, signed with the app's secret or another."""
        push = HttpPush(url, secret or self.world.signing_secret, self.clock)
        self.courier.use(push)
        return push

    async def next_message(
        self,
        within: float = 2.0,
        channel: Channel | None = None,
        where: Callable[[Message], bool] = lambda _: True,
    ) -> Message:
        """Await the app's next message for all to see, of all channels or of one."""
        return await self._next(
            self.world.posted, within, lambda one: _in(channel)(one) and where(one)
        )

    async def next_ephemeral(self, person: Person | None = None, within: float = 2.0) -> Message:
        """Await the next message that one person alone sees."""
        return await self._next(
            self.world.whispered,
            within,
            lambda one: person is None or one.only_for is person.account,
        )

    async def next_edit(self, within: float = 2.0, channel: Channel | None = None) -> Message:
        """Await the next message that the app edits."""
        return await self._next(self.world.edited, within, _in(channel))

    async def next_deletion(self, within: float = 2.0) -> Message:
        """Await the next message that the app deletes."""
        return await self._next(self.world.deleted, within, _in(None))

    async def next_view(self, person: Person | None = None, within: float = 2.0) -> View:
        """Await the next modal or home tab that is shown or changed."""
        return await self._next(
            self.world.shown, within, lambda one: person is None or one.owner is person.account
        )

    async def silence(self, within: float = 0.2, channel: Channel | None = None) -> None:
        """Fail when the app posts within so many seconds, for all or for one."""
        await asyncio.gather(
            self.world.posted.silence(within, _in(channel)),
            self.world.whispered.silence(within, _in(channel)),
        )

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """Return what the app has posted so far for all to see and not deleted."""
        held = self.world.messages.values()
        mine = [one for one in held if one.author is self.bot and not one.only_for]
        return [one for one in mine if _in(channel)(one)]

    def ephemerals(self, person: Person | None = None) -> list[Message]:
        """Return what single persons, or one of them, still see alone."""
        held = [one for one in self.world.messages.values() if one.only_for]
        return [one for one in held if person is None or one.only_for is person.account]

    def refusals(self) -> list[Call]:
        """Return the calls so far that were refused."""
        return [call for call in self.web_api.calls.all if call.is_refused]

    async def next_call(self, method: str, within: float = 2.0) -> Call:
        """Await the next call of a method."""
        return await self.web_api.calls.next(within, lambda call: call.method == method)

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls so far, of all methods or of one."""
        return [call for call in self.web_api.calls.all if method in (None, call.method)]

    async def next_delivery(self, name: str, within: float = 2.0) -> Delivery:
        """Await the next delivery by name: an event's type, a command, a kind of interaction."""
        return await self.courier.sent.next(within, lambda one: one.name == name)

    async def settled(self, within: float = 5.0) -> None:
        """Await that all that was sent has been answered or given up."""
        async with asyncio.timeout(within):
            for delivery in tuple(self.courier.sent.all):
                await delivery.done.wait()

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

    def _complain(self) -> None:
        """Fail a test in whose course the app acknowledged with what Slack refuses."""
        unseen = [one for one in self.courier.sent.all if one.problem and not one.was_told]
        if unseen:
            problem = f"refused acknowledgements: {[(one, one.problem) for one in unseen]}"
            raise AssertionError(problem)

    async def _next(self, feed: Feed[T], within: float, where: Callable[[T], bool]) -> T:
        """Await an entry; when none comes, what the server refused may say why."""
        try:
            return await feed.next(within, where)
        except TimeoutError as late:
            refused = "; ".join(repr(call) for call in self.refusals()[-3:]) or "no call"
            problem = f"{late}; refused: {refused}"
            raise TimeoutError(problem) from None

    def forget(self) -> None:
        """Drop logs and messages: for tests that measure memory."""
        world = self.world
        for feed in (world.posted, world.whispered, world.edited, world.deleted, world.shown):
            feed.clear()
        self.web_api.calls.clear()
        self.courier.sent.clear()
        self.socket_mode.acks.clear()
        for connection in self.socket_mode.connections:
            connection.sent.clear()
        world.messages.clear()
        world.grants.triggers.clear()
        world.grants.urls.clear()


def _in(channel: Channel | None) -> Callable[[Message], bool]:
    return lambda message: channel is None or message.channel is channel
