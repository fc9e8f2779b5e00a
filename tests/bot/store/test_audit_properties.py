"""Any change of any deed is found, by whatever program it was made."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.store import Broken, Deed, Intact, Pseudonym, Store
from bot.store.audit import chained
from bot.store.schema import audit
from tests.bot.store.server import new_path

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds it
NUMBERS = st.none() | st.integers(1, 2**31 - 1)

DEEDS = st.builds(
    Deed,
    number=st.just(0),
    time=TIMES,
    actor=TEXT.map(Pseudonym),
    platform=TEXT,
    place=TEXT,
    action=TEXT,
    outcome=TEXT,
    version=NUMBERS,
    detail=TEXT,
)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["actor", "platform", "place", "action", "outcome", "detail"]), TEXT),
    st.tuples(st.just("version"), NUMBERS),
    st.tuples(st.just("time"), TIMES),
)


@given(deeds=st.lists(DEEDS, min_size=1, max_size=4), which=st.integers(0), change=CHANGES)
@settings(max_examples=20, deadline=None)
def test_a_changed_deed_breaks_the_chain_where_it_stands(
    deeds: list[Deed], which: int, change: tuple[str, object]
) -> None:
    name, value = change
    number = 1 + which % len(deeds)
    assume(getattr(deeds[number - 1], name) != value)

    asyncio.run(require_broken(deeds, number, {name: value}))


async def require_broken(deeds: list[Deed], number: int, change: dict[str, object]) -> None:
    times = iter([deed.time for deed in deeds])
    with new_path() as path:
        store = await Store.open(path, clock=lambda: next(times))
        for deed in deeds:
            await store.audit.append(
                deed.action,
                actor=deed.actor,
                platform=deed.platform,
                place=deed.place,
                outcome=deed.outcome,
                version=deed.version,
                detail=deed.detail,
            )
        assert await store.audit.verify() == Intact(len(deeds))
        assert await store.audit.recent(9) == tuple(
            replace(deed, number=n) for n, deed in reversed(list(enumerate(deeds, 1)))
        )
        async with store._database.write() as connection:
            await connection.execute(update(audit).where(audit.c.number == number).values(change))
        assert await store.audit.verify() == Broken(number)
        await store.close()


@given(DEEDS, DEEDS, TEXT, TEXT)
def test_a_link_holds_every_part_of_a_deed_and_all_before_it(
    one: Deed, other: Deed, before: str, earlier: str
) -> None:
    assert (chained(before, one) == chained(earlier, other)) == ((before, one) == (earlier, other))
