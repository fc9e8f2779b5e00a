"""Runs the command line: within the tests, or as a shell would."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]
"""Takes the arguments of a command line."""


def start(*arguments: str | bytes | Path) -> subprocess.Popen[bytes]:
    """Start a process of its own, with pipes for standard input, output and errors."""
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )


def run(*arguments: str | bytes | Path, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    """Run a process to its end; give its exit code, output and errors."""
    with start(*arguments) as process:
        out, err = process.communicate(stdin, timeout=SECONDS)
    return process.returncode, out, err
