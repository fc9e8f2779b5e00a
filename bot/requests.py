"""What someone asked, as one line of text -> the reply; shown in replies and read back."""

from collections.abc import Iterable, Mapping

from bot.fitting import visible
from bot.reply import Reply
from bot.service import Service
from knowledge.lookup import split_names

PAGES: Mapping[str, str] = {
    "companies": "The companies and other bodies that the sources name.",
    "timeline": "What the sources date, in order.",
    "sources": "What the answers rest on.",
    "about": "What I can do.",
}
"""The commands without options, and what they show."""


def company(name: str) -> str:
    """Ask for a company."""
    return f"/company {_plain(name)}"


def person(name: str) -> str:
    """Ask for a person."""
    return f"/person {_plain(name)}"


def compare(names: Iterable[str]) -> str:
    """Ask for names side by side."""
    return f"/compare {', '.join(map(_plain, names))}"


def perform(
    service: Service, asked: str, *, platform: str, person: str = "", again: bool = False
) -> Reply:
    """Give the reply to what someone asked; `again` where it has been before."""
    command, _, rest = asked.strip().partition(" ")
    pages = {
        "/companies": service.companies,
        "/timeline": service.timeline,
        "/sources": service.sources,
        "/about": service.about,
    }
    lookups = {"/company": service.company, "/person": service.person}
    match command.casefold():
        case word if word in pages:
            return pages[word]()
        case word if word in lookups:
            return lookups[word](rest)
        case "/compare":
            return service.compare(split_names(service.corpus.names, rest))
        case _:
            if again:
                return service.recall(asked)
            return service.ask(asked, platform=platform, person=person)


def _plain(name: str) -> str:
    """Drop what would part a name in two."""
    return visible(name.replace(",", " ").replace(";", " "))
