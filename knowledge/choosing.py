"""Ranked candidates -> which are told, which are offered as choices."""

from collections.abc import Collection, Iterable, Sequence

from knowledge.gates import (
    CHOICE_CONFIDENCE,
    COMPANION_LEAD,
    OPEN_LEAD,
    OPEN_LEAD_OVER_CLAIM,
    OUTDONE_LEAD,
    RIVAL_LEAD,
    VALUE_GATES,
)
from knowledge.query import Query
from knowledge.ranker import Ranked
from knowledge.text import words_of

LEAST_NEWS = 0.5
"""Share of new words from which a second text tells more than the first in other words."""

MOST_CHOICES = 4
"""Choices of a clarification: as many as one can take in at a glance."""


def first(standing: Iterable[Ranked], *, is_open: bool) -> Ranked | None:
    """Give the best of what is told, or of what is left open."""
    return next((each for each in standing if each.compared.leaves_open == is_open), None)


def leads(left: Ranked, told: Ranked | None, query: Query) -> bool:
    """Whether "the sources leave it open" is clearly more likely than an answer."""
    if not told or left.compared.is_verbatim != told.compared.is_verbatim:
        return not told or left.compared.is_verbatim
    is_elsewhere = any(c.kind == "place" and not c.told for c in told.compared.contrasts)
    lead = OPEN_LEAD_OVER_CLAIM if query.is_claim and not is_elsewhere else OPEN_LEAD
    return left.log_odds > told.log_odds + lead


def is_outdone(told: Ranked, gated: Iterable[tuple[Ranked, Collection[str]]]) -> bool:
    """Whether what fits clearly better fails for want of the value that is asked for.

    What tells most about the matter does not hold the value, so what tells less of it,
    but holds some value, gives that of something else.
    """
    return not told.compared.is_verbatim and any(
        each.log_odds > told.log_odds + OUTDONE_LEAD and VALUE_GATES.issuperset(failed)
        for each, failed in gated
        if failed and not each.compared.leaves_open
    )


def companion_of(told: Ranked, standing: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Give the one that is nearly as likely as the best and tells something more.

    "The article reports no such thing" answers its own question alone.
    """
    known = {fact.id for fact in told.candidate.facts}
    near = (
        each
        for each in standing
        if not (each.compared.leaves_open or each.compared.is_denial)
        and told.log_odds - each.log_odds < COMPANION_LEAD
        and not {fact.id for fact in each.candidate.facts} <= known
        and _news(each, told) > LEAST_NEWS
    )
    return tuple(near)[:1]


def _news(more: Ranked, told: Ranked) -> float:
    """Give the share of words in one text that another does not hold, 0 to 1."""
    first, other = (set(words_of(each.candidate.text)) for each in (told, more))
    return len(other - first) / (len(other) or 1)


def is_disputed(told: Ranked, standing: Iterable[Ranked]) -> bool:
    """Whether candidates nearly as likely would correct a claim by other figures or names."""
    near = [each for each in standing if told.log_odds - each.log_odds < RIVAL_LEAD]
    contrasts = [contrast for each in near for contrast in each.compared.contrasts]
    return any(
        len({each.told for each in contrasts if each.kind == kind and each.told}) > 1
        for kind in ("figure", "name")
    )


def choices_of(standing: Sequence[Ranked]) -> tuple[str, ...]:
    """Give the questions of the likely answers, the likeliest first."""
    near = [each for each in standing if each.confidence >= CHOICE_CONFIDENCE]
    questions = (each.candidate.question for each in near if not each.compared.leaves_open)
    return tuple(dict.fromkeys(filter(None, questions)))[:MOST_CHOICES]
