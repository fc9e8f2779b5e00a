"""Start, failure, another start, and the end, over real sockets."""

import asyncio
import os
import signal

import discord
import pytest
from aiohttp import ClientConnectionError
from pydantic import SecretStr

from bot.config import DiscordSettings
from bot.discord import running
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.discord.doctor import examine
from bot.discord.running import fatal, platform_of, point_at, supervise
from bot.errors import ExitCode, PlatformError
from bot.running import Signals
from bot.running import serve as serve_platforms
from bot.service import Service
from knowledge.corpus import Corpus
from tests.bot.discord.wire import Place
from tests.discord_server import DiscordServer
from tests.discord_server.gateway_intents import MESSAGE_CONTENT

SOON = 10
"""Seconds within which everything here happens, on a slow machine too."""


@pytest.fixture
def settings() -> DiscordSettings:
    return DiscordSettings(token=SecretStr("token"), shard_count=1)


@pytest.fixture
def desk(harbour: Corpus, settings: DiscordSettings) -> Desk:
    return Desk(Service(harbour), settings)


async def serve(desk: Desk) -> None:
    """Run Discord alone, until a signal."""
    with Signals() as signals:
        await serve_platforms([platform_of(desk)], signals)


async def test_a_signal_ends_it_without_an_error(server: DiscordServer, desk: Desk) -> None:
    running_bot = asyncio.create_task(serve(desk))
    async with asyncio.timeout(SOON):
        await server.gateway.ready.next(SOON)
        os.kill(os.getpid(), signal.SIGTERM)
        await running_bot

    assert desk.is_closing


async def test_replies_under_way_are_sent_before_it_ends(server: DiscordServer, desk: Desk) -> None:
    sent = asyncio.Event()
    running_bot = asyncio.create_task(serve(desk))
    async with asyncio.timeout(SOON):
        await server.gateway.ready.next(SOON)
        with desk.outbox.counted():
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.2)
            assert not running_bot.done()
            sent.set()
        await running_bot

    assert sent.is_set()


@pytest.mark.usefixtures("server")
async def test_a_wrong_token_ends_it_with_one_clear_line(harbour: Corpus) -> None:
    wrong = DiscordSettings(token=SecretStr("a.wrong.token"), shard_count=1)

    with pytest.raises(PlatformError, match="BOT_DISCORD__TOKEN") as caught:
        await serve(Desk(Service(harbour), wrong))

    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert "wrong.token" not in str(caught.value)


async def test_a_wrong_token_does_not_silence_a_platform_with_a_good_one(
    place: Place, desk: Desk, harbour: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = Desk(Service(harbour), DiscordSettings(token=SecretStr("a.wrong.token"), shard_count=1))
    platforms = [platform_of(each) for each in (wrong, desk)]

    with Signals() as signals:
        running = asyncio.create_task(serve_platforms(platforms, signals))
        async with asyncio.timeout(SOON):
            await place.server.gateway.ready.next(SOON)
            place.asks()
            await place.server.next_message(SOON)
            os.kill(os.getpid(), signal.SIGTERM)
            await running

    [line] = [each for each in caplog.messages if "given up" in each]
    assert line.startswith("discord is given up: BOT_DISCORD__TOKEN: ")
    assert "wrong.token" not in line


async def test_a_service_out_of_reach_is_tried_again_with_growing_pauses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{unused_tcp_port}")
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        desk.is_closing = len(pauses) == 8

    await supervise(desk, lambda: Client(desk), sleep)

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]


async def test_it_comes_up_once_the_service_is_there(
    server: DiscordServer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FIRST_PAUSE", 0.05)
    await server.down()
    running_bot = asyncio.create_task(serve(desk))
    await asyncio.sleep(0.2)

    await server.up()
    async with asyncio.timeout(SOON):
        await server.gateway.ready.next(SOON)
        os.kill(os.getpid(), signal.SIGTERM)
        await running_bot

    assert desk.is_closing


def test_an_outage_is_not_fatal() -> None:
    assert fatal(ClientConnectionError("refused")) == ""


def test_proxies_are_used_where_they_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", "")

    point_at(
        DiscordSettings.model_validate(
            {"api_url": "http://proxy:1/api/v10/", "gateway_url": "ws://proxy:2/"}
        )
    )

    assert discord.http.Route.BASE == "http://proxy:1/api/v10"
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == "ws://proxy:2/"


async def test_only_what_is_used_is_asked_for(server: DiscordServer, desk: Desk) -> None:
    running_bot = asyncio.create_task(serve(desk))
    async with asyncio.timeout(SOON):
        await server.gateway.ready.next(SOON)
        os.kill(os.getpid(), signal.SIGTERM)
        await running_bot

    [identify] = server.gateway.sent(2)
    assert isinstance(identify.data, dict)
    assert identify.data["intents"] == (1 << 0) | (1 << 9) | (1 << 12)


async def test_the_doctor_finds_a_good_setup(
    server: DiscordServer, settings: DiscordSettings
) -> None:
    findings = await examine(settings)

    assert all(each.is_well for each in findings)
    told = "\n".join(each.text for each in findings)
    link = f"client_id={server.world.application_id}"
    assert f"{link}&scope=bot+applications.commands&permissions=" in told
    assert "integration_type=1" in told


@pytest.mark.parametrize(("approved", "is_well"), [(0, False), (MESSAGE_CONTENT, True)])
async def test_the_doctor_checks_a_privileged_intent(
    server: DiscordServer,
    approved: int,
    is_well: bool,  # noqa: FBT001 - a parameter
) -> None:
    server.approve(approved)
    settings = DiscordSettings(token=SecretStr("token"), message_content=True)

    findings = await examine(settings)

    assert all(each.is_well for each in findings) == is_well


@pytest.mark.usefixtures("server")
async def test_the_doctor_names_a_wrong_token() -> None:
    [finding] = await examine(DiscordSettings(token=SecretStr("a.wrong.token")))

    assert not finding.is_well
    assert "BOT_DISCORD__TOKEN" in finding.text


async def test_the_doctor_names_a_missing_token() -> None:
    [finding] = await examine(DiscordSettings())

    assert not finding.is_well
    assert "not set" in finding.text
