"""The terminal as a platform: a chat with completion, history and colours."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from rich.console import Console

from bot.asking import lines, piped, show
from bot.console import screen
from bot.console.chat import Chat, Ended
from bot.console.commands import help_lines
from bot.console.completion import ChatCompleter
from bot.console.history import open_history
from bot.reply import Reply, notice, render_page
from bot.service import Service

__all__ = ["run"]

PROMPT = "> "


def run(service: Service, state: Path, admin: Callable[[str], Reply] | None = None) -> None:
    """Chat until the person leaves; plain text where there is no terminal.

    Whoever sits at the machine's own terminal may look after its knowledge with `admin`.
    """
    chat = Chat(service, admin)
    if is_terminal():
        session = PromptSession[str](history=open_history(state), completer=ChatCompleter(service))
        chat_on_screen(chat, session, Console())
    else:
        for reply in converse(chat, lines(piped())):
            show(f"{render_page(reply)}\n")


def is_terminal() -> bool:
    """Tell whether a person sits at both ends."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def chat_on_screen(chat: Chat, session: PromptSession[str], console: Console) -> None:
    """Welcome, then reply to what is typed."""
    screen.show(console, chat.service.about())
    screen.show(console, notice(help_lines()))
    for reply in converse(chat, prompted(session)):
        screen.show(console, reply)


def converse(chat: Chat, typed: Iterable[str]) -> Iterator[Reply]:
    """Reply to each line that is not blank, until the person leaves."""
    for line in typed:
        if not line.strip():
            continue
        match chat.respond(line):
            case Ended():
                return
            case reply:
                yield reply


def prompted(session: PromptSession[str]) -> Iterator[str]:
    """Read lines from a terminal: Ctrl-C clears the line, Ctrl-D ends."""
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
