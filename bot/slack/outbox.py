"""Everything that is sent: nothing twice, counted so that it can be awaited."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.reply import wording
from bot.slack.blocks import Letter, headed
from bot.slack.faults import PASSING, SERVER_ERRORS, code_of, is_outage
from bot.slack.modals import letter_modal
from bot.slack.places import Chat, Place, Screen
from bot.slack.posting import Post, send_once
from bot.slack.retrying import retry_handlers

log = logging.getLogger(__name__)

GONE = {"message_not_found", "cant_update_message", "channel_not_found", "edit_window_closed"}
"""Slack's words for a message that can no longer be changed."""

UNSHOWN = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
"""Slack's words for blocks that it does not take."""

OK = 200


class Outbox:
    """Sends replies, and knows how many are under way."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def drain(self, seconds: float) -> None:
        """Wait until nothing is under way, or so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    async def post(self, post: Post, user: str) -> str | None:
        """Reply in a conversation; where that is not allowed, write to who asked."""
        try:
            async with self._turn(post.channel):
                return await send_once(self.client, post)
        except SlackApiError as error:
            if code_of(error) in UNSHOWN and post.letter.blocks:
                # A limit that nobody knew of: the answer itself is still told.
                log.error("Slack shows no such blocks: %s", code_of(error))  # noqa: TRY400
                return await self.post(replace(post, letter=Letter(post.letter.text)), user)
            if is_outage(error):
                raise
            log.warning("may not write in channel %s: %s", post.channel, code_of(error))
            await self.write_privately(user, post.letter)
            return None

    async def edit(self, channel: str, ts: str, letter: Letter) -> None:
        """Put another reply in the place of an earlier one, if that still stands."""
        with self.counted():
            try:
                await self.client.chat_update(
                    channel=channel, ts=ts, text=letter.text, blocks=letter.blocks
                )
            except SlackApiError as error:
                if code_of(error) not in GONE:
                    raise

    async def respond(self, place: Place, letter: Letter, *, privately: bool) -> None:
        """Answer someone where they acted."""
        match place:
            case Chat():
                kind = "ephemeral" if privately else "in_channel"
                await self._reach(place, letter, response_type=kind, replace_original=False)
            case Screen():
                await self.show(place, letter_modal(letter))

    async def turn(self, place: Place, letter: Letter) -> None:
        """Change what was pressed."""
        match place:
            case Chat():
                await self._reach(place, letter, replace_original=True)
            case Screen():
                await self.show(place, letter_modal(letter))

    async def whisper(self, place: Place, text: str) -> None:
        """Tell something to the one who acted."""
        match place:
            case Chat():
                await self.respond(place, Letter(text), privately=True)
            case Screen():
                await self.open(place, letter_modal(Letter(text)))

    async def show(self, screen: Screen, view: View) -> None:
        """Show another view in the modal that was pressed, or a first one over the home."""
        if not screen.view:
            await self.open(screen, view)
            return
        with self.counted():
            await self.client.views_update(view_id=screen.view, view=view)

    async def open(self, place: Place, view: View) -> None:
        """Open a modal, over another one if it was pressed there."""
        with self.counted():
            if isinstance(place, Screen) and place.view:
                await self.client.views_push(trigger_id=place.trigger, view=view)
            else:
                await self.client.views_open(trigger_id=place.trigger, view=view)

    async def withdraw(self, chat: Chat) -> None:
        """Delete the message whose button was pressed; gone already is as good."""
        with self.counted():
            await self._send(chat.url, {"delete_original": True})

    async def hush(self, channel: str, user: str, thread: str, text: str) -> None:
        """Tell someone privately why their message gets no answer, if that is possible."""
        with self.counted(), suppress(*PASSING):
            await self.client.chat_postEphemeral(
                channel=channel, user=user, text=text, thread_ts=thread or None
            )

    async def write_privately(self, user: str, letter: Letter) -> None:
        """Send a reply to someone who asked where we may not write."""
        told = headed(letter, wording.CANNOT_WRITE)
        with self.counted(), suppress(*PASSING):
            await self.client.chat_postMessage(channel=user, text=told.text, blocks=told.blocks)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count something as under way while it lasts."""
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    @asynccontextmanager
    async def _turn(self, channel: str) -> AsyncIterator[None]:
        """Post one after the other in a channel: Slack takes about one a second there."""
        lock = self._turns.setdefault(channel, asyncio.Lock())
        with self.counted():
            async with lock:
                yield

    async def _reach(self, chat: Chat, letter: Letter, **how: Any) -> None:
        """Answer through a response URL; where that has run out, in a direct message.

        It is sent once: there is no way to see whether what broke on its way has arrived.
        """
        body = {"text": letter.text, "blocks": [each.to_dict() for each in letter.blocks], **how}
        if chat.thread:
            body["thread_ts"] = chat.thread
        with self.counted():
            status = await self._send(chat.url, body)
            if status in SERVER_ERRORS:
                log.warning("an answer to a command may be lost: Slack answers %s", status)
            elif status != OK:
                log.info("a response URL has run out")
                await self.client.chat_postMessage(
                    channel=chat.user, text=letter.text, blocks=letter.blocks
                )

    async def _send(self, url: str, body: Mapping[str, Any]) -> int:
        """Post to a response URL, and give the status of the answer."""
        webhook = AsyncWebhookClient(
            url, session=self.client.session, retry_handlers=retry_handlers()
        )
        sent = await webhook.send_dict({key: each for key, each in body.items() if each != []})
        return sent.status_code
