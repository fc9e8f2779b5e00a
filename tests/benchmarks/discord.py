"""Times mentions from the gateway's event to the REST call, and watches the memory.

The bot and the loopback Discord share a process, so the time of 500 at once holds the
server's work too. Run it as python -m tests.benchmarks.discord.
"""

import asyncio
import gc
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.config import DiscordSettings
from bot.discord.addressing import Manner
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.reply import Reply
from bot.service import Service
from bot.snapshot import open_answerer
from knowledge.corpus import PACKAGED
from tests.discord_server import DiscordServer

AT_ONCE = 500
BURSTS = 20
PAGE_BYTES = 4096


class TimedClient(Client):
    """Notes when each mention came, when its reply was written and when it was sent."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.came: dict[str, float] = {}
        self.own: list[float] = []
        self.whole: list[float] = []
        self._request = self.http.request
        self.http.request = self._timed  # type: ignore[method-assign]

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""

    async def on_socket_event_type(self, event_type: str) -> None:
        """Leave what is not needed alone."""

    def dispatch(self, event: str, /, *arguments: Any, **options: Any) -> None:
        """Note a message before anything is done with it."""
        if event == "message":
            self.came[str(arguments[0].id)] = perf_counter()
        super().dispatch(event, *arguments, **options)

    def _reply(self, asked: str, author: int, how: Manner) -> Reply | None:
        started = perf_counter()
        reply = super()._reply(asked, author, how)
        self.own.append(perf_counter() - started)
        return reply

    async def _timed(self, route: Route, **options: Any) -> Any:
        body = options.get("json")
        nonce = body.get("nonce") if isinstance(body, dict) else None
        came = self.came.pop(str(nonce), None)
        if came:
            self.whole.append(perf_counter() - came)
        return await self._request(route, **options)


async def main() -> None:
    """Measure, and print the figures."""
    answerer = open_answerer(PACKAGED)
    async with DiscordServer() as server:
        Route.BASE = server.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
        settings = DiscordSettings(cooldown=0, token=SecretStr(server.token))
        desk = Desk(Service(answerer.corpus, answerer), settings)
        async with TimedClient(desk, guild_ready_timeout=0.02) as client:
            running = asyncio.create_task(client.start(server.token))
            await client.wait_until_ready()
            await measure(server, client)
            await client.close()
            await running


async def measure(server: DiscordServer, client: TimedClient) -> None:
    """Ask one at a time, many at once, and then many times as many."""
    ask = asker(server, client)
    await ask(20)
    client.own.clear()
    client.whole.clear()
    for _ in range(200):
        await ask(1)
    told("one at a time", client)
    await ask(AT_ONCE)
    told(f"{AT_ONCE} at once", client)
    for burst in range(BURSTS):
        await ask(AT_ONCE)
        server.forget()
        if burst in (4, BURSTS - 1):
            gc.collect()
            print(f"after {(burst + 1) * AT_ONCE} more: {resident():.0f} MB")


def asker(server: DiscordServer, client: TimedClient) -> Any:
    """Make what lets so many people ask, and waits for as many answers."""
    guild = server.guild()
    channel = server.channel(guild)
    people = [server.member(guild, f"member {number}") for number in range(AT_ONCE)]
    questions = [each.question for each in client.desk.service.corpus.entries.values()]

    async def ask(times: int) -> None:
        for number in range(times):
            question = questions[number % len(questions)]
            people[number].says(channel, f"{server.bot.mention} {question}")
        for _ in range(times):
            await server.next_message(60)

    return ask


def told(title: str, client: TimedClient) -> None:
    """Print the percentiles, and begin anew."""
    share = sum(client.own) / sum(client.whole)
    print(
        f"{title}: event to REST call {percentiles(client.whole)} ms, "
        f"of which reading, answering and writing {percentiles(client.own)} ms "
        f"({sum(client.own):.2f} s in all, {share:.0%} of the waiting)"
    )
    client.own.clear()
    client.whole.clear()


def percentiles(seconds: Sequence[float]) -> str:
    """Give p50 / p99 in milliseconds."""
    ordered = sorted(seconds)
    at = [ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99)]
    return " / ".join(f"{each:.1f}" for each in at)


def resident() -> float:
    """Give the memory of this process in MB."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * PAGE_BYTES / 1e6


if __name__ == "__main__":
    asyncio.run(main())
