"""The manifest is whole: what it subscribes to is heard, what it offers is there."""

from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import SlackSettings
from bot.service import Service
from bot.slack.app import make_app
from bot.slack.commands import HELP, NAMES
from bot.slack.desk import Desk
from bot.slack.interactions import ANSWER_THIS


async def test_every_event_has_a_listener_of_its_own(service: Service, manifest: Any) -> None:
    desk = Desk(service, SlackSettings(), AsyncWebClient())
    app = make_app(desk)
    catching = app._async_listeners[3]

    for name in manifest["settings"]["event_subscriptions"]["bot_events"]:
        event = {"type": name.partition(".")[0], "channel": "C1", "ts": "1.1", "user": "U1"}
        request = AsyncBoltRequest(
            mode="socket_mode", body={"type": "event_callback", "event": event}
        )
        matched = [
            each
            for each in app._async_listeners
            if await each.async_matches(req=request, resp=BoltResponse(status=200))
        ]
        assert matched[0] is not catching, name
        assert catching in matched


def test_the_commands_are_those_that_exist(manifest: Any) -> None:
    commands = manifest["features"]["slash_commands"]

    assert [each["command"] for each in commands] == list(NAMES)
    assert {usage.split()[0] for usage in HELP} == set(NAMES)
    assert all(len(each["description"]) <= 2_000 for each in commands)
    assert all(each["should_escape"] is False for each in commands)


def test_the_shortcut_is_the_one_that_exists(manifest: Any) -> None:
    [shortcut] = manifest["features"]["shortcuts"]

    assert (shortcut["type"], shortcut["callback_id"]) == ("message", ANSWER_THIS)
    assert len(shortcut["name"]) <= 24


@pytest.mark.parametrize(
    ("name", "most"), [("name", 35), ("description", 140), ("long_description", 4_000)]
)
def test_what_is_shown_keeps_slacks_limits(manifest: Any, name: str, most: int) -> None:
    assert 1 <= len(manifest["display_information"][name]) <= most


def test_a_long_description_is_long(manifest: Any) -> None:
    assert len(manifest["display_information"]["long_description"]) >= 174


def test_events_have_the_scopes_that_they_need(manifest: Any) -> None:
    needed = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "message.mpim": "mpim:history",
    }
    scopes = manifest["oauth_config"]["scopes"]["bot"]

    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        assert needed.get(event, "chat:write") in scopes


def test_it_is_an_agent_of_the_new_kind_and_works_by_socket(manifest: Any) -> None:
    assert "assistant_view" not in manifest["features"]
    assert manifest["features"]["agent_view"]["agent_description"]
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
