"""Both stand-ins for Discord see the same of the bot: each vouches for the other."""

from collections.abc import Awaitable, Mapping
from typing import Any, Protocol

import discord
import simcord

from bot.config import DiscordSettings
from bot.cooldown import Cooldown
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.service import Service
from knowledge.corpus import Corpus
from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION, FakeClock, World
from tests.bot.discord.wire import Place, Start

RELATED = "Which firms sail to Vesterholm?"

Seen = tuple[str, Any]
"""A reply: its text and, of its embed and buttons, what a person sees."""


class Stage(Protocol):
    """Where the scenario is played."""

    def mention(self, text: str) -> Awaitable[Seen]:
        """Mention the bot."""

    def edit(self, text: str) -> Awaitable[Seen]:
        """Edit that mention."""

    def slash(self, command: str, /, **options: Any) -> Awaitable[Seen]:
        """Use a command."""

    def click(self, label: str) -> Awaitable[Seen]:
        """Press a button of the last reply to a command."""

    def typed(self, text: str) -> Awaitable[Seen]:
        """Type into /ask."""


async def play(stage: Stage) -> list[Seen]:
    """Play the scenario, and tell what was seen."""
    return [
        await stage.mention(QUESTION),
        await stage.edit(OTHER_QUESTION),
        await stage.mention("What is the capital of Mongolia?"),
        await stage.typed("tick"),
        await stage.slash("ask", question=RELATED),
        await stage.click("Helpful"),
        await stage.click("Why this answer"),
        await stage.slash("ask", question=QUESTION, private=True),
        await stage.click("Share"),
        await stage.slash("company", name="nordlis"),
        await stage.slash("compare", first="Nordlys", second="Zork"),
        await stage.slash("timeline"),
        await stage.slash("topics"),
    ]


class Simulated:
    """The scenario in simcord."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: discord.Message | None = None
        self.answer: discord.Message | None = None

    async def mention(self, text: str) -> Seen:
        content = f"{self.world.mention} {text}"
        self.asked = await self.world.alice.send(self.world.channel, content)
        return self._seen(self.world.last)

    async def edit(self, text: str) -> Seen:
        assert self.asked
        await self.world.alice.edit(self.asked, f"{self.world.mention} {text}")
        return self._seen(self.world.last)

    async def slash(self, command: str, /, **options: Any) -> Seen:
        result = await self.world.alice.slash(self.world.channel, command, **options)
        assert result.response
        self.answer = result.response.message
        return self._seen(self.answer)

    async def click(self, label: str) -> Seen:
        assert self.answer
        result = await self.world.alice.click(self.answer, label=label)
        assert result.response
        return self._seen(result.response.message)

    async def typed(self, text: str) -> Seen:
        choices = await self.world.alice.autocomplete(self.world.channel, "ask", "question", text)
        return "choices", choices

    def _seen(self, message: discord.Message) -> Seen:
        embeds = [embed.to_dict() for embed in message.embeds]
        rows = [row.to_dict() for row in message.components]
        return shape(message.content, embeds, rows, is_private=message.flags.ephemeral)


class Wired:
    """The scenario in the loopback Discord."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.asked: Any = None
        self.answer: Any = None

    async def mention(self, text: str) -> Seen:
        self.asked = self.place.asks(text)
        return self._seen(await self.place.server.next_message())

    async def edit(self, text: str) -> Seen:
        self.place.alice.edits(self.asked, f"{self.place.server.bot.mention} {text}")
        return self._seen(await self.place.server.next_edit())

    async def slash(self, command: str, /, **options: Any) -> Seen:
        self.answer = await self.place.alice.slash(command, self.place.channel, **options).reply()
        return self._seen(self.answer)

    async def click(self, label: str) -> Seen:
        return self._seen(await self.place.alice.click(self.answer, label).reply())

    async def typed(self, text: str) -> Seen:
        typing = self.place.alice.autocomplete("ask", self.place.channel, question=text)
        return "choices", await typing.choices()

    def _seen(self, message: Any) -> Seen:
        rows = message.payload["components"]
        return shape(message.content, message.embeds, rows, is_private=message.ephemeral)


def shape(content: str, embeds: Any, rows: Any, *, is_private: bool) -> Seen:
    """Keep what a person sees: ids and the case of names differ from one Discord to another."""
    shown = [(each.get("description"), _fields(each), _name(each)) for each in embeds]
    labels = [[_label(item) for item in row["components"]] for row in rows]
    return content.casefold(), (is_private, shown, labels)


def _fields(embed: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(field["name"], field["value"]) for field in embed.get("fields") or ()]


def _name(embed: Mapping[str, Any]) -> str | None:
    return (embed.get("author") or {}).get("name")


def _label(item: Mapping[str, Any]) -> Any:
    options = [option["label"] for option in item.get("options") or ()]
    return item.get("label") or (item.get("placeholder"), options)


async def test_the_same_is_seen_in_both(
    place: Place, start: Start, harbour: Corpus, clock: FakeClock
) -> None:
    client = await start()
    wired = await play(Wired(place))
    await client.close()

    desk = Desk(Service(harbour), DiscordSettings(cooldown=0, shard_count=1), Cooldown(0, clock))
    async with simcord.run(Client(desk)) as env:
        simulated = await play(Simulated(World(env, desk, clock)))

    assert simulated == wired
