"""Several processes on one store, started together or killed at any step."""

from collections import Counter

from bot.store import Intact, Store
from tests.bot.store import replicas
from tests.bot.store.failing import ADA

OLD = {"facts.toml": b"old", "faq.toml": b"same"}
NEW = {"facts.toml": b"new", "faq.toml": b"same"}


async def test_of_several_processes_one_claims_an_event(url: str) -> None:
    keys = [f"Ev{number}" for number in range(40)]

    claimed = await replicas.at_once(3, replicas.claim, url, keys)

    assert Counter(key for each in claimed for key in each) == dict.fromkeys(keys, 1)


async def test_deeds_of_several_processes_make_one_chain(url: str) -> None:
    await replicas.at_once(3, replicas.append, url, 10)

    store = await Store.open(url)
    assert await store.audit.verify() == Intact(30)
    await store.close()


async def test_processes_that_start_together_make_one_store(url: str) -> None:
    names = await replicas.at_once(3, replicas.open_it, url)

    assert len(set(names)) == 1


async def test_a_process_killed_at_any_step_leaves_the_old_or_the_new_version(
    store: Store, url: str
) -> None:
    first = await store.versions.add(OLD, content_hash="old", author=ADA, note="")
    await store.versions.serve(first.number)
    served: list[bytes] = []

    step = 1
    while await replicas.killed(replicas.accept_until, url, NEW, step):
        serving = await store.versions.serving()
        assert serving is not None
        held = await store.versions.files(serving.number)
        assert held in (OLD, NEW)
        served.append(held["facts.toml"])
        for version in await store.versions.recent(50):
            assert await store.versions.files(version.number) in (OLD, NEW)
        step += 1

    assert step > 10
    assert served == [*[b"old"] * (step - 2), b"new"]
