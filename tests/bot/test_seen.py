"""Events are taken up once, for ten minutes, in bounded memory."""

import pytest

from bot import seen
from bot.seen import KEPT, Seen


class FakeClock:
    """A clock that a test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def test_an_event_is_claimed_once(clock: FakeClock) -> None:
    held = Seen(clock)

    assert [await held.claim("a"), await held.claim("a"), await held.claim("b")] == [
        True,
        False,
        True,
    ]


async def test_the_last_retry_after_five_minutes_is_still_known(clock: FakeClock) -> None:
    held = Seen(clock)
    await held.claim("a")

    clock.now = 301
    late = await held.claim("a")
    clock.now = KEPT
    forgotten = await held.claim("a")

    assert (late, forgotten) == (False, True)


async def test_an_event_given_back_can_be_claimed_again(clock: FakeClock) -> None:
    held = Seen(clock)
    await held.claim("a")

    await held.release("a")
    await held.release("never claimed")

    assert await held.claim("a")


async def test_so_many_events_are_remembered_at_most(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "MOST_KEYS", 1_000)
    held = Seen(clock)

    for number in range(100_000):
        await held.claim(str(number))

    assert len(held) == 1_000
    assert not await held.claim("99999")
