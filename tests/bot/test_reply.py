import pytest

from bot.reply import (
    Status,
    citation_lines,
    explain,
    render_page,
    render_text,
    reply_to,
)
from bot.reply.wording import MAX_SUBJECT_CHARACTERS, safe_subject
from knowledge.corpus import Citation, Corpus
from knowledge.language import english
from knowledge.outcome import (
    Answer,
    Clarification,
    Considered,
    Outcome,
    Reason,
    Refusal,
    Smalltalk,
    Statement,
    Trace,
)


def cited(paragraph: int, *phrases: str) -> Citation:
    return Citation("s", "The title", paragraph, "", phrases)


def told(harbour: Corpus, *statements: Statement, lead: str = "") -> str:
    return render_text(reply_to(Answer("q", statements, 0.9, lead=lead), harbour))


def test_citations_are_numbered_as_they_appear(harbour: Corpus) -> None:
    first = Statement("a", "First.", (cited(7, "x"),))
    second = Statement("b", "Second.", (cited(2, "y"), cited(7, "z")))

    assert told(harbour, first, second) == "First [1].\nSecond [1][2]."


def test_a_paragraph_cited_twice_is_one_citation(harbour: Corpus) -> None:
    first = Statement("a", "First.", (cited(7, "x", "y"),))
    second = Statement("b", "Second.", (cited(7, "y", "z"),))

    reply = reply_to(Answer("q", (first, second), 0.9), harbour)

    assert citation_lines(reply) == ('[1] The title, paragraph 7: "x", "y", "z"',)


def test_a_phrase_within_another_is_not_repeated(harbour: Corpus) -> None:
    first = Statement("a", "First.", (cited(7, "a pier", "the sea"),))
    second = Statement("b", "Second.", (cited(7, "a pier by night"),))

    reply = reply_to(Answer("q", (first, second), 0.9), harbour)

    assert reply.citations[0].phrases == ("the sea", "a pier by night")


def test_the_stop_of_an_abbreviation_stays_with_it(harbour: Corpus) -> None:
    statement = Statement("a", "It sails at 6 a.m.", (cited(7, "x"),))

    assert told(harbour, statement) == "It sails at 6 a.m. [1]."


def test_a_note_follows_its_statement_and_is_said_once(harbour: Corpus) -> None:
    first = Statement("a", "First.", (), notes=("As of 1998.", "Left open."))
    second = Statement("b", "Second.", (), notes=("Left open.",))

    actual = told(harbour, first, second)

    assert actual == "First.\n  Note: As of 1998. Left open.\nSecond."


def test_a_correction_comes_first(harbour: Corpus) -> None:
    actual = told(harbour, Statement("a", "It is so.", ()), lead="No: so, not thus.")

    assert actual == "No: so, not thus. It is so."


def test_parts_without_an_answer_are_counted_not_repeated(harbour: Corpus) -> None:
    statement = Statement("a", "It is so.", ())
    answer = Answer("q", (statement,), 0.9, missing=("@everyone?",))

    actual = render_text(reply_to(answer, harbour))

    assert actual.endswith("One part of your question is not answered by the sources.")


def test_several_parts_without_an_answer_are_counted(harbour: Corpus) -> None:
    statement = Statement("a", "It is so.", ())
    answer = Answer("q", (statement,), 0.9, missing=("one", "two"))

    actual = render_text(reply_to(answer, harbour))

    assert actual.endswith("2 parts of your question are not answered by the sources.")


def test_a_trace_is_told_line_by_line() -> None:
    trace = Trace(
        mended=(("tiket", "ticket"),),
        names=("nordlys",),
        failed=("figure",),
        candidates=(Considered("a", 0.934), Considered("b", 0.5, ("figure", "name"))),
    )

    assert explain(trace) == (
        "mended: tiket -> ticket",
        "names: nordlys",
        "gates failed: figure",
        "candidates: a 0.93, b 0.50 (out: figure, name)",
    )


def test_a_trace_of_nothing_says_so() -> None:
    assert explain(Trace()) == ("Nothing to explain: no search was needed.",)


def test_a_clarification_offers_its_choices_by_number(harbour: Corpus) -> None:
    reply = reply_to(Clarification("q", ("This?", "That?"), 0.5), harbour)

    assert reply.status is Status.CLARIFY
    assert render_page(reply).endswith("Choose one:\n  1. This?\n  2. That?")


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_reason(reason: Reason, harbour: Corpus) -> None:
    reply = reply_to(Refusal("q", reason), harbour)

    assert reply.status is Status.REFUSED
    assert render_text(reply).endswith((".", "?"))


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize(
    "subject",
    [
        "@everyone",
        "<!channel>",
        "<@U12345>",
        "@\u202eenoyreve",
        "https://evil.example",
        "[x](javascript:alert)",
        "`a` *b* _c_ ~d~ |e|",
        "\x1b[31m\x00\n",
    ],
)
def test_no_mention_link_or_mark_comes_back(reason: Reason, subject: str, harbour: Corpus) -> None:
    text = render_text(reply_to(Refusal(subject, reason, subject=subject), harbour))

    assert not set("@<>/[]()`*_~|\\\x1b\x00\n\u202e") & set(text)


def test_a_word_said_back_is_short() -> None:
    assert len(safe_subject("x" * 500)) == MAX_SUBJECT_CHARACTERS


def test_the_word_that_the_sources_lack_is_named(harbour: Corpus) -> None:
    outcome = Refusal("q", Reason.NOT_COVERED, subject="Revenue")

    assert '"Revenue"' in render_text(reply_to(outcome, harbour))


def test_what_the_sources_leave_open_is_said(harbour: Corpus) -> None:
    outcome = Refusal("q", Reason.LEFT_OPEN, note="The year is not given.")

    actual = render_text(reply_to(outcome, harbour))

    assert actual == "The sources leave this open. The year is not given."


def test_each_kind_of_smalltalk_has_its_own_line(harbour: Corpus) -> None:
    kinds = english().smalltalk

    lines = {render_text(reply_to(Smalltalk("q", kind), harbour)) for kind in kinds}

    assert len(lines) == len(kinds)


def test_the_bot_explains_itself_with_two_questions(harbour: Corpus) -> None:
    reply = reply_to(Smalltalk("q", "about_bot"), harbour)

    assert '"Ferries Return to the Harbour"' in render_text(reply)
    assert reply.suggestions == (
        "Where do the new ferry routes go?",
        "How much will a ticket cost?",
    )


@pytest.mark.parametrize(
    "outcome",
    [
        Answer("q", (Statement("a", "It is.", (cited(1, "x"),), ("Note.",)),), 1.0),
        Clarification("q", ("This?", "That?"), 0.5),
        Refusal("q", Reason.OFF_TOPIC, suggestions=("This?",)),
        Smalltalk("q", "about_bot"),
    ],
    ids=lambda outcome: type(outcome).__name__,
)
def test_no_line_ends_in_a_space(outcome: Outcome, harbour: Corpus) -> None:
    page = render_page(reply_to(outcome, harbour))

    assert [line for line in page.split("\n") if line != line.rstrip()] == []
