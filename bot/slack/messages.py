"""Mentions, direct messages, ask-channels and edits -> replies."""

from contextlib import suppress

from bot.replied import Replied
from bot.reply import Status, wording
from bot.slack.addressing import Manner, Message, manner, question_in, read_message
from bot.slack.agent import Agent
from bot.slack.blocks import Letter
from bot.slack.buttons import Shown
from bot.slack.desk import PLATFORM, Desk, Posted
from bot.slack.faults import PASSING
from bot.slack.places import Payload
from bot.slack.posting import Post, find_reply

EDITABLE = 300.0
"""Seconds in which an edited question gets its answer edited: after that, it has been read."""


class Messages:
    """Answers what people write."""

    def __init__(self, desk: Desk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent

    async def hear(self, event: Payload) -> None:
        """Take an event that tells of a message, new or edited."""
        if event.get("subtype") == "message_changed":
            await self._hear_edit(event)
        else:
            await self._hear(read_message(event))

    def concerns(self, event: Payload) -> bool:
        """Tell whether a message may get an answer."""
        is_edit = event.get("subtype") == "message_changed"
        message = read_message(event, event["message"] if is_edit else None)
        how = manner(message, self._desk.me.user, self._desk.is_listening)
        return how is not Manner.IGNORED

    async def apologise(self, event: Payload) -> None:
        """Say that something went wrong to who addressed us."""
        message = read_message(event)
        if manner(message, self._desk.me.user, self._desk.is_listening) is Manner.ADDRESSED:
            await self._hush(message, wording.WENT_WRONG)

    async def _hear(self, message: Message) -> None:
        """Answer what addresses the bot; of what it overhears, what it is sure of."""
        how = manner(message, self._desk.me.user, self._desk.is_listening)
        # A mention is told of twice, by different events, maybe to different replicas. While
        # these cannot agree, the one that tells of nothing but mentions counts.
        is_echo = how is Manner.ADDRESSED and not (message.is_direct or message.is_mention)
        if how is Manner.IGNORED or (is_echo and self._desk.seen.is_alone):
            return
        replied = self._desk.memory.claim(message.key)
        name = ":".join((PLATFORM, "message", *message.key))
        if replied is None:
            return
        if not await self._desk.seen.claim(name):
            self._desk.memory.release(message.key)
            return
        try:
            if how is Manner.OVERHEARD or not await self._is_too_soon(message):
                await self._answer(message, how, replied)
        except BaseException:
            self._desk.memory.release(message.key)
            await self._desk.seen.release(name)
            raise

    async def _hear_edit(self, event: Payload) -> None:
        """Answer an edited question anew, in the place of the first answer."""
        told = event["message"]
        before = event.get("previous_message") or {}
        # Both times are Slack's own, so that a clock of ours that is wrong does no harm.
        is_late = float(event["ts"]) - float(told["ts"]) > EDITABLE
        # Previews and replies in a thread change a message as well, but not what it says.
        if "edited" not in told or told.get("text") == before.get("text") or is_late:
            return
        message = read_message(event, told)
        how = manner(message, self._desk.me.user, self._desk.is_listening)
        if how is Manner.IGNORED:
            return
        replied = self._desk.memory.find(message.key) or await self._look_for(message)
        if replied is None:
            await self._hear(message)
        else:
            await self._answer(message, how, replied)

    async def _look_for(self, message: Message) -> Replied[Posted] | None:
        """Find the reply that another replica gave, or this one before it was started anew."""
        with suppress(*PASSING):
            found = await find_reply(
                self._desk.client, message.channel, message.ts, message.answer_thread
            )
            memory = self._desk.memory
            replied = memory.claim(message.key) or memory.find(message.key) if found else None
            if found and replied:
                replied.reply = replied.reply or Posted(found, "")
                return replied
        return None

    async def _answer(self, message: Message, how: Manner, replied: Replied[Posted]) -> None:
        asked = question_in(message, self._desk.me.user)
        async with replied.lock:
            if replied.reply and replied.reply.asked == asked:
                return
            letter = self._letter(message, asked, how)
            if letter and replied.reply:
                await self._desk.outbox.edit(message.channel, replied.reply.ts, letter)
                replied.reply = Posted(replied.reply.ts, asked)
            elif letter and (how is Manner.ADDRESSED or self._desk.cooldown.allows(message.user)):
                replied.reply = await self._post(message, asked, letter)

    async def _post(self, message: Message, asked: str, letter: Letter) -> Posted | None:
        if message.is_direct and message.thread:
            await self._agent.show_status(message.channel, message.thread)
        post = Post(message.channel, message.ts, letter, message.answer_thread)
        sent = None
        try:
            sent = await self._desk.outbox.post(post, message.user)
        finally:
            if sent is None:
                self._desk.service.metrics.send_failed(PLATFORM)
        return Posted(sent, asked) if sent else None

    def _letter(self, message: Message, asked: str, how: Manner) -> Letter | None:
        """Write the reply to a message; overheard, only what is sure."""
        if how is Manner.OVERHEARD:
            # What is merely overheard is no question yet, so it is not logged as one.
            found = self._desk.repeat(asked)
            if found.status is not Status.ANSWERED:
                return None
        return self._desk.letter(
            self._desk.perform(asked, message.user), Shown(message.user, asked)
        )

    async def _is_too_soon(self, message: Message) -> bool:
        """Refuse privately, once, who asks again too soon."""
        if self._desk.cooldown.allows(message.user):
            return False
        if self._desk.cooldown.should_tell(message.user):
            await self._hush(message, wording.ON_COOLDOWN)
        return True

    async def _hush(self, message: Message, text: str) -> None:
        thread = message.answer_thread if message.thread or not message.is_direct else ""
        await self._desk.outbox.hush(message.channel, message.user, thread, text)
