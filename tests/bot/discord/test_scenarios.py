"""The scenarios of every platform, on Discord."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import discord
import pytest
import simcord

from tests.bot.discord.conftest import World
from tests.bot.scenarios import SCENARIOS, Step, play


@dataclass
class DiscordStage:
    """Discord, and what was last asked and answered there."""

    world: World
    asked: discord.Message | None = None
    answer: discord.Message | None = None
    known: set[int] = field(default_factory=set)

    async def mention(self, text: str) -> str:
        said = f"{self.world.mention} {text}"
        self.asked = await self.world.alice.send(self.world.channel, said)
        return self._new(self.world.channel)

    async def edit(self, text: str) -> str:
        assert self.asked
        await self.world.alice.edit(self.asked, f"{self.world.mention} {text}")
        return read(self.world.last)

    async def say(self, text: str) -> str:
        await self.world.alice.send(self.world.channel, text)
        return self._new(self.world.channel)

    async def write(self, text: str) -> str:
        await self.world.alice.send_dm(text)
        return self._new(self.world.alice.user.dm_channel)

    async def command(self, line: str) -> str:
        name, _, rest = line.partition(" ")
        options: dict[str, str] = {}
        if name == "compare":
            options["first"], options["second"] = rest.split(", ")
        elif rest:
            options["name"] = rest
        return self._answered(await self.world.alice.slash(self.world.channel, name, **options))

    async def ask_privately(self, question: str) -> str:
        channel = self.world.channel
        result = await self.world.alice.slash(channel, "ask", question=question, private=True)
        return self._answered(result)

    async def press(self, label: str) -> str:
        return await self._pressed(self.world.alice, label)

    async def other_presses(self, label: str) -> str:
        return await self._pressed(self.world.manager, label)

    async def manage(self, line: str) -> str:
        return await self._kb(self.world.manager, line)

    async def meddle(self, line: str) -> str:
        await self.world.open_to_everyone("kb")
        told = await self._kb(self.world.alice, line)
        self.world.env.errors.clear()  # discord.py tells of the failed check as of an error
        return told

    async def _pressed(self, person: simcord.MemberActor, label: str) -> str:
        assert self.answer
        result = await person.click(self.answer, label=label)
        if result.response is None:
            return ""
        told = "\n".join([result.response.content, *map(told_in, result.response.embeds)])
        return plain(told)

    async def _kb(self, person: simcord.MemberActor, line: str) -> str:
        name, _, how = line.partition(" ")
        options = {"listen": how == "listen"} if how else {}
        result = await person.slash(self.world.channel, f"kb {name}", **options)
        assert result.ephemeral
        return self._answered(result)

    def _answered(self, result: simcord.InteractionResult) -> str:
        if result.response is None:
            return "".join(read(each.message) for each in result.followups)
        self.answer = result.response.message
        self.known.add(self.answer.id)
        return read(self.answer)

    def _new(self, channel: simcord.ChannelHandle) -> str:
        """Read what the bot wrote since."""
        new = [each for each in self.world.said_aloud(channel) if each.id not in self.known]
        self.known |= {each.id for each in new}
        if not new:
            return ""
        [self.answer] = new
        return read(self.answer)


def read(message: discord.Message) -> str:
    """Read a message as a person does."""
    return plain("\n".join([message.content, *map(told_in, message.embeds)]))


def told_in(embed: discord.Embed) -> str:
    cited = [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join([embed.description or "", *cited])


def plain(told: str) -> str:
    assert "@everyone" not in told
    return told.replace("\\", "").replace("\u200b", "")


@pytest.mark.parametrize("steps", SCENARIOS.values(), ids=SCENARIOS)
async def test_scenario(world: World, steps: Sequence[Step]) -> None:
    await play(DiscordStage(world), steps)
