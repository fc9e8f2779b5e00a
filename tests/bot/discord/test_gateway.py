"""The bot through what a gateway does to it: each mention is answered, and once."""

import asyncio
import sys
from functools import partial
from importlib import util
from types import ModuleType

import discord
import pytest
from discord.backoff import ExponentialBackoff
from pydantic import SecretStr

from bot.config import DiscordSettings
from bot.discord.desk import Desk
from bot.discord.running import supervise
from bot.errors import ExitCode, PlatformError
from bot.seen import Seen, SharedSeen
from bot.service import Service
from knowledge.corpus import Corpus
from tests.bot.discord.conftest import OTHER_QUESTION
from tests.bot.discord.wire import LATE, Place, QuickClient, Start
from tests.discord_server import DiscordServer, Message

IDENTIFY, RESUME = 2, 6
POST = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"

HEARTBEAT_MS = 100
SILENT_FOR = 0.3
"""Seconds without a frame after which the client gives a connection up."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a refused shard try again at once."""
    monkeypatch.setattr(discord.shard, "ExponentialBackoff", partial(ExponentialBackoff, 0))


async def assert_answered_once(place: Place, *missed: Message) -> None:
    """Each question has one answer, and so has another one asked after them."""
    last = place.asks(OTHER_QUESTION)
    asked = [each.id for each in (*missed, last)]

    answers = [await place.server.next_message(LATE) for _ in asked]

    assert sorted(each.reply_to or 0 for each in answers) == sorted(asked)
    assert len(place.server.world.posted.all) == len(asked)


async def test_asked_to_reconnect_it_resumes_and_answers_what_it_missed(
    place: Place, start: Start
) -> None:
    await start()

    place.server.gateway.reconnect()
    missed = place.asks()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, missed)
    assert len(place.server.gateway.sent(IDENTIFY)) == 1


async def test_a_session_to_be_resumed_is_resumed_with_what_was_missed(
    place: Place, start: Start
) -> None:
    await start()

    place.server.gateway.invalidate(resumable=True)
    missed = place.asks()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, missed)
    assert len(place.server.gateway.sent(IDENTIFY)) == 1


async def test_without_acknowledged_heartbeats_it_resumes(place: Place, start: Start) -> None:
    gateway = place.server.gateway
    gateway.heartbeat_ms = HEARTBEAT_MS
    await start(heartbeat_timeout=SILENT_FOR)

    gateway.acks = False
    asked = place.asks()
    await gateway.resumed.next(LATE)
    gateway.acks = True

    await assert_answered_once(place, asked)
    assert len(gateway.sent(IDENTIFY)) == 1


@pytest.mark.parametrize("code", [4000, 4001, 4002, 4005, 4008])
async def test_after_a_close_that_heals_what_was_missed_is_answered(
    place: Place, start: Start, code: int
) -> None:
    await start()

    place.server.gateway.close(code)
    missed = place.asks()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, missed)
    assert len(place.server.gateway.sent(IDENTIFY)) == 1


@pytest.mark.parametrize("code", [1000, 4007, 4009])
async def test_after_a_close_that_ends_the_session_it_answers_in_a_new_one(
    place: Place, start: Start, code: int
) -> None:
    await start()
    await place.server.gateway.ready.next()

    place.server.gateway.close(code)
    await place.server.gateway.ready.next(LATE)

    await assert_answered_once(place)
    assert len(place.server.gateway.sent(IDENTIFY)) == 2


async def test_mentions_before_and_after_a_cut_are_answered_once_each(
    place: Place, start: Start
) -> None:
    await start()

    before = place.asks()
    place.server.gateway.drop()
    missed = place.asks()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, before, missed)


async def test_of_two_replicas_that_hear_of_a_message_one_answers(
    place: Place, start: Start
) -> None:
    between = Seen()
    clients = [await start(seen=SharedSeen(between, print), shard_count=1) for _ in range(2)]

    place.asks()

    await place.server.next_message(LATE)
    await place.server.silence()
    assert len(place.server.requests("POST /channels/{channel_id}/messages")) == 1
    counted = [each.desk.service.metrics.counted["duplicates", ("discord",)] for each in clients]
    assert sorted(counted) == [0, 1]


async def test_two_mentions_during_an_outage_are_answered_once_each(
    place: Place, start: Start
) -> None:
    client = await start()

    await place.server.down()
    for _ in range(3):
        await client.wait_for("shard_disconnect", timeout=LATE)
    missed = [place.asks(), place.asks()]
    await place.server.up()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, *missed)
    assert len(place.server.gateway.sent(IDENTIFY)) == 1


async def test_a_reconnection_refused_twice_loses_no_mention(place: Place, start: Start) -> None:
    await start()

    place.server.gateway.refuse = 2
    place.server.gateway.drop()
    missed = place.asks()
    await place.server.gateway.resumed.next(LATE)

    await assert_answered_once(place, missed)


@pytest.mark.parametrize("is_told", [False, True])
async def test_a_session_that_ended_during_an_outage_is_begun_anew(
    place: Place,
    start: Start,
    is_told: bool,  # noqa: FBT001 - a parameter
) -> None:
    gateway = place.server.gateway
    await start()
    await gateway.ready.next()

    gateway.refuse = 2
    if is_told:
        gateway.invalidate(resumable=False)
    else:
        gateway.sessions.clear()
        gateway.drop()
    await gateway.ready.next(LATE)

    await assert_answered_once(place)
    assert len(gateway.sent(RESUME)) == (0 if is_told else 1)


@pytest.mark.parametrize("compression", ["zlib-stream", "zstd-stream"])
async def test_a_mention_is_answered_under_either_compression(
    place: Place, start: Start, monkeypatch: pytest.MonkeyPatch, compression: str
) -> None:
    if compression == "zlib-stream":
        # What discord.py does where zstandard is not installed, as in the image.
        found = utils_without_zstandard(monkeypatch)._ActiveDecompressionContext
        monkeypatch.setattr(discord.utils, "_ActiveDecompressionContext", found)
    await start()

    await assert_answered_once(place, place.asks())

    assert place.server.gateway.compressions == [compression]


def utils_without_zstandard(patch: pytest.MonkeyPatch) -> ModuleType:
    spec = util.spec_from_file_location("discord.utils_without_zstandard", discord.utils.__file__)
    assert spec
    assert spec.loader
    with patch.context() as hidden:
        hidden.setitem(sys.modules, "zstandard", None)
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (4004, "BOT_DISCORD__TOKEN"),
        (4010, "BOT_DISCORD__SHARD_IDS"),
        (4011, "BOT_DISCORD__SHARD_COUNT"),
        (4012, "gateway version"),
        (4013, "intent"),
        (4014, "BOT_DISCORD__MESSAGE_CONTENT"),
    ],
)
async def test_a_close_that_nothing_heals_ends_it_with_one_line(
    server: DiscordServer, harbour: Corpus, code: int, named: str
) -> None:
    desk = Desk(Service(harbour), DiscordSettings(token=SecretStr(server.token)))
    running = asyncio.create_task(supervise(desk, lambda: QuickClient(desk)))
    await server.gateway.ready.next(LATE)

    server.gateway.close(code)
    with pytest.raises(PlatformError, match=named) as caught:
        async with asyncio.timeout(LATE):
            await running

    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("after", [False, True])
async def test_a_gateway_timeout_leads_to_one_answer(
    place: Place,
    start: Start,
    after: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    place.server.fail(POST, 504, after=after)

    asked = place.asks()

    await assert_answered_once(place, asked)


@pytest.mark.parametrize("after", [False, True])
async def test_a_command_is_answered_after_a_gateway_timeout(
    place: Place,
    start: Start,
    after: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    place.server.fail(CALLBACK, 504, after=after)

    asked = place.alice.slash("ask", place.channel, question=OTHER_QUESTION)

    assert "March" in (await asked.reply(LATE)).embeds[0]["description"]
