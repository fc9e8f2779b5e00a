"""How the connection is told, over real sockets."""

import asyncio
from collections.abc import Callable
from time import perf_counter

from bot.config import DiscordSettings
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.discord.pulse import Pulse
from bot.platform import LONGEST_SILENCE, Health
from bot.service import Service
from knowledge.corpus import Corpus
from tests.bot.discord.wire import LATE, Place, Start


async def until(client: Client, holds: Callable[[Health], bool]) -> Health:
    async with asyncio.timeout(LATE):
        while not holds(health := client.desk.pulse.health()):  # noqa: ASYNC110 - it is asked
            await asyncio.sleep(0.005)
    return health


def test_before_the_first_client_nothing_is_connected() -> None:
    assert Pulse().health() == Health(is_connected=False)


async def test_a_client_that_has_only_begun_is_not_connected(harbour: Corpus) -> None:
    desk = Desk(Service(harbour), DiscordSettings(shard_count=1))

    async with Client(desk):
        assert not desk.pulse.health().is_connected


async def test_a_connected_client_is_well_and_knows_when_it_last_heard(
    place: Place, start: Start
) -> None:
    client = await start()
    place.asks()
    await place.server.next_message()

    health = client.desk.pulse.health()

    assert health.problem == ""
    assert health.heartbeat_age is not None
    assert health.heartbeat_age < LATE
    assert health.event_age is not None
    assert health.event_age < LATE


async def test_a_client_is_not_well_while_it_is_cut_off(place: Place, start: Start) -> None:
    client = await start()

    place.server.gateway.refuse = 1
    place.server.gateway.drop()
    await until(client, lambda health: health.problem == "not connected")
    await place.server.gateway.resumed.next(LATE)
    health = await until(client, lambda health: not health.problem)

    assert health.event_age is not None


async def test_a_connection_without_a_heartbeat_is_silent_in_the_end(
    place: Place, start: Start
) -> None:
    del place
    client = await start()

    for shard in client.shards.values():
        keeping = shard._parent.ws._keep_alive
        assert keeping
        keeping._last_recv = perf_counter() - LONGEST_SILENCE - 1

    assert client.desk.pulse.health().problem.startswith("silent for 181")


async def test_a_closed_client_is_not_connected(place: Place, start: Start) -> None:
    del place
    client = await start()

    await client.close()

    assert not client.desk.pulse.health().is_connected
