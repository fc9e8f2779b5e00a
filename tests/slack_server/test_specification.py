"""What the server sends has the fields of Slack's own samples, and no others."""

from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour
from tests.slack_server.kit import BUTTONS, MODAL
from tests.slack_server.specification import DIRECTORY, Samples

# In Slack's documents of the outer event, and in every event that Slack sends today.
CONTEXT = ("context_team_id", "context_enterprise_id")
LEGACY = ("authed_users", "authed_teams", "enterprise_id")
NO_ORGANISATION = ("enterprise_id", "enterprise_name")


@pytest.fixture(scope="session")
def samples(shared: Path) -> Samples:
    path = shared / DIRECTORY
    if not path.is_dir():
        pytest.skip(f"../shared/{DIRECTORY} is not distributed: nothing to compare with")
    return Samples(path)


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.bot_token, base_url=slack_server.api_url)


async def test_events_have_the_samples_fields(harbour: Harbour, samples: Samples) -> None:
    first = harbour.alice.mentions(harbour.channel, "hello")
    reply = harbour.alice.mentions(harbour.channel, "again", thread=first)

    for asked in (first, reply):
        mention, message = (one.payload for one in asked.deliveries)
        assert samples.unknown("AppMentionPayload", mention, *CONTEXT) == []
        assert samples.missing("AppMentionPayload", mention, *LEGACY) == []
        assert samples.unknown("MessagePayload", message, *CONTEXT) == []
        assert samples.missing("MessagePayload", message, *LEGACY) == []


async def test_the_apps_own_posts_have_the_samples_fields(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, samples: Samples
) -> None:
    await client.chat_postMessage(channel=harbour.channel.id, text="hello", blocks=BUTTONS)
    posted = await slack_server.next_message()

    [delivery] = posted.deliveries
    more = (*CONTEXT, "event.app_id")
    assert samples.unknown("MessagePayload", delivery.payload, *more) == []


async def test_a_command_has_the_samples_fields(harbour: Harbour, samples: Samples) -> None:
    payload = harbour.alice.slash("/ask", "why?", harbour.channel).payload

    assert samples.unknown("SlashCommandPayload", payload) == []
    assert samples.missing("SlashCommandPayload", payload, *NO_ORGANISATION) == []


async def test_a_press_has_the_samples_fields(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, samples: Samples
) -> None:
    await client.chat_postMessage(channel=harbour.channel.id, text="hello", blocks=BUTTONS)
    message = await slack_server.next_message()

    payload = harbour.alice.clicks(message, "Tell").payload

    unasked = ("app_unfurl", "bot_access_token", "function_data", "interactivity", "view")
    assert samples.unknown("BlockActionPayload", payload) == []
    assert samples.missing("BlockActionPayload", payload, *unasked) == []


async def test_a_submission_has_the_samples_fields(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, samples: Samples
) -> None:
    trigger = harbour.alice.slash("/ask").payload["trigger_id"]
    opened = await client.views_open(trigger_id=trigger, view=MODAL)
    view = await slack_server.next_view()

    payload = harbour.alice.submits(view, {"Missing": "a price"}).payload

    unasked = ("bot_access_token", "function_data", "interactivity", "is_cleared")
    assert samples.unknown("ViewSubmissionPayload", payload, "response_urls", "view.blocks") == []
    assert samples.missing("ViewSubmissionPayload", payload, *unasked) == []
    assert isinstance(opened.data, dict)
    assert samples.unknown("views.open", opened.data) == []


async def test_answers_have_the_samples_fields(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient, samples: Samples
) -> None:
    place, who = harbour.channel.id, harbour.alice.id
    ts = harbour.alice.posts(harbour.channel, "hello").ts
    answers = {
        "auth.test": client.auth_test(),
        "apps.connections.open": client.apps_connections_open(app_token=slack_server.app_token),
        "chat.postEphemeral": client.chat_postEphemeral(channel=place, user=who, text="psst"),
        "reactions.add": client.reactions_add(channel=place, timestamp=ts, name="eyes"),
        "users.info": client.users_info(user=who),
    }

    for name, asked in answers.items():
        answer = (await asked).data
        assert isinstance(answer, dict)
        assert samples.unknown(name, answer) == [], name
