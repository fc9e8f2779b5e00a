"""What is served: one version of the knowledge with its answerer, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.reply import Reply
from bot.tags import key_of
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus


@dataclass(frozen=True)
class Edition:
    """A version of the knowledge as a whole: every answer comes from exactly one."""

    corpus: Corpus
    built: Answerer | None = None

    @cached_property
    def answerer(self) -> Answerer:
        """Built when first asked: profiles and lists need no index."""
        return self.built or Answerer(self.corpus)

    @property
    def version(self) -> str:
        """The hash of all content files, as footers show it."""
        return self.corpus.version

    def question(self, key: str) -> str | None:
        """Find a question of the FAQ by its key."""
        return self._questions.get(key)

    @cached_property
    def _questions(self) -> Mapping[str, str]:
        entries = self.corpus.entries.values()
        return {key_of(each.question): each.question for each in entries}

    def sign(self, reply: Reply) -> Reply:
        """Put the version that a reply comes from on it."""
        return replace(reply, knowledge=self.version)
