"""/rigwire kb with a store behind it, and what members have of that."""

from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.slack.conftest import World
from tests.bot.slack.test_admin import DENIED, told
from tests.harbour import write_harbour

__all__ = ["at_once", "store"]

RIDE = "what does a ride cost"


@pytest.fixture
async def base(store: Store, tmp_path: Path, world: World) -> Base:
    """The same service and curator as those of Slack's desk."""
    made = await based(store, write_harbour(tmp_path / "knowledge"))
    world.desk.service, world.desk.curator = made.service, made.curator
    return made


async def test_admins_reload_compare_and_go_back(world: World, base: Base) -> None:
    base.widen()

    reloaded = await told(world, world.admin, "reload")
    versions = await told(world, world.admin, "versions")
    diff = await told(world, world.admin, "diff 1 2")
    rollback = await told(world, world.admin, "rollback 1")

    assert "Version 2 (" in reloaded
    assert "you: from the directory" in versions
    assert "entries changed: ticket-cost" in diff
    assert "Version 1 (" in rollback


async def test_a_wrong_line_is_told_all_commands(world: World, base: Base) -> None:
    del base

    wrong = await told(world, world.admin, "relaod")

    assert "kb reload" in wrong


@pytest.mark.parametrize(
    ("line", "action"), [("rollback 1", "rollback"), ("Ulan Bator 7", "kb"), ("", "kb")]
)
async def test_a_denied_attempt_is_written_down_without_its_words(
    world: World, base: Base, line: str, action: str
) -> None:
    assert DENIED in await told(world, world.alice, line)

    [deed] = await base.store.audit.recent(9)
    assert (deed.platform, deed.action, deed.outcome) == ("slack", action, "denied")
    assert world.alice.account.id not in repr(deed)


async def test_a_missed_question_is_kept_until_its_asker_is_forgotten(
    world: World, base: Base
) -> None:
    world.alice.slash("/ask", "Is there wifi on board?", world.channel)
    await world.whisper()
    await base.store.misses.ledger.flush()
    missed = await told(world, world.admin, "misses")

    world.alice.slash("/rigwire", "forget-me", world.channel)
    forgotten = (await world.whisper()).text

    assert "Is there wifi on board?" in missed
    assert forgotten.startswith("Done: ")
    assert await base.store.misses.recent(9) == ()
