"""Scenarios on the loopback Slack."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from pydantic import HttpUrl, SecretStr

from bot.config import SlackSettings
from bot.service import Service
from bot.slack.running import Slack
from tests.slack_server import Delivery, Message, Person, SlackServer, View

from .slack_reading import label_of, seen, select_of
from .steps import (
    AnswerThis,
    Ask,
    Choose,
    Complain,
    Complete,
    Edit,
    LookUp,
    Manage,
    Mention,
    Outcome,
    Press,
    Quiet,
    Remark,
    Restart,
    Seen,
    Step,
    Who,
    Write,
)

OWN_COMMANDS = ("company", "compare", "timeline", "topics")
"""What has a command of its own; the rest follows /rigwire."""


class SlackStage:
    """A bot, a channel and people."""

    def __init__(
        self, server: SlackServer, make_service: Callable[[], Service], directory: Path
    ) -> None:
        self._server = server
        self._make_service = make_service
        self._directory = directory
        self._task: asyncio.Task[None] | None = None
        self._asked: Message | None = None
        self._answer: Message | None = None
        self._channel = channel = server.channel()
        self._people: dict[Who, Person] = {
            "alice": server.person("alice", channel),
            "bob": server.person("bob", channel),
            "chief": server.person("chief", channel, is_admin=True),
            "robot": server.other_bot("robot", channel),
        }

    async def take(self, step: Step, patience: float) -> Outcome:
        """Take a step, and tell what is seen then, within so many seconds."""
        match step:
            case Mention() | Write() | Remark():
                self._say(step)
                return await self._posted(patience)
            case Edit(text):
                assert self._asked
                said = f"{self._server.bot.mention} {text}"
                self._people["alice"].edits(self._asked, said)
                return self._answered(await self._server.next_edit(patience))
            case Ask() | LookUp() | Manage() | AnswerThis():
                await self._use(step).answer()
                return self._answered(await self._server.next_ephemeral(within=patience))
            case Complete(command, typed):
                return await self._complete(command, typed)
            case Press() | Choose() | Complain():
                return await self._pressed(step)
            case Restart():
                await self.stop()
                await self.start()
                return Quiet.SILENCE

    async def start(self) -> None:
        """Start the bot."""
        settings = SlackSettings(
            bot_token=SecretStr(self._server.bot_token),
            app_token=SecretStr(self._server.app_token),
            api_url=HttpUrl(self._server.api_url),
            cooldown=0,
        )
        slack = Slack(self._make_service(), settings)
        self._task = asyncio.create_task(slack.serve())
        await self._server.socket_mode.opened.next(5)

    async def stop(self) -> None:
        """Stop the bot."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _say(self, step: Mention | Write | Remark) -> None:
        match step:
            case Mention(text, by):
                self._asked = self._people[by].mentions(self._channel, text)
            case Write(text):
                self._people["alice"].dms(text)
            case Remark(text, by):
                self._people[by].posts(self._channel, text)

    def _use(self, step: Ask | LookUp | Manage | AnswerThis) -> Delivery:
        alice = self._people["alice"]
        match step:
            case Ask(question):
                return alice.slash("/ask", question, self._channel)
            case LookUp(command, names) if command in OWN_COMMANDS:
                return alice.slash(f"/{command}", ", ".join(names), self._channel)
            case LookUp(command, names):
                return alice.slash("/rigwire", " ".join((command, *names)), self._channel)
            case Manage(listen, by):
                line = f"kb channel {'listen' if listen else 'stop'}"
                return self._people[by].slash("/rigwire", line, self._channel)
            case AnswerThis(text):
                said_by_bob = self._people["bob"].posts(self._channel, text)
                return alice.uses_shortcut("answer_this", said_by_bob)

    async def _pressed(self, step: Press | Choose | Complain) -> Outcome:
        assert self._answer
        alice = self._people["alice"]
        match step:
            case Press(label, by):
                name = label_of(self._answer, label)
                await self._people[by].clicks(self._answer, name).answer()
                return await self._after_pressing(label, self._people[by])
            case Choose(option):
                select = select_of(self._answer, option)
                await alice.selects(self._answer, select, option).answer()
                return self._answered(await self._server.next_answer(alice))
            case Complain(words):
                name = label_of(self._answer, "Not helpful")
                await alice.clicks(self._answer, name).answer()
                modal = await self._server.next_view(alice)
                [label] = [block["label"]["text"] for block in modal.blocks]
                await alice.submits(modal, {label: words}).answer()
                return seen(await self._server.next_ephemeral(alice))

    async def _complete(self, command: str, typed: str) -> Seen:
        alice = self._people["alice"]
        await alice.slash(f"/{command}", "", self._channel).answer()
        modal = await self._server.next_view(alice)
        [label] = [block["label"]["text"] for block in modal.blocks]
        offered = await alice.types(modal, label, typed)
        return Seen("", offers=tuple(one["text"]["text"] for one in offered))

    async def _after_pressing(self, label: str, person: Person) -> Outcome:
        if label == "Delete" and person is self._people["alice"]:
            await self._server.next_deletion()
            return Quiet.DELETED
        made = await self._server.next_answer(person)
        return seen(made)

    async def _posted(self, patience: float) -> Outcome:
        try:
            return self._answered(await self._server.next_message(patience))
        except TimeoutError:
            return Quiet.SILENCE

    def _answered(self, message: Message | View) -> Seen:
        assert isinstance(message, Message)
        self._answer = message
        return seen(message)
