"""What is offered while someone types: questions, companies, people."""

from collections.abc import Iterable, Sequence

from discord.app_commands import Choice

from bot.choices import names_like
from bot.discord.limits import CHOICE, CHOICES
from bot.fitting import shorten, size, visible
from bot.service import Service
from bot.tags import key_of
from knowledge.overview import topics

KEYED = "#"
"""Begins the value of a choice whose question is too long to be one."""


def question_choices(service: Service, typed: str) -> list[Choice[str]]:
    """Offer questions that have an answer, the nearest first."""
    near = service.suggest(typed, limit=CHOICES)
    return _choices(near or [topic.questions[0] for topic in topics(service.corpus)])


def company_choices(service: Service, typed: str) -> list[Choice[str]]:
    """Offer companies by name and alias, misspelt ones too."""
    return _choices(names_like(service, typed, service.corpus.companies))


def person_choices(service: Service, typed: str) -> list[Choice[str]]:
    """Offer people by name and alias, misspelt ones too."""
    return _choices(names_like(service, typed, service.corpus.people))


def name_choices(service: Service, typed: str) -> list[Choice[str]]:
    """Offer companies and people."""
    corpus = service.corpus
    return _choices(names_like(service, typed, {**corpus.companies, **corpus.people}))


def question_of(service: Service, value: str) -> str:
    """Read the value of a choice; anything else is what a person typed."""
    if not value.startswith(KEYED):
        return value
    return find_question(service, value.removeprefix(KEYED)) or value


def find_question(service: Service, key: str) -> str | None:
    """Find a question of the knowledge by its key."""
    entries = service.corpus.entries.values()
    return next((each.question for each in entries if key_of(each.question) == key), None)


def _choices(texts: Iterable[str]) -> list[Choice[str]]:
    distinct: Sequence[str] = tuple(dict.fromkeys(texts))[:CHOICES]
    return [Choice(name=shorten(visible(text), CHOICE), value=_value(text)) for text in distinct]


def _value(text: str) -> str:
    return text if size(text) <= CHOICE else f"{KEYED}{key_of(text)}"
