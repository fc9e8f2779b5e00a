"""What the app did: to await, and to look at."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from tests.feed import Feed

from .call import Call
from .delivery import Delivery
from .model import Channel, Message, View
from .people import Person
from .scene import Scene
from .web_api import WebApi

T = TypeVar("T")


class Watched(Scene):
    """A scene whose app is watched."""

    def __init__(self) -> None:
        super().__init__()
        self.web_api = WebApi(self.world)

    async def next_message(
        self,
        within: float = 5.0,
        channel: Channel | None = None,
        where: Callable[[Message], bool] = lambda _: True,
    ) -> Message:
        """Await the app's next message for all to see, of all channels or of one."""
        return await self._next(
            self.world.posted, within, lambda one: _in(channel)(one) and where(one)
        )

    async def next_ephemeral(self, person: Person | None = None, within: float = 5.0) -> Message:
        """Await the next message that one person alone sees."""
        return await self._next(
            self.world.whispered,
            within,
            lambda one: person is None or one.only_for is person.account,
        )

    async def next_answer(self, person: Person, within: float = 5.0) -> Message | View:
        """Await what a person sees next: a message, new or edited, or a view."""
        return await _first(
            self.next_message(within),
            self.next_ephemeral(person, within),
            self.next_edit(within),
            self.next_view(person, within),
        )

    async def next_edit(self, within: float = 5.0, channel: Channel | None = None) -> Message:
        """Await the next message that the app edits."""
        return await self._next(self.world.edited, within, _in(channel))

    async def next_deletion(self, within: float = 5.0) -> Message:
        """Await the next message that the app deletes."""
        return await self._next(self.world.deleted, within, _in(None))

    async def next_view(self, person: Person | None = None, within: float = 5.0) -> View:
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

    async def next_call(self, method: str, within: float = 5.0) -> Call:
        """Await the next call of a method."""
        return await self.web_api.calls.next(within, lambda call: call.method == method)

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls so far, of all methods or of one."""
        return [call for call in self.web_api.calls.all if method in (None, call.method)]

    async def next_delivery(self, name: str, within: float = 5.0) -> Delivery:
        """Await the next delivery by name: an event's type, a command, a kind of interaction."""
        return await self.courier.sent.next(within, lambda one: one.name == name)

    async def settled(self, within: float = 5.0) -> None:
        """Await that all that was sent has been answered or given up."""
        async with asyncio.timeout(within):
            for delivery in tuple(self.courier.sent.all):
                await delivery.done.wait()

    async def _next(self, feed: Feed[T], within: float, where: Callable[[T], bool]) -> T:
        """Await an entry; when none comes, what the server refused may say why."""
        try:
            return await feed.next(within, where)
        except TimeoutError as late:
            refused = "; ".join(repr(call) for call in self.refusals()[-3:]) or "no call"
            problem = f"{late}; refused: {refused}"
            raise TimeoutError(problem) from None


async def _first(*looked_for: Coroutine[Any, Any, Message | View]) -> Message | View:
    """Await what comes first."""
    waiting = [asyncio.create_task(one) for one in looked_for]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    first = next(one for one in waiting if one.done())
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return await first


def _in(channel: Channel | None) -> Callable[[Message], bool]:
    return lambda message: channel is None or message.channel is channel
