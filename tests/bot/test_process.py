"""Discord and Slack in one process, as an operator runs it, over real sockets."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import yaml

from bot.errors import ExitCode
from tests.bot.command import ROOT
from tests.bot.slack.conftest import MANIFEST
from tests.discord_server import DiscordServer
from tests.slack_server import SlackServer

QUESTION = "How much will a ticket cost?"

SECONDS = 20
"""Time for a process to come up, on a slow machine too."""


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        server.install(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
        yield server


async def start(
    discord: DiscordServer, slack: SlackServer, directory: Path, **changed: str
) -> asyncio.subprocess.Process:
    """Run the bot with a good token for both, but for what is changed; "" unsets."""
    environment = {
        **os.environ,
        "BOT_KNOWLEDGE": str(directory),
        "BOT_DISCORD__TOKEN": discord.token,
        "BOT_DISCORD__API_URL": discord.api_url,
        "BOT_DISCORD__GATEWAY_URL": discord.gateway_url,
        "BOT_SLACK__BOT_TOKEN": slack.bot_token,
        "BOT_SLACK__APP_TOKEN": slack.app_token,
        "BOT_SLACK__API_URL": slack.api_url,
        **changed,
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        stderr=asyncio.subprocess.PIPE,
    )


async def stop(process: asyncio.subprocess.Process) -> str:
    """Ask a process to stop; give what it wrote."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(SECONDS):
        _, err = await process.communicate()
    assert process.returncode == 0
    return err.decode()


async def assert_answers_on_discord(server: DiscordServer) -> None:
    await server.gateway.ready.next(SECONDS)
    guild = server.guild()
    channel, alice = server.channel(guild), server.member(guild, "alice")
    alice.says(channel, f"{server.bot.mention} {QUESTION}")
    assert "$9 by 2030" in str((await server.next_message(SECONDS)).embeds)


async def assert_answers_on_slack(server: SlackServer) -> None:
    server.person("alice").dms(QUESTION)
    assert "$9 by 2030" in str((await server.next_message(SECONDS)).text)


async def test_both_platforms_are_answered_by_one_process(
    discord: DiscordServer, slack: SlackServer, directory: Path
) -> None:
    process = await start(discord, slack, directory)

    await slack.socket_mode.opened.next(SECONDS)
    await assert_answers_on_slack(slack)
    await assert_answers_on_discord(discord)

    assert await stop(process) == ""


async def test_a_wrong_token_for_slack_does_not_silence_discord(
    discord: DiscordServer, slack: SlackServer, directory: Path
) -> None:
    process = await start(discord, slack, directory, BOT_SLACK__BOT_TOKEN="xoxb-wrong")

    await assert_answers_on_discord(discord)

    err = await stop(process)
    assert err.count("\n") == 1
    assert "slack is given up: BOT_SLACK__BOT_TOKEN: " in err
    assert "xoxb-wrong" not in err


async def test_with_both_tokens_wrong_it_ends_with_a_line_for_each(
    discord: DiscordServer, slack: SlackServer, directory: Path
) -> None:
    process = await start(
        discord,
        slack,
        directory,
        BOT_SLACK__BOT_TOKEN="xoxb-wrong",
        BOT_DISCORD__TOKEN="a.wrong.token",
    )
    async with asyncio.timeout(SECONDS):
        _, err = await process.communicate()

    assert process.returncode == ExitCode.UNAVAILABLE
    *logged, last = err.decode().splitlines()
    assert len(logged) == 2
    assert last.startswith(("BOT_DISCORD__TOKEN: ", "BOT_SLACK__BOT_TOKEN: "))
    assert "wrong" not in err.decode()


async def test_no_secret_is_in_the_log_however_much_is_logged(
    discord: DiscordServer, slack: SlackServer, directory: Path
) -> None:
    discord.world.token = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ" + ".GhIjKl." + 9 * "aB3_"
    process = await start(discord, slack, directory, BOT_LOG_LEVEL="DEBUG")
    assert process.stderr
    reading = asyncio.create_task(process.stderr.read())

    await slack.socket_mode.opened.next(SECONDS)
    await assert_answers_on_slack(slack)
    await assert_answers_on_discord(discord)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(SECONDS):
        err = (await reading).decode()
        await process.wait()

    assert " DEBUG discord" in err
    for secret in (discord.token, slack.bot_token, slack.app_token, slack.signing_secret):
        assert secret not in err


async def test_slack_calls_over_http(
    discord: DiscordServer, slack: SlackServer, directory: Path, unused_tcp_port: int
) -> None:
    process = await start(
        discord,
        slack,
        directory,
        BOT_DISCORD__TOKEN="",
        BOT_SLACK__APP_TOKEN="",
        BOT_SLACK__MODE="http",
        BOT_SLACK__SIGNING_SECRET=slack.signing_secret,
        BOT_WEB__PORT=str(unused_tcp_port),
    )
    address = f"http://127.0.0.1:{unused_tcp_port}"
    await until_ready(f"{address}/readyz?platform=slack")

    slack.deliver_to(f"{address}/slack/events")
    await assert_answers_on_slack(slack)

    assert await stop(process) == ""


async def test_a_taken_port_gives_up_slack_over_http_and_not_discord(
    discord: DiscordServer, slack: SlackServer, directory: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = await start(
            discord,
            slack,
            directory,
            BOT_SLACK__APP_TOKEN="",
            BOT_SLACK__MODE="http",
            BOT_SLACK__SIGNING_SECRET=slack.signing_secret,
            BOT_WEB__PORT=str(taken.getsockname()[1]),
        )
        await assert_answers_on_discord(discord)
        err = await stop(process)

    assert "slack is given up: BOT_WEB__PORT: cannot listen on 127.0.0.1:" in err
    assert "Traceback" not in err


async def until_ready(address: str) -> None:
    async with asyncio.timeout(SECONDS), aiohttp.ClientSession() as session:
        while not await is_ready(session, address):  # noqa: ASYNC110 - it is asked
            await asyncio.sleep(0.02)


async def is_ready(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as response:
            return response.status == 200
    except aiohttp.ClientConnectionError:
        return False
