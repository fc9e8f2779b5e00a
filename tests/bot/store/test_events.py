from datetime import UTC, datetime

from sqlalchemy import text

from bot.store import Store


async def test_an_event_is_claimed_once(store: Store) -> None:
    assert await store.events.claim("Ev1")
    assert not await store.events.claim("Ev1")
    assert await store.events.claim("Ev2")


async def test_a_released_event_is_claimed_again(store: Store) -> None:
    await store.events.claim("Ev1")

    await store.events.release("Ev1")

    assert await store.events.claim("Ev1")


async def test_an_event_is_kept_for_ten_minutes_by_the_clock_of_the_database(store: Store) -> None:
    for key, age in (("young", 590), ("old", 610)):
        await store.events.claim(key)
        async with store._database.write() as connection:
            aged = text("UPDATE events SET seconds = seconds - :age WHERE key = :key")
            await connection.execute(aged, {"age": age, "key": key})

    assert not await store.events.claim("young")
    assert await store.events.claim("old")
    assert not await store.events.claim("old")


async def test_old_events_are_purged_whatever_clock_the_process_has(store: Store) -> None:
    await test_an_event_is_kept_for_ten_minutes_by_the_clock_of_the_database(store)
    async with store._database.write() as connection:
        aged = text("UPDATE events SET seconds = seconds - 610 WHERE key = 'old'")
        await connection.execute(aged)

    await store.purge(datetime(2040, 1, 1, tzinfo=UTC))

    async with store._database.read() as connection:
        held = await connection.scalars(text("SELECT key FROM events"))
        assert list(held) == ["young"]
