"""The Web API: reads, refuses, answers and logs each call."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.feed import Feed

from . import response_urls
from .call import Call, read
from .errors import ApiError, refuse
from .faults import Fault, Faults
from .methods_chat import ROUTES as CHAT
from .methods_conversations import ROUTES as CONVERSATIONS
from .methods_views import ROUTES as VIEWS
from .model import Json
from .world import World

SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "reactions.add": "reactions:write",
    "users.info": "users:read",
    "conversations.open": "im:write",
    "assistant.threads.setStatus": "assistant:write",
    "assistant.threads.setTitle": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
}
READ_SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
OPEN = "apps.connections.open"
REQUEST_BYTES = 1 << 20


def auth_test(world: World, _: Call) -> Json:
    """Answer auth.test."""
    return {
        "url": "https://harbour.slack.com/",
        "team": "Harbour",
        "user": world.bot.name,
        "team_id": world.team,
        "user_id": world.bot.id,
        "bot_id": world.bot.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(world: World, call: Call) -> Json:
    """Answer apps.connections.open, which takes the app's token, in the header alone."""
    if call.verb != "POST" or not call.in_header:
        refuse("not_authed" if call.verb == "POST" else "insecure_request")
    return {"url": world.socket_mode.issue()}


Handler = Callable[[World, Call], Json]
ROUTES: dict[str, Handler] = {
    "auth.test": auth_test,
    OPEN: open_connection,
    **CHAT,
    **CONVERSATIONS,
    **VIEWS,
}


class WebApi:
    """Slack's Web API over a world, and the response URLs it gives out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = Faults()
        self.calls: Feed[Call] = Feed("calls")

    def application(self) -> web.Application:
        """Build the aiohttp application."""
        app = web.Application(client_max_size=REQUEST_BYTES)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_route("*", "/{via}/api/{method}", self._method)
        app.router.add_post("/response/{token}", self._response)
        return app

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        call = Call(name, self.world.clock.now(), request.method, headers=dict(request.headers))
        call.via = request.match_info.get("via", "")
        return await self._serve(request, call, self._answer)

    async def _response(self, request: web.Request) -> web.StreamResponse:
        call = Call("response_url", self.world.clock.now(), headers=dict(request.headers))
        token = request.match_info["token"]
        answer = response_urls.answering(token)
        return await self._serve(request, call, answer)

    async def _serve(self, request: web.Request, call: Call, answer: Handler) -> web.StreamResponse:
        fault = self.faults.take(call.method)
        if fault and fault.only_waits:
            await _wait(fault)
            fault = None
        try:
            await read(request, call)
            if fault is None or fault.after:
                call.answer = {"ok": True, **answer(self.world, call)}
        except ApiError as error:
            call.answer = error.body
            call.status = 404 if call.method == "response_url" else 200
        if fault:
            call.cut, call.status, call.answer = fault.cut, fault.status, fault.body
        self.calls.put(call)
        if call.cut and request.transport:
            request.transport.abort()
        return _encoded(call, {**self._scopes(call), **(fault.headers if fault else {})})

    def _answer(self, world: World, call: Call) -> Json:
        self._authorize(call)
        if call.method not in ROUTES:
            refuse("unknown_method", req_method=call.method)
        self._check_scope(call)
        # Answers are frozen here: the log must not follow what changes later.
        answer: Json = json.loads(json.dumps(ROUTES[call.method](world, call)))
        return answer

    def _authorize(self, call: Call) -> None:
        if not call.token:
            refuse("not_authed")
        wanted, other = self.world.bot_token, self.world.app_token
        if call.method == OPEN:
            wanted, other = other, wanted
        if call.token == other:
            refuse("not_allowed_token_type")
        if call.token != wanted:
            refuse("invalid_auth")

    def _check_scope(self, call: Call) -> None:
        held = self.world.scopes
        needed = SCOPES.get(call.method) or self._reading(call)
        if held is not None and needed and needed not in held:
            refuse("missing_scope", needed=needed, provided=",".join(sorted(held)))

    def _scopes(self, call: Call) -> dict[str, str]:
        """Tell the bearer of the bot's token what it may do."""
        if call.token != self.world.bot_token or self.world.scopes is None:
            return {}
        return {"X-OAuth-Scopes": ",".join(sorted(self.world.scopes))}

    def _reading(self, call: Call) -> str | None:
        if not call.method.startswith("conversations."):
            return None
        channel = self.world.channels.get(str(call.args.get("channel")))
        act = (
            "history"
            if call.method in ("conversations.history", "conversations.replies")
            else "read"
        )
        return f"{READ_SCOPES[channel.kind] if channel else 'channels'}:{act}"


async def _wait(fault: Fault) -> None:
    if fault.hold:
        await asyncio.shield(fault.hold.wait())
    await asyncio.sleep(fault.delay)


def _encoded(call: Call, headers: dict[str, str]) -> web.Response:
    body: Any = call.answer
    if isinstance(body, str):
        return web.Response(
            status=call.status, text=body, headers=headers, content_type="text/html"
        )
    return web.json_response(body, status=call.status, headers=headers)
