"""`python -m bot` as an operator runs it: a process of its own, over real sockets."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from time import monotonic

import pytest

from bot.errors import ExitCode
from tests.bot.command import ROOT
from tests.discord_server import DiscordServer

SECONDS = 20
"""Time for a process to come up, on a slow machine too."""

CLOSED = 5
"""Time to close, which orchestrators grant twice."""


async def start(
    server: DiscordServer, directory: Path, *, token: str, **more: str
) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "BOT_KNOWLEDGE": str(directory),
        "BOT_DISCORD__TOKEN": token,
        "BOT_DISCORD__API_URL": server.api_url,
        "BOT_DISCORD__GATEWAY_URL": server.gateway_url,
        **more,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_time_and_in_silence(
    server: DiscordServer, directory: Path, number: signal.Signals
) -> None:
    process = await start(server, directory, token=server.token)
    async with asyncio.timeout(SECONDS):
        await server.gateway.ready.next(SECONDS)
        asked = monotonic()
        process.send_signal(number)
        _, err = await process.communicate()

    assert monotonic() - asked < CLOSED
    assert (process.returncode, err) == (0, b"")


async def test_a_wrong_token_is_one_line_without_it(server: DiscordServer, directory: Path) -> None:
    process = await start(server, directory, token="a.wrong.token")
    async with asyncio.timeout(SECONDS):
        _, err = await process.communicate()

    assert process.returncode == ExitCode.UNAVAILABLE
    assert err.startswith(b"BOT_DISCORD__TOKEN: ")
    assert err.count(b"\n") == 1
    assert b"a.wrong.token" not in err


async def test_a_missing_intent_is_one_line(server: DiscordServer, directory: Path) -> None:
    process = await start(server, directory, token=server.token, BOT_DISCORD__MESSAGE_CONTENT="1")
    async with asyncio.timeout(SECONDS):
        _, err = await process.communicate()

    assert process.returncode == ExitCode.UNAVAILABLE
    assert err.startswith(b"BOT_DISCORD__MESSAGE_CONTENT: ")
    assert err.count(b"\n") == 1
