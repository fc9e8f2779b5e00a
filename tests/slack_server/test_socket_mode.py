import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour, Running, Start


@pytest.fixture
def web_client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.app_token, base_url=slack_server.api_url)


async def a_url(client: AsyncWebClient, server: SlackServer) -> str:
    answer = await client.apps_connections_open(app_token=server.app_token)
    return str(answer["url"])


def event_ids(running: Running) -> list[str]:
    return [body["event_id"] for body in running.heard if body["event"]["type"] == "app_mention"]


async def test_a_ticket_opens_one_connection(
    slack_server: SlackServer, web_client: AsyncWebClient
) -> None:
    url = await a_url(web_client, slack_server)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{slack_server.socket_mode.url}?ticket=guessed")

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)


async def test_events_come_in_envelopes_and_are_acknowledged(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    await started()

    asked = harbour.alice.mentions(harbour.channel, "hello")
    for delivery in asked.deliveries:
        await delivery.answer()
    await harbour.alice.slash("/now").answer()

    [connection] = slack_server.socket_mode.connections
    frames = {frame["envelope_id"]: frame for frame in connection.sent[1:]}
    told = next(one for one in frames.values() if one["type"] == "events_api")
    assert (told["retry_attempt"], told["retry_reason"]) == (0, "")
    assert not told["accepts_response_payload"]
    acks = {ack.envelope_id: ack.frame for ack in slack_server.socket_mode.acks.all}
    commands = [name for name, one in frames.items() if one["type"] == "slash_commands"]
    assert [acks[name]["payload"] for name in commands] == [{"text": "at once"}]


async def test_several_connections_share_the_load(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    apps = [await started(), await started(), await started()]

    for n in range(6):
        harbour.alice.mentions(harbour.channel, f"number {n}")
    for _ in range(6):
        await slack_server.next_message()

    counts = [len(running.heard) for running in apps]
    assert all(counts), counts
    assert len({one for running in apps for one in event_ids(running)}) == 6


async def test_too_many_connections_are_turned_away(
    slack_server: SlackServer, web_client: AsyncWebClient
) -> None:
    slack_server.socket_mode.limit = 1
    async with aiohttp.ClientSession() as session:
        urls = [await a_url(web_client, slack_server) for _ in range(2)]
        async with session.ws_connect(urls[0]), session.ws_connect(urls[1]) as second:
            frames = [await second.receive_json() for _ in range(2)]
            end = await second.receive()

    assert [frame["type"] for frame in frames] == ["hello", "disconnect"]
    assert frames[1]["reason"] == "too_many_websockets"
    assert end.type == aiohttp.WSMsgType.CLOSE


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_disconnect_frame_brings_a_new_connection(
    slack_server: SlackServer, harbour: Harbour, started: Start, reason: str
) -> None:
    await started()

    await slack_server.socket_mode.disconnect(reason)
    again = await slack_server.socket_mode.opened.next(5)
    harbour.alice.mentions(harbour.channel, "hello")

    assert again.number == 2
    assert (await slack_server.next_message()).text.endswith("hello")


async def test_a_disabled_link_stays_closed(
    slack_server: SlackServer, web_client: AsyncWebClient
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(await a_url(web_client, slack_server))
        await socket.receive_json()
        await slack_server.socket_mode.disconnect("link_disabled", grace=0)
        said = await socket.receive_json()
        end = await socket.receive()

    assert (said["reason"], end.type) == ("link_disabled", aiohttp.WSMsgType.CLOSED)
    with pytest.raises(SlackApiError, match="socket_mode_not_enabled"):
        await a_url(web_client, slack_server)


async def test_a_cut_is_noticed_and_what_was_missed_comes_again(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    running = await started()
    slack_server.courier.retry_delays = (0.0, 0.1, 0.3, 1.0, 2.0)

    slack_server.socket_mode.connections[0].cut()
    asked = harbour.alice.mentions(harbour.channel, "hello")
    reply = await slack_server.next_message()
    await asked.deliveries[0].answer()

    frames = slack_server.socket_mode.connections[0].sent
    assert reply.thread_ts == asked.ts
    assert frames[1]["retry_attempt"] > 0
    assert len(event_ids(running)) == 1


async def test_a_connection_that_answers_no_ping_is_left(
    slack_server: SlackServer, started: Start
) -> None:
    await started()
    [first] = slack_server.socket_mode.connections
    await first.ping()

    first.is_deaf = True
    second = await slack_server.socket_mode.opened.next(5)

    assert second is not first
    assert first.pongs == [b"Ping from applink"]
    assert any(ping.startswith(b"sdk-ping-pong:") for ping in first.pings)


async def test_the_first_sending_may_be_lost(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    running = await started()
    slack_server.courier.retry_delays = (0.0, 0.01, 0.01)
    slack_server.courier.lost = 2

    asked = harbour.alice.dms("hello")
    await slack_server.next_message()

    [delivery] = asked.deliveries
    assert [(one.number, one.reason) for one in delivery.attempts] == [
        (0, ""),
        (1, "connection_failed"),
        (2, "connection_failed"),
    ]
    assert len(running.heard) == 1


async def test_an_event_that_nobody_acknowledges_is_sent_four_times(
    slack_server: SlackServer, started: Start
) -> None:
    await started()
    slack_server.courier.retry_delays = (0.0, 0.01, 0.02)
    slack_server.courier.deadline = 0.05

    unheard = slack_server.tells({"type": "emoji_changed", "subtype": "add"})
    assert unheard
    await unheard.done.wait()

    assert [one.reason for one in unheard.attempts] == ["", "timeout", "timeout", "timeout"]


async def test_the_same_event_may_come_several_times_at_once(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    running = await started()
    asked = harbour.alice.dms("hello")
    await asked.deliveries[0].answer()

    sending: Any = slack_server.courier.attempt
    await asyncio.gather(*(sending(asked.deliveries[0]) for _ in range(3)))

    ids = [body["event_id"] for body in running.heard if body["event"].get("ts") == asked.ts]
    assert len(ids) == 4
    assert len(set(ids)) == 1


async def test_a_command_is_never_sent_again(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    await started()
    slack_server.courier.lost = 1

    asked = harbour.alice.slash("/now")

    with pytest.raises(AssertionError, match="connection_failed"):
        await asked.answer()
    assert len(asked.attempts) == 1
