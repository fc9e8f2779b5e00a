"""/rigwire kb: who may, what it does, and how the others are told."""

from pathlib import Path
from typing import Any

import pytest

from bot.curation.curator import Curator
from bot.service import Service
from bot.store import Store
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.slack.conftest import ANSWER, QUESTION, World
from tests.harbour import write_harbour
from tests.slack_server.people import Person

__all__ = ["at_once", "store"]

DENIED = "for the admins of this workspace"


async def told(world: World, person: Person, line: str, channel: Any = None) -> str:
    person.slash("/rigwire", f"kb {line}", channel or world.channel)
    return (await world.whisper(person)).text


@pytest.mark.parametrize("right", ["is_admin", "is_owner"])
async def test_admins_and_owners_are_told_the_status(world: World, right: str) -> None:
    boss = world.server.person("boss", world.channel, **{right: True})

    assert "facts 7" in await told(world, boss, "status")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"is_guest": True},
        {"is_guest": True, "is_admin": True},
        {"is_stranger": True},
        {"is_stranger": True, "is_owner": True},
    ],
)
@pytest.mark.parametrize("line", ["status", "check", "channel listen", ""])
async def test_nobody_else_is_and_all_stays_as_it_was(
    world: World, more: dict[str, bool], line: str
) -> None:
    other = world.server.person("other", world.channel, **more)

    assert DENIED in await told(world, other, line)
    assert world.server.messages() == []
    assert not world.desk.is_listening(world.channel.id)


async def test_the_right_is_looked_up_each_time(world: World) -> None:
    before = await told(world, world.admin, "status")

    world.admin.account.is_admin = False

    assert DENIED not in before
    assert DENIED in await told(world, world.admin, "status")


async def test_without_an_answer_nobody_may(world: World) -> None:
    world.server.refuse("users.info", "user_not_found")

    assert DENIED in await told(world, world.admin, "status")


NAMED = "U00000005"
"""The id of the person whom a test makes next."""


@pytest.mark.parametrize("settings", [{"admin_users": f"U1, {NAMED}"}])
@pytest.mark.parametrize(
    ("more", "told_to"),
    [({}, "facts 7"), ({"is_guest": True}, DENIED), ({"is_stranger": True}, DENIED)],
)
async def test_who_is_configured_may_unless_an_outsider(
    world: World, more: dict[str, bool], told_to: str
) -> None:
    named = world.server.person("named", world.channel, **more)
    assert named.id == NAMED

    assert told_to in await told(world, named, "status")


async def test_a_channel_listens_and_stops(world: World) -> None:
    listening = await told(world, world.admin, "channel listen")
    world.alice.posts(world.channel, QUESTION)
    answer = await world.answer()
    stopped = await told(world, world.admin, "channel stop")
    world.alice.posts(world.channel, QUESTION)
    await world.dealt_with()

    assert "From now on" in listening
    assert ANSWER in answer.text
    assert "no longer" in stopped
    assert world.server.messages() == [answer]


@pytest.mark.parametrize("private", ["private", "public"])
async def test_a_channel_without_the_bot_cannot_listen(world: World, private: str) -> None:
    channel = world.server.channel("away", private=private == "private", bot=False)
    channel.members.add(world.admin.id)

    assert "invite me" in await told(world, world.admin, "channel listen", channel)
    assert not world.desk.is_listening(channel.id)


async def test_where_nothing_is_stored_only_the_status_is_told(world: World) -> None:
    assert "Nothing is stored here" in await told(world, world.admin, "versions")
    assert "facts 7" in await told(world, world.admin, "status")


async def test_a_channel_line_without_a_verb_is_answered_with_both(world: World) -> None:
    assert "listen" in await told(world, world.admin, "channel")


class TestStored:
    @pytest.fixture
    async def base(self, store: Store, tmp_path: Path) -> Base:
        return await based(store, write_harbour(tmp_path / "knowledge"))

    @pytest.fixture
    def service(self, base: Base) -> Service:
        return base.service

    @pytest.fixture
    def curator(self, base: Base) -> Curator:
        return base.curator

    async def test_the_directory_is_checked(self, world: World) -> None:
        assert "planted errors caught" in await told(world, world.admin, "check")

    async def test_a_file_is_not_sent_here(self, world: World) -> None:
        assert "sent on Discord" in await told(world, world.admin, "export")

    async def test_a_vote_is_kept_under_a_pseudonym(self, world: World, base: Base) -> None:
        answer = await world.asked()

        world.alice.clicks(answer, "👍 Helpful")
        await world.whisper()

        [tally] = await base.store.votes.tally()
        assert (tally.helpful, tally.unhelpful) == (1, 0)

    async def test_an_event_is_claimed_in_the_store(self, world: World, base: Base) -> None:
        asked = world.alice.dms(QUESTION)
        await world.answer()

        assert not await base.store.events.claim(f"slack:message:{world.alice.dm.id}:{asked.ts}")

    async def test_without_its_store_it_answers_all_the_same(
        self, world: World, base: Base
    ) -> None:
        await base.store.close()
        for path in (base.directory.parent / "store").iterdir():
            path.write_bytes(b"no database" * 1_000)

        world.alice.dms(QUESTION)

        assert ANSWER in (await world.answer()).text
        assert base.service.metrics.counted["store_failures", ()] > 0
