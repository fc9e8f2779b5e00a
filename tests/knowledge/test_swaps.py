"""Another company, person, number or date in a phrasing: never the first one's answer."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from knowledge.figures import Figure, FigureReader
from knowledge.outcome import Answer, Statement
from knowledge.text import words_of

SAMPLE = 700
"""Swaps asked of each kind, spread evenly: a few seconds."""

STRANGERS = ("Zorkline", "Nvidia", "Tesla", "Quibble Corp")
"""Names that the packaged sources do not hold."""

SMALLEST = 13
"""Bare numbers below count things, and are no figures."""

Swap = tuple[str, str]
"""The changed question, and what it asks of now: an id, or a figure's number."""


def wordings(corpus: Corpus) -> list[str]:
    entries = corpus.entries.values()
    return [text for each in entries for text in (each.question, *each.phrasings)]


def named(corpus: Corpus, ids: Iterable[str]) -> Iterator[Swap]:
    """Put every other name of the kind in the place of each that a phrasing names."""
    bodies = {**corpus.companies, **corpus.people}
    kind = sorted(ids)
    for wording in wordings(corpus):
        tokens = words_of(wording)
        for mention in corpus.names.find(tokens):
            others = [each for each in kind if each != mention.id]
            for other in others if mention.id in kind else ():
                name = bodies[other].name
                swapped = [*tokens[: mention.start], name, *tokens[mention.end :]]
                yield " ".join(swapped), other


def companies(corpus: Corpus) -> Iterator[Swap]:
    return named(corpus, corpus.companies)


def people(corpus: Corpus) -> Iterator[Swap]:
    return named(corpus, corpus.people)


def strangers(corpus: Corpus) -> Iterator[Swap]:
    """Put a name that nothing holds in the place of each name."""
    for wording in wordings(corpus):
        tokens = words_of(wording)
        for mention in corpus.names.find(tokens):
            for name in STRANGERS if mention.id in corpus.companies else ():
                swapped = [*tokens[: mention.start], name, *tokens[mention.end :]]
                yield " ".join(swapped), name


def figured(corpus: Corpus, is_meant: Callable[[Figure], bool]) -> Iterator[Swap]:
    """Put other figures, known ones and one unknown, in the place of each of a kind."""
    reader = FigureReader(corpus.lexicon.language)
    stated = (fact.statement for fact in corpus.facts.values())
    found = (figure for text in stated for figure in reader.find(words_of(text)))
    known = sorted({figure.number for figure in found if is_meant(figure)})
    for wording in wordings(corpus):
        tokens = list(words_of(wording))
        for figure in filter(is_meant, reader.find(tokens)):
            for other in [*known, "77" if figure.unit != "year" else "1977"]:
                if other != figure.number:
                    token = tokens[figure.at].replace(figure.number, other, 1)
                    rest = tokens[figure.at + 1 :]
                    yield " ".join([*tokens[: figure.at], token, *rest]), other


def numbers(corpus: Corpus) -> Iterator[Swap]:
    months = {name[:3] for name in corpus.lexicon.language.months.names}
    return figured(
        corpus,
        lambda figure: (
            figure.unit not in {"year", *months}
            and figure.number[0].isdigit()
            and (bool(figure.unit) or float(figure.number) >= SMALLEST)
        ),
    )


def years(corpus: Corpus) -> Iterator[Swap]:
    return figured(corpus, lambda figure: figure.unit == "year")


def months(corpus: Corpus) -> Iterator[Swap]:
    """Put three other months in the place of each."""
    names = [each for each in corpus.lexicon.language.months.names if len(each) > 5]
    for wording in wordings(corpus):
        tokens = words_of(wording)
        for at, token in enumerate(tokens):
            if token.casefold() in names:
                for other in ("January", "July", "October", "December"):
                    if other.casefold() != token.casefold():
                        yield " ".join([*tokens[:at], other, *tokens[at + 1 :]]), other


KINDS = (companies, people, strangers, numbers, years, months)


def claims(corpus: Corpus, statement: Statement, swapped: str) -> bool:
    """Whether a statement is about what was asked: by its words, facts or speaker."""
    spoken = words_of(statement.text)
    facts = [corpus.facts[statement.id]] if statement.id in corpus.facts else []
    if statement.id in corpus.entries:
        facts = [corpus.facts[each] for each in corpus.entries[statement.id].facts]
    about = {each for fact in facts for each in (*fact.about, fact.speaker) if each}
    about |= corpus.names.every(spoken)
    figures = FigureReader(corpus.lexicon.language).find(spoken)
    told = {each.number for each in figures} | {word.casefold() for word in spoken}
    return swapped in corpus.names.expand(about) or swapped.casefold() in told


def is_false(corpus: Corpus, answerer: Answerer, swap: Swap) -> bool:
    """Whether a swapped question gets an answer that is not its own, uncorrected."""
    question, swapped = swap
    outcome = answerer.answer(question)
    if not isinstance(outcome, Answer):
        return False
    spoken = outcome.lead or outcome.statements[0].text
    if spoken.startswith("No"):
        return False
    return not any(claims(corpus, each, swapped) for each in outcome.statements)


def sample(swaps: Iterable[Swap]) -> list[Swap]:
    every = list(dict.fromkeys(swaps))
    return every[:: max(1, len(every) // SAMPLE)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_swap_never_gets_the_others_answer(
    corpus: Corpus, answerer: Answerer, kind: Callable[[Corpus], Iterator[Swap]]
) -> None:
    swaps = sample(kind(corpus))

    false = [swap for swap in swaps if is_false(corpus, answerer, swap)]

    assert swaps
    assert false == [], f"{len(false)} of {len(swaps)}"
