"""Votes, misses, and a person who asks to be forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.store import Forgotten, State, Store, Tally
from bot.vote import Vote

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def vote(voter: str = "ada", *, is_helpful: bool = True, answer: str = "1", **more: object) -> Vote:
    return Vote("console", answer, voter, is_helpful, ("tariff", "made"), **more)  # type: ignore[arg-type]


async def test_the_last_vote_of_a_person_counts(store: Store) -> None:
    await store.votes.cast(vote())
    await store.votes.cast(vote(is_helpful=False))
    await store.votes.cast(vote("bob"))

    assert await store.votes.tally() == (Tally("made", 1, 1), Tally("tariff", 1, 1))


async def test_votes_on_misses_are_counted_apart(store: Store) -> None:
    await store.votes.cast(Vote("console", "1", "ada", is_helpful=False, is_on_miss=True))

    assert await store.votes.tally() == ()
    assert await store.votes.tally(is_on_miss=True) == (Tally("", 0, 1),)


async def test_what_was_missing_is_kept_scrubbed(store: Store) -> None:
    await store.votes.cast(vote(is_helpful=False, missing="ask ada@example.com"))

    (remark,) = await store.votes.remarks(5)

    assert (remark.words, remark.matches) == ("ask [email]", ("tariff", "made"))


async def test_a_miss_is_scrubbed_and_marked(store: Store) -> None:
    ada = store.pseudonym("console", "ada")
    await store.misses.add("who is <@12345> ?", platform="console", asker=ada, nearest="made")
    (miss,) = await store.misses.recent(5)

    marked = await store.misses.mark([miss.number], State.OUT_OF_SCOPE)

    assert (miss.text, miss.nearest, miss.state) == ("who is [mention] ?", "made", State.OPEN)
    assert marked == 1
    assert await store.misses.recent(5) == ()
    found = await store.misses.find(miss.number)
    assert found is not None
    assert found.state is State.OUT_OF_SCOPE
    assert await store.misses.counts() == {State.OUT_OF_SCOPE: 1}


async def test_counts_hold_neither_text_nor_asker(url: str) -> None:
    store = await Store.open(url, keeping="counts")
    ada = store.pseudonym("console", "ada")

    await store.misses.add("what?", platform="console", asker=ada)
    await store.votes.cast(vote(is_helpful=False, missing="much"))

    assert await store.misses.counts() == {State.OPEN: 1}
    assert await store.misses.recent(5) == ()
    assert await store.votes.remarks(5) == ()
    assert (await store.forget(ada)).misses == 0
    await store.close()


async def test_off_holds_nothing(url: str) -> None:
    store = await Store.open(url, keeping="off")
    ada = store.pseudonym("console", "ada")

    await store.misses.add("what?", platform="console", asker=ada)
    store.misses.note("what?", platform="console", asker=ada)
    await store.misses.ledger.flush()

    assert await store.misses.counts() == {}
    await store.close()


async def test_a_person_is_forgotten_and_no_one_else(store: Store) -> None:
    ada, bob = (store.pseudonym("console", each) for each in ("ada", "bob"))
    for person, name in ((ada, "ada"), (bob, "bob")):
        store.misses.note("what?", platform="console", asker=person)
        await store.votes.cast(vote(name))

    forgotten = await store.forget(ada)

    assert forgotten == Forgotten(votes=1, misses=1)
    assert len(await store.misses.recent(5)) == 1
    assert await store.votes.tally() == (Tally("made", 1, 0), Tally("tariff", 1, 0))


async def test_words_are_kept_for_thirty_days(url: str) -> None:
    store = await Store.open(url, clock=lambda: NOON)
    ada = store.pseudonym("console", "ada")
    await store.misses.add("what?", platform="console", asker=ada)
    await store.votes.cast(vote(is_helpful=False, missing="much"))

    await store.purge(NOON + timedelta(days=30))
    kept = len(await store.misses.recent(5)), len(await store.votes.remarks(5))
    await store.purge(NOON + timedelta(days=30, seconds=1))

    assert kept == (1, 1)
    assert await store.misses.counts() == {}
    assert await store.votes.remarks(5) == ()
    assert (await store.votes.tally())[0].unhelpful == 1
    await store.close()


async def test_a_pseudonym_is_the_same_after_a_restart_and_another_elsewhere(
    url: str, store: Store
) -> None:
    again = await Store.open(url)

    assert again.pseudonym("slack", "U1") == store.pseudonym("slack", "U1")
    assert store.pseudonym("slack", "U1") != store.pseudonym("discord", "U1")
    await again.close()


async def test_pseudonyms_of_two_stores_differ(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = await Store.open(tmp_path_factory.mktemp("other") / "a.db")

    assert other.pseudonym("slack", "U1") != store.pseudonym("slack", "U1")
    await other.close()
