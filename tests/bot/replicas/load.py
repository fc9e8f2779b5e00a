"""People who ask on both platforms and vote, and Slack, which tells of some questions again."""

import asyncio
import itertools
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.reply import wording
from tests.bot.replicas.polling import until
from tests.bot.replicas.watching import Asked, Watch
from tests.discord_server import DiscordServer
from tests.slack_server.model import Channel
from tests.slack_server.people import Person
from tests.slack_server.server import SlackServer

QUESTIONS = (
    "How much will a ticket cost?",
    "When did Nordlys start sailing?",
    "Which firms sail to Vesterholm?",
    "Where do the new ferry routes go?",
)

UNKNOWN = "Who discovered planet number {}?"
"""What the knowledge has no answer to, each time another question."""

PATIENCE = 6.0
"""Seconds until someone gives up on an answer, and asks the next question."""

LONGEST = 600.0
"""Seconds that all may take."""

VOTING = 3.0
"""Seconds until someone gives up on the thanks for a vote."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked, at least: it goes on until what disturbs the replicas is over."""

    questions: int
    redeliveries: int
    people: int
    """Who ask on Slack; on Discord there is one for each shard."""
    pause: float = 0.0
    """Seconds between two questions of a person."""
    most: int = 10_000
    """Questions after which it ends, whatever else happens."""

    @property
    def is_again(self) -> int:
        """So many questions on Slack later, the next one is told of again: more than half of
        all are asked there."""
        return max(self.questions // (2 * max(self.redeliveries, 1)), 1)


class People:
    """Ask until there was enough of it and nothing disturbs the replicas any more."""

    def __init__(
        self, load: Load, slack: SlackServer, discord: DiscordServer, watch: Watch
    ) -> None:
        self.load = load
        self.watch = watch
        self.redelivered = 0
        self.thanked: list[str] = []
        """The messages whose votes were thanked for."""
        self.is_over = False
        self._slack = slack
        self._discord = discord
        self._numbers = itertools.count()
        self._turns = itertools.count()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def asked(self) -> int:
        """How many questions there were so far."""
        return len(self.watch.asked)

    async def ask(self, shards: int) -> None:
        """Let everyone ask, one question after the other."""
        await asyncio.gather(
            *(self._on_slack(number) for number in range(self.load.people)),
            *(self._on_discord(shard, shards) for shard in range(shards)),
        )
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)

    async def until(self, share: float) -> None:
        """Wait until such a share of the questions has been asked."""

        async def is_reached() -> bool:
            return self.asked >= share * self.load.questions

        await until(is_reached, LONGEST)

    def _is_going_on(self) -> bool:
        wanted = self.asked < self.load.questions or not self.is_over
        return wanted and self.asked < self.load.most

    async def _on_slack(self, number: int) -> None:
        channel = self._slack.channel(f"channel-{number}")
        person = self._slack.person(f"person-{number}", channel)
        while self._is_going_on():
            turn = next(self._turns)
            asked = self._ask(person, channel, _question(next(self._numbers)), turn % 2 == 0)
            if turn % (2 * self.load.is_again) == 0:
                self._later(self._again(asked))  # at once, beside the first
            await _answer(asked)
            if turn % (2 * self.load.is_again) == self.load.is_again:
                await self._again(asked)
            if turn % 7 == 0 and asked.answers:
                await self._vote(person, channel, asked)
            await asyncio.sleep(self.load.pause)

    def _ask(self, person: Person, channel: Channel, text: str, is_mention: bool) -> Asked:  # noqa: FBT001
        """Ask in private or by mention, which is told of by two events."""
        message = person.mentions(channel, text) if is_mention else person.dms(text)
        asked = Asked(text, "slack", deliveries=message.deliveries)
        return self.watch.add(message.ts, asked)

    async def _again(self, asked: Asked) -> None:
        """Deliver a question again, as if its acknowledgement had been lost."""
        self.redelivered += 1
        await self._slack.courier.attempt(asked.deliveries[0], 1, "http_timeout")

    async def _vote(self, person: Person, channel: Channel, asked: Asked) -> None:
        place = channel if asked.deliveries[0].name == "app_mention" else person.dm
        message = self._slack.world.messages[place.id, asked.answers[0].message]
        [label] = [each for each in message.labels if each.endswith(f" {wording.HELPFUL}")]
        person.clicks(message, label)
        with suppress(TimeoutError):
            thanks = await self._slack.next_ephemeral(person, VOTING)
            if thanks.text == wording.VOTE_THANKS:
                self.thanked.append(message.ts)

    async def _on_discord(self, shard: int, shards: int) -> None:
        guild = self._discord.guild(number=(1000 * shards + shard) << 22)
        channel = self._discord.channel(guild)
        member = self._discord.member(guild, f"member-{shard}")
        while self._is_going_on():
            text = _question(next(self._numbers))
            message = member.says(channel, f"{self._discord.bot.mention} {text}")
            asked = Asked(text, "discord", shard=shard)
            await _answer(self.watch.add(str(message.id), asked))
            await asyncio.sleep(self.load.pause)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _answer(asked: Asked) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(asked.is_answered.wait(), PATIENCE)


def _question(turn: int) -> str:
    return UNKNOWN.format(turn) if turn % 5 == 0 else QUESTIONS[turn % len(QUESTIONS)]
