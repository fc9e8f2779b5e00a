"""Reloads in the midst of everything else, with the work really done in another process."""

import asyncio
import os
import sqlite3
from time import perf_counter

import pytest

from bot import apart
from bot.apart import WorkFailedError, run_apart
from bot.curation.settling import SETTLED
from bot.vote import Vote
from tests.bot.curation.conftest import FAQ, ME, OTHER, Base, text

pytestmark = pytest.mark.apart

RIDE = "what does a ride cost"
QUESTION = "How much will a ticket cost?"


async def test_of_two_reloads_at_once_the_second_is_told_so(base: Base) -> None:
    base.widen()

    first, second = await asyncio.gather(base.curator.reload(ME), base.curator.reload(OTHER))

    told = sorted([text(first), text(second)])
    assert told[0].startswith("Another change of the knowledge is under way")
    assert told[1].startswith("Version 2")
    assert len(await base.store.versions.recent(9)) == 2


async def test_half_a_file_never_serves(base: Base) -> None:
    """The first half proves as well: only that it is still being written tells."""
    faq = base.directory / FAQ
    whole = faq.read_text().replace('"price of a ticket"', f'"{RIDE}"')
    entries = whole.split("\n[[entries]]")

    async def write() -> None:
        for end in range(2, len(entries) + 1):
            faq.write_text("\n[[entries]]".join(entries[:end]))
            await asyncio.sleep(SETTLED / 2)

    await asyncio.gather(write(), base.curator.reload(ME))

    assert len(base.service.corpus.entries) == 4
    assert "$9 by 2030" in base.answers(RIDE)


async def test_each_of_a_thousand_answers_comes_from_one_version(base: Base) -> None:
    """The old version tells of one answer to the question, the new one of another."""
    base.edit(
        "Analysts expect a ticket to cost $9 by 2030.", "Analysts expect a price of $9 by 2030."
    )
    old = base.version
    seen: dict[str, set[str]] = {}

    async def ask() -> None:
        for _ in range(1_000):
            reply = base.service.ask(QUESTION, platform="test")
            seen.setdefault(reply.knowledge, set()).add(reply.statements[0].text)
            await asyncio.sleep(0.002)
            if reply.knowledge != old and len(seen) == 2:
                return

    await asyncio.gather(ask(), base.curator.reload(ME))

    assert seen[old] == {"Analysts expect a ticket to cost $9 by 2030."}
    assert seen[base.version] == {"Analysts expect a price of $9 by 2030."}
    assert len(seen) == 2


async def test_the_loop_goes_on_while_a_version_is_built(base: Base) -> None:
    base.widen()
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            before = perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, perf_counter() - before)

    ticking = asyncio.create_task(tick())
    await base.curator.reload(ME)
    ticking.cancel()

    assert longest < 0.5


async def test_a_store_that_fails_is_told_and_answering_goes_on(base: Base) -> None:
    base.widen()
    other = sqlite3.connect(base.directory.parent / "store" / "rigwire.db")
    other.execute("DROP TABLE versions")
    other.execute("DROP TABLE votes")
    other.close()

    told = await base.curator.attempt(base.curator.reload(ME))

    assert text(told).startswith("The store failed")
    assert "$9 by 2030" in base.answers()
    assert not await base.service.vote(Vote("x", "1", "a", is_helpful=True))


async def test_work_that_dies_is_told_and_answering_goes_on(base: Base) -> None:
    with pytest.raises(WorkFailedError, match="_exit"):
        await run_apart(os._exit, 9)

    assert "$9 by 2030" in base.answers()


async def test_work_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)
    started = perf_counter()

    with pytest.raises(WorkFailedError, match="sleep"):
        await run_apart(__import__("time").sleep, 60)

    assert perf_counter() - started < 10
