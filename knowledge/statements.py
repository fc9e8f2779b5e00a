"""A fact -> the statement that tells it, with the notes that it must not go without."""

from knowledge.corpus import Corpus
from knowledge.model import Company, Fact, Person
from knowledge.outcome import Statement


def fact_statement(corpus: Corpus, fact: Fact) -> Statement:
    """Tell a fact; a statement names its speaker itself, which the proof sees to."""
    return Statement(
        id=fact.id,
        text=fact.statement,
        citations=corpus.citations(fact.cites),
        notes=fact_notes(fact),
    )


def fact_notes(fact: Fact) -> tuple[str, ...]:
    """Give the notes of a fact: as of when, that it is a forecast, what stays open."""
    notes = []
    if fact.as_of and fact.as_of.casefold() not in fact.statement.casefold():
        notes.append(f"As of {fact.as_of}.")
    if fact.kind == "forecast":
        notes.append("This is a forecast.")
    if fact.open:
        notes.append(fact.open)
    return tuple(notes)


def summary_statement(corpus: Corpus, body: Company | Person) -> Statement:
    """Tell who or what a company or person is."""
    return Statement(body.id, body.summary, corpus.citations(body.cites))
