"""Details that an answer itself says are not told."""

import pytest

from knowledge.answerer import Answerer
from knowledge.language import english
from knowledge.outcome import Answer, Reason, Refusal
from knowledge.untold import Untold


@pytest.fixture(scope="module")
def untold() -> Untold:
    return Untold(english())


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("The article does not name the school.", "name"),
        ("Two people say so, who are not named.", "name"),
        ("He gives no exact count.", "exact"),
        ("The figure is not split among the three.", "each"),
        ("The article does not name the countries.", "country"),
    ],
)
def test_a_sentence_lacks_the_detail_that_it_denies(
    untold: Untold, sentence: str, detail: str
) -> None:
    assert detail in untold.lacks(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The ship is called Nordlys.", "Each of them owns a pier.", "It sails to two countries."],
)
def test_a_sentence_that_tells_lacks_nothing(untold: Untold, sentence: str) -> None:
    assert untold.lacks(sentence) == frozenset()


def test_a_clause_that_denies_is_left_out_of_what_is_told(untold: Untold) -> None:
    told = untold.told("It began in May; the article does not say on which day.")

    assert told == "It began in May"


@pytest.mark.parametrize(
    "question",
    [
        "what's the name of the venture Eric Trump and Hut 8 started",
        "which countries did the exchanges and miners go to",
        "exactly how many Chinese machines hang on the grid",
    ],
)
def test_who_asks_for_the_missing_detail_hears_what_is_left_open(
    answerer: Answerer, question: str
) -> None:
    outcome = answerer.answer(question)

    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.LEFT_OPEN
    assert outcome.note


def test_who_asks_for_the_rest_is_answered(answerer: Answerer) -> None:
    outcome = answerer.answer("how many Chinese machines hang on the grid")

    assert isinstance(outcome, Answer)
    assert "hundreds of thousands" in outcome.statements[0].text


def test_a_denial_begins_by_denying(untold: Untold) -> None:
    assert untold.is_denial("The article reports no such step. Ada Holm speaks of it.")
    assert not untold.is_denial("Ada Holm speaks of it. The article reports no such step.")


def test_no_denial_of_another_thing_is_told_beside_an_answer(answerer: Answerer) -> None:
    outcome = answerer.answer("does canaan or microbt have a pilot line?")

    assert isinstance(outcome, Answer)
    assert not any(each.text.startswith("The article reports no") for each in outcome.statements)
