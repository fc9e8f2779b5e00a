"""What can be wrong with the content.

KnowledgeError          something is wrong with a knowledge directory
└── CorpusError         ... with its files: carries every problem found, not the first
"""

from collections.abc import Sequence


class KnowledgeError(Exception):
    """The knowledge cannot be used; the message says what, where and what to do."""


class CorpusError(KnowledgeError):
    """Content files that cannot be served, with one line for each problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
