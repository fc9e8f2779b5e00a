"""Scenarios on the loopback Discord."""

import re
from typing import Any

from tests.bot.discord.wire import Place, Start
from tests.discord_server import Interaction, Message, Person

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

MESSAGE_CONTENT = 1 << 15
OPTIONS = {"company": ("name",), "person": ("name",), "compare": ("first", "second", "third")}


class DiscordStage:
    """A bot, a channel and people."""

    def __init__(self, place: Place, start: Start) -> None:
        place.server.approve(MESSAGE_CONTENT)
        self._place = place
        self._start = start
        self._client: Any = None
        self._asked: Message | None = None
        self._answer: Message | None = None
        robot = place.server.member(place.guild, "robot", bot=True)
        bob = place.server.member(place.guild, "bob")
        self._people: dict[Who, Person] = {
            "alice": place.alice,
            "bob": bob,
            "chief": place.manager,
            "robot": robot,
        }

    async def take(self, step: Step, patience: float) -> Outcome:
        """Take a step, and tell what is seen then, within so many seconds."""
        match step:
            case Mention() | Write() | Remark():
                self._say(step)
                return await self._posted(patience)
            case Edit(text):
                assert self._asked
                said = f"{self._place.server.bot.mention} {text}"
                self._place.alice.edits(self._asked, said)
                return self._answered(await self._place.server.next_edit(patience))
            case Ask() | LookUp() | Manage() | AnswerThis():
                return self._answered(await self._use(step).reply(patience))
            case Complete(command, typed):
                option = {OPTIONS[command][0]: typed}
                used = self._place.alice.autocomplete(command, self._place.channel, **option)
                return Seen("", offers=tuple(one["name"] for one in await used.choices()))
            case Press() | Choose() | Complain():
                return await self._pressed(step)
            case Restart():
                await self.start()
                return Quiet.SILENCE

    async def start(self) -> None:
        """Start the bot, or start it anew."""
        if self._client:
            await self._client.close()
        self._client = await self._start(message_content=True)

    def _say(self, step: Mention | Write | Remark) -> None:
        place = self._place
        match step:
            case Mention(text, by):
                said = f"{place.server.bot.mention} {text}"
                self._asked = self._people[by].says(place.channel, said)
            case Write(text):
                place.alice.dms(text)
            case Remark(text, by):
                self._people[by].says(place.channel, text)

    def _use(self, step: Ask | LookUp | Manage | AnswerThis) -> Interaction:
        channel, alice = self._place.channel, self._place.alice
        match step:
            case Ask(question):
                return alice.slash("ask", channel, question=question, private=True)
            case LookUp(command, names):
                options = dict(zip(OPTIONS.get(command, ()), names, strict=False))
                return alice.slash(command, channel, **options)
            case Manage(listen, by):
                return self._people[by].slash("kb channel", channel, listen=listen)
            case AnswerThis(text):
                said_by_bob = self._people["bob"].says(channel, text)
                return alice.menu("Answer this", said_by_bob)

    async def _pressed(self, step: Press | Choose | Complain) -> Outcome:
        assert self._answer
        match step:
            case Press(label, by):
                pressed = self._people[by].click(self._answer, _labelled(self._answer, label))
                if label == "Delete" and by == "alice":
                    await self._place.server.next_deletion()
                    return Quiet.DELETED
                return seen(await pressed.reply())
            case Choose(option):
                select = _offering(self._answer, option)
                picked = self._place.alice.select(self._answer, option, custom_id=select)
                return self._answered(await picked.reply())
            case Complain(words):
                alice = self._place.alice
                pressed = alice.click(self._answer, _labelled(self._answer, "Not helpful"))
                modal = await pressed.modal()
                [field] = [one for row in modal["components"] for one in row["components"]]
                sent = alice.submit(pressed, **{field["custom_id"]: words})
                return seen(await sent.reply())

    async def _posted(self, patience: float) -> Outcome:
        try:
            return self._answered(await self._place.server.next_message(patience))
        except TimeoutError:
            return Quiet.SILENCE

    def _answered(self, message: Message) -> Seen:
        self._answer = message
        return seen(message)


def _labelled(message: Message, label: str) -> str:
    [found] = [one for one in message.labels if bare(one) == label]
    return found


def _offering(message: Message, option: str) -> str:
    selects = [one for one in message.components if "options" in one]
    [found] = [one for one in selects if option in [each["label"] for each in one["options"]]]
    return str(found["custom_id"])


def seen(message: Message) -> Seen:
    """Read a message as a person does."""
    [embed] = message.embeds or [{}]
    fields = [f"{one['name']}\n{one['value']}" for one in embed.get("fields") or ()]
    return Seen(
        plain(embed.get("description") or message.content),
        plain("\n".join(fields)),
        tuple(bare(one) for one in message.labels),
        is_private=message.ephemeral,
        pings=tuple(map(str, (*message.mentions, *_crowds(message)))),
    )


def _crowds(message: Message) -> list[str]:
    """Tell which groups a message alerts."""
    everyone = ["everyone"] if message.payload["mention_everyone"] else []
    return [*everyone, *message.payload["mention_roles"]]


def bare(label: str) -> str:
    """Drop the emoji that a label begins with."""
    return re.sub(r"^[^\w]+", "", label)


def plain(text: str) -> str:
    """Drop Discord's marks."""
    return text.replace("\\", "").replace("\u200b", "").replace("**", "")
