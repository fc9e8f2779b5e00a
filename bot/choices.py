"""What is offered to choose from: names while someone types, topics with their questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.reply import Reply
from bot.reply.pages import topics_page
from bot.service import Service
from bot.tags import key_of
from knowledge.lookup import Unknown, find_id
from knowledge.model import Company, Person
from knowledge.overview import Topic


def names_like(
    service: Service, typed: str, bodies: Mapping[str, Company | Person]
) -> tuple[str, ...]:
    """Name those that begin so by name, alias or word, and a misspelt one; the best first."""
    start = typed.strip().casefold()
    begins = [each.name for each in bodies.values() if _begins(each, start)]
    match find_id(service.corpus, typed, bodies):
        case Unknown(near):
            held = {each.name for each in bodies.values()}
            found = [*begins, *(name for name in near if name in held)]
        case name if name in bodies:
            found = [bodies[name].name, *begins]
        case _:
            found = begins
    return tuple(dict.fromkeys(found))


def browsed(listed: Sequence[Topic], chosen: str) -> Reply:
    """Show the topic of a key with its questions; all topics, briefly, until one is chosen."""
    told = [topic for topic in listed if key_of(topic.name) == chosen]
    brief = [replace(topic, questions=topic.questions[:1]) for topic in listed]
    return topics_page(told or brief)


def _begins(body: Company | Person, start: str) -> bool:
    spelt = (body.name, *body.aliases)
    words = (word for each in spelt for word in each.split())
    return any(each.casefold().startswith(start) for each in (*spelt, *words))
