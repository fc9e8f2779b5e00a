"""Questions from a command line or a pipe, and the replies to them."""

import sys
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import typer

from bot.contract import to_json
from bot.errors import ExitCode
from bot.reply import Reply, Status, explain, render_page
from bot.service import Service

PLATFORM = "terminal"


def ask_one(service: Service, question: str, *, as_json: bool, trace: bool) -> ExitCode:
    """Print the reply to one question."""
    reply = service.ask(question, platform=PLATFORM)
    if as_json:
        print_json(question, reply, trace=trace)
    else:
        show(render_page(reply))
        if trace:
            show("\n" + "\n".join(explain(reply.trace)))
    return exit_code(reply)


def ask_each(service: Service, stream: BinaryIO, *, trace: bool) -> None:
    """Print a JSON object for each line as soon as it is read."""
    for question in lines(stream):
        reply = service.ask(question, platform=PLATFORM)
        print_json(question, reply, trace=trace)


def piped() -> BinaryIO:
    """Give standard input as bytes: a process can be started without one."""
    return sys.stdin.buffer if sys.stdin else BytesIO()


def lines(stream: BinaryIO) -> Iterator[str]:
    """Read lines one by one; what is not UTF-8 becomes the replacement character."""
    while line := stream.readline():
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def print_json(question: str, reply: Reply, *, trace: bool) -> None:
    """Print the JSON object of a reply, readable for whoever waits at the pipe."""
    # An argument that is not UTF-8 reaches Python as lone surrogates: no JSON text.
    asked = question.encode("utf-8", errors="replace").decode()
    show(to_json(asked, reply, knowledge=reply.knowledge, explain=trace))


def show(text: str) -> None:
    """Print at once; without a standard output, nowhere."""
    typer.echo(text)


def exit_code(reply: Reply) -> ExitCode:
    """Give the exit code of a reply."""
    answered = reply.status is Status.ANSWERED
    return ExitCode.ANSWERED if answered else ExitCode.NOT_ANSWERED
