from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour
from tests.slack_server.kit import BUTTONS, MODAL


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.bot_token, base_url=slack_server.api_url)


def responding(harbour: Harbour) -> AsyncWebhookClient:
    url = harbour.alice.slash("/ask", "why?", harbour.channel).payload["response_url"]
    return AsyncWebhookClient(url, retry_handlers=[])


async def test_a_response_url_is_used_five_times(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    hook = responding(harbour)

    answers = [await hook.send(text=f"number {n}") for n in range(6)]

    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert len(slack_server.ephemerals(harbour.alice)) == 5


async def test_a_response_url_lives_half_an_hour(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    hook = responding(harbour)
    slack_server.clock.advance(29 * 60)
    early = await hook.send(text="in time")
    slack_server.clock.advance(2 * 60)
    late = await hook.send(text="too late")

    assert (early.status_code, late.status_code) == (200, 404)
    assert "expired_url" in late.body


async def test_a_response_may_be_for_all_even_where_the_app_is_not(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    place = slack_server.direct(harbour.alice, slack_server.person("bob"))
    url = harbour.alice.slash("/ask", "why?", place).payload["response_url"]

    await AsyncWebhookClient(url).send(text="hello", response_type="in_channel")

    assert [one.text for one in slack_server.messages(place)] == ["hello"]


async def test_a_response_replaces_or_deletes_what_was_pressed_even_if_private(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    await responding(harbour).send(text="one", blocks=BUTTONS)
    private = await slack_server.next_ephemeral(harbour.alice)
    pressed = harbour.alice.clicks(private, "Helpful").payload
    hook = AsyncWebhookClient(pressed["response_url"])

    await hook.send(text="two", replace_original=True)
    edited = await slack_server.next_edit()
    await hook.send(delete_original=True)

    assert (edited, edited.text, edited.labels) == (private, "two", [])
    assert (await slack_server.next_deletion()) is private
    assert slack_server.ephemerals() == []
    assert pressed["container"]["is_ephemeral"]
    assert "message" not in pressed


async def test_a_response_must_fit_slacks_limits(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    answer = await responding(harbour).send(blocks=[{"type": "divider"}] * 51)

    assert "invalid_blocks" in answer.body
    assert slack_server.ephemerals() == []


async def opening(client: AsyncWebClient, trigger: str, view: Any = MODAL) -> str:
    try:
        await client.views_open(trigger_id=trigger, view=view)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


async def test_a_trigger_opens_one_modal_within_three_seconds(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    def pulled() -> str:
        return str(harbour.alice.slash("/ask").payload["trigger_id"])

    first, late = pulled(), pulled()
    outcomes = [await opening(client, one) for one in (first, first, "1.2.3")]
    slack_server.clock.advance(3.1)

    assert outcomes == ["ok", "exchanged_trigger_id", "invalid_trigger_id"]
    assert await opening(client, late) == "expired_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused(
    harbour: Harbour, client: AsyncWebClient
) -> None:
    trigger = harbour.alice.slash("/ask").payload["trigger_id"]

    assert await opening(client, trigger, {**MODAL, "blocks": "x"}) == "invalid_arguments"
    assert await opening(client, trigger) == "ok"


async def test_three_modals_lie_over_one_another(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    await opening(client, harbour.alice.slash("/ask").payload["trigger_id"])
    top = await slack_server.next_view(harbour.alice)
    view = {**MODAL, "blocks": BUTTONS}
    for _ in range(2):
        trigger = harbour.alice.acts(top, {"type": "button"}).payload["trigger_id"]
        await client.views_push(trigger_id=trigger, view=view)
        top = await slack_server.next_view(harbour.alice)

    trigger = harbour.alice.acts(top, {"type": "button"}).payload["trigger_id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger, view=view)
    assert top.payload["root_view_id"] == top.stack[0].id


async def test_a_view_is_updated_unless_it_changed_meanwhile(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    await opening(client, harbour.alice.slash("/ask").payload["trigger_id"])
    view = await slack_server.next_view(harbour.alice)
    old = view.payload["hash"]
    title = {"type": "plain_text", "text": "Thanks"}

    await client.views_update(view_id=view.id, hash=old, view={**MODAL, "title": title})
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=old, view=MODAL)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id="V1", view=MODAL)

    assert view.title == "Thanks"


async def test_a_required_input_cannot_be_left_empty(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    await opening(client, harbour.alice.slash("/ask").payload["trigger_id"])
    view = await slack_server.next_view(harbour.alice)

    with pytest.raises(LookupError, match="must be filled in"):
        harbour.alice.submits(view)
    with pytest.raises(LookupError, match="no inputs"):
        harbour.alice.submits(view, {"Missing": "x", "Colour": "red"})
