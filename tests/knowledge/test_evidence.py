from dataclasses import replace

import pytest

from knowledge.corpus import Corpus
from knowledge.errors import CorpusError
from knowledge.proof import (
    hash_paragraph,
    stands_in,
)
from tests.knowledge.faults import build_with


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("cost $9 by", "cost $8 by", "figure"),
        ("open since 1998", "open since 1989", "figure"),
        ("run a trial route", "run a route", "qualifier"),
        ("Ada Holm calls", "Nordlys calls", "name"),
        ("Ada Holm calls the pier", "The pier, Peter says, is", "Peter"),
        ("Ada Holm calls", "Peter calls", "Peter|ada-holm"),
        ("Analysts expect a", "Three analysts expect a", "number"),
    ],
    ids=[
        "figure",
        "year",
        "qualifier",
        "another name",
        "made-up name",
        "made-up name first",
        "made-up count",
    ],
)
def test_a_statement_says_no_more_than_its_evidence(old: str, new: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        build_with("facts.toml", old, new)


def test_a_changed_paragraph_proves_nothing_cited_there(corpus: Corpus) -> None:
    [source] = corpus.sources.values()
    fact = next(fact for fact in corpus.facts.values())
    cite = fact.cites[0]
    changed = hash_paragraph(source.id, cite.paragraph, "Another text stands here.")
    paragraphs = tuple(
        changed if each.number == cite.paragraph else each for each in source.paragraphs
    )
    other = replace(
        corpus,
        sources={source.id: source.model_copy(update={"paragraphs": paragraphs})},
    )

    assert not stands_in(cite.phrases[0], other.source_of(cite), cite.paragraph)
