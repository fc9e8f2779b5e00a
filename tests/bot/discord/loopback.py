"""A small Discord on this machine: enough to log in, to be turned away, to be cut off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import yarl
from aiohttp import WSMsgType, web

TOKEN = "a.good.token"
APPLICATION = 1001
CONTENT_GRANTED = 1 << 18


@dataclass
class Loopback:
    """What the service does and what came in; a test sets the former."""

    flags: int = 0
    close_codes: list[int] = field(default_factory=list)
    """How the next connections end; without any left, they stay."""
    identified: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_get("/api/v10/gateway/bot", self._gateway_bot)
        app.router.add_get(f"/api/v10/applications/{APPLICATION}/commands", self._commands)
        app.router.add_put(f"/api/v10/applications/{APPLICATION}/commands", self._sync)
        app.router.add_get("/gw", self._gateway)
        return app

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        return _json(_user())

    async def _application(self, request: web.Request) -> web.Response:
        del request
        held: dict[str, Any] = {"id": str(APPLICATION), "name": "Rigwire", "icon": None}
        held |= {"description": "", "verify_key": ""}
        held |= {"bot_public": True, "bot_require_code_grant": False}
        return _json(held | {"flags": self.flags, "owner": _user()})

    async def _gateway_bot(self, request: web.Request) -> web.Response:
        del request
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        gateway = self.url.replace("http", "ws") + "/gw"
        return _json({"url": gateway, "shards": 1, "session_start_limit": limit})

    async def _commands(self, request: web.Request) -> web.Response:
        del request
        return _json([])

    async def _sync(self, request: web.Request) -> web.Response:
        commands = await request.json()
        added = {"application_id": str(APPLICATION), "version": "1"}
        kept = ({"description": ""} | each | added for each in commands)
        return _json([each | {"id": str(number)} for number, each in enumerate(kept)])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._receive(socket, message.json())
        return socket

    async def _receive(self, socket: web.WebSocketResponse, sent: dict[str, Any]) -> None:
        self.sent.append(sent)
        if sent["op"] == 1:
            await socket.send_json({"op": 11})
        if sent["op"] == 2:
            self.identified.set()
            if self.close_codes:
                await socket.close(code=self.close_codes.pop(0))
            else:
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": self._ready()})

    def _ready(self) -> dict[str, Any]:
        resume = self.url.replace("http", "ws") + "/gw"
        application = {"id": str(APPLICATION), "flags": self.flags}
        held = {"v": 10, "user": _user(), "guilds": [], "application": application}
        return held | {"session_id": "s", "resume_gateway_url": resume, "shard": [0, 1]}


def _user() -> dict[str, Any]:
    return {"id": str(APPLICATION), "username": "Rigwire", "discriminator": "0", "avatar": None}


def _json(held: object) -> web.Response:
    # discord.py reads JSON under exactly this type, without a character set.
    response = web.json_response(held)
    response.headers["Content-Type"] = "application/json"
    return response


@asynccontextmanager
async def serving(
    loopback: Loopback, patch: pytest.MonkeyPatch, port: int = 0
) -> AsyncIterator[Loopback]:
    """Serve on a port of this machine, and lead discord.py there."""
    runner = web.AppRunner(loopback.app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    loopback.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    patch.setattr(discord.http.Route, "BASE", f"{loopback.url}/api/v10")
    gateway = yarl.URL(loopback.url.replace("http", "ws") + "/gw")
    patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    try:
        yield loopback
    finally:
        for socket in loopback.sockets:
            await socket.close()
        await runner.cleanup()
