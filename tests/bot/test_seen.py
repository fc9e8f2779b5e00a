"""Events are taken up once, for ten minutes, in bounded memory."""

import asyncio

import pytest

from bot import seen
from bot.errors import StoreError
from bot.seen import KEPT, Seen, SharedSeen


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


class FailingStore:
    """A store whose database is gone, until it is back."""

    is_alone = False

    def __init__(self) -> None:
        self.back: Seen | None = None

    async def claim(self, key: str) -> bool:
        if self.back is not None:
            return await self.back.claim(key)
        raise StoreError(key, "gone", "bring it back")

    async def release(self, key: str) -> None:
        if self.back is not None:
            return
        raise StoreError(key, "gone", "bring it back")


async def test_what_one_process_took_up_no_other_does() -> None:
    between = Seen()
    one, other = SharedSeen(between, print), SharedSeen(between, print)

    assert await one.claim("a")
    assert not await other.claim("a")
    await one.release("a")
    assert await one.claim("a")


async def test_what_another_process_gave_back_may_be_taken_up_here() -> None:
    between = Seen()
    one, other = SharedSeen(between, print), SharedSeen(between, print)
    await one.claim("a")
    await other.claim("a")

    await one.release("a")

    assert await other.claim("a")


async def test_while_the_store_fails_a_process_remembers_alone() -> None:
    failures: list[int] = []
    held = SharedSeen(FailingStore(), lambda: failures.append(1))

    claimed = [await held.claim("a"), await held.claim("a")]
    await held.release("a")

    assert claimed == [True, False]
    assert await held.claim("a")
    assert held.is_alone
    assert failures


async def test_nobody_waits_for_a_store_that_failed_and_it_is_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seen, "PAUSE", 0.0)
    store = FailingStore()
    held = SharedSeen(store, print)
    await held.claim("a")
    store.back = Seen()

    await held.claim("b")
    was_alone = held.is_alone
    await asyncio.sleep(0.01)
    await held.claim("c")

    assert was_alone
    assert await store.back.claim("b")
    assert not await store.back.claim("c")
