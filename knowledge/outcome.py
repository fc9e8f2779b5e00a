"""What comes of a question: Answer, Clarification, Refusal or Smalltalk, with its Trace."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.corpus import Citation


class Reason(StrEnum):
    """Why a question is not answered."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    LANGUAGE = "language"
    INSTRUCTION = "instruction"
    UNKNOWN_NAME = "unknown_name"
    LEFT_OPEN = "left_open"
    NOT_COVERED = "not_covered"
    ADVICE = "advice"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate as the trace shows it: its score and the gates that it failed."""

    id: str
    score: float
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How a question was understood and decided, for `--explain` and "why"."""

    mended: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    candidates: tuple[Considered, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing told in an answer: our words, the paragraphs behind them, the notes."""

    id: str
    text: str
    citations: tuple[Citation, ...]
    notes: tuple[str, ...] = ()
    """Whole sentences: as-of, whose claim it is, what the source leaves open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The sources hold it. `lead` corrects or confirms ("No: Singapore, not Japan.")."""

    question: str
    statements: tuple[Statement, ...]
    confidence: float
    """Probability from 0 to 1 that this is what was asked for."""
    lead: str = ""
    missing: tuple[str, ...] = ()
    """Parts of a question in several parts that the sources do not answer."""
    suggestions: tuple[str, ...] = ()
    trace: Trace = field(default_factory=Trace)

    @property
    def led(self) -> tuple[Statement, ...]:
        """The statements, the first of which begins with the lead."""
        if not self.lead:
            return self.statements
        first, *others = self.statements
        return (replace(first, text=f"{self.lead} {first.text}"), *others)


@dataclass(frozen=True, slots=True)
class Clarification:
    """Two to four questions, any of which may be meant."""

    question: str
    choices: tuple[str, ...]
    confidence: float
    trace: Trace = field(default_factory=Trace)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The sources do not hold it; `subject` is the name or word that they lack."""

    question: str
    reason: Reason
    subject: str = ""
    note: str = ""
    """For LEFT_OPEN: a sentence of the knowledge that says what the sources lack."""
    suggestions: tuple[str, ...] = ()
    """Questions nearby that the sources do answer, at most three."""
    confidence: float = 0.0
    trace: Trace = field(default_factory=Trace)


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """No question: a greeting, thanks, and so on (the language file's kinds)."""

    question: str
    kind: str
    trace: Trace = field(default_factory=Trace)


Outcome = Answer | Clarification | Refusal | Smalltalk
