import re
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

import pytest
import tomli
from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from knowledge.answerer import Answerer
from knowledge.corpus import PACKAGED, Corpus
from knowledge.evaluation import read_questions
from knowledge.model import Company, Entry, Fact, Person
from knowledge.outcome import Answer, Clarification, Outcome, Reason, Refusal
from knowledge.proof import MAX_PHRASE_WORDS, proof_words
from knowledge.text import words_of

AMBIGUOUS = 0.01
"""Share of phrasings that may lead elsewhere: another entry tells the same there, or
a screen takes the wording for a request for advice. Measured: 0.6%."""

OVERTAKEN = 0.005
"""Share of entries whose own question is taken otherwise: as two questions, mostly."""

FEWEST = 3
"""Phrasings of an entry that are asked at least."""

EVERY = 25
"""One phrasing in so many is asked, with every question: all of them take three minutes."""

LONGEST_RUN = 7
"""Words of the article that may stand in our own text in a row: fewer than eight."""

TOO_NEAR = 90
"""Likeness, 0 to 100, to a question of the tuning files: a copy, not a phrasing."""


def wordings(entry: Entry) -> tuple[str, ...]:
    return (entry.question, *entry.phrasings)


def sampled(entry: Entry) -> tuple[str, ...]:
    every = min(EVERY, max(1, len(entry.phrasings) // FEWEST))
    return (entry.question, *entry.phrasings[::every])


def tells(corpus: Corpus, entry: Entry, outcome: Outcome) -> bool:
    """Whether an outcome tells an entry: itself, what rests on the same facts, the same profile."""
    match outcome:
        case Refusal():
            is_own = outcome.note == entry.answer or outcome.reason is Reason.ADVICE
            return entry.open and is_own
        case Clarification():
            return entry.question in outcome.choices
        case Answer():
            profiled = corpus.names.every(words_of(entry.question))
            alike = (e.id for e in corpus.entries.values() if {*e.facts} == {*entry.facts})
            same = {entry.id, *entry.facts, *profiled, *alike}
            return not entry.open and any(
                each.id in same or each.text == entry.answer for each in outcome.statements
            )
        case _:
            return False


@pytest.fixture(scope="module")
def lost(corpus: Corpus, answerer: Answerer) -> dict[str, list[str]]:
    """Find the phrasings of each entry that do not lead to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in corpus.entries.values():
        for wording in sampled(entry):
            if not tells(corpus, entry, answerer.answer(wording)):
                found[entry.id].append(wording)
    return found


def test_nearly_every_phrasing_leads_to_its_entry(
    corpus: Corpus, lost: dict[str, list[str]]
) -> None:
    asked = sum(len(sampled(entry)) for entry in corpus.entries.values())
    missed = list(chain.from_iterable(lost.values()))

    assert len(missed) <= AMBIGUOUS * asked, missed


def test_nearly_every_entry_is_found_by_its_own_question(
    corpus: Corpus, lost: dict[str, list[str]]
) -> None:
    missed = [entry.id for entry in corpus.entries.values() if entry.question in lost[entry.id]]

    assert len(missed) <= OVERTAKEN * len(corpus.entries), missed


def test_every_entry_is_found_by_most_of_its_phrasings(
    corpus: Corpus, lost: dict[str, list[str]]
) -> None:
    few = [
        each
        for each, missed in lost.items()
        if 3 * len(missed) > len(sampled(corpus.entries[each]))
    ]

    assert few == []


def test_every_phrasing_leads_to_one_entry(corpus: Corpus) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in corpus.entries.values():
        for wording in wordings(entry):
            owners[" ".join(words_of(wording)).casefold()].append(entry.id)

    assert {wording: of for wording, of in owners.items() if len(of) > 1} == {}


def test_there_are_enough_entries_and_phrasings(corpus: Corpus) -> None:
    assert len(corpus.entries) >= 70
    assert min(len(wordings(entry)) for entry in corpus.entries.values()) >= 6


def test_phrasings_of_an_entry_differ_in_words_not_order(corpus: Corpus) -> None:
    reordered = []
    for entry in corpus.entries.values():
        bags = Counter(tuple(sorted(words_of(each.casefold()))) for each in wordings(entry))
        reordered += [bag for bag, times in bags.items() if times > 1]
    assert reordered == []


def test_an_id_names_one_thing(corpus: Corpus) -> None:
    kinds = (corpus.entries, corpus.facts, corpus.companies, corpus.people, corpus.groups)
    ids = [each for kind in kinds for each in kind]

    assert len({*ids}) == len(ids)


def test_every_paragraph_is_told_by_a_fact(corpus: Corpus) -> None:
    cited = {
        (corpus.source_of(cite).id, cite.paragraph)
        for fact in corpus.facts.values()
        for cite in fact.cites
    }

    held = {(s.id, p.number) for s in corpus.sources.values() for p in s.paragraphs}
    assert cited == held


def test_every_fact_is_told_by_some_answer(corpus: Corpus, answerer: Answerer) -> None:
    rested_on = {each for entry in corpus.entries.values() for each in entry.facts}
    others = [fact for fact in corpus.facts.values() if fact.id not in rested_on]

    unreachable = [
        fact.id for fact in others if not isinstance(answerer.answer(fact.statement), Answer)
    ]
    assert unreachable == []


def test_no_phrase_is_over_six_words(corpus: Corpus) -> None:
    items: list[Fact | Company | Person] = [
        *corpus.facts.values(),
        *corpus.companies.values(),
        *corpus.people.values(),
    ]
    phrases = [p for item in items for cite in item.cites for p in cite.phrases]

    assert max(len(proof_words(phrase)) for phrase in phrases) <= MAX_PHRASE_WORDS


def texts_in(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in texts_in(each)]
        case list():
            return [text for each in value for text in texts_in(each)]
        case _:
            return []


def test_no_long_run_of_the_article_stands_in_the_data(shared: Path) -> None:
    article = (shared / "source" / "article.txt").read_text(encoding="utf-8")
    body = re.sub(r"^TITLE:.*$|^#.*$|\[\d+\]", "\n", article, flags=re.MULTILINE)
    size = LONGEST_RUN + 1
    runs = {
        tuple(found[at : at + size])
        for line in body.split("\n")
        if (found := proof_words(line))
        for at in range(len(found) - size + 1)
    }

    copied = []
    for path in sorted(PACKAGED.glob("*.toml")):
        for text in texts_in(tomli.loads(path.read_text(encoding="utf-8"))):
            found = proof_words(text)
            own = {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}
            copied += [" ".join(run) for run in sorted(own & runs)]
    assert copied == []


def test_no_phrasing_copies_a_tuning_question(corpus: Corpus, shared: Path) -> None:
    files = sorted((shared / "questions").glob("*.jsonl"))
    asked = [each.q.casefold() for file in files for each in read_questions(file)]

    copies = [
        (wording, near[0])
        for entry in corpus.entries.values()
        for wording in wordings(entry)
        if (
            near := process.extractOne(
                wording.casefold(),
                asked,
                scorer=token_sort_ratio,
                score_cutoff=TOO_NEAR,
            )
        )
    ]
    assert copies == []
