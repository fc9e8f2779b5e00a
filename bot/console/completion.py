"""What the chat offers while someone types: commands, names, questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.console.commands import NAMES
from bot.service import Service

MIN_CHARACTERS = 3
"""Typed before questions are offered: with fewer, almost all of them would fit."""

MAX_QUESTIONS = 8
"""Offered at once: what fits under the line without scrolling."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Texts that may take the place of the end of the line."""

    typed: str
    texts: tuple[str, ...]


class ChatCompleter(Completer):
    """Gives the terminal what `offer` finds."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """Offer what may complete the line up to the cursor."""
        del complete_event
        found = offer(self._service, document.text_before_cursor)
        for text in found.texts:
            yield Completion(text, start_position=-len(found.typed))


def offer(service: Service, line: str) -> Offer:
    """Find what may complete a line."""
    companies = [each.name for each in service.corpus.companies.values()]
    people = [each.name for each in service.corpus.people.values()]
    command, space, rest = line.partition(" ")
    match command, space:
        case "/company", " ":
            return _starting(rest, companies)
        case "/person", " ":
            return _starting(rest, people)
        case "/compare", " ":
            return _starting(rest.rpartition(",")[2].lstrip(), [*companies, *people])
        case word, "" if word.startswith("/"):
            return _starting(word, NAMES)
        case _ if len(line) >= MIN_CHARACTERS and not line.startswith("/"):
            return Offer(line, service.suggest(line, limit=MAX_QUESTIONS))
        case _:
            return Offer(line, ())


def _starting(typed: str, texts: Iterable[str]) -> Offer:
    start = typed.casefold()
    return Offer(typed, tuple(t for t in texts if t.casefold().startswith(start)))
