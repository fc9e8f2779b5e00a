from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.store import Broken, Deed, Intact, Store
from tests.bot.store.failing import ADA


async def append(store: Store, action: str = "reload") -> Deed:
    return await store.audit.append(
        action, actor=ADA, platform="slack", place="C1", outcome="done", version=2, detail="+1"
    )


async def test_deeds_are_listed_the_newest_first(store: Store) -> None:
    first, second = await append(store), await append(store, "rollback")

    assert await store.audit.recent(5) == (second, first)
    assert await store.audit.recent(1) == (second,)


async def test_an_empty_chain_is_intact(store: Store) -> None:
    assert await store.audit.verify() == Intact(0)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit SET actor = 'b' WHERE number = 2", 2),
        ("UPDATE audit SET detail = 'nothing' WHERE number = 3", 3),
        ("UPDATE audit SET version = NULL WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 3", 3),
        ("DELETE FROM audit", 1),
        ("DELETE FROM meta WHERE key = 'audit-head'", 1),
    ],
)
async def test_the_first_changed_deed_is_found(store: Store, tampering: str, found: int) -> None:
    for _ in range(3):
        await append(store)
    assert await store.audit.verify() == Intact(3)

    async with store._database.write() as connection:
        await connection.execute(text(tampering))

    assert await store.audit.verify() == Broken(found)


async def test_a_clock_that_goes_back_does_not_break_the_chain(url: str) -> None:
    years = iter([2025, 2024, 2026])
    store = await Store.open(url, clock=lambda: datetime(next(years), 1, 1, tzinfo=UTC))

    for _ in range(3):
        await append(store)

    assert await store.audit.verify() == Intact(3)
    assert [deed.time.year for deed in await store.audit.recent(5)] == [2026, 2024, 2025]
    await store.close()
