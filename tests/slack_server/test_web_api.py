from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour
from tests.slack_server.kit import BUTTONS
from tests.slack_server.web_api import ROUTES


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.bot_token, base_url=slack_server.api_url)


@pytest.fixture
async def raw(slack_server: SlackServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=slack_server.api_url) as session:
        yield session


async def refused(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data


async def test_arguments_come_as_json_as_a_form_and_in_the_query(
    slack_server: SlackServer, harbour: Harbour, raw: aiohttp.ClientSession
) -> None:
    said = {"channel": harbour.channel.id, "text": "hello"}
    bearer = {"Authorization": f"Bearer {slack_server.bot_token}"}
    with_token = {**said, "token": slack_server.bot_token}

    ways: list[dict[str, Any]] = [
        {"json": said, "headers": bearer},
        {"data": with_token},
        {"params": with_token},
        {"params": said, "headers": bearer},
    ]
    for sent in ways:
        async with raw.post("chat.postMessage", **sent) as response:
            assert (await response.json())["message"]["text"] == "hello"
    async with raw.get("conversations.info", params=said, headers=bearer) as response:
        assert (await response.json())["channel"]["name"] == "general"

    styles = [call.style for call in slack_server.calls()]
    assert styles == ["json", "form", "query", "query", "query"]


async def test_blocks_in_a_form_are_json(
    slack_server: SlackServer, harbour: Harbour, raw: aiohttp.ClientSession
) -> None:
    form = {"channel": harbour.channel.id, "token": slack_server.bot_token}
    for blocks, error in (("[}", "invalid_blocks_format"), ('[{"type": "divider"}]', None)):
        async with raw.post("chat.postMessage", data={**form, "blocks": blocks}) as response:
            assert (await response.json()).get("error") == error


async def test_methods_that_only_read_take_no_json(
    slack_server: SlackServer, harbour: Harbour, raw: aiohttp.ClientSession
) -> None:
    bearer = {"Authorization": f"Bearer {slack_server.bot_token}"}
    body = {"channel": harbour.channel.id}

    async with raw.post("conversations.info", json=body, headers=bearer) as response:
        assert (await response.json())["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-wrong", "invalid_auth"),
        ("auth.test", "xapp-1-harbour", "not_allowed_token_type"),
        ("apps.connections.open", "xapp-wrong", "invalid_auth"),
        ("apps.connections.open", "xoxb-1-harbour", "not_allowed_token_type"),
        ("chat.sing", "xoxb-1-harbour", "unknown_method"),
    ],
)
async def test_tokens_and_methods_are_checked(
    slack_server: SlackServer, method: str, token: str, error: str
) -> None:
    client = AsyncWebClient(token=token, base_url=slack_server.api_url)

    assert (await refused(client.api_call(method)))["error"] == error


async def test_a_method_needs_its_scope(slack_server: SlackServer, client: AsyncWebClient) -> None:
    slack_server.install(
        {
            "features": {},
            "oauth_config": {"scopes": {"bot": ["chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
        }
    )
    channel, private = slack_server.channel(), slack_server.channel("quiet", private=True)
    await client.chat_postMessage(channel=channel.id, text="hello")
    told = (await client.auth_test()).headers

    assert told["X-OAuth-Scopes"] == "chat:write"
    for call, needed in (
        (client.users_info(user=slack_server.bot.id), "users:read"),
        (client.conversations_history(channel=channel.id), "channels:history"),
        (client.conversations_info(channel=private.id), "groups:read"),
    ):
        answer = await refused(call)
        assert (answer["error"], answer["needed"]) == ("missing_scope", needed)


async def test_the_app_posts_only_where_it_may(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    archived = slack_server.channel("old")
    archived.is_archived = True
    bob = slack_server.person("bob")
    places = {
        "C0NOWHERE": "channel_not_found",
        slack_server.direct(harbour.alice, bob).id: "channel_not_found",
        slack_server.channel("quiet", private=True, bot=False).id: "channel_not_found",
        slack_server.channel("other", bot=False).id: "not_in_channel",
        archived.id: "is_archived",
    }

    for place, error in places.items():
        answer = await refused(client.chat_postMessage(channel=place, text="hello"))
        assert answer["error"] == error
    outside = client.chat_postEphemeral(channel=harbour.channel.id, user=bob.id, text="psst")
    assert (await refused(outside))["error"] == "user_not_in_channel"
    assert (await client.chat_postMessage(channel=bob.id, text="hi"))["channel"] == bob.dm.id


async def test_only_its_own_messages_are_the_apps_to_change(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel.id
    theirs = harbour.alice.posts(harbour.channel, "mine").ts
    await client.chat_postEphemeral(channel=place, user=harbour.alice.id, text="psst")
    whispered = (await slack_server.next_ephemeral()).ts
    wrong = {
        theirs: ("cant_update_message", "cant_delete_message"),
        whispered: ("message_not_found", "message_not_found"),
        "1.1": ("message_not_found", "message_not_found"),
    }

    for ts, errors in wrong.items():
        calls = (
            client.chat_update(channel=place, ts=ts, text="no"),
            client.chat_delete(channel=place, ts=ts),
        )
        assert tuple([(await refused(call))["error"] for call in calls]) == errors


async def test_an_update_keeps_the_blocks_that_it_does_not_name(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel.id
    ts = (await client.chat_postMessage(channel=place, text="one", blocks=BUTTONS))["ts"]

    await client.chat_update(channel=place, ts=ts, text="two")
    kept = (await slack_server.next_edit()).labels
    await client.chat_update(channel=place, ts=ts, text="three", blocks=[])
    dropped = (await slack_server.next_edit()).labels
    await client.chat_delete(channel=place, ts=ts)

    assert (kept, dropped) == (["Helpful", "Tell"], [])
    assert (await slack_server.next_deletion()).ts == ts
    assert slack_server.messages() == []


async def test_history_and_threads_are_read_in_pages(
    harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel
    said = [harbour.alice.posts(place, f"number {n}") for n in range(3)]
    for n in range(2):
        harbour.alice.posts(place, f"reply {n}", thread=said[0])
    await client.chat_postEphemeral(channel=place.id, user=harbour.alice.id, text="psst")

    texts: list[str] = []
    async for page in await client.conversations_history(channel=place.id, limit=2):
        texts += [message["text"] for message in page["messages"]]
    thread = await client.conversations_replies(channel=place.id, ts=said[0].ts)
    one = await client.conversations_history(
        channel=place.id, latest=said[1].ts, inclusive=True, limit=1
    )

    assert texts == ["number 2", "number 1", "number 0"]
    assert [m["text"] for m in thread["messages"]] == ["number 0", "reply 0", "reply 1"]
    assert [m["text"] for m in one["messages"]] == ["number 1"]


async def test_metadata_is_told_to_who_asks_for_it(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel.id
    metadata = {"event_type": "reply", "event_payload": {"answers": "1.1"}}
    first = harbour.alice.posts(harbour.channel, "why?")
    said: dict[str, Any] = {"channel": place, "text": "so", "thread_ts": first.ts}
    ts = (await client.chat_postMessage(**said, metadata=metadata))["ts"]

    plain = await client.conversations_replies(channel=place, ts=first.ts)
    whole = await client.conversations_replies(
        channel=place, ts=first.ts, oldest=ts, inclusive=True, include_all_metadata=True
    )
    wrong = await refused(client.chat_postMessage(**said, metadata={"event_type": "reply"}))
    [told] = (await slack_server.next_message()).deliveries

    assert ["metadata" in message for message in plain["messages"]] == [False, False]
    assert whole["messages"][-1]["metadata"] == metadata
    assert wrong["error"] == "invalid_metadata_format"
    assert told.payload["event"]["metadata"] == {"event_type": "reply"}


async def test_people_and_places_are_told_of(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    chief = slack_server.person("chief", is_admin=True, is_owner=True)
    guest = slack_server.person("guest", is_guest=True)
    stranger = slack_server.person("stranger", harbour.channel, is_stranger=True)
    users = {one.id: (await client.users_info(user=one.id))["user"] for one in (chief, guest)}
    away = (await client.users_info(user=stranger.id))["user"]
    opened = await client.conversations_open(users=chief.id)
    listed = await client.conversations_list(types="public_channel,im")
    link = await client.chat_getPermalink(
        channel=harbour.channel.id, message_ts=harbour.alice.posts(harbour.channel, "x").ts
    )

    assert users[chief.id]["is_admin"]
    assert users[guest.id]["is_restricted"]
    assert (away["is_stranger"], away["team_id"], "is_admin" in away) == (
        True,
        "T0ELSEWHERE",
        False,
    )
    assert opened["channel"]["id"] == chief.dm.id
    assert {one["id"] for one in listed["channels"]} == {harbour.channel.id, chief.dm.id}
    assert next(one for one in listed["channels"] if one["id"] == harbour.channel.id)[
        "is_ext_shared"
    ]
    assert harbour.channel.id in link["permalink"]


async def test_a_reaction_is_put_once(harbour: Harbour, client: AsyncWebClient) -> None:
    ts = harbour.alice.posts(harbour.channel, "well done").ts
    place = harbour.channel.id

    await client.reactions_add(channel=place, timestamp=ts, name="eyes")
    again = await refused(client.reactions_add(channel=place, timestamp=ts, name="eyes"))

    assert again["error"] == "already_reacted"


async def test_an_agents_prompts_are_four_and_in_no_thread(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.alice.dm.id
    prompt = {"title": "Ferries", "message": "Which ferries are there?"}
    call = client.assistant_threads_setSuggestedPrompts

    assert (await refused(call(channel_id=place, prompts=[prompt] * 5)))["error"]
    await call(channel_id=place, prompts=[prompt], thread_ts="1.1")
    assert slack_server.world.prompts == {}
    await call(channel_id=place, prompts=[prompt])
    assert slack_server.world.prompts == {place: [prompt]}
    await client.assistant_threads_setStatus(channel_id=place, thread_ts="1.1", status="thinks")
    await client.assistant_threads_setTitle(channel_id=place, thread_ts="1.1", title="Ferries")


@pytest.mark.parametrize("method", sorted(set(ROUTES) - {"auth.test", "apps.connections.open"}))
async def test_every_method_names_the_arguments_that_it_lacks(
    client: AsyncWebClient, method: str
) -> None:
    if method == "conversations.list":
        assert (await client.api_call(method))["channels"] == []
        return

    answer = await refused(client.api_call(method))

    assert answer["error"] in ("invalid_arguments", "not_found")
