"""Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.feed import Feed

from .delivery import CONNECTION_FAILED, EVENT, TIMEOUT, Answer, Attempt, Delivery, Undelivered
from .errors import refuse
from .model import Json

CONNECTIONS = 10  # that Slack allows one app at once
GRACE = 10.0  # seconds between a warning and the end of the connection


@dataclass(frozen=True, slots=True)
class Ack:
    """An acknowledgement as it came in."""

    envelope_id: str
    frame: Json
    connection: int
    is_late: bool


@dataclass(eq=False)
class Connection:
    """One WebSocket of the app."""

    number: int
    socket: web.WebSocketResponse
    request: web.Request
    sent: list[Json] = field(default_factory=list)
    pings: list[bytes] = field(default_factory=list)
    pongs: list[bytes] = field(default_factory=list)
    is_deaf: bool = False

    async def send(self, frame: Json) -> None:
        """Send a frame."""
        self.sent.append(frame)
        await self.socket.send_str(json.dumps(frame))

    async def ping(self, text: bytes = b"Ping from applink") -> None:
        """Ping the app as Slack does."""
        await self.socket.ping(text)

    def cut(self) -> None:
        """Break the connection without a word."""
        if self.request.transport:
            self.request.transport.abort()


class SocketMode:
    """Slack's end of Socket Mode."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.url = ""
        self.is_enabled = True
        self.hides_pongs = False
        self.limit = CONNECTIONS
        self.connections: list[Connection] = []
        self.opened: Feed[Connection] = Feed("connections")
        self.acks: Feed[Ack] = Feed("acks")
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0

    def issue(self) -> str:
        """Return a URL that opens one connection."""
        if not self.is_enabled:
            refuse("socket_mode_not_enabled")
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"{self.url}?ticket={ticket}&app_id={self.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Keep a connection for as long as it lives."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(len(self.opened.all) + 1, socket, request)
        await connection.send(self._hello())
        if len(self.connections) >= self.limit:
            await connection.send(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self.connections.append(connection)
        self.opened.put(connection)
        try:
            await self._read(connection)
        finally:
            self._forget(connection)
        return socket

    async def push(self, delivery: Delivery, attempt: Attempt, deadline: float) -> Answer:
        """Send an envelope to one of the connections in turn, and await its ack."""
        if not self.connections:
            raise Undelivered(CONNECTION_FAILED)
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        loop = asyncio.get_running_loop()
        acked = self._waiting[attempt.envelope_id] = loop.create_future()
        began = loop.time()
        try:
            await connection.send(envelope(delivery, attempt))
            async with asyncio.timeout(deadline):
                frame = await acked
        except TimeoutError:
            raise Undelivered(TIMEOUT) from None
        except ConnectionError:
            raise Undelivered(CONNECTION_FAILED) from None
        finally:
            self._waiting.pop(attempt.envelope_id, None)
        return Answer(frame.get("payload"), after=loop.time() - began)

    async def disconnect(
        self, reason: str, connection: Connection | None = None, *, grace: float = GRACE
    ) -> None:
        """Announce the end of one connection or all, and close after the grace in seconds."""
        if reason == "link_disabled":
            self.is_enabled = False
        ended = [connection] if connection else list(self.connections)
        for one in ended:
            self._forget(one)
            await one.send(_disconnect(reason))
        loop = asyncio.get_running_loop()
        for one in ended:
            loop.call_later(grace, one.cut)

    async def close(self) -> None:
        """Cut every connection."""
        for connection in tuple(self.connections):
            connection.cut()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink-1", "build_number": 1},
            "connection_info": {"app_id": self.app_id},
        }

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type == WSMsgType.PING:
                connection.pings.append(bytes(frame.data))
                if not connection.is_deaf:
                    await connection.socket.pong(frame.data)
            elif frame.type == WSMsgType.PONG:
                connection.pongs.append(bytes(frame.data))
            elif frame.type == WSMsgType.TEXT:
                self._acknowledge(connection, json.loads(frame.data))

    def _acknowledge(self, connection: Connection, frame: Json) -> None:
        number = str(frame["envelope_id"])
        waiting = self._waiting.get(number)
        is_late = waiting is None or waiting.done()
        if waiting and not is_late:
            waiting.set_result(frame)
        self.acks.put(Ack(number, frame, connection.number, is_late))

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)


def envelope(delivery: Delivery, attempt: Attempt) -> Json:
    """Wrap a payload as Socket Mode sends it."""
    made: Json = {
        "envelope_id": attempt.envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind != EVENT,
    }
    if delivery.kind == EVENT:
        made |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
    return made


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
