"""`python -m bot` as an operator runs it: a process of its own, over real sockets."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from time import monotonic

import aiohttp
import pytest

from bot.errors import ExitCode
from tests.bot.command import ROOT
from tests.bot.discord.wire import Place
from tests.discord_server import DiscordServer

SECONDS = 20
"""Time for a process to come up, on a slow machine too."""

POST = "POST /channels/{channel_id}/messages"

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


async def ready(port: int) -> tuple[int, list[str]]:
    """Ask whether the process answers people; 0 while nothing listens."""
    async with aiohttp.ClientSession() as session:
        try:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                return response.status, (await response.json())["reasons"]
        except aiohttp.ClientConnectionError:
            return 0, []


async def until_ready(port: int, status: int) -> list[str]:
    """Ask until the answer has a status; give its reasons."""
    async with asyncio.timeout(SECONDS):
        while True:
            found, reasons = await ready(port)
            if found == status:
                return reasons
            await asyncio.sleep(0.02)


async def test_it_is_ready_once_it_is_connected_and_sighup_does_not_end_it(
    place: Place, directory: Path, unused_tcp_port: int
) -> None:
    port = str(unused_tcp_port)
    process = await start(place.server, directory, token=place.server.token, BOT_WEB__PORT=port)

    assert await until_ready(unused_tcp_port, 503)
    await until_ready(unused_tcp_port, 200)
    process.send_signal(signal.SIGHUP)
    place.asks()
    await place.server.next_message(SECONDS)

    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(SECONDS):
        await process.communicate()
    assert process.returncode == 0


async def answering(
    place: Place, directory: Path
) -> tuple[asyncio.subprocess.Process, asyncio.Event]:
    """Start a bot that is sending an answer, and hold it there until the event is set."""
    process = await start(place.server, directory, token=place.server.token, BOT_LOG_LEVEL="INFO")
    held = place.server.hold(POST)
    assert process.stderr
    async with asyncio.timeout(SECONDS):
        await place.server.gateway.ready.next(SECONDS)
        place.asks()
        await process.stderr.readuntil(b"answered platform=discord")
    return process, held


async def test_an_answer_under_way_is_sent_before_it_ends(place: Place, directory: Path) -> None:
    process, held = await answering(place, directory)

    process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.2)
    assert process.returncode is None
    held.set()
    asked = monotonic()
    async with asyncio.timeout(SECONDS):
        await place.server.next_message()
        await process.communicate()

    assert process.returncode == 0
    assert monotonic() - asked < CLOSED


async def test_a_second_signal_ends_it_at_once(place: Place, directory: Path) -> None:
    process, held = await answering(place, directory)

    process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.2)
    assert process.returncode is None
    process.send_signal(signal.SIGTERM)
    asked = monotonic()
    async with asyncio.timeout(SECONDS):
        await process.communicate()
    held.set()

    assert process.returncode == 128 + signal.SIGTERM
    assert monotonic() - asked < 1
