"""A post that is tried again when it broke on its way, and yet never stands there twice.

Slack takes no key that would let it drop what arrives twice. So each post carries one in its
metadata, and before another attempt the conversation is searched for it.
"""

import asyncio
import logging
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import Letter
from bot.slack.faults import PASSING, may_have_arrived

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0)
"""Seconds before another attempt: a broken connection is soon there again."""

EVENT_TYPE = "rigwire_reply"
"""What the metadata of our replies is called."""

SEARCHED = 100
"""Messages looked through: what is written in a conversation within those seconds."""


@dataclass(frozen=True, slots=True)
class Post:
    """A reply to a message."""

    channel: str
    answers: str
    """The timestamp of the message that it answers, and its key."""
    letter: Letter
    thread: str = ""


async def send_once(client: AsyncWebClient, post: Post) -> str | None:
    """Post a reply and give its timestamp; raise what the last attempt met.

    None where it may stand there, and nobody can tell: it is not sent again.
    """
    for pause in PAUSES:
        try:
            return await _send(client, post)
        except PASSING as error:
            if not may_have_arrived(error):
                raise
            log.info("posting broke off, looking for the post: %s", type(error).__name__)
        await asyncio.sleep(pause)
        try:
            found = await find_reply(client, post.channel, post.answers, post.thread)
        except PASSING as error:
            log.warning("a post may be lost, looking for it failed: %s", type(error).__name__)
            return None
        if found:
            return found
    return await _send(client, post)


async def _send(client: AsyncWebClient, post: Post) -> str:
    sent = await client.chat_postMessage(
        channel=post.channel,
        thread_ts=post.thread or None,
        text=post.letter.text,
        blocks=post.letter.blocks,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"answers": post.answers}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(sent["ts"])


async def find_reply(client: AsyncWebClient, channel: str, answers: str, thread: str) -> str | None:
    """Find the reply to a question among what was written since, by this process or another."""
    found = (
        await client.conversations_replies(
            channel=channel,
            ts=thread,
            oldest=answers,
            limit=SEARCHED,
            include_all_metadata=True,
        )
        if thread
        else await client.conversations_history(
            channel=channel, oldest=answers, limit=SEARCHED, include_all_metadata=True
        )
    )
    for message in found["messages"]:
        match message:
            case {"ts": str(ts), "metadata": {"event_payload": {"answers": str(asked)}}}:
                if asked == answers:
                    return ts
    return None
