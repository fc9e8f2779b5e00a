from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus, load_corpus
from knowledge.outcome import (
    Answer,
    Clarification,
    Outcome,
    Reason,
    Refusal,
    Smalltalk,
)
from knowledge.proof import stands_in
from knowledge.text import words_of
from tests.harbour import harbour_files
from tests.knowledge.faults import problems_of

QUIET = settings(max_examples=150, deadline=None, derandomize=True)


def vocabulary() -> list[str]:
    corpus = load_corpus()
    questions = " ".join(entry.question for entry in corpus.entries.values())
    names = [corpus.name(each) for each in (*corpus.companies, *corpus.people)]
    return [*names, *sorted({*words_of(questions)}), "?", ".", ",", "and", "not", "%"]


WORDS = vocabulary()
QUESTIONS = [entry.question for entry in load_corpus().entries.values()]
MESSAGES = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map(" ".join),
    st.text(alphabet="aeinrst \u0430\u0435\u0301\u200b\u202e?!.,'\"<>@#`%$0123456789"),
)


def check(corpus: Corpus, outcome: Outcome) -> None:
    """Whatever comes holds together: citations resolve, choices are questions."""
    match outcome:
        case Answer():
            assert outcome.statements
            assert 0 <= outcome.confidence <= 1
            for citation in (c for s in outcome.statements for c in s.citations):
                source = corpus.sources[citation.source]
                for phrase in citation.phrases:
                    assert stands_in(phrase, source, citation.paragraph)
            assert all(statement.citations for statement in outcome.statements)
        case Clarification():
            assert 2 <= len({*outcome.choices}) <= 4
        case Refusal():
            assert len(outcome.suggestions) <= 3
            assert (outcome.reason is Reason.LEFT_OPEN) == bool(outcome.note)
        case Smalltalk():
            assert outcome.kind


@QUIET
@given(message=MESSAGES)
def test_any_text_gets_an_outcome_whose_citations_resolve(
    corpus: Corpus, answerer: Answerer, message: str
) -> None:
    outcome = answerer.answer(message)

    check(corpus, outcome)
    assert outcome.question == message


@QUIET
@given(message=MESSAGES)
def test_any_text_is_completed_or_not(answerer: Answerer, message: str) -> None:
    assert len(answerer.suggest(message, 5)) <= 5


@QUIET
@given(message=MESSAGES)
def test_any_text_gets_an_outcome_from_another_article(
    harbour_answerer: Answerer, message: str
) -> None:
    check(harbour_answerer.corpus, harbour_answerer.answer(message))


@given(st.binary(max_size=200), st.sampled_from(sorted(harbour_files())))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_bytes_load_or_are_explained(data: bytes, name: str) -> None:
    problems = problems_of({**harbour_files(), name: data})

    assert all(problem.strip() for problem in problems)
