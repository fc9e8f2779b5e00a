"""Sessions begin soon, and yet never so often that Discord would reset the token."""

import asyncio

import pytest

from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.discord.pacing import AT_ONCE, EVERY, LEAST, Pace
from tests.bot.discord.conftest import FakeClock

ALLOWED = 1_000
"""Sessions a day, of all processes that share a token."""

SHARING = 3
DAY = 86_400.0


def begun(clock: FakeClock, pace: Pace, seconds: float) -> int:
    """Begin a session as soon as it may, and lose it at once."""
    end, count = clock.now + seconds, 0
    while clock.now < end:
        clock.now += pace.wait()
        count += 1
    return count


def test_a_day_of_flapping_stays_below_what_discord_allows(clock: FakeClock) -> None:
    pace = Pace(clock)

    first, second = begun(clock, pace, DAY), begun(clock, pace, DAY)

    assert first * SHARING < ALLOWED
    assert second <= DAY / EVERY + 1


def test_a_network_that_has_come_back_is_not_made_to_wait(clock: FakeClock) -> None:
    pace = Pace(clock)
    begun(clock, pace, DAY)

    clock.now += AT_ONCE * EVERY

    assert [pace.wait() for _ in range(AT_ONCE)] == [LEAST] * AT_ONCE


async def test_every_session_but_the_first_is_paced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    client = Client(desk)

    await client.before_identify_hook(0, initial=True)
    for _ in range(AT_ONCE + 2):
        await client.before_identify_hook(0)

    assert slept[:AT_ONCE] == [LEAST] * AT_ONCE
    assert slept[-1] == pytest.approx(2 * EVERY, abs=1)
