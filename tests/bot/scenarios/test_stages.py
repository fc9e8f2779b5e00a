"""A stage sees what it must never see: else its silence would prove nothing."""

from typing import Any

import pytest

from tests.bot.discord.wire import Place
from tests.slack_server import Message as SlackMessage
from tests.slack_server import SlackServer

from . import discord_stage, slack_reading
from .catalogue import QUESTION
from .steps import Line, Mention, Quiet, Says, Seen
from .test_scenarios import check, words


@pytest.mark.parametrize(
    ("kind", "text", "pings"),
    [
        ("mrkdwn", "see <!channel>", ("<!channel>",)),
        ("mrkdwn", "see <@U1>", ("<@U1>",)),
        ("mrkdwn", "see &lt;!channel&gt;", ()),
        ("plain_text", "see <!channel>", ()),
    ],
)
def test_who_would_be_alerted_on_slack_is_seen(
    slack_server: SlackServer, kind: str, text: str, pings: tuple[str, ...]
) -> None:
    blocks = [{"type": "section", "text": {"type": kind, "text": text}}]
    payload: dict[str, Any] = {"text": "-", "ts": "1.1", "blocks": blocks}

    told = slack_reading.seen(SlackMessage(slack_server.channel(), slack_server.bot, payload))

    assert told.pings == pings


def test_who_would_be_alerted_on_discord_is_seen(place: Place) -> None:
    bob = place.server.member(place.guild, "bob")

    loud = place.manager.says(place.channel, f"@everyone, {bob.mention}", everyone=True)
    calm = place.alice.says(place.channel, "@everyone")

    assert discord_stage.seen(loud).pings == (str(bob.id), "everyone")
    assert discord_stage.seen(calm).pings == ()


@pytest.mark.parametrize(
    "outcome",
    [
        Quiet.SILENCE,
        Seen("$10 by 2030", "paragraph 3", ("Delete",)),
        Seen("$9 by 2030", "paragraph 4", ("Delete",)),
        Seen("$9 by 2030", "paragraph 3"),
        Seen("$9 by 2030", "paragraph 3", ("Delete",), is_private=True),
        Seen("$9 by 2030", "paragraph 3", ("Delete",), pings=("everyone",)),
    ],
)
def test_what_differs_from_what_must_be_is_told(outcome: Seen | Quiet) -> None:
    expected = Says("$9 by 2030", "paragraph 3", ("Delete",), privately=False)

    with pytest.raises((AssertionError, pytest.fail.Exception), match="Slack, after Mention"):
        check(Line(Mention(QUESTION), expected), outcome, "Slack")


def test_the_words_alone_are_compared() -> None:
    assert words(Seen("*Start*\n• one [1].", "x")) == words(Seen("**Start**\n- one [1].", "x"))
    assert words(Seen("one", "x")) != words(Seen("one", "y"))
