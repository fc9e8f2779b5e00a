"""`python -m bot` with Slack as an operator runs it: a process of its own, over real sockets."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from time import monotonic

from tests.bot.command import ROOT
from tests.bot.slack.conftest import ANSWER, QUESTION
from tests.slack_server.server import SlackServer

SECONDS = 20
"""Time for a process to come up, on a slow machine too."""

CLOSED = 5
"""Time to close, which orchestrators grant twice."""


async def run(
    slack_server: SlackServer, directory: Path, **more: str
) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "BOT_KNOWLEDGE": str(directory),
        "BOT_STORE": str(directory.parent / "process.db"),
        "BOT_SLACK__BOT_TOKEN": slack_server.bot_token,
        "BOT_SLACK__APP_TOKEN": slack_server.app_token,
        "BOT_SLACK__API_URL": slack_server.api_url,
        **more,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )


async def test_it_answers_and_a_signal_ends_it_in_time_and_in_silence(
    slack_server: SlackServer, directory: Path
) -> None:
    process = await run(slack_server, directory)
    async with asyncio.timeout(SECONDS):
        await slack_server.socket_mode.opened.next(SECONDS)
        slack_server.person("alice").dms(QUESTION)
        answer = await slack_server.next_message(SECONDS)
        asked = monotonic()
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()

    assert ANSWER in answer.text
    assert monotonic() - asked < CLOSED
    assert (process.returncode, err) == (0, b"")


async def test_the_doctor_looks_at_the_platform_that_has_a_token(
    slack_server: SlackServer, directory: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "doctor",
        cwd=ROOT,
        env={
            **os.environ,
            "BOT_KNOWLEDGE": str(directory),
            "BOT_SLACK__BOT_TOKEN": slack_server.bot_token,
            "BOT_SLACK__APP_TOKEN": slack_server.app_token,
            "BOT_SLACK__API_URL": slack_server.api_url,
        },
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(SECONDS):
        out, _ = await process.communicate()

    assert process.returncode == 0
    assert b"ok    the app token opens Socket Mode" in out
    assert b"DISCORD" not in out
