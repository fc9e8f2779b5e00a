"""Processes that are really killed, and others that go on."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.curation.publishing import load
from bot.edition import Edition
from bot.store import Intact, Store
from tests.bot.command import ROOT
from tests.bot.curation.conftest import ME, Base, text
from tests.bot.curation.victim import ROUNDS, STEPS
from tests.harbour import harbour_corpus, write_harbour

FOLLOWED = 5.0
"""Seconds within which all processes serve what one has accepted."""


async def output(*arguments: object) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *map(str, arguments), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode().splitlines()


async def test_a_kill_at_any_step_leaves_a_whole_version_serving(tmp_path: Path) -> None:
    places = [tmp_path / str(number) for number in range(len(STEPS) + 1)]
    urls = [place / "rigwire.db" for place in places]
    directories = [write_harbour(place / "knowledge") for place in places]

    told = await output("-m", "tests.bot.curation.victim", *urls, *directories)

    assert told == [*(f"{step} True" for step in STEPS), *["loop True"] * ROUNDS]
    for step, url in zip((*STEPS, "loop"), urls, strict=True):
        await expect_whole(step, url)


async def expect_whole(step: str, url: Path) -> None:
    """What serves is whole and answers; what was done to get there is written down."""
    store = await Store.open(url)
    serving = await store.versions.serving()
    assert serving
    edition = await load(await store.versions.files(serving.number))
    assert isinstance(edition, Edition)
    deeds = await store.audit.recent(999)
    verified = await store.audit.verify()
    versions = await store.versions.recent(999)
    for each in versions:
        assert await store.versions.files(each.number)
    await store.close()

    assert verified == Intact(len(deeds))
    assert serving.number in [each.version for each in deeds]
    if step in STEPS:
        is_new = step == "serve"
        assert (edition.version != harbour_corpus().version) == is_new, step
        assert len(versions) == (1 if STEPS.index(step) < STEPS.index("add") else 2), step


FOLLOWER = """
import asyncio, sys
from pathlib import Path
from tests.bot.curation.victim import curated

async def follow():
    store, curator = await curated(sys.argv[1], Path(sys.argv[2]))
    keeping_up = asyncio.create_task(curator.keep_up())
    seen = None
    while True:
        if curator.publisher.serving != seen:
            seen = curator.publisher.serving
            reply = curator._service.recall("How much will a ticket cost?")
            print(seen.generation, seen.number, reply.knowledge, flush=True)
        await asyncio.sleep(0.05)

asyncio.run(follow())
"""


@pytest.mark.apart
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_what_one_process_accepts_all_serve_and_none_goes_back(
    any_base: Base, url: str
) -> None:
    first = any_base.version
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", FOLLOWER, url, str(any_base.directory)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout

    async def followed(seconds: float) -> str:
        assert process.stdout
        async with asyncio.timeout(seconds):
            return (await process.stdout.readline()).decode().strip()

    try:
        assert await followed(30) == f"1 1 {first}"
        any_base.widen()
        assert text(await any_base.curator.reload(ME)).startswith("Version 2")
        assert await followed(FOLLOWED) == f"2 2 {any_base.version}"
        await any_base.curator.rollback(ME, 1)
        assert await followed(FOLLOWED) == f"3 1 {first}"
    finally:
        process.kill()
        await process.wait()
