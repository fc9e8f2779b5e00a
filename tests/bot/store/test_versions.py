import pytest
from sqlalchemy import text

from bot.errors import StoreError
from bot.store import Serving, Store
from tests.bot.store.failing import ADA, fails

FILES = {"facts.toml": b"facts = []\n" * 1000, "sources/one.toml": b"\x00\xff"}


async def add(store: Store, files: dict[str, bytes] = FILES) -> int:
    version = await store.versions.add(files, content_hash="abc", author=ADA, note="first")
    return version.number


async def test_a_version_is_read_as_it_was_added(store: Store) -> None:
    version = await store.versions.add(FILES, content_hash="abc", author=ADA, note="first")

    assert await store.versions.files(version.number) == FILES
    assert await store.versions.find(version.number) == version
    assert await store.versions.recent(5) == (version,)


async def test_nothing_serves_before_the_first_version_does(store: Store) -> None:
    await add(store)

    assert await store.versions.serving() is None


async def test_the_generation_grows_on_a_rollback(store: Store) -> None:
    first, second = await add(store), await add(store, {"facts.toml": b"other"})

    await store.versions.serve(first)
    await store.versions.serve(second)
    served = await store.versions.serve(first)

    assert served == Serving(3, first)
    assert await store.versions.serving() == served


async def test_a_version_serves_only_after_the_one_that_it_was_compared_with(
    store: Store,
) -> None:
    first, second = await add(store), await add(store)

    assert await store.versions.serve(first, after=0) == Serving(1, first)
    assert await store.versions.serve(second, after=0) is None
    assert await store.versions.serving() == Serving(1, first)
    assert await store.versions.serve(second, after=1) == Serving(2, second)


async def test_a_version_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="there is no version 7; choose one that is listed"):
        await store.versions.files(7)
    with pytest.raises(StoreError, match="there is no version 7; choose one that is listed"):
        await store.versions.serve(7)


async def test_what_two_versions_share_is_held_once(store: Store) -> None:
    await add(store)
    await add(store, {**FILES, "facts.toml": b"other"})

    async with store._database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM blobs")) == 3


async def test_a_damaged_version_is_told(store: Store) -> None:
    number = await add(store)
    async with store._database.write() as connection:
        await connection.execute(text("UPDATE version_files SET path = path || '.old'"))

    with fails("version 1 is not what was accepted; roll back"):
        await store.versions.files(number)


async def test_a_damaged_content_is_told(store: Store) -> None:
    number = await add(store)
    async with store._database.write() as connection:
        await connection.execute(
            text("UPDATE blobs SET packed = :packed"),
            {"packed": b"\x78\x9c\x03\x00\x00\x00\x00\x01"},
        )

    with fails("version 1 is not what was accepted; roll back"):
        await store.versions.files(number)
