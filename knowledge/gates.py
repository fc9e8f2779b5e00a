"""Gates: a candidate that fails one is no answer, whatever its score."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from knowledge.contrast import Contrast
from knowledge.features import Compared
from knowledge.lexicon import Lexicon
from knowledge.query import Query

ANSWER_CONFIDENCE = 0.35
"""Least confidence of an answer. Of those told to the tuning questions of bases just begun
with a confidence between this and 0.45, five in seven are right; of those below, fewer.
The packaged base has many wordings and is surer: there it decides one question in 200."""

CHOICE_CONFIDENCE = 0.15
"""Least confidence of a choice offered: below, fewer than one in ten was meant."""

NOTE_CONFIDENCE = 0.5
"""Least confidence of a note on what the sources leave open: of those below that the
tuning questions got, nearly all were beside the point, so no note is better."""

OPEN_LEAD = -0.6
"""Log-odds by which "the sources leave it open" must lead an answer; below 0 it may fall
behind. Each tenth moves a fifth of a point from right answers to refusals, and a wrong
answer told with confidence is the worse mistake."""

OPEN_LEAD_OVER_CLAIM = 1.0
"""The same for a claim: it names what it wants corrected, so an answer is near."""

COMPANION_LEAD = 0.7
"""Log-odds within which a second candidate is told beside the best: one in three of the
wrong answers of the tuning questions has the right one so near."""

RIVAL_LEAD = 1.0
"""Log-odds within which two corrections by different figures or names are a choice: to
correct a mistake by another fact's would be a wrong answer told with confidence."""

VALUE_GATES = frozenset({"slot", "attribute"})
"""Gates of the value that is asked for: a date, a price, an owner."""

OUTDONE_LEAD = 0.5
"""Log-odds by which a candidate that fails those alone must lead to silence the others.
Between 0 and 1 the tuning questions are answered alike; without it, six in a thousand of
those without an answer got one beside the point."""

SAID_COVERAGE = 0.95
"""Share of a claim's weight, its mistake apart, that a candidate explains to tell who said
it in truth: what the named one did say is told in nearly the same words."""

CORRECTED_COVERAGE = 0.7
"""Share of a claim's weight that a candidate explains, its mistake apart; below, the place
stands beside something else that is asked: "Does A sell shoes in Japan?"."""

OFF_TOPIC_COVERAGE = 0.4
"""Share of a question's weight that the nearest candidate explains; below, the
question is about something else, and questions to begin with are offered."""


_ADVERBS = frozenset({"first", "last", "second", "third", "top", "leading", "latest"})
"""Ranks that in a claim may be no more than an order of telling."""


@dataclass(frozen=True)
class Gates:
    """The checks that no score can outweigh."""

    ORDER: ClassVar[tuple[str, ...]] = (
        "name",
        "figure",
        "place",
        "stranger",
        "slot",
        "ranking",
        "attribute",
    )

    lexicon: Lexicon

    def failed(self, query: Query, compared: Compared) -> tuple[str, ...]:
        """Name the gates that a candidate fails, in the order of this list.

        Its own wording passes them all: who wrote it said that it is answered so.
        """
        if compared.is_verbatim:
            return ()
        if compared.leaves_open:
            checks = {
                "name": compared.is_of_others
                or any(contrast.kind == "name" for contrast in compared.contrasts),
                "stranger": self._stranger(query, compared),
            }
            return tuple(name for name, fails in checks.items() if fails)
        fails = (
            self._other_name(query, compared),
            self._other_figure(query, compared),
            self._other_place(query, compared),
            self._stranger(query, compared),
            bool(
                compared.missing_slots
                if not query.is_claim
                else compared.missing_slots & {"future"}
            ),
            self._ranking(query, compared),
            # A property that is not told may be what a claim gets wrong; two are another matter.
            (compared.lacks_attribute and not query.is_claim)
            or (query.is_yes_no and compared.features.attributes >= 1),
        )
        return tuple(name for name, failed in zip(self.ORDER, fails, strict=True) if failed)

    def _other_name(self, query: Query, compared: Compared) -> bool:
        """Find one who is asked about and not told of, but for a mistake that is corrected."""
        # "Did A answer B's request for comment?" is no claim about who A is.
        is_near = bool(query.names & compared.candidate.subjects) and not (
            query.is_yes_no and compared.features.attributes
        )
        is_said = query.is_attribution and compared.features.coverage >= SAID_COVERAGE
        return any(
            not (_corrects(each) and (is_near or (is_said and each.told in compared.speakers)))
            for each in compared.contrasts
            if each.kind == "name"
        )

    def _other_figure(self, query: Query, compared: Compared) -> bool:
        return any(
            not (query.is_claim and contrast.told)
            for contrast in compared.contrasts
            if contrast.kind == "figure"
        )

    def _other_place(self, query: Query, compared: Compared) -> bool:
        """Find a place that is told to be another, or that the knowledge never names."""
        places = [each for each in compared.contrasts if each.kind == "place"]
        if query.is_claim:
            # "Does Japan make any?" is asked of Japan: that others do is no correction.
            is_of_place = query.is_yes_no and (
                compared.features.coverage < CORRECTED_COVERAGE
                or not (query.figures or query.names & compared.candidate.subjects)
            )
            return any(is_of_place if _corrects(each) else each.is_strange for each in places)
        # Who asks why takes the place for granted, so a wrong one is a mistake to correct.
        held = [each for each in places if not ("why" in query.asks and _corrects(each))]
        return any(each.told or each.is_strange for each in held)

    def _stranger(self, query: Query, compared: Compared) -> bool:
        """Find a name that neither the knowledge nor a wording of the candidate holds."""
        return any(term.text in query.strangers for term in compared.unexplained)

    def _ranking(self, query: Query, compared: Compared) -> bool:
        unexplained = {term.text.casefold() for term in compared.unexplained}
        is_adverb = query.is_claim or not query.asks.isdisjoint({"when", "where"})
        ranks = self._superlatives - (_ADVERBS if is_adverb else frozenset())
        return bool(unexplained & ranks)

    @cached_property
    def _superlatives(self) -> frozenset[str]:
        return frozenset(self.lexicon.language.comparatives.superlatives)


def _corrects(contrast: Contrast) -> bool:
    """Whether one thing is told in the place of what was asked, to correct it by."""
    return bool(contrast.told) and not contrast.is_vague
