"""What there is to ask: the topics with their questions, and the sources."""

from dataclasses import dataclass

from knowledge.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the questions that are answered on it."""

    name: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source and how much of it the facts rest on."""

    id: str
    title: str
    credit: str
    sections: tuple[str, ...]
    paragraphs: int
    facts: int
    """How many facts cite it."""


def topics(corpus: Corpus) -> tuple[Topic, ...]:
    """Group the questions that have an answer by topic, in order."""
    grouped: dict[str, list[str]] = {}
    for entry in corpus.entries.values():
        if not entry.open:
            grouped.setdefault(entry.topic, []).append(entry.question)
    return tuple(Topic(name, tuple(asked)) for name, asked in grouped.items())


def sources(corpus: Corpus) -> tuple[SourceSummary, ...]:
    """Describe each source."""
    cited = [
        {citation.source for citation in corpus.citations(fact.cites)}
        for fact in corpus.facts.values()
    ]
    return tuple(
        SourceSummary(
            id=source.id,
            title=source.title,
            credit=source.credit or "",
            sections=tuple(section.title for section in source.sections),
            paragraphs=len(source.paragraphs),
            facts=sum(source.id in each for each in cited),
        )
        for source in corpus.sources.values()
    )
