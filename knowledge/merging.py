"""The outcomes of several questions in one message -> one outcome."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.outcome import Answer, Outcome, Refusal, Statement
from knowledge.telling import MOST_SUGGESTIONS


def merge(outcomes: Sequence[Outcome]) -> Outcome:
    """Put answers together, each under its own lead; without any, give the last outcome."""
    answers = [each for each in outcomes if isinstance(each, Answer)]
    if not answers:
        return outcomes[-1]
    missing = tuple(each.question for each in outcomes if isinstance(each, Refusal))
    if len(answers) == 1:
        return replace(answers[0], missing=missing)
    told: dict[str, Statement] = {}
    for answer in answers:
        for each in answer.led:
            told.setdefault(each.id, each)
    texts = {statement.text: statement for statement in told.values()}
    suggestions = dict.fromkeys(each for answer in answers for each in answer.suggestions)
    return replace(
        answers[0],
        lead="",
        missing=missing,
        statements=tuple(texts.values()),
        confidence=min(answer.confidence for answer in answers),
        suggestions=tuple(suggestions)[:MOST_SUGGESTIONS],
    )
