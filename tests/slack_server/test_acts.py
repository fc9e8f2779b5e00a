from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer, View
from tests.slack_server.app import Harbour, Running, Start, build
from tests.slack_server.errors import ApiError
from tests.slack_server.kit import FEEDBACK, MODAL, button
from tests.slack_server.model import Json


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.bot_token, base_url=slack_server.api_url)


@pytest.fixture
async def modal(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, started: Start
) -> View:
    await started()
    trigger = harbour.alice.slash("/now").payload["trigger_id"]
    await client.views_open(trigger_id=trigger, view={**MODAL, "notify_on_close": True})
    return await slack_server.next_view()


async def test_a_submission_may_push_change_or_clear_modals(
    slack_server: SlackServer, harbour: Harbour, modal: View
) -> None:
    await harbour.alice.submits(modal, {"Missing": "push"}).answer()
    upper = await slack_server.next_view()
    await harbour.alice.submits(upper, {"Missing": "update"}).answer()
    changed = await slack_server.next_view()
    labels, were_open = changed.labels, (modal.is_open, upper.is_open)
    changed.payload["blocks"] = MODAL["blocks"]
    await harbour.alice.submits(changed, {"Missing": "clear"}).answer()

    assert (upper.payload["previous_view_id"], changed) == (modal.id, upper)
    assert (labels, were_open) == (["Helpful", "Tell"], (True, True))
    assert (modal.is_open, upper.is_open) == (False, False)


async def test_errors_for_inputs_that_are_not_there_are_complained_of(
    harbour: Harbour, modal: View
) -> None:
    sent = harbour.alice.submits(modal, {"Missing": "broken"})

    with pytest.raises(AssertionError, match="no such inputs"):
        await sent.answer()


async def test_a_breach_that_nobody_saw_fails_the_test_in_the_end() -> None:
    with pytest.raises(AssertionError, match="invalid_blocks"):
        await breach()


async def breach() -> None:
    """Answer a command with blocks that Slack does not know, and look no further."""
    async with SlackServer() as server:
        app = build(server)

        @app.command("/ask")
        async def ask(ack: Any) -> None:
            await ack(text="an answer", blocks=[{"type": "song"}])

        running = Running(app)
        await running.listens(server)
        await server.person("alice").slash("/ask").done.wait()
        await running.stops()


async def test_more_options_than_fit_are_complained_of(harbour: Harbour, modal: View) -> None:
    with pytest.raises(ApiError, match="no more than 100 items"):
        await harbour.alice.types(modal, "name", "many")


async def test_closing_a_modal_is_told_where_the_app_asked_for_it(
    harbour: Harbour, modal: View
) -> None:
    closed = harbour.alice.closes(modal)

    assert closed
    assert (closed.payload["type"], closed.payload["view"]["id"]) == ("view_closed", modal.id)
    assert not modal.is_open


async def test_what_is_pressed_and_picked_is_told_as_its_kind_is(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    options = [
        {"text": {"type": "plain_text", "text": name.title()}, "value": name} for name in ("a", "b")
    ]
    placeholder = {"type": "plain_text", "text": "Pick"}
    select: Json = {"type": "static_select", "action_id": "pick", "options": options}
    elements = [button("Go", "go", "7"), {**select, "placeholder": placeholder}]
    blocks = [{"type": "actions", "elements": elements}, FEEDBACK]
    await client.chat_postMessage(channel=harbour.channel.id, text="hello", blocks=blocks)
    message = await slack_server.next_message()
    alice = harbour.alice

    acts = (
        alice.clicks(message, "Go"),
        alice.clicks(message, "Bad"),
        alice.selects(message, "Pick", "B"),
        alice.acts(message, {"type": "button", "action_id": "forged"}),
    )

    pressed, voted, picked, forged = (one.payload["actions"][0] for one in acts)
    assert (pressed["action_id"], pressed["value"]) == ("go", "7")
    assert (voted["type"], voted["value"]) == ("feedback_buttons", "down")
    assert picked["selected_option"] == options[1]
    assert forged["action_id"] == "forged"
    assert acts[0].payload["container"]["message_ts"] == message.ts
    with pytest.raises(LookupError, match="0 elements 'Stop'"):
        alice.clicks(message, "Stop")
    with pytest.raises(LookupError, match="0 options"):
        alice.selects(message, "pick", "c")


async def test_an_input_may_tell_the_app_at_once(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    box = {**MODAL["blocks"][0], "dispatch_action": True}
    later = {
        **MODAL["blocks"][0],
        "dispatch_action": False,
        "block_id": "x",
        "label": {"type": "plain_text", "text": "Later"},
    }
    view = {"type": "home", "blocks": [box, later]}
    await client.views_publish(user_id=harbour.alice.id, view=view)
    home = await slack_server.next_view(harbour.alice)

    entered = harbour.alice.enters(home, "Missing", "why?").payload

    assert (entered["actions"][0]["value"], entered["container"]["type"]) == ("why?", "view")
    with pytest.raises(LookupError, match="at once"):
        harbour.alice.enters(home, "Later", "why?")
