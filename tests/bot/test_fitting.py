"""What is cut is cut where nothing is parted that shows as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fitting import fitting, shorten, size

WHOLE = {
    "an emoji": "\U0001f600",
    "a skin": "\U0001f44d\U0001f3fd",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a flag": "\U0001f1fa\U0001f1f8",
    "a heart": "\u2764\ufe0f",
    "an accent": "e\u0301",
    "two accents": "o\u0302\u0301",
    "a keycap": "1\ufe0f\u20e3",
}


@pytest.mark.parametrize("one", WHOLE.values(), ids=WHOLE.keys())
@pytest.mark.parametrize("limit", range(10, 40))
def test_what_shows_as_one_is_whole_or_gone(one: str, limit: int) -> None:
    shortened = shorten(one * 50, limit)

    kept = shortened.removesuffix("\u2026")
    assert size(shortened) <= limit
    assert kept == one * (len(kept) // len(one))


@given(text=st.text(min_size=1), limit=st.integers(1, 50))
def test_some_of_any_text_fits(text: str, limit: int) -> None:
    assert 1 <= fitting(text, limit) <= len(text)


def test_a_text_of_marks_alone_takes_no_long_time() -> None:
    assert fitting("\u0301" * 100_000, 50_000) == 1
    assert fitting("\U0001f1fa" * 100_000, 50_001) == 25_000


@pytest.mark.parametrize("limit", [30, 40, 60])
def test_a_link_and_a_citation_are_whole_or_gone(limit: int) -> None:
    text = "Told in the paper [1]. See https://example.org/page for more [2]. And the rest [12]."

    kept = shorten(text, limit).removesuffix("\u2026").split()

    assert set(kept) <= set(text.split())
