"""The gateway: sessions, the events they get, and what a test does to their connections."""

import secrets
from dataclasses import dataclass

from aiohttp import web

from tests.feed import Feed

from . import payloads
from .connection import INVALID, RECONNECT, Connection
from .gateway_intents import limited_flags
from .model import Guild, Json
from .session import Session
from .world import World


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame, who sent it and when."""

    sender: str
    op: int
    data: object
    at: float
    event: str | None = None
    sequence: int | None = None
    shard: int | None = None


class Gateway:
    """Discord's gateway over a world; `acks`, `heartbeat_ms` and `refuse` may be set."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.heartbeat_ms = 41_250
        self.acks = True
        self.refuse = 0  # upgrades to refuse with 503
        self.dialled = 0
        self.compressions: list[str | None] = []  # what each connection asked for
        self.frames: Feed[Frame] = Feed("gateway frames")
        self.ready: Feed[Session] = Feed("IDENTIFY answered with READY")
        self.resumed: Feed[Session] = Feed("RESUME answered with RESUMED")
        world.publish = self.publish

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection."""
        self.dialled += 1
        self.compressions.append(request.query.get("compress"))
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(self, socket)
        self.connections.append(connection)
        try:
            await connection.run(request)
        finally:
            self.connections.remove(connection)
        return socket

    def publish(self, event: str, data: Json, guild: int | None) -> None:
        """Send an event to every session that it concerns."""
        for session in list(self.sessions.values()):
            if session.concerns(guild):
                session.dispatch(event, data)

    def open_session(self, intents: int, shard: tuple[int, int]) -> Session:
        """Begin a session."""
        session = Session(secrets.token_hex(16), intents, shard, self.world.bot.id)
        self.sessions[session.id] = session
        return session

    def welcome(self, session: Session, *, sharded: bool) -> None:
        """Send READY and the guilds."""
        mine = [g for g in self.world.guilds.values() if g.has_bot and session.concerns(g.id)]
        flags = limited_flags(self.world.approved)
        ready: Json = {
            "v": 10,
            "user": payloads.own_user(self.world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.world.gateway_url,
            "application": {"id": str(self.world.application_id), "flags": flags},
            **({"shard": list(session.shard)} if sharded else {}),
        }
        session.dispatch("READY", ready)
        for guild in mine:
            session.dispatch("GUILD_CREATE", payloads.guild_create(guild, self.world.bot))
        self.ready.put(session)

    def add_guild(self, guild: Guild) -> None:
        """Tell the sessions of a guild that the bot has joined."""
        self.publish("GUILD_CREATE", payloads.guild_create(guild, self.world.bot), guild.id)

    def note(self, sender: str, frame: Json, session: Session | None) -> None:
        """Log a frame."""
        shard = session.shard[0] if session else None
        event, sequence, at = frame.get("t"), frame.get("s"), self.world.clock.now()
        noted = Frame(sender, frame["op"], frame.get("d"), at, event, sequence, shard)
        self.frames.put(noted)

    def sent(self, op: int) -> list[Frame]:
        """Return the client's frames with an opcode, such as 2 for each IDENTIFY."""
        return [one for one in self.frames.all if one.sender == "client" and one.op == op]

    async def received(self, op: int, within: float = 2.0) -> Frame:
        """Await the client's next frame with an opcode."""
        return await self.frames.next(within, lambda one: (one.sender, one.op) == ("client", op))

    def reconnect(self) -> None:
        """Ask every connection to reconnect (op 7)."""
        for connection in self.connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every connection that its session is invalid (op 9)."""
        if not resumable:
            self.sessions.clear()
        for connection in self.connections:
            connection.send({"op": INVALID, "d": resumable})

    def close(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in self.connections:
            connection.close(code)

    def drop(self) -> None:
        """Cut every connection: the client sees 1006."""
        for connection in list(self.connections):
            connection.drop()
