"""Tokens that confirm what breaks a question."""

import pytest

from bot.curation.confirming import VALID, Confirmations


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def seal(text: str) -> str:
    return f"{hash(('key', text)):x}".rjust(16, "0")


def test_a_token_names_the_candidate_and_holds_for_it() -> None:
    token = Confirmations(seal).issue("cafe01", "beef02")

    assert token.startswith("cafe01.")
    assert Confirmations(seal).holds(token, "cafe01", "beef02")


def test_it_holds_for_nothing_else() -> None:
    confirmations = Confirmations(seal)
    token = confirmations.issue("cafe01", "beef02")

    assert not confirmations.holds(token, "cafe02", "beef02")
    assert not confirmations.holds(token, "cafe01", "beef03")


def test_it_ends_after_some_minutes() -> None:
    clock = Clock()
    confirmations = Confirmations(seal, clock)
    token = confirmations.issue("cafe01", "beef02")

    clock.now += VALID + 1

    assert not confirmations.holds(token, "cafe01", "beef02")


@pytest.mark.parametrize(
    "token",
    ["", "cafe01", "cafe01..", "cafe01.x.y", "cafe01.99999999999.y", "cafe01.².", "a.b.c.d", "ü"],
)
def test_what_was_never_given_holds_for_nothing(token: str) -> None:
    assert not Confirmations(seal).holds(token, "cafe01", "beef02")


def test_another_key_makes_another_token() -> None:
    token = Confirmations(lambda text: seal(f"other {text}")).issue("cafe01", "beef02")

    assert not Confirmations(seal).holds(token, "cafe01", "beef02")
