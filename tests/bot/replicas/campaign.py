"""Replicas under load: one is killed, the knowledge is reloaded, and all is written down."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import yaml

from bot.slack import running
from tests.bot.replicas.balancer import Balancer
from tests.bot.replicas.fleet import Fleet, Replica
from tests.bot.replicas.load import Load, People
from tests.bot.replicas.watching import Watch
from tests.discord_server import DiscordServer
from tests.harbour import FAQ, write_harbour
from tests.slack_server.http_push import HttpPush
from tests.slack_server.server import SlackServer

MANIFEST = Path(running.__file__).with_name("manifest.yaml")

RETRIES = (0.0, 1.0, 3.0)
"""Seconds before each of Slack's retries: Slack itself waits 0, 60 and 300."""

SPREADING = 30.0
"""Seconds until a reload that does not come through is an error."""

Connect = Callable[[], Awaitable[Any]]
"""Connects to the database beside the replicas."""


@dataclass
class Story:
    """What happened, as far as answers have to be judged by it."""

    killed: int = -1
    """The replica that was killed, if any."""
    killed_at: float = 0.0
    back_at: float = 0.0
    spread: list[float] = field(default_factory=list)
    """Seconds from the acceptance of a version until every replica that lived served it."""
    seconds: float = 0.0
    """From the first question to the last answer."""
    counts: list[dict[str, int]] = field(default_factory=list)
    """What each replica counted since it was started."""
    log: str = ""


@dataclass
class Campaign:
    """One run: what it needs, and what came of it."""

    directory: Path
    url: str
    connect: Connect
    load: Load
    size: int = 3
    is_disturbed: bool = True
    story: Story = field(default_factory=Story)

    async def run(self) -> tuple[Watch, People, Balancer]:
        """Start the replicas, ask, disturb, and wait for what is under way."""
        write_harbour(self.directory)
        async with SlackServer() as slack, DiscordServer() as discord:
            slack.install(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
            slack.courier.retry_delays = RETRIES
            discord.world.shards = self.size
            watch = Watch(slack, discord)
            people = People(self.load, slack, discord, watch)
            async with Fleet(self.size, self.url, self.directory, slack, discord) as fleet:
                pushes = [
                    HttpPush(each.address, slack.signing_secret, slack.clock)
                    for each in fleet.replicas
                ]
                balancer = Balancer(pushes)
                slack.courier.use(balancer)
                await self._ask(people, fleet)
                await slack.settled(sum(RETRIES) + 4 * slack.courier.deadline)
                await self._quieten(watch)
                self.story.counts = [await each.counts() for each in fleet.replicas]
                self.story.log = "".join(each.told for each in fleet.replicas)
        return watch, people, balancer

    async def _ask(self, people: People, fleet: Fleet) -> None:
        began = monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(people.ask(self.size))
            if self.is_disturbed:
                await self._disturb(people, fleet)
            people.is_over = True
        self.story.seconds = monotonic() - began

    async def _disturb(self, people: People, fleet: Fleet) -> None:
        """Reload on one replica and kill another meanwhile; bring it back, and reload on it."""
        first, second, *_ = fleet.replicas
        await people.until(0.2)
        reload = asyncio.create_task(self._reload(first, fleet, without=second))
        await asyncio.sleep(0.5)
        self.story.killed, self.story.killed_at = second.number, monotonic()
        await second.kill()
        await reload
        await people.until(0.6)
        await second.start()
        self.story.back_at = monotonic()
        await self._reload(second, fleet)

    async def _reload(self, on: Replica, fleet: Fleet, without: Replica | None = None) -> None:
        """Change a file, let a replica reload, and wait until all answer from it."""
        before = await self._generation()
        faq = self.directory / "faq.toml"
        faq.write_text(f"# Version {before + 1}\n{FAQ}", encoding="utf-8")
        on.signal(signal.SIGHUP)
        async with asyncio.timeout(SPREADING):
            while await self._generation() == before:
                await asyncio.sleep(0.02)
            accepted = monotonic()
            knowledge = await on.knowledge()
            waiting = [each for each in fleet.replicas if each is not without]
            while not await _all_serve(waiting, knowledge):
                knowledge = await on.knowledge()
                await asyncio.sleep(0.02)
        self.story.spread.append(monotonic() - accepted)

    async def _generation(self) -> int:
        connection = await self.connect()
        try:
            return int(await connection.fetchval("SELECT max(generation) FROM serving"))
        finally:
            await connection.close()

    async def _quieten(self, watch: Watch) -> None:
        """Wait until no more answers come."""
        count = -1
        while count != (count := sum(len(each.answers) for each in watch.asked.values())):
            await asyncio.sleep(0.5)


async def _all_serve(replicas: list[Replica], knowledge: str) -> bool:
    served = await asyncio.gather(*(each.knowledge() for each in replicas))
    return set(served) == {knowledge}
