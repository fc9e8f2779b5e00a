from collections.abc import Iterator

import pytest

from knowledge import prover
from knowledge.corpus import Corpus
from knowledge.evidence import Evidence
from knowledge.planted import Planter, SelfTest, self_test
from knowledge.prover import Prover
from tests.harbour import harbour_corpus

STATEMENT_KINDS = {
    "digit",
    "unit",
    "name",
    "figure of the paragraph",
    "month",
    "qualifier",
}
CITE_KINDS = {"paragraph", "phrase"}


def kinds(corpus: Corpus) -> set[str]:
    planter = Planter(corpus)
    return {kind for fact in corpus.facts.values() for kind, _ in planter.plant(fact)}


@pytest.fixture(scope="module")
def tested(corpus: Corpus) -> SelfTest:
    return self_test(corpus)


def test_every_kind_of_error_is_planted_in_the_packaged_corpus(corpus: Corpus) -> None:
    assert kinds(corpus) >= STATEMENT_KINDS | CITE_KINDS


def test_every_fact_gets_errors(corpus: Corpus) -> None:
    planter = Planter(corpus)

    for fact in corpus.facts.values():
        assert {kind for kind, _ in planter.plant(fact)} >= CITE_KINDS


@pytest.mark.parametrize("kind", sorted(STATEMENT_KINDS | CITE_KINDS))
def test_errors_of_a_kind_are_all_caught(tested: SelfTest, kind: str) -> None:
    assert [each for each in tested.missed if each.startswith(f"{kind} in ")] == []


@pytest.mark.parametrize(
    "kind", ["digit", "name", "figure of the paragraph", "month", "phrase", "paragraph"]
)
def test_they_are_caught_in_another_article_too(kind: str) -> None:
    tested = self_test(harbour_corpus())

    assert kind in kinds(harbour_corpus())
    assert [each for each in tested.missed if each.startswith(f"{kind} in ")] == []


def test_caught_and_missed_make_all_that_was_planted(corpus: Corpus, tested: SelfTest) -> None:
    assert tested.planted > len(corpus.facts)
    assert tested.caught + len(tested.missed) == tested.planted


def test_a_planted_error_differs_from_the_truth(corpus: Corpus) -> None:
    planter = Planter(corpus)

    for fact in corpus.facts.values():
        assert all(false != fact for _, false in planter.plant(fact))


def no_problem(*_: object, **__: object) -> Iterator[str]:
    return iter(())


def stands_anywhere(*_: object) -> bool:
    return True


@pytest.mark.parametrize(
    ("weakened", "missed"),
    [
        ((Evidence, "_figures", no_problem), "digit"),
        ((Evidence, "_qualifiers", no_problem), "qualifier"),
        ((Evidence, "_names", no_problem), "name"),
        ((Prover, "_subjects", no_problem), "name"),
        ((prover, "stands_in", stands_anywhere), "phrase"),
        ((prover, "stands_in", stands_anywhere), "paragraph"),
    ],
    ids=["figures", "qualifiers", "names", "subjects", "phrases", "paragraphs"],
)
def test_a_weakened_proof_is_found_out(
    corpus: Corpus,
    monkeypatch: pytest.MonkeyPatch,
    weakened: tuple[object, str, object],
    missed: str,
) -> None:
    monkeypatch.setattr(*weakened)

    tested = self_test(corpus)

    assert any(each.startswith(f"{missed} in ") for each in tested.missed)
