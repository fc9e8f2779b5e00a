"""What is sent to the app: each delivery, its attempts, and when it is sent again."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.feed import Feed

from .errors import ApiError
from .model import Json

EVENT, COMMAND, INTERACTION = "events_api", "slash_commands", "interactive"
DEADLINE = 3.0  # seconds to acknowledge
CONNECTION_FAILED, TIMEOUT = "connection_failed", "timeout"
HTTP_TIMEOUT, HTTP_ERROR = "http_timeout", "http_error"
RETRY_DELAYS = (0.0, 60.0, 300.0)  # seconds before each of the three retries of an event


@dataclass(frozen=True, slots=True)
class Answer:
    """How the app answered: the payload of an ack, or the body of an HTTP response."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass(eq=False)
class Attempt:
    """One sending of a delivery; `failure` is the reason that the next one will give."""

    number: int
    reason: str
    envelope_id: str
    answer: Answer | None = None
    failure: str = ""
    is_final: bool = False


@dataclass(eq=False)
class Delivery:
    """An event, a command or an interaction on its way to the app."""

    kind: str
    payload: Json
    then: Callable[[Answer], None] | None = None
    attempts: list[Attempt] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    problem: ApiError | None = None
    was_told: bool = False

    @property
    def name(self) -> str:
        """What is delivered: the type of the event, the command, or the kind of interaction."""
        event = self.payload.get("event") or {}
        name = event.get("type") or self.payload.get("command") or self.payload.get("type")
        return str(name)

    async def answer(self, within: float = 5.0) -> Answer:
        """Await the app's answer; AssertionError says why there is none."""
        async with asyncio.timeout(within):
            await self.done.wait()
        if self.problem:
            self.was_told = True
            problem = f"{self!r} was acknowledged with what Slack refuses: {self.problem.body}"
            raise AssertionError(problem)
        for attempt in self.attempts:
            if attempt.answer and not attempt.failure:
                return attempt.answer
        failures = [attempt.failure for attempt in self.attempts]
        problem = f"{self!r} was never acknowledged: {failures}"
        raise AssertionError(problem)

    def __repr__(self) -> str:
        return f"<Delivery {self.kind} {self.name}, {len(self.attempts)} attempts>"


class Transport(Protocol):
    """How deliveries reach the app."""

    async def push(self, delivery: Delivery, attempt: Attempt, deadline: float) -> Answer:
        """Send once and await the answer; raise Undelivered if none comes in time."""

    async def close(self) -> None:
        """Let go of connections."""


class Undelivered(Exception):  # noqa: N818 - not an error of the server, a fact about the app
    """An attempt failed; `reason` is as Slack gives it to the next attempt."""

    def __init__(self, reason: str, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answer = answer


class Courier:
    """Sends deliveries by one transport, and events again that were not acknowledged."""

    def __init__(self, transport: Transport) -> None:
        self._transports = [transport]
        self.deadline = DEADLINE
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.lost = 0
        self.sent: Feed[Delivery] = Feed("deliveries")
        self._envelopes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def use(self, transport: Transport) -> None:
        """Deliver by another transport from now on."""
        self._transports.append(transport)

    def send(self, delivery: Delivery) -> None:
        """Begin to deliver."""
        self.sent.put(delivery)
        self._spawn(self._deliver(delivery))

    async def attempt(self, delivery: Delivery, number: int = 0, reason: str = "") -> Attempt:
        """Send once, whatever became of earlier attempts."""
        self._envelopes += 1
        made = Attempt(number, reason, f"envelope-{self._envelopes}")
        delivery.attempts.append(made)
        if self.lost:
            self.lost -= 1
            made.failure = CONNECTION_FAILED
            return made
        try:
            made.answer = await self._transports[-1].push(delivery, made, self.deadline)
        except Undelivered as missed:
            made.answer, made.failure = missed.answer, missed.reason
        made.is_final = bool(made.answer and made.answer.headers.get("x-slack-no-retry") == "1")
        return made

    async def close(self) -> None:
        """Stop everything under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in self._transports:
            await transport.close()

    async def _deliver(self, delivery: Delivery) -> None:
        delays = (0.0, *self.retry_delays) if delivery.kind == EVENT else (0.0,)
        reason = ""
        for number, delay in enumerate(delays):
            await asyncio.sleep(delay)
            made = await self.attempt(delivery, number, reason)
            if not made.failure or made.is_final:
                break
            reason = made.failure
        if delivery.then and made.answer and not made.failure:
            try:
                delivery.then(made.answer)
            except ApiError as error:
                delivery.problem = error
        delivery.done.set()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
