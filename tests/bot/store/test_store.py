"""The store as a whole."""

import asyncio
import pickle

from bot.errors import StoreError
from bot.store import Store, Tally
from bot.vote import Vote
from tests.bot.store.failing import VOTE


async def test_a_call_that_is_cancelled_at_any_point_leaves_the_store_usable(
    store: Store,
) -> None:
    for turns in range(25):
        casting = asyncio.create_task(store.votes.cast(VOTE))
        for _ in range(turns):
            await asyncio.sleep(0)
        casting.cancel()
        await asyncio.gather(casting, return_exceptions=True)

    await store.votes.cast(VOTE)

    assert await store.votes.tally() == (Tally("", 1, 0),)


async def test_many_voters_at_once_are_all_counted(store: Store) -> None:
    votes = (Vote("console", "1", str(number), is_helpful=True) for number in range(60))

    await asyncio.gather(*map(store.votes.cast, votes))

    assert await store.votes.tally() == (Tally("", 60, 0),)


def test_an_error_can_be_handed_to_another_process() -> None:
    error = StoreError("rigwire.db", "the disk is full", "make room on it")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own
