"""Where replicas run: both platforms on the loopback, a database, and a load balancer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.slack import running
from tests.bot.replicas.balancer import Balancer
from tests.bot.replicas.fleet import Fleet, Replica
from tests.bot.replicas.watching import Watch
from tests.discord_server import DiscordServer
from tests.harbour import write_harbour
from tests.slack_server.http_push import HttpPush
from tests.slack_server.server import SlackServer

MANIFEST = Path(running.__file__).with_name("manifest.yaml")

RETRIES = (0.0, 1.0, 3.0)
"""Seconds before each of Slack's retries: Slack itself waits 0, 60 and 300."""

Connect = Callable[[], Awaitable[Any]]
"""Connects to the database beside the replicas."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that there is."""

    slack: SlackServer
    discord: DiscordServer
    watch: Watch
    balancer: Balancer
    replicas: list[Replica]
    directory: Path
    connect: Connect

    async def fetch(self, query: str) -> list[Any]:
        """Ask the database."""
        connection = await self.connect()
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()


@asynccontextmanager
async def opened(size: int, url: str, connect: Connect, directory: Path) -> AsyncIterator[Site]:
    """Start so many replicas, ready to be asked; end them, whatever became of them."""
    write_harbour(directory)
    async with SlackServer() as slack, DiscordServer() as discord:
        slack.install(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
        slack.courier.retry_delays = RETRIES
        discord.world.shards = size
        watch = Watch(slack, discord)
        async with Fleet(size, url, directory, slack, discord) as fleet:
            balancer = Balancer(
                [
                    HttpPush(each.address, slack.signing_secret, slack.clock)
                    for each in fleet.replicas
                ]
            )
            slack.courier.use(balancer)
            yield Site(slack, discord, watch, balancer, fleet.replicas, directory, connect)
