"""Of who asked what, nothing is kept that an operator could read."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.reply import wording
from bot.store import Store
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.discord.wire import LATE, QUESTION, Place, Start
from tests.bot.telltale import SAID, assert_untold
from tests.harbour import write_harbour

__all__ = ["at_once", "store"]


@pytest.fixture
async def base(store: Store, tmp_path: Path) -> Base:
    return await based(store, write_harbour(tmp_path / "knowledge"))


async def test_neither_words_nor_people_are_in_the_log_the_metrics_or_the_audit(
    place: Place, start: Start, base: Base, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await start(base=base)
    alice, channel = place.alice, place.channel

    place.asks(f"What does {SAID} cost?")
    await place.server.next_message(LATE)
    place.asks()
    answer = await place.server.next_message(LATE)
    await alice.slash("company", channel, name=SAID).reply(LATE)
    await alice.click(answer, "Helpful").reply(LATE)
    voted = alice.click(answer, "Not helpful")
    await voted.modal()
    await alice.submit(voted, **{wording.WHAT_WAS_MISSING: f"the fare of {SAID}"}).reply(LATE)
    await alice.slash("kb rollback", channel, version=1).reply(LATE)
    place.server.fail("POST /channels/{channel_id}/messages", 403)
    place.asks()
    await place.server.next_message(LATE)
    await place.manager.slash("kb versions", channel).reply(LATE)
    await asyncio.sleep(0.05)  # A denied attempt is written down after the person was told.

    await assert_untold(base, caplog, [SAID, QUESTION], [str(alice.id), "alice"])
