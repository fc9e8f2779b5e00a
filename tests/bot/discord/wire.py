"""The bot connected to the loopback Discord over real sockets."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.config import DiscordSettings
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.seen import Claims
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from tests.bot.curation.conftest import Base
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person

QUESTION = "How much will a ticket cost?"

LATE = 8.0
"""Seconds for what is tried again, or comes after a new connection."""


class QuickClient(Client):
    """A client that waits for nothing between connections."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""


@dataclass
class Place:
    """A server with one channel, one member and one manager."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    alice: Person
    manager: Person

    def asks(self, question: str = QUESTION) -> Message:
        return self.alice.says(self.channel, f"{self.server.bot.mention} {question}")


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as served:
        monkeypatch.setattr(Route, "BASE", served.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(served.gateway_url))
        yield served


@pytest.fixture
def place(server: DiscordServer) -> Place:
    guild = server.guild()
    manager = server.member(guild, "manager", permissions=1 << 5)
    return Place(server, guild, server.channel(guild), server.member(guild, "alice"), manager)


Start = Callable[..., Awaitable[Client]]


@pytest.fixture
async def start(
    server: DiscordServer, harbour: Corpus, harbour_answerer: Answerer
) -> AsyncIterator[Start]:
    """Start clients; each is stopped in the end."""
    async with contextlib.AsyncExitStack() as stack:

        async def started(
            *,
            heartbeat_timeout: float = 60.0,
            base: Base | None = None,
            seen: Claims | None = None,
            **settings: Any,
        ) -> Client:
            held = {"token": SecretStr(server.token), "cooldown": 0, **settings}
            service = base.service if base else Service(harbour, harbour_answerer)
            curator = base.curator if base else None
            desk = Desk(service, DiscordSettings.model_validate(held), curator=curator, seen=seen)
            client = QuickClient(
                desk, guild_ready_timeout=0.02, heartbeat_timeout=heartbeat_timeout
            )
            task = asyncio.create_task(client.start(server.token))
            stack.push_async_callback(stop, client, task)
            ready = asyncio.create_task(client.wait_until_ready())
            async with asyncio.timeout(LATE):
                await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            assert not task.done(), task.exception()
            return client

        yield started


async def stop(client: Client, task: asyncio.Task[None]) -> None:
    await client.close()
    await asyncio.wait({task})
