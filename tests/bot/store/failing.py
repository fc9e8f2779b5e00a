"""What the tests of faults have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import pytest

from bot.errors import StoreError
from bot.store import Pseudonym
from bot.vote import Vote

ADA = Pseudonym("a" * 32)
VOTE = Vote("console", "1", "ada", is_helpful=True)


@contextmanager
def fails(problem: str, *, within: float = 7.0) -> Iterator[None]:
    """Require one line with the problem, in time, without the password."""
    began = perf_counter()
    with pytest.raises(StoreError, match=problem) as raised:
        yield
    told = str(raised.value)
    assert "\n" not in told
    assert "hidden" not in told
    assert perf_counter() - began < within
