"""The agent view: prompts to begin with, and what is shown while an answer is found.

It may need a paid plan. Where Slack does not offer it, it is asked for once and left alone.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.fitting import shorten, visible
from bot.reply import wording
from bot.slack.desk import Desk
from bot.slack.faults import code_of
from bot.slack.limits import BUTTON, PROMPTS
from knowledge.overview import topics

log = logging.getLogger(__name__)

LONGEST_WAIT = 1.0
"""Seconds for Slack to take a status: longer, and the answer itself would be late."""

REFUSED = {
    "access_denied",
    "feature_not_enabled",
    "invalid_auth",
    "method_not_supported_for_channel_type",
    "missing_scope",
    "not_allowed",
    "not_allowed_token_type",
    "unknown_method",
}
"""Slack's words for a workspace or an app without agents."""


class Agent:
    """What Slack shows of an agent around its answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._is_offered = True

    async def offer_prompts(self, channel: str) -> None:
        """Offer questions to someone who opens the conversation."""
        listed = topics(self._desk.service.corpus)[:PROMPTS]
        prompts = [
            {"title": shorten(visible(asked), BUTTON), "message": asked}
            for asked in (topic.questions[0] for topic in listed)
        ]
        if prompts and self._is_offered:
            async with self._tried():
                await self._desk.client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, title=wording.OFFER_EXAMPLES, prompts=prompts
                )

    async def show_status(self, channel: str, thread: str) -> None:
        """Show that an answer is being found; the answer itself takes that away."""
        if self._is_offered:
            async with self._tried():
                await self._desk.client.assistant_threads_setStatus(
                    channel_id=channel, thread_ts=thread, status=wording.LOOKING
                )

    @asynccontextmanager
    async def _tried(self) -> AsyncIterator[None]:
        """Let a call fail, or take too long: no answer waits for what adorns it."""
        try:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with asyncio.timeout(LONGEST_WAIT):
                    yield
        except SlackApiError as error:
            self._learn(error)

    def _learn(self, error: SlackApiError) -> None:
        if code_of(error) in REFUSED:
            self._is_offered = False
            log.info("the agent view is not offered here: %s", code_of(error))
