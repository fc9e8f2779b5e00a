"""Events -> what is done about them, each once, however often Slack tells of it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from time import monotonic

from slack_bolt.async_app import AsyncApp

from bot.slack.agent import Agent
from bot.slack.desk import PLATFORM, Desk
from bot.slack.home import home_view
from bot.slack.messages import Messages
from bot.slack.places import Payload

Handler = Callable[[Payload], Awaitable[None]]
Judge = Callable[[Payload], bool]
"""Tells whether an event is any business of ours: most are not, and cost no claim."""


def listen(app: AsyncApp, desk: Desk, messages: Messages, agent: Agent) -> None:
    """Take every event; Bolt acknowledges it before the handler runs."""

    async def open_app(event: Payload) -> None:
        if event.get("tab") == "messages":
            await agent.offer_prompts(event["channel"])
        else:
            await show_home(desk, event["user"])

    for name in ("app_mention", "message"):
        app.event(name)(once(desk, messages.hear, messages.concerns))
    app.event("app_home_opened")(once(desk, open_app, lambda _: True))
    # What no listener takes would not be acknowledged, and so be sent four times.
    app.event(re.compile(""))(_ignore)


def once(desk: Desk, handle: Handler, concerns: Judge) -> Callable[[Payload], Awaitable[None]]:
    """Take an event up once; one that could not be dealt with may come again."""
    queue = asyncio.Lock()

    async def take(body: Payload) -> None:
        # In a burst, what comes in is acknowledged before the next answer is worked out:
        # one begins in each round of the event loop.
        async with queue:
            await asyncio.sleep(0)
        desk.last_event = monotonic()
        if not concerns(body["event"]):
            return
        key = f"{PLATFORM}:event:{body['event_id']}"
        if not await desk.seen.claim(key):
            desk.service.metrics.duplicate(PLATFORM)
            return
        try:
            with desk.outbox.counted():
                await handle(body["event"])
        except BaseException:
            await desk.seen.release(key)
            raise

    return take


async def show_home(desk: Desk, user: str) -> None:
    """Show a person their home, made anew."""
    await desk.client.views_publish(user_id=user, view=home_view(desk.service, user))


async def _ignore() -> None:
    """Let an event be acknowledged."""
