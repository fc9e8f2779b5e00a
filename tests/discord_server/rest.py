"""The HTTP side: reads, counts, refuses, answers and logs each request."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.feed import Feed

from .buckets import Buckets
from .call import PREFIX, Call, read_body, template
from .errors import ApiError, http_refusal, refusal
from .faults import VIA, Fault, Faults
from .limits import REQUEST_BYTES
from .routes_applications import ROUTES as APPLICATIONS
from .routes_channels import ROUTES as CHANNELS
from .routes_interactions import ROUTES as INTERACTIONS
from .routes_messages import ROUTES as MESSAGES
from .world import World

Handler = Callable[[World, Call], tuple[int, Any]]
ROUTES: dict[str, Handler] = {**APPLICATIONS, **CHANNELS, **INTERACTIONS, **MESSAGES}
_OPEN = ("/interactions/", "/webhooks/")  # the token in the path is the authority


class Rest:
    """Discord's REST API over a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = Faults()
        self.buckets = Buckets(world.clock)
        self.calls: Feed[Call] = Feed("requests")

    def application(self) -> web.Application:
        """Build the aiohttp application."""
        app = web.Application(client_max_size=2 * REQUEST_BYTES)
        for name, handler in ROUTES.items():
            method, route = name.split(" ", 1)
            app.router.add_route(method, PREFIX + route, self._serving(handler))
        app.router.add_get("/cdn/attachments/{channel_id}/{file_id}/{name}", self._file)
        app.router.add_route("*", "/api/{rest:.*}", self._serving(_not_found))
        return app

    def _serving(self, handler: Handler) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.StreamResponse:
            call = Call(
                request.method,
                template(request),
                request.path.removeprefix(PREFIX),
                dict(request.match_info),
                dict(request.query),
                dict(request.headers),
                self.world.clock.now(),
            )
            fault = self.faults.take(call.name)
            headers = await self._answer(request, call, handler, fault)
            self.calls.put(call)
            if call.cut and request.transport:
                request.transport.abort()
            return _response(call, headers)

        return serve

    async def _answer(
        self, request: web.Request, call: Call, handler: Handler, fault: Fault | None
    ) -> dict[str, str]:
        headers: dict[str, str] = {}
        try:
            await read_body(request, call)
            if fault and fault.hold:
                await asyncio.shield(fault.hold.wait())
                fault = None
            if fault and not fault.after:
                return _met(call, fault)
            self._authorize(call)
            major = call.params.get("channel_id") or call.params.get("webhook_token") or ""
            exempt = call.route.startswith("/interactions/")
            limited, headers = self.buckets.admit(call.name, major, exempt=exempt)
            if limited:
                self.buckets.refused(429)
                return headers | _met(call, limited)
            call.status, answer = handler(self.world, call)
            call.sent = _encoded(answer)
        except ApiError as error:
            call.status, call.sent = error.status, _encoded(error.body)
            if error.status in (401, 403):
                self.buckets.refused(error.status)
        return headers | (_met(call, fault) if fault else {})

    def _authorize(self, call: Call) -> None:
        if call.route.startswith(_OPEN):
            return
        if call.headers.get("Authorization") != f"Bot {self.world.token}":
            raise refusal(0)

    async def _file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(int(request.match_info["file_id"]))
        return web.Response(body=content) if content is not None else web.Response(status=404)


def _not_found(_: World, call: Call) -> tuple[int, Any]:
    raise http_refusal(404, f"Not Found ({call.method} {call.path})")


def _met(call: Call, fault: Fault) -> dict[str, str]:
    call.cut = fault.cut
    if fault.cut:
        return fault.headers
    call.status = fault.status
    if isinstance(fault.body, str):
        call.kind, call.sent = "text/html", fault.body.encode()
        return fault.headers
    words = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}
    said = f"{fault.status}: {words.get(fault.status, 'Error')}"
    call.sent = _encoded(fault.body or {"message": said, "code": 0})
    return fault.headers


def _encoded(answer: Any) -> bytes:
    return json.dumps(answer).encode() if answer is not None else b""


def _response(call: Call, headers: dict[str, str]) -> web.Response:
    if call.status == 204 or call.cut:
        return web.Response(status=204, headers=headers)
    sent = {**VIA, **headers} if call.status != 429 else headers
    return web.Response(status=call.status, body=call.sent, headers=sent, content_type=call.kind)
