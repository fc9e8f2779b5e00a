"""The Bolt app: what Slack tells, handed to the desk."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.reply import wording
from bot.slack.agent import Agent
from bot.slack.desk import Desk
from bot.slack.errors import apologise
from bot.slack.events import listen
from bot.slack.interactions import attend
from bot.slack.messages import Messages
from bot.slack.places import Payload, place_of

UNAVAILABLE = 503

UNHANDLED, MALFORMED = 404, 400
"""All that Slack sends has a listener, so what Bolt finds none for is nothing of Slack's."""

bolt_log = logging.getLogger("bot.slack.bolt")
"""Bolt's own log: it would tell whole requests, so it tells warnings alone."""


def make_app(desk: Desk) -> AsyncApp:
    """Make the app, with a listener for all that the manifest subscribes to."""
    bolt_log.setLevel(max(logging.WARNING, logging.root.level))
    secret = desk.settings.signing_secret
    client = desk.client
    app = AsyncApp(
        name="rigwire",
        logger=bolt_log,
        signing_secret=secret.get_secret_value() if secret else "",
        # Listeners use the desk's client. Bolt's own needs no token, as `authorize` answers
        # from what is known since the start: else each of many first events would ask Slack.
        client=AsyncWebClient(base_url=client.base_url, session=client.session),
        authorize=_authorize(desk),
        request_verification_enabled=desk.settings.mode == "http",
    )
    agent = Agent(desk)
    messages = Messages(desk, agent)
    app.middleware(_closing(desk))
    listen(app, desk, messages, agent)
    attend(app, desk)

    @app.error
    async def fail(error: Exception, body: Payload) -> None:
        await apologise(desk, messages, error, body)

    return app


def slack_handler(app: AsyncApp) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give what answers Slack's requests over HTTP, for a server to mount behind its guard."""

    async def handle(request: web.Request) -> web.Response:
        answered = await app.async_dispatch(await to_bolt_request(request))
        if answered.status == UNHANDLED:
            return web.Response(status=MALFORMED)
        return await to_aiohttp_response(answered)

    return handle


def _authorize(desk: Desk) -> Callable[[], Awaitable[AuthorizeResult]]:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=desk.me.team,
            bot_user_id=desk.me.user,
            bot_id=desk.me.bot,
        )

    return authorize


def _closing(desk: Desk) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def close(
        ack: AsyncAck, body: Payload, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        """Take no more work: events come again for the next process, people are told."""
        if not desk.is_closing:
            await next_()
            return None
        if "event" in body:
            return BoltResponse(status=UNAVAILABLE)
        place = place_of(body)
        if place:
            await desk.outbox.whisper(place, wording.RESTARTING)
        return await ack()

    return close
