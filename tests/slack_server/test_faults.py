import asyncio
import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(
        token=slack_server.bot_token, base_url=slack_server.api_url, retry_handlers=[]
    )


@pytest.mark.parametrize("retry_after", ["65", None, "soon"])
async def test_a_rate_limit_tells_when_to_try_again_or_does_not(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, retry_after: str | None
) -> None:
    slack_server.limit("chat.postMessage", retry_after)

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=harbour.channel.id, text="hello")

    response = caught.value.response
    assert (response.status_code, response.data["error"]) == (429, "ratelimited")
    assert response.headers.get("Retry-After") == retry_after


async def test_a_rate_limit_ends(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack_server.limit("chat.postMessage", "0")

    await client.chat_postMessage(channel=harbour.channel.id, text="hello")

    assert [call.status for call in slack_server.calls()] == [429, 200]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_proxy_may_answer_before_or_after_the_work(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, status: int
) -> None:
    for after, posted in ((False, 0), (True, 1)):
        slack_server.fail("chat.postMessage", status, after=after)

        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=harbour.channel.id, text="hello")

        assert caught.value.response.status_code == status
        assert len(slack_server.messages()) == posted


async def test_a_connection_may_be_cut_before_or_after_the_work(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    for after, posted in ((False, 0), (True, 1)):
        slack_server.cut("chat.postMessage", after=after)

        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel=harbour.channel.id, text="hello")

        assert len(slack_server.messages()) == posted


async def test_errors_come_for_chosen_methods_and_counts(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    slack_server.refuse("chat.postMessage", "token_revoked", times=2)
    place = harbour.channel.id

    for _ in range(2):
        with pytest.raises(SlackApiError, match="token_revoked"):
            await client.chat_postMessage(channel=place, text="hello")
    await client.auth_test()
    await client.chat_postMessage(channel=place, text="hello")

    assert len(slack_server.messages()) == 1
    assert [call.answer["error"] for call in slack_server.refusals()] == ["token_revoked"] * 2


async def test_answers_may_be_slow_or_held(
    slack_server: SlackServer, client: AsyncWebClient
) -> None:
    slack_server.slow("auth.test", 0.1)
    began = time.monotonic()
    await client.auth_test()
    took = time.monotonic() - began

    held = slack_server.hold("auth.test")
    asked = asyncio.create_task(client.auth_test())
    await asyncio.sleep(0.05)
    was_done = asked.done()
    held.set()

    assert (await asked)["ok"]
    assert (took >= 0.1, was_done) == (True, False)


async def test_an_outage_refuses_connections_until_it_ends(
    slack_server: SlackServer, client: AsyncWebClient
) -> None:
    await slack_server.down()
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()

    await slack_server.up()

    assert (await client.auth_test())["ok"]
