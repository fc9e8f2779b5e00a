"""Who may look after the knowledge, over the wire: whatever else was so before."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.discord.wire import Place, Start
from tests.discord_server import Channel, Person
from tests.harbour import write_harbour

__all__ = ["at_once", "store"]

MANAGE_GUILD = 1 << 5
DENIED = "That is for those who manage this server."

Who = tuple[Person, Channel | None]


@pytest.fixture
async def base(store: Store, tmp_path: Path) -> Base:
    return await based(store, write_harbour(tmp_path / "knowledge"))


def member(place: Place) -> Who:
    return place.alice, place.channel


def in_private(place: Place) -> Who:
    return place.manager, None


def by_an_app_of_their_own(place: Place) -> Who:
    elsewhere = place.server.guild(bot=False)
    channel = place.server.channel(elsewhere)
    place.server.join(elsewhere, place.manager, permissions=MANAGE_GUILD)
    return place.manager, channel


def in_another_server(place: Place) -> Who:
    other = place.server.guild()
    channel = place.server.channel(other)
    place.server.join(other, place.manager)
    return place.manager, channel


def without_being_a_member(place: Place) -> Who:
    return place.server.user("ghost"), place.channel


def with_the_role_of_another_server(place: Place) -> Who:
    place.server.role(place.server.guild(), "Keepers", MANAGE_GUILD)
    return place.server.member(place.guild, "visitor"), place.channel


@pytest.mark.parametrize(
    "somebody",
    [
        member,
        in_private,
        by_an_app_of_their_own,
        in_another_server,
        without_being_a_member,
        with_the_role_of_another_server,
    ],
    ids=lambda each: each.__name__,
)
async def test_without_the_right_it_is_denied_privately_and_audited(
    place: Place, start: Start, base: Base, somebody: Callable[[Place], Who]
) -> None:
    await start(base=base)
    base.widen()
    person, channel = somebody(place)

    reply = await person.slash("kb reload", channel).reply()

    assert (reply.content, reply.ephemeral) == (DENIED, True)
    await expect_denied(base, "" if somebody is without_being_a_member else str(person.id))


async def test_who_lost_the_role_lost_the_right(place: Place, start: Start, base: Base) -> None:
    await start(base=base)
    base.widen()
    before = await place.manager.slash("kb reload", place.channel, dry_run=True).reply()

    place.manager.membership(place.guild).roles.clear()
    reply = await place.manager.slash("kb reload", place.channel).reply()

    assert before.embeds[0]["description"].startswith("This would be accepted")
    assert reply.content == DENIED
    await expect_denied(base, str(place.manager.id))


async def test_the_right_is_asked_for_again_at_every_press(
    place: Place, start: Start, base: Base
) -> None:
    await base.store.misses.add(
        "fare for riders", platform="x", asker=base.store.pseudonym("x", "y")
    )
    await start(base=base)
    listed = await place.manager.slash("kb misses", place.channel).reply()
    chosen = await place.manager.select(listed, "fare for riders").reply()

    place.manager.membership(place.guild).roles.clear()
    adopted = await place.manager.click(chosen, "Add to ticket-cost").reply()
    dropped = await place.manager.click(chosen, "Out of scope").reply()
    again = await place.manager.select(listed, "fare for riders").reply()

    assert {each.content for each in (adopted, dropped, again)} == {DENIED}
    await expect_denied(base, str(place.manager.id), times=3)


async def expect_denied(base: Base, person: str, times: int = 1) -> None:
    """It is written down a moment after the person was told."""
    for _ in range(500):
        deeds = await base.store.audit.recent(9)
        if len(deeds) == times:
            break
        await asyncio.sleep(0.01)
    assert len(deeds) == times
    assert {each.outcome for each in deeds} == {"denied"}
    assert {each.actor for each in deeds} == {base.store.pseudonym("discord", person)}
    assert not person or person not in repr(deeds)
    assert len(await base.store.versions.recent(9)) == 1
