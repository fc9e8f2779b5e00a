"""What came of a question -> the reply to it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.reply import wording
from bot.reply.model import Part, Reply, Status, say
from knowledge.corpus import Corpus
from knowledge.outcome import (
    Answer,
    Clarification,
    Outcome,
    Refusal,
    Smalltalk,
)
from knowledge.overview import topics

EXAMPLES = 2
"""Questions shown to someone who asks what the bot can do."""


def reply_to(outcome: Outcome, corpus: Corpus) -> Reply:
    """Put an outcome into words."""
    match outcome:
        case Answer():
            return _answer(outcome)
        case Clarification():
            return _clarification(outcome)
        case Refusal():
            return _refusal(outcome)
        case Smalltalk(kind="about_bot", trace=trace):
            return replace(about(corpus), trace=trace)
        case Smalltalk(kind=kind, trace=trace):
            return replace(notice([wording.smalltalk(kind)]), trace=trace)


def about(corpus: Corpus) -> Reply:
    """Say what the bot can do, with questions of different topics to try."""
    titles = [source.title for source in corpus.sources.values()]
    examples = tuple(topic.questions[0] for topic in topics(corpus))[:EXAMPLES]
    return replace(notice([wording.about(titles)]), suggestions=examples)


def notice(lines: Iterable[str]) -> Reply:
    """Say something that is no answer, a line at a time."""
    return Reply(Status.SMALLTALK, (Part(tuple(map(say, lines))),))


def _answer(answer: Answer) -> Reply:
    parts = [Part(answer.led)]
    if answer.missing:
        parts.append(Part((say(wording.missing(len(answer.missing))),)))
    return Reply(
        status=Status.ANSWERED,
        parts=tuple(parts),
        suggestions=answer.suggestions,
        confidence=answer.confidence,
        trace=answer.trace,
    )


def _clarification(clarification: Clarification) -> Reply:
    return Reply(
        status=Status.CLARIFY,
        parts=(Part((say(wording.CHOOSE),)),),
        suggestions=clarification.choices,
        confidence=clarification.confidence,
        trace=clarification.trace,
    )


def _refusal(refused: Refusal) -> Reply:
    return Reply(
        status=Status.REFUSED,
        parts=(Part((say(wording.refusal(refused)),)),),
        suggestions=refused.suggestions,
        confidence=refused.confidence,
        trace=refused.trace,
        reason=refused.reason,
    )
