"""Nothing needs a network: neither the tests nor the terminal."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.command import ROOT
from tests.offline import ReachedOutError

QUESTION = "How much will a ticket cost?"

ELSEWHERE = "192.0.2.1"
"""Kept for documents: nobody answers there."""

RUN = """
import runpy, sys
from tests.offline import stay_without_sockets
stay_without_sockets()
sys.argv[0] = "bot"
runpy.run_module("bot", run_name="__main__")
"""


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as reaching, pytest.raises(ReachedOutError):
        reaching.connect((ELSEWHERE, 80))


async def test_no_test_asks_for_another_machines_address() -> None:
    with pytest.raises(ReachedOutError):
        await asyncio.get_running_loop().getaddrinfo("example.org", 443)


@pytest.mark.parametrize(
    ("arguments", "typed"), [(["ask", QUESTION], ""), ([], f"{QUESTION}\n")], ids=["ask", "chat"]
)
def test_the_terminal_answers_without_sockets(
    arguments: list[str], typed: str, directory: Path
) -> None:
    done = subprocess.run(  # noqa: S603 - Python itself
        [sys.executable, "-c", RUN, *arguments, "--knowledge", str(directory)],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "$9 by 2030" in done.stdout


def test_without_sockets_there_are_none() -> None:
    code = "from tests.offline import *; import socket; stay_without_sockets(); socket.socket()"

    done = subprocess.run(  # noqa: S603 - Python itself
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "ReachedOutError" in done.stderr
