"""The scenarios of every platform, on Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.bot.scenarios import SCENARIOS, Step, play
from tests.bot.slack.conftest import SOON, World
from tests.slack_server.model import Message
from tests.slack_server.people import Person

COMMANDS = {"ask", "company", "compare", "timeline", "topics"}
"""Those that Slack has under their own name; the others follow /rigwire."""


@dataclass
class SlackStage:
    """Slack, and what was last asked and answered there."""

    world: World
    asked: Message | None = None
    answer: Message | None = None
    known: set[str] = field(default_factory=set)

    async def mention(self, text: str) -> str:
        self.asked = self.world.alice.mentions(self.world.channel, text)
        return await self._public()

    async def edit(self, text: str) -> str:
        assert self.asked
        self.world.alice.edits(self.asked, f"{self.world.server.bot.mention} {text}")
        return read(await self.world.server.next_edit(SOON))

    async def say(self, text: str) -> str:
        self.world.alice.posts(self.world.channel, text)
        return await self._public()

    async def write(self, text: str) -> str:
        self.world.alice.dms(text)
        return await self._public()

    async def command(self, line: str) -> str:
        name, _, rest = line.partition(" ")
        if name in COMMANDS:
            self.world.alice.slash(f"/{name}", rest, self.world.channel)
        else:
            self.world.alice.slash("/rigwire", line, self.world.channel)
        return read(await self.world.whisper())

    async def ask_privately(self, question: str) -> str:
        self.answer = await self.world.asked(question)
        return read(self.answer)

    async def press(self, label: str) -> str:
        return await self._pressed(self.world.alice, label)

    async def other_presses(self, label: str) -> str:
        return await self._pressed(self.world.admin, label)

    async def manage(self, line: str) -> str:
        return await self._kb(self.world.admin, line)

    async def meddle(self, line: str) -> str:
        return await self._kb(self.world.alice, line)

    async def _pressed(self, person: Person, label: str) -> str:
        assert self.answer
        [full] = [
            each for each in self.answer.labels if each.split(" ", 1)[-1].startswith(label)
        ] or [each for each in self.answer.labels if each.startswith(label)]
        before = len(self.world.server.world.whispered.all)
        person.clicks(self.answer, full)
        await self.world.dealt_with()
        whispered = list(self.world.server.world.whispered.all)[before:]
        return read(whispered[0]) if whispered else await self._public()

    async def _kb(self, person: Person, line: str) -> str:
        person.slash("/rigwire", f"kb {line}", self.world.channel)
        return read(await self.world.whisper(person))

    async def _public(self) -> str:
        """Read what the bot wrote since, for all to see."""
        await self.world.dealt_with()
        new = [each for each in self.world.server.messages() if each.ts not in self.known]
        self.known |= {each.ts for each in new}
        if not new:
            return ""
        [self.answer] = new
        return read(self.answer)


def read(message: Message) -> str:
    """Read a message as a person does."""
    texts = [each["text"]["text"] for each in message.blocks if each["type"] == "section"]
    told = "\n".join([message.text, *texts]).replace("\u200b", "")
    assert "<" not in told
    return told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize("steps", SCENARIOS.values(), ids=SCENARIOS)
async def test_scenario(world: World, steps: Sequence[Step]) -> None:
    await play(SlackStage(world), steps)
