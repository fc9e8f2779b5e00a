"""What in a message is no question for the sources, and which parts are questions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.language import Language, compiled
from knowledge.outcome import Reason
from knowledge.text import stem, words

_SENTENCE = re.compile(
    r"(?<=[.?!])"
    r"(?<!\.\w\.)(?<!\s\w\.)(?<!mr\.)(?<!ms\.)(?<!dr\.)(?<!vs\.)(?<!st\.)"  # U.S. firms, J. Doe
    r"\s+|\n+",
    re.IGNORECASE,
)


LONGEST_TAG = 9
"""Words of a sentence that only asks whether the one before it is right."""

SHORTEST_PART = 3
"""Words; a part of a question with fewer is not asked on its own."""

MOST_PARTS = 3
"""Questions answered in one message; more are a list that deserves a choice."""


@dataclass(frozen=True)
class Screen:
    """Tells small talk, orders and requests for advice from questions."""

    language: Language

    def small_talk(self, text: str) -> str | None:
        """Name the kind of small talk that a whole message is, if it is."""
        kind = self._kind_of(text)
        parts = [part for part in re.split(r"[.,!?;\n]+", text) if re.search(r"\w", part)]
        if kind or len(parts) < 2:
            return kind
        kinds = [self._kind_of(part) for part in parts]
        return kinds[-1] if all(kinds) else None

    def _kind_of(self, text: str) -> str | None:
        """Look a phrase up as typed, without drawn-out letters, and written out."""
        bare = self._patterns["trailing"].sub("", _bare(text)) or _bare(text)
        addressed = self._patterns["leading"].sub("", bare) or bare
        chat = self.language.chat
        plain = " ".join(chat.get(word, word) for word in bare.split())
        forms = (
            bare,
            addressed,
            re.sub(r"(.)\1{2,}", r"\1\1", bare),
            re.sub(r"(.)\1+$", r"\1", bare),
            plain,
        )
        return next((self._small_talk[form] for form in forms if form in self._small_talk), None)

    def objection(self, text: str) -> Reason | None:
        """Say why a question is none for the sources: an order, advice, a guess."""
        spoken = f" {' '.join(words(text)).casefold()} "
        raw = f" {' '.join(text.casefold().split())} "
        chat = self.language.chat
        plain = f" {' '.join(chat.get(word, word) for word in spoken.split())} "
        if any(
            phrase in raw or phrase in spoken for phrase in _opened(self._commands, raw, spoken)
        ):
            return Reason.INSTRUCTION
        if any(phrase in plain for phrase in _opened(self._advice, plain)):
            return Reason.ADVICE
        return None

    def questions(self, text: str) -> list[str]:
        """Give the questions in a message, without what is told around them."""
        sentences = self._with_tags(
            [e.strip() for e in _SENTENCE.split(text) if re.search(r"\w", e)]
        )
        asking = [each for each in sentences if self._patterns["asking"].search(each)]
        if len(sentences) < 2:
            return sentences or [text]
        questions = [each for each in asking if each.endswith("?")] or asking[-1:]
        return questions[-MOST_PARTS:] or [text]

    def parts(self, question: str) -> list[str]:
        """Cut a question at "and who", "so does": the parts asked one by one."""
        cut = [part.strip(" ,;") for part in self._patterns["joint"].split(question)]
        whole = len(cut) > MOST_PARTS or any(len(words(part)) < SHORTEST_PART for part in cut)
        return [question] if whole else cut

    def _with_tags(self, sentences: Sequence[str]) -> list[str]:
        """Join to a sentence what only asks about it ("Is that right?") or goes on with it."""
        joined: list[str] = []
        for each in sentences:
            is_short = joined and len(words(each)) <= LONGEST_TAG
            if is_short and self._patterns["tag"].match(each):
                joined[-1] = f"{joined[-1].rstrip('.')}, {each}"
            elif is_short and self._is_bare(each) and not joined[-1].endswith("?"):
                joined[-1] = f"{joined[-1].rstrip('.!')}, {each}"
            elif is_short and self._patterns["continuing"].match(each):
                joined[-1] = f"{joined[-1].rstrip('.?!')} {each}"
            else:
                joined.append(each)
        return joined

    def _is_bare(self, sentence: str) -> bool:
        """Whether a sentence asks of what the one before it tells: "Who's that?"."""
        is_asking = self._patterns["asking"].search(sentence)
        return bool(is_asking) and all(
            stem(word.casefold()) in self._bare_stems for word in words(sentence)
        )

    @cached_property
    def _bare_stems(self) -> frozenset[str]:
        language = self.language
        return frozenset(map(stem, (*language.function_words.words, *language.light_words.words)))

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return compiled(self.language)

    @cached_property
    def _small_talk(self) -> Mapping[str, str]:
        talk = self.language.smalltalk
        return {_bare(phrase): kind for kind, phrases in talk.items() for phrase in phrases}

    @cached_property
    def _commands(self) -> Mapping[str, Sequence[str]]:
        return _by_opening(self.language.commands.phrases)

    @cached_property
    def _advice(self) -> Mapping[str, Sequence[str]]:
        personal = self.language.personal
        return _by_opening((*personal.advice, *personal.speculation))


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", "", text.casefold()).split())


def _by_opening(phrases: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Group phrases, blanks around them, by their first word."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase.split()[0], []).append(f" {phrase} ")
    return found


def _opened(phrases: Mapping[str, Sequence[str]], *texts: str) -> Iterator[str]:
    """Give the phrases whose first word stands in a text."""
    words_in = {word for text in texts for word in text.split()}
    return (phrase for word in words_in & phrases.keys() for phrase in phrases[word])
