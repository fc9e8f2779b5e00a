"""One WebSocket to the gateway: opcodes in, frames out, close codes kept."""

import asyncio
import contextlib
import json
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .compression import compressor
from .gateway_intents import KNOWN, PRIVILEGED
from .model import Json
from .session import Session

if TYPE_CHECKING:
    from .gateway import Gateway

RECONNECT, INVALID, HELLO, ACK = 7, 9, 10, 11
PAYLOAD_BYTES = 4096
SENDS, SENDS_WINDOW = 120, 60.0
SESSION_ENDED = {1000, 1001, 4004, 4007, 4009}  # after these there is nothing to resume


class Closed(Exception):  # noqa: N818 - the connection is closed, which is no error
    """The server closes the connection with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Connection:
    """A client's connection; frames leave in the order in which they were sent."""

    def __init__(self, gateway: "Gateway", socket: web.WebSocketResponse) -> None:
        self.gateway = gateway
        self.socket = socket
        self.session: Session | None = None
        self._closed_with: int | None = None
        self._outbox: asyncio.Queue[Json | int] = asyncio.Queue()
        self._sends: deque[float] = deque()

    async def run(self, request: web.Request) -> None:
        """Serve the connection until either side closes it."""
        if request.query.get("v") not in ("9", "10"):
            await self.socket.close(code=4012)
            return
        writer = asyncio.create_task(self._write(request.query.get("compress")))
        self.send({"op": HELLO, "d": {"heartbeat_interval": self.gateway.heartbeat_ms}})
        try:
            async for message in self.socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self._read(message.data)
        except Closed as closed:
            self.close(closed.code)
            async for _ in self.socket:
                pass
        finally:
            self._detach()
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        self._outbox.put_nowait({"t": None, "s": None, **frame})

    def close(self, code: int) -> None:
        """Queue a close, after the frames already queued."""
        self._outbox.put_nowait(code)

    def drop(self) -> None:
        """Cut the connection without a word: the client sees 1006."""
        transport = self.socket._req.transport if self.socket._req else None
        if transport:
            transport.abort()

    async def _write(self, compression: str | None) -> None:
        compress = compressor(compression)
        while True:
            frame = await self._outbox.get()
            if isinstance(frame, int):
                self._closed_with = frame
                await self.socket.close(code=frame)
                return
            self.gateway.note("server", frame, self.session)
            text = json.dumps(frame)
            with contextlib.suppress(ConnectionError):
                if compress:
                    await self.socket.send_bytes(compress(text))
                else:
                    await self.socket.send_str(text)

    def _read(self, text: str | bytes) -> None:
        self._count()
        if len(text) > PAYLOAD_BYTES:
            raise Closed(4002)
        try:
            frame = json.loads(text)
        except ValueError:
            raise Closed(4002) from None
        if not isinstance(frame, dict) or "op" not in frame:
            raise Closed(4002)
        self.gateway.note("client", frame, self.session)
        self._handle(frame["op"], frame.get("d"))

    def _count(self) -> None:
        now = self.gateway.world.clock.now()
        self._sends.append(now)
        while self._sends[0] <= now - SENDS_WINDOW:
            self._sends.popleft()
        if len(self._sends) > SENDS:
            raise Closed(4008)

    def _handle(self, op: int, data: Any) -> None:
        match op:
            case 1:
                if self.gateway.acks:
                    self.send({"op": ACK})
            case 2:
                self._identify(data)
            case 6:
                self._resume(data)
            case 3 | 4 | 8:
                if self.session is None:
                    raise Closed(4003)
            case _:
                raise Closed(4001)

    def _identify(self, data: Json) -> None:
        if self.session:
            raise Closed(4005)
        if data.get("token") != self.gateway.world.token:
            raise Closed(4004)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN:
            raise Closed(4013)
        asked = sum(one for one in PRIVILEGED if intents & one)
        if asked & ~self.gateway.world.approved:
            raise Closed(4014)
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise Closed(4010)
        self.session = self.gateway.open_session(intents, (number, count))
        self.session.send = self.send
        self.gateway.welcome(self.session, sharded="shard" in data)

    def _resume(self, data: Json) -> None:
        if data.get("token") != self.gateway.world.token:
            raise Closed(4004)
        session = self.gateway.sessions.get(data.get("session_id") or "")
        if session is None:
            self.send({"op": INVALID, "d": False})
            return
        if data["seq"] > session.sequence:
            raise Closed(4007)
        self.session = session
        session.send = self.send
        session.replay(data["seq"])
        self.send({"op": 0, "t": "RESUMED", "s": session.sequence, "d": {}})
        self.gateway.resumed.put(session)

    def _detach(self) -> None:
        if self.session is None:
            return
        if self.session.send == self.send:
            self.session.send = None
        if (self._closed_with or self.socket.close_code) in SESSION_ENDED:
            self.gateway.sessions.pop(self.session.id, None)
