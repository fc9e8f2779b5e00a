"""Which version serves when a process starts."""

import asyncio
import logging

import pytest

from bot.curation.starting import start
from bot.store import Pseudonym, Serving, Store
from knowledge.errors import CorpusError
from tests.bot.curation.conftest import FAQ, ME, Base
from tests.harbour import harbour_corpus, harbour_files


async def count(base: Base) -> int:
    return len(await base.store.versions.recent(99))


async def test_an_empty_store_takes_the_directory(base: Base) -> None:
    empty = await Store.open(base.directory.parent / "empty.db")

    started = await start(empty, base.directory)
    [version] = await empty.versions.recent(9)
    [deed] = await empty.audit.recent(9)
    await empty.close()

    assert started.edition.version == harbour_corpus().version == version.content_hash
    assert (started.serving.generation, started.serving.number) == (1, 1)
    assert (deed.action, deed.outcome, deed.version) == ("start", "done", 1)


async def test_an_empty_store_and_nothing_sound_is_no_start(base: Base) -> None:
    empty = await Store.open(base.directory.parent / "empty.db")
    (base.directory / FAQ).write_text("not toml")

    with pytest.raises(CorpusError, match=r"faq\.toml: not valid TOML"):
        await start(empty, base.directory)
    await empty.close()


async def test_a_directory_that_was_accepted_is_not_taken_again(base: Base) -> None:
    first = base.version
    base.widen()
    await base.curator.reload(ME)
    await base.curator.rollback(ME, 1)

    started = await start(base.store, base.directory)

    assert started.edition.version == first
    assert started.serving.number == 1
    assert await count(base) == 2


async def test_a_directory_that_changed_is_taken_as_a_new_version(base: Base) -> None:
    base.widen()

    started = await start(base.store, base.directory)

    assert started.serving.number == 2
    assert "what does a ride cost" in started.edition.corpus.entries["ticket-cost"].phrasings


@pytest.mark.parametrize("how", ["spoilt", "broken", "absent"])
async def test_a_directory_that_does_not_pass_leaves_the_version_of_the_store(
    base: Base, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    match how:
        case "spoilt":
            base.spoil()
        case "broken":
            (base.directory / FAQ).write_text("not toml")
        case _:
            (base.directory / FAQ).unlink()
    caplog.set_level(logging.WARNING)

    started = await start(base.store, base.directory)

    assert started.edition.version == base.version
    assert await count(base) == 1
    [record] = [each for each in caplog.records if each.name == "bot.curation.starting"]
    assert f"{base.directory} does not serve: " in record.message
    assert "How much" not in record.message


async def test_a_version_that_this_program_cannot_read_gives_way_to_the_directory(
    base: Base,
) -> None:
    files = {**harbour_files(), FAQ: b"form = 0"}
    old = await base.store.versions.add(
        files, content_hash="old", author=Pseudonym(""), note="of an earlier form"
    )
    await base.store.versions.serve(old.number)

    started = await start(base.store, base.directory)

    assert started.edition.version == base.version
    assert started.serving.generation == 3


async def test_of_two_that_start_at_once_on_an_empty_store_both_serve_one_version(
    base: Base,
) -> None:
    empty = await Store.open(base.directory.parent / "empty.db")

    first, second = await asyncio.gather(start(empty, base.directory), start(empty, base.directory))
    served = await empty.versions.serving()
    await empty.close()

    assert first.serving == second.serving == served
    assert served == Serving(1, first.serving.number)
