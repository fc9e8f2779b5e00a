"""The pipeline on one screen: understand -> retrieve -> rank -> gate -> outcome."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, starmap, takewhile
from typing import NamedTuple

from knowledge.candidates import Candidate, gather_candidates
from knowledge.choosing import (
    choices_of,
    companion_of,
    first,
    is_disputed,
    is_outdone,
    leads,
)
from knowledge.corpus import Corpus
from knowledge.features import Compared, Comparer
from knowledge.gates import (
    ANSWER_CONFIDENCE,
    CHOICE_CONFIDENCE,
    NOTE_CONFIDENCE,
    OFF_TOPIC_COVERAGE,
    Gates,
)
from knowledge.lexicon import Term
from knowledge.mending import build_mender
from knowledge.merging import merge
from knowledge.outcome import (
    Answer,
    Clarification,
    Considered,
    Outcome,
    Reason,
    Refusal,
    Smalltalk,
    Trace,
)
from knowledge.query import Query, Reader, strip
from knowledge.ranker import Ranked, rank
from knowledge.retriever import build_retriever
from knowledge.screening import Screen
from knowledge.telling import MOST_SUGGESTIONS, Teller
from knowledge.text import MAX_QUESTION_CHARACTERS, vocabulary_of

MOST_COMPARED = 3
"""Bodies set side by side: more are a list."""

TRACED = 5
"""Candidates shown in a trace."""

_PRONOUN = re.compile(
    r"\b(it|its|itself|they|their|them|themselves|he|she|his|her|him)\b", re.IGNORECASE
)
FEWEST_CHARACTERS = 2
"""Letters and digits of a question: a single one is a slip of the hand, or means "yes"."""

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


class Gated(NamedTuple):
    """A ranked candidate and the gates that it failed."""

    ranked: Ranked
    failed: tuple[str, ...]


class Answerer:
    """Answers questions from one corpus; the same text always gets the same outcome."""

    def __init__(self, corpus: Corpus) -> None:
        candidates = gather_candidates(corpus)
        self.corpus = corpus
        self._reader = reader_of(corpus, candidates)
        self._retriever = build_retriever(candidates, self._reader)
        self._comparer = Comparer(corpus, self._reader, self._retriever)
        self._screen = Screen(corpus.lexicon.language)
        self._gates = Gates(corpus.lexicon)
        self._teller = Teller(corpus)

    def answer(self, question: str) -> Outcome:
        """Answer a message, ask back, or say why not."""
        if len(question) > MAX_QUESTION_CHARACTERS:
            return Refusal(question[:MAX_QUESTION_CHARACTERS], Reason.TOO_LONG)
        text = strip(question)
        talk = self._screen.small_talk(text)
        if talk:
            return Smalltalk(question, talk)
        if sum(map(str.isalnum, text)) < FEWEST_CHARACTERS:
            return Refusal(question, Reason.EMPTY)
        if _LETTER.search(text) and not _LATIN.search(text):
            return Refusal(question, Reason.LANGUAGE)
        asked = self._screen.questions(text)
        objection = next(filter(None, map(self._screen.objection, (question, *asked))), None)
        if objection:
            return Refusal(question, objection, suggestions=self._popular())
        told = [self._ask(each) for each in self._in_context(text, asked)]
        return replace(merge(told), question=question)

    def warm(self) -> None:
        """Work out now, rather than with the first questions, what is worked out once."""
        self._comparer.warm()
        self._teller.warm()
        for question in self._popular():
            self.answer(question)

    def read(self, question: str) -> Query:
        """Understand a question without answering it, to tell which ones are alike."""
        return self._reader.read(question)

    def suggest(self, text: str, limit: int) -> tuple[str, ...]:
        """Give FAQ questions near what has been typed so far, the nearest first."""
        query = self._reader.read(text)
        found = self._retriever.retrieve(query) if query.terms else []
        questions = [each.candidate.question for each in found if each.candidate.is_entry]
        return tuple(dict.fromkeys(questions))[:limit]

    def compare(self, question: str) -> list[Compared]:
        """Compare a question with its candidates that pass the gates, for fitting weights."""
        text = strip(question)
        asked = self._screen.questions(text)
        if self._screen.small_talk(text) or any(map(self._screen.objection, (question, *asked))):
            return []
        query = self._reader.read(asked[-1])
        compared = self._comparer.compare(query, self._retriever.retrieve(query))
        return [each for each in compared if not self._gates.failed(query, each)]

    def _in_context(self, text: str, asked: Sequence[str]) -> Sequence[str]:
        """Name in a question that names nobody whom its message tells of before."""
        around = text
        for each in asked:
            around = around.replace(each, " ")
        names = self._reader.read(around).names if around.strip(" .?!") else ()
        if not names:
            return asked
        subject = " ".join(self.corpus.name(each) for each in sorted(names))
        return [each if self._reader.read(each).names else f"{each} {subject}" for each in asked]

    def _ask(self, question: str) -> Outcome:
        """Answer one question, or its parts where it has several."""
        query = self._reader.read(question)
        gated = self._gate(query)
        parts = self._screen.parts(question)
        # A wording is answered as its author said, however many parts it has.
        if len(parts) > 1 and not (gated and gated[0].ranked.compared.is_verbatim):
            told = list(takewhile(_is_answer, starmap(self._answer_part, self._read(parts))))
            if len(told) == len(parts):
                return merge(told)
        decided = self._decide(question, query, gated)
        return decided if _is_answer(decided) else self._of_each(query) or decided

    def _of_each(self, query: Query) -> Outcome | None:
        """Answer "Has A or B more?" by what is told of each, where nothing tells of both."""
        names = [term for term in query.terms if term.is_name]
        if "compare" not in query.asks or not 1 < len(names) <= MOST_COMPARED:
            return None
        alone = [
            " ".join(term.text for term in query.terms if term is name or not term.is_name)
            for name in names
        ]
        read = ((each, self._reader.read(each)) for each in alone)
        told = list(takewhile(_is_answer, starmap(self._answer_part, read)))
        return merge(told) if len(told) == len(names) else None

    def _read(self, parts: Sequence[str]) -> Iterator[tuple[str, Query]]:
        """Read parts; whom a later one's pronoun means, the first part's subject, is added."""
        subject = ""
        for part in parts:
            query = self._reader.read(part)
            if subject and _PRONOUN.search(part) and not query.names:
                named = f"{part} {subject}"
                yield named, self._reader.read(named)
            else:
                yield part, query
            if part is parts[0]:
                subject = " ".join(self.corpus.name(each) for each in sorted(query.names))

    def _answer_part(self, question: str, query: Query) -> Outcome:
        return self._decide(question, query, self._gate(query))

    def _gate(self, query: Query) -> Sequence[Gated]:
        """Find, compare and gate candidates, the best first."""
        ranked = rank(self._comparer.compare(query, self._retriever.retrieve(query)))
        return [Gated(each, self._gates.failed(query, each.compared)) for each in ranked]

    def _decide(self, question: str, query: Query, gated: Sequence[Gated]) -> Outcome:
        compared = self._comparison(question, query)
        if compared:
            return compared
        ranked = [each for each, _ in gated]
        standing = [each for each, failed in gated if not failed]
        told, left = first(standing, is_open=False), first(standing, is_open=True)
        if told and is_outdone(told, gated):
            told, standing = None, [each for each in standing if each.compared.leaves_open]
        trace = self._trace(query, gated)
        confidence = told.confidence if told else 0.0
        if left and left.confidence > CHOICE_CONFIDENCE and leads(left, told, query):
            if left.confidence >= NOTE_CONFIDENCE:
                return self._left_open(question, left, trace)
            return self._refuse(question, query, ranked, trace)
        choices = choices_of(standing)
        if told and confidence >= ANSWER_CONFIDENCE and not is_disputed(told, standing):
            also = companion_of(told, standing)
            return self._answer(question, query, (told, *also), trace)
        if confidence >= CHOICE_CONFIDENCE and len(choices) > 1:
            return Clarification(question, choices, confidence, trace)
        return self._refuse(question, query, ranked, trace)

    def _comparison(self, question: str, query: Query) -> Answer | None:
        """Set bodies side by side for who names them and asks for no more."""
        if "compare" not in query.asks or len(query.names) < 2:
            return None
        bodies = sorted(query.names & {*self.corpus.companies, *self.corpus.people})
        others = [term for term in query.terms if not term.is_name and not self._is_light(term)]
        if len(bodies) < 2 or others:
            return None
        statements = tuple(self._teller.introduce(each) for each in bodies[:MOST_COMPARED])
        trace = Trace(mended=query.mended, names=tuple(map(self.corpus.name, bodies)))
        return Answer(question, statements, confidence=1.0, trace=trace)

    def _is_light(self, term: Term) -> bool:
        """Whether a term adds nothing to "compare A and B"."""
        lexicon = self.corpus.lexicon
        asking = {word for phrase in lexicon.language.asks["compare"] for word in phrase.split()}
        light = lexicon.function_stems | lexicon.light_keys
        return term.keys <= light or term.text.casefold() in asking

    def _answer(self, question: str, query: Query, told: Sequence[Ranked], trace: Trace) -> Answer:
        best = told[0]
        return Answer(
            question=question,
            statements=tuple(self._teller.tell(each.candidate) for each in told),
            confidence=best.confidence,
            lead=self._teller.lead(query, best.compared),
            suggestions=self._teller.related(best.candidate),
            trace=trace,
        )

    def _left_open(self, question: str, left: Ranked, trace: Trace) -> Refusal:
        return Refusal(
            question,
            Reason.LEFT_OPEN,
            note=left.candidate.text,
            suggestions=self._teller.related(left.candidate),
            trace=trace,
        )

    def _refuse(
        self, question: str, query: Query, ranked: Sequence[Ranked], trace: Trace
    ) -> Refusal:
        near = [each for each in ranked if each.candidate.is_entry and not each.candidate.is_open]
        suggestions = [each.candidate.question for each in near[:MOST_SUGGESTIONS]]
        subject = query.strangers[0] if query.strangers else ""
        reason = Reason.UNKNOWN_NAME if subject else Reason.NOT_COVERED
        if not ranked or ranked[0].compared.features.coverage < OFF_TOPIC_COVERAGE:
            reason, suggestions = Reason.OFF_TOPIC, list(self._popular())
        return Refusal(
            question,
            reason,
            subject=subject,
            suggestions=tuple(suggestions),
            confidence=ranked[0].confidence if ranked else 0.0,
            trace=trace,
        )

    def _popular(self) -> tuple[str, ...]:
        """Questions to begin with: the first entries, as their author ordered them."""
        questions = (each.question for each in self.corpus.entries.values() if not each.open)
        return tuple(islice(questions, MOST_SUGGESTIONS))

    def _trace(self, query: Query, gated: Sequence[Gated]) -> Trace:
        best = gated[0] if gated else None
        failed = best[1] if best else ()
        return Trace(
            mended=query.mended,
            names=tuple(self.corpus.name(each) for each in sorted(query.names)),
            asks=tuple(sorted(query.asks | query.slots)),
            unexplained=tuple(t.text for t in best[0].compared.unexplained) if best else (),
            passed=tuple(name for name in Gates.ORDER if best and name not in failed),
            failed=failed,
            candidates=tuple(
                Considered(each.candidate.id, round(each.confidence, 4), gates)
                for each, gates in gated[:TRACED]
            ),
        )


def _is_answer(outcome: Outcome) -> bool:
    return isinstance(outcome, Answer)


def reader_of(corpus: Corpus, candidates: Sequence[Candidate]) -> Reader:
    """Make the reader of questions to these candidates."""
    told = vocabulary_of({each.body for each in candidates})
    vocabulary = told | vocabulary_of(text for each in candidates for text in each.wordings)
    return Reader(corpus.lexicon, corpus.names, build_mender(vocabulary, corpus.names, told), told)
