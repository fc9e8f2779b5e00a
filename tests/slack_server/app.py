"""A small real Bolt app, for the tests of the server itself."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from .kit import ANSWERS, BUTTONS, FEEDBACK, MODAL
from .model import Channel, Json
from .people import Person
from .server import SlackServer

QUICK = 0.1  # seconds between pings: how soon a cut is noticed
log = logging.getLogger(__name__)


@dataclass
class Running:
    """A running app: what it was told, and how to stop it."""

    app: AsyncApp
    heard: list[Json] = field(default_factory=list)
    handler: AsyncSocketModeHandler | None = None
    url: str = ""

    async def listens(self, server: SlackServer) -> None:
        """Connect by Socket Mode."""
        self.handler = AsyncSocketModeHandler(self.app, server.app_token, ping_interval=QUICK)
        await self.handler.connect_async()

    async def stops(self) -> None:
        """Disconnect."""
        if self.handler:
            await self.handler.close_async()


Start = Callable[..., Awaitable[Running]]


@dataclass
class Harbour:
    """A channel with the app and one member."""

    channel: Channel
    alice: Person


@pytest.fixture
def harbour(slack_server: SlackServer) -> Harbour:
    """Make a channel and a member."""
    channel = slack_server.channel()
    return Harbour(channel, slack_server.person("alice", channel))


@pytest.fixture
async def started(slack_server: SlackServer) -> AsyncIterator[Start]:
    """Start apps, in Socket Mode or at a URL; each is stopped in the end."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(*, http: bool = False) -> Running:
            running = Running(build(slack_server))
            _listen(running)
            if http:
                await _serve(running, slack_server, stack)
            else:
                stack.push_async_callback(running.stops)
                await running.listens(slack_server)
                await slack_server.socket_mode.opened.next(5)
            return running

        yield start


def build(server: SlackServer) -> AsyncApp:
    """Build an app whose client talks to the server."""
    client = AsyncWebClient(token=server.bot_token, base_url=server.api_url)
    return AsyncApp(client=client, signing_secret=server.signing_secret, logger=log)


async def _serve(running: Running, server: SlackServer, stack: contextlib.AsyncExitStack) -> None:
    runner = web.AppRunner(running.app.web_app("/slack/events"), access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    running.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    server.deliver_to(running.url)


def _listen(running: Running) -> None:
    app = running.app
    _listen_to_events(app, running.heard)
    _listen_to_acts(app)

    @app.view("missing")
    async def submitted(ack: Any, body: Json, client: AsyncWebClient) -> None:
        values = body["view"]["state"]["values"]
        text = values["missing"]["text"]["value"]
        if text in ANSWERS:
            await ack(**ANSWERS[text])
            return
        await ack()
        chosen = values["company"]["name"]["selected_option"]
        name = chosen["text"]["text"] if chosen else "none"
        await client.chat_postMessage(channel=body["user"]["id"], text=f"noted: {text}, {name}")

    @app.options("name")
    async def offer(ack: Any, payload: Json) -> None:
        typed = payload["value"]
        text = {"type": "plain_text", "text": f"{typed}lys"}
        count = 101 if typed == "many" else 1
        await ack(options=[{"text": text, "value": typed}] * count)


def _listen_to_events(app: AsyncApp, heard: list[Json]) -> None:
    @app.event("app_mention")
    async def mentioned(event: Json, body: Json, say: Any) -> None:
        heard.append(body)
        thread = event.get("thread_ts") or event["ts"]
        await say(text=f"echo: {event['text']}", blocks=BUTTONS, thread_ts=thread)

    @app.event("message")
    async def said(event: Json, body: Json, say: Any) -> None:
        heard.append(body)
        if event["channel_type"] == "im" and "subtype" not in event:
            await say(text=f"echo: {event['text']}", blocks=[*BUTTONS, FEEDBACK])

    @app.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": BUTTONS}
            await client.views_publish(user_id=event["user"], view=view)
        else:
            prompts = [{"title": "Ferries", "message": "Which ferries are there?"}]
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], prompts=prompts
            )

    @app.event("member_joined_channel")
    async def joined(body: Json) -> None:
        heard.append(body)


def _listen_to_acts(app: AsyncApp) -> None:
    @app.command("/ask")
    async def ask(ack: Any, respond: Any, command: Json) -> None:
        await ack()
        await respond(text=f"answer: {command['text']}", blocks=BUTTONS)

    @app.command("/now")
    async def now(ack: Any) -> None:
        await ack("at once")

    @app.command("/slow")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(0.3)
        await ack("too late")

    @app.action("helpful")
    async def helpful(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="thanks", replace_original=True)

    @app.action("tell")
    async def tell(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.action("feedback")
    async def feedback(ack: Any, payload: Json, respond: Any) -> None:
        await ack()
        await respond(text=f"voted {payload['value']}", replace_original=False)

    @app.shortcut("answer_this")
    async def answer_this(ack: Any, respond: Any, shortcut: Json) -> None:
        await ack()
        await respond(text=f"about: {shortcut['message']['text']}")
