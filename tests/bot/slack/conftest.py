"""A bot over the small knowledge base, connected to the loopback Slack by Socket Mode."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels import AskChannels
from bot.config import SlackSettings
from bot.curation.curator import Curator
from bot.seen import Seen
from bot.service import Service
from bot.slack import Slack, posting, running
from bot.slack.desk import Desk
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from tests.slack_server.fixtures import slack_server
from tests.slack_server.model import Channel, Message
from tests.slack_server.people import Person
from tests.slack_server.server import SlackServer

__all__ = ["slack_server"]

MANIFEST = Path(running.__file__).with_name("manifest.yaml")

QUESTION = "How much will a ticket cost?"
OTHER_QUESTION = "When did Nordlys start sailing?"
RELATED = "Which firms sail to Vesterholm?"
"""A question whose answer suggests another."""
ANSWER = "$9 by 2030"
OTHER_ANSWER = "March"

SOON = 5.0
"""Seconds within which everything here happens, on a slow machine too."""

QUICK = 0.05
"""Seconds between pings: how soon a cut is noticed."""


@dataclass
class World:
    """A workspace with the bot, a channel, a member, and an admin."""

    server: SlackServer
    slack: Slack
    channel: Channel
    alice: Person
    admin: Person

    @property
    def desk(self) -> Desk:
        desk = self.slack.desk
        assert desk
        return desk

    async def answer(self, channel: Channel | None = None) -> Message:
        return await self.server.next_message(SOON, channel)

    async def whisper(self, person: Person | None = None) -> Message:
        return await self.server.next_ephemeral(person or self.alice, SOON)

    async def quiet(self) -> None:
        """Await that all that was told of has been dealt with, and fail if any was answered."""
        await self.dealt_with()
        assert self.server.messages() == []
        assert self.server.ephemerals() == []

    async def dealt_with(self, within: float = SOON) -> None:
        """Await that all that was told of has been dealt with."""
        await self.server.settled(within)
        await asyncio.sleep(0.01)  # Bolt acknowledges before its task begins
        await self.desk.outbox.drain(SOON)

    async def asked(self, question: str = QUESTION) -> Message:
        """Ask by command, and get the private answer."""
        self.alice.slash("/ask", question, self.channel)
        return await self.whisper()

    async def mentioned(self, question: str = QUESTION) -> Message:
        """Ask by mention, and get the answer for all."""
        self.alice.mentions(self.channel, question)
        return await self.answer()


Start = Callable[..., Awaitable[Slack]]


@pytest.fixture
def manifest() -> Any:
    return yaml.safe_load(MANIFEST.read_text())


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing that only a real network needs."""
    monkeypatch.setattr(running, "FIRST_PAUSE", QUICK)
    monkeypatch.setattr(posting, "PAUSES", (0.01, 0.05))


@pytest.fixture
def quick_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notice a cut soon; work that holds the loop for as long would look like one."""
    monkeypatch.setattr(running, "PING", QUICK)


@pytest.fixture
def service(harbour: Corpus, harbour_answerer: Answerer, tmp_path: Path) -> Service:
    return Service(harbour, harbour_answerer, AskChannels(tmp_path))


@pytest.fixture
def curator() -> Curator | None:
    """Who looks after the knowledge; nobody, where nothing is stored."""
    return None


@pytest.fixture
async def start(
    slack_server: SlackServer, service: Service, curator: Curator | None, manifest: Any
) -> AsyncIterator[Start]:
    """Start bots in Socket Mode; each is stopped in the end."""
    slack_server.install(manifest)
    async with AsyncExitStack() as stack:

        async def started(seen: Seen | None = None, **more: Any) -> Slack:
            held = {
                "bot_token": slack_server.bot_token,
                "app_token": slack_server.app_token,
                "api_url": slack_server.api_url,
                "cooldown": 0,
                **more,
            }
            slack = Slack(service, SlackSettings.model_validate(held), curator, seen)
            task = asyncio.create_task(slack.serve())
            stack.push_async_callback(stop, task)
            connected = asyncio.create_task(slack_server.socket_mode.opened.next(SOON))
            await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
            assert not task.done(), task.exception()
            return slack

        yield started


@pytest.fixture
def settings() -> dict[str, Any]:
    """What a test sets beside the tokens."""
    return {}


@pytest.fixture
async def world(slack_server: SlackServer, start: Start, settings: dict[str, Any]) -> World:
    slack = await start(**settings)
    channel = slack_server.channel()
    alice = slack_server.person("alice", channel)
    admin = slack_server.person("admin", channel, is_admin=True)
    return World(slack_server, slack, channel, alice, admin)


async def stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
