import json
from pathlib import Path

from bot.store import Store


async def test_a_channel_is_held_until_it_is_removed(store: Store) -> None:
    await store.channels.add("discord", 12)
    await store.channels.add("discord", 12)
    assert store.channels.holds("discord", "12")

    await store.channels.remove("discord", 12)

    assert not store.channels.holds("discord", 12)


async def test_another_process_sees_a_channel_when_it_looks(url: str, store: Store) -> None:
    await store.channels.add("slack", "C1")
    other = await Store.open(url)
    assert other.channels.holds("slack", "C1")

    await store.channels.add("slack", "C2")
    await other.channels.refresh()

    assert other.channels.holds("slack", "C2")
    await other.close()


async def test_the_old_file_is_taken_over_once(store: Store, tmp_path: Path) -> None:
    old = tmp_path / "ask-channels.json"
    old.write_text(json.dumps(["discord:12", "slack:C1", 5]))

    await store.channels.take_over(old)
    held = store.channels.holds("discord", 12), store.channels.holds("slack", "C1")
    await store.channels.remove("discord", 12)
    await store.channels.take_over(old)

    assert held == (True, True)
    assert not store.channels.holds("discord", 12)


async def test_an_old_file_that_is_absent_or_spoilt_holds_nothing(
    store: Store, tmp_path: Path
) -> None:
    spoilt = tmp_path / "ask-channels.json"
    spoilt.write_text('["discord:1')

    await store.channels.take_over(spoilt)
    await store.channels.take_over(tmp_path / "absent")

    assert not store.channels.holds("discord", 1)
