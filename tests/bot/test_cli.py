"""What only a process of its own shows: pipes, bytes, and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import ExitCode
from tests.bot.command import ROOT, run, start

FULL = Path("/dev/full")

QUESTION = "How much will a ticket cost?"
BAD_LINES: Sequence[bytes] = (
    b"",
    b"   ",
    b"?",
    b"\x00",
    b"\xff\xfe not UTF-8 \xc3",
    b"\xe2\x80\xae right to left",
    "🦆".encode(),
    "\N{FULLWIDTH LATIN SMALL LETTER H}i there".encode(),
    ("zalgo" + "\N{COMBINING RING ABOVE}" * 500).encode(),
    b"x" * 100_000,
    b"a " * 50_000,
    b"\x1b[31mred",
    b'{"question": "nested"}',
    b"windows line\r",
)


def test_every_line_of_a_pipe_gets_one_object_in_order(directory: Path) -> None:
    stdin = b"\n".join((*BAD_LINES, QUESTION.encode()))

    code, out, err = run("ask", "--json", "--knowledge", directory, stdin=stdin)

    told = [json.loads(line) for line in out.splitlines()]
    assert len(told) == len(BAD_LINES) + 1
    assert [told[0]["question"], told[-1]["question"]] == ["", QUESTION]
    assert {each["status"] for each in told[: len(BAD_LINES)]} <= {
        "clarify",
        "refused",
        "smalltalk",
    }
    assert (code, err) == (0, b"")


def test_an_object_comes_before_the_next_line_is_read(directory: Path) -> None:
    with start("ask", "--json", "--knowledge", directory) as process:
        assert process.stdin
        assert process.stdout

        process.stdin.write(b"hi\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())

    assert told["question"] == "hi"


def test_a_reader_that_goes_away_ends_it_quietly(directory: Path) -> None:
    with start("ask", "--json", "--knowledge", directory) as process:
        assert process.stdout
        process.stdout.close()

        _, err = process.communicate(b"hi\n" * 1000, timeout=20)

    assert err == b""


def test_an_argument_that_is_not_utf8_gets_a_reply(directory: Path) -> None:
    code, out, err = run("ask", "--json", b"caf\xe9 \xff", "--knowledge", directory)

    assert json.loads(out)["status"] == "refused"
    assert (code, err) == (3, b"")


def test_the_chat_reads_a_pipe(directory: Path) -> None:
    stdin = b"hi\n\n\xff\x00\n/topics\n/quit\nnever read\n"

    code, out, err = run("--knowledge", directory, stdin=stdin)

    assert out.startswith(b"Hello!")
    assert b"Prices:\n- How much will a ticket cost?" in out
    assert (code, err) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")
def test_a_full_disk_is_explained(directory: Path) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", "topics", "--knowledge", directory],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )

    assert done.returncode == ExitCode.UNAVAILABLE
    assert done.stderr == b"output: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_failure(closed: str, directory: Path) -> None:
    command = f'"{sys.executable}" -m bot --knowledge "{directory}" {closed}'

    done = subprocess.run(  # noqa: S602 (our own program, and a shell closes streams)
        command, shell=True, cwd=ROOT, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
