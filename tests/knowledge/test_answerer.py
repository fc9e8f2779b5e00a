from itertools import islice

import pytest

from knowledge.answerer import Answerer
from knowledge.corpus import build_corpus
from knowledge.outcome import Answer, Smalltalk
from tests.harbour import harbour_corpus, harbour_files

STARTS = """
[[entries]]
id = "when-nordlys"
topic = "start"
question = "When did Nordlys begin sailing?"
answer = "Nordlys began in March."
facts = ["nordlys-start"]

[[entries]]
id = "when-brightwater"
topic = "start"
question = "When did Brightwater begin sailing?"
answer = "Brightwater began its trial in May 2021."
facts = ["brightwater-start"]
"""


@pytest.fixture(scope="module")
def starts() -> Answerer:
    files = harbour_files()
    return Answerer(build_corpus({**files, "faq.toml": files["faq.toml"] + STARTS.encode()}))


def ids(outcome: object) -> list[str]:
    assert isinstance(outcome, Answer)
    return [statement.id for statement in outcome.statements]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much will a ticket cost?", "$9"),
        ("how much wil a tiket cost", "$9"),
        ("price of a ticket", "$9"),
        ("hi, what is the price of a ticket pls?", "$9"),
        ("Which firms sail to Vesterholm?", "Nordlys and Brightwater"),
        ("who is Ada Holm", "captain"),
        ("who is adda holm", "captain"),
        ("When did the harbour open?", "1998"),
        ("What does Ada Holm say about the pier?", "too small"),
    ],
)
def test_a_question_is_answered(harbour_answerer: Answerer, question: str, told: str) -> None:
    outcome = harbour_answerer.answer(question)

    assert isinstance(outcome, Answer)
    assert told in outcome.statements[0].text
    assert outcome.question == question


def test_an_answer_cites_the_paragraphs_of_its_facts(harbour_answerer: Answerer) -> None:
    outcome = harbour_answerer.answer("How much will a ticket cost?")

    assert isinstance(outcome, Answer)
    [citation] = outcome.statements[0].citations
    assert (citation.source, citation.paragraph) == ("harbour", 3)
    assert citation.section == "What It Costs"
    assert citation.phrases == ("will cost $9 by 2030", "analysts expect")


def test_an_answer_leads_on_to_other_questions(harbour_answerer: Answerer) -> None:
    outcome = harbour_answerer.answer("Which firms sail to Vesterholm?")

    assert isinstance(outcome, Answer)
    assert outcome.suggestions == ("Where do the new ferry routes go?",)


@pytest.mark.parametrize(
    ("claim", "lead"),
    [
        ("Will a ticket cost $12 by 2030?", "No: $9, not $12."),
        ("A ticket will cost $12 by 2030, right?", "No: $9, not $12."),
        ("Did the harbour open in 1999?", "No: 1998, not 1999."),
    ],
)
def test_a_false_claim_is_corrected_first(
    harbour_answerer: Answerer, claim: str, lead: str
) -> None:
    outcome = harbour_answerer.answer(claim)

    assert isinstance(outcome, Answer)
    assert outcome.lead == lead


@pytest.mark.parametrize(
    ("claim", "lead"),
    [
        ("Did Canaan move its headquarters to Japan?", "No: Singapore, not Japan."),
        ("Is it 25% of Canaan's revenue?", "No: 40%, not 25%."),
    ],
)
def test_a_false_place_or_share_is_corrected(answerer: Answerer, claim: str, lead: str) -> None:
    outcome = answerer.answer(claim)

    assert isinstance(outcome, Answer)
    spoken = outcome.lead or outcome.statements[0].text
    assert spoken.startswith(lead.partition(",")[0])


def test_a_true_claim_is_not_corrected(harbour_answerer: Answerer) -> None:
    outcome = harbour_answerer.answer("Did the harbour open in 1998?")

    assert isinstance(outcome, Answer)
    assert outcome.lead == ""


@pytest.mark.parametrize(
    ("message", "kind"),
    [("hello", "greeting"), ("THANKS!!!", "thanks"), ("bye", "farewell")],
)
def test_small_talk_is_no_question(harbour_answerer: Answerer, message: str, kind: str) -> None:
    assert harbour_answerer.answer(message) == Smalltalk(message, kind)


@pytest.mark.parametrize(
    "message",
    [
        "Who is Ada Holm? How much will a ticket cost?",
        "who is Ada Holm and how much will a ticket cost?",
        "Nice boats. Who is Ada Holm?\nHow much will a ticket cost?",
    ],
    ids=["sentences", "joined", "lines"],
)
def test_several_questions_are_answered_together(harbour_answerer: Answerer, message: str) -> None:
    assert ids(harbour_answerer.answer(message)) == ["ada-holm", "ticket-cost"]


def test_a_part_that_is_not_answered_is_named(harbour_answerer: Answerer) -> None:
    outcome = harbour_answerer.answer("How much will a ticket cost? Who built the pier?")

    assert ids(outcome) == ["ticket-cost"]
    assert isinstance(outcome, Answer)
    assert outcome.missing == ("Who built the pier?",)


@pytest.mark.parametrize("name", ["Nordlys", "Brightwater"])
def test_a_name_makes_the_choice(starts: Answerer, name: str) -> None:
    outcome = starts.answer(f"When did {name} begin sailing?")

    assert ids(outcome) == [f"when-{name.casefold()}"]


def test_either_of_two_is_told_of_where_nothing_tells_of_both(starts: Answerer) -> None:
    outcome = starts.answer("When did Nordlys or Brightwater begin sailing?")

    assert ids(outcome) == ["when-nordlys", "when-brightwater"]


def test_who_is_at_the_top_is_known_by_the_post() -> None:
    files = harbour_files()
    people = files["people.toml"].replace(b'role = "captain"', b'role = "president"')
    answerer = Answerer(build_corpus({**files, "people.toml": people}))

    assert ids(answerer.answer("who runs nordlys"))[0] == "ada-holm"


def test_a_wording_is_answered_as_a_whole(answerer: Answerer) -> None:
    wordings = (
        text
        for entry in answerer.corpus.entries.values()
        if not entry.open
        for text in entry.phrasings
        if " and who " in text
    )

    for wording in islice(wordings, 5):
        assert len(ids(answerer.answer(wording))) == 1


def test_the_trace_tells_how_it_was_decided(harbour_answerer: Answerer) -> None:
    trace = harbour_answerer.answer("how much wil a tiket cost on Nordlys").trace

    assert ("tiket", "ticket") in trace.mended
    assert trace.names == ("Nordlys",)
    assert "money" in trace.asks
    assert 1 <= len(trace.candidates) <= 5
    assert {*trace.passed, *trace.failed} >= {"name", "figure"}
    assert {*trace.passed}.isdisjoint(trace.failed)


def test_candidates_of_a_trace_come_best_first(harbour_answerer: Answerer) -> None:
    trace = harbour_answerer.answer("Where do the ferry routes go?").trace

    scores = [each.score for each in trace.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_questions_are_suggested_while_typing(harbour_answerer: Answerer) -> None:
    suggested = harbour_answerer.suggest("ticket co", 2)

    assert suggested[0] == "How much will a ticket cost?"
    assert len(suggested) <= 2
    assert harbour_answerer.suggest("", 2) == ()


def test_the_same_corpus_always_answers_the_same() -> None:
    first, second = Answerer(harbour_corpus()), Answerer(harbour_corpus())

    for question in ("who is Ada Holm", "routes", "What is a ticket?"):
        assert first.answer(question) == second.answer(question)
