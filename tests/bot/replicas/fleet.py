"""Several replicas of the bot, real processes on one database, and what is done to them."""

import asyncio
import os
import re
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

from tests.bot.command import ROOT
from tests.bot.replicas.polling import until
from tests.discord_server import DiscordServer
from tests.slack_server.server import SlackServer

STARTING = 60.0
"""Seconds for a replica to be ready, beside two others on a busy machine."""

COUNTED = re.compile(r"^rigwire_(\w+)_total(?:\{[^}]*\})? (\d+)", re.MULTILINE)


class Replica:
    """A process of `python -m bot`, with a web port and a shard of its own."""

    def __init__(self, number: int, environment: Mapping[str, str], log: Path) -> None:
        self.number = number
        self.port = _free_port()
        self._environment = {**environment, "BOT_WEB__PORT": str(self.port)}
        self._log = log / f"replica-{number}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._session = aiohttp.ClientSession(f"http://127.0.0.1:{self.port}")

    @property
    def address(self) -> str:
        """Where Slack calls it."""
        return f"http://127.0.0.1:{self.port}/slack/events"

    @property
    def told(self) -> str:
        """What it logged."""
        return self._log.read_text(encoding="utf-8")

    @property
    def is_running(self) -> bool:
        """Tell whether there is a process."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it, and wait until it answers people."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot"), cwd=ROOT, env=self._environment, stderr=log
            )
        await until(self.is_ready, STARTING)

    async def is_ready(self) -> bool:
        """Ask whether people are answered; a process that has ended is an error."""
        if not self.is_running:
            raise AssertionError(self.told)
        try:
            async with self._session.get("/readyz") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async def knowledge(self) -> str:
        """Ask which knowledge it answers from."""
        async with self._session.get("/readyz") as response:
            return str((await response.json())["knowledge"])

    async def counts(self) -> dict[str, int]:
        """Ask what it has counted, over all labels."""
        totals: dict[str, int] = {}
        async with self._session.get("/metrics") as response:
            for name, count in COUNTED.findall(await response.text()):
                totals[name] = totals.get(name, 0) + int(count)
        return totals

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        if self._process and self.is_running:
            self._process.send_signal(number)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self.signal(signal.SIGKILL)
        if self._process:
            await self._process.wait()

    async def close(self) -> None:
        """End it, if it runs."""
        await self.kill()
        await self._session.close()


class Fleet:
    """Replicas that share a database, Slack's events and the shards of Discord."""

    def __init__(
        self, size: int, url: str, directory: Path, slack: SlackServer, discord: DiscordServer
    ) -> None:
        self.replicas: list[Replica] = []
        self._stack = AsyncExitStack()
        log = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="replicas-")))
        for number in range(size):
            environment = {
                **os.environ,
                "BOT_KNOWLEDGE": str(directory),
                "BOT_STORE": url,
                "BOT_SLACK__MODE": "http",
                "BOT_SLACK__BOT_TOKEN": slack.bot_token,
                "BOT_SLACK__SIGNING_SECRET": slack.signing_secret,
                "BOT_SLACK__API_URL": slack.api_url_of(str(number)),
                "BOT_SLACK__COOLDOWN": "0",
                "BOT_DISCORD__TOKEN": discord.token,
                "BOT_DISCORD__API_URL": discord.api_url,
                "BOT_DISCORD__GATEWAY_URL": discord.gateway_url,
                "BOT_DISCORD__COOLDOWN": "0",
                "BOT_DISCORD__SHARD_COUNT": str(size),
                "BOT_DISCORD__SHARD_IDS": str(number),
            }
            self.replicas.append(Replica(number, environment, log))

    async def __aenter__(self) -> Self:
        for each in self.replicas:
            self._stack.push_async_callback(each.close)
        try:
            await asyncio.gather(*(each.start() for each in self.replicas))
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
