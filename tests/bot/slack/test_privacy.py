"""Of who asked what, nothing is kept that an operator could read."""

import logging
from pathlib import Path

import pytest

from bot.curation.curator import Curator
from bot.service import Service
from bot.store import Store
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.slack.conftest import QUESTION, SOON, World
from tests.bot.telltale import SAID, assert_untold
from tests.harbour import write_harbour

__all__ = ["at_once", "store"]


@pytest.fixture
async def base(store: Store, tmp_path: Path) -> Base:
    return await based(store, write_harbour(tmp_path / "knowledge"))


@pytest.fixture
def service(base: Base) -> Service:
    return base.service


@pytest.fixture
def curator(base: Base) -> Curator:
    return base.curator


async def test_neither_words_nor_people_are_in_the_log_the_metrics_or_the_audit(
    world: World, base: Base, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    alice, channel = world.alice, world.channel

    await world.mentioned(f"What does {SAID} cost?")
    answer = await world.mentioned()
    alice.slash("/company", SAID, channel)
    await world.whisper()
    alice.clicks(answer, "👍 Helpful")
    await world.whisper()
    alice.clicks(answer, "👎 Not helpful")
    view = await world.server.next_view(alice, SOON)
    alice.submits(view, {"words": f"the fare of {SAID}"})
    await world.whisper()
    for line in ("rollback 1", SAID, "secretword", f"upload {SAID}"):
        alice.slash("/rigwire", f"kb {line}", channel)
        await world.whisper()
    world.server.refuse("chat.postMessage", "not_in_channel")
    alice.mentions(channel, QUESTION)
    await world.answer(alice.dm)
    world.admin.slash("/rigwire", "kb versions", channel)
    await world.whisper(world.admin)
    await world.dealt_with()

    private = [SAID, QUESTION, "secretword"]
    await assert_untold(base, caplog, private, [alice.id, "alice"])
