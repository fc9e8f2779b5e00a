"""Tokens, transports, the start and the end, over real sockets."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.config import SlackSettings, WebSettings
from bot.errors import ExitCode, PlatformError
from bot.metrics import Metrics
from bot.seen import Seen
from bot.service import Service
from bot.slack import ENDPOINT, Slack, retrying, running
from bot.slack.doctor import SCOPES, examine
from bot.web import Readiness, WebServer
from bot.web.guard import guarded
from tests.bot.command import Command
from tests.bot.slack.conftest import ANSWER, MANIFEST, OTHER_QUESTION, QUESTION, SOON, Start, stop
from tests.slack_server.forgeries import REFUSED, SECRET_TEXT, forgeries
from tests.slack_server.http_push import HttpPush
from tests.slack_server.server import SlackServer


def settings(server: SlackServer, **more: Any) -> SlackSettings:
    held = {
        "bot_token": server.bot_token,
        "app_token": server.app_token,
        "api_url": server.api_url,
        **more,
    }
    return SlackSettings.model_validate(held)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"bot_token": "xoxb-wrong"}, "BOT_SLACK__BOT_TOKEN"),
        ({"app_token": "xapp-wrong"}, "BOT_SLACK__APP_TOKEN"),
    ],
)
async def test_a_wrong_token_ends_it_with_one_clear_line(
    slack_server: SlackServer, service: Service, more: Any, named: str
) -> None:
    slack = Slack(service, settings(slack_server, **more))

    with pytest.raises(PlatformError, match=named) as caught:
        await slack.serve()

    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert "\n" not in str(caught.value)
    assert "wrong" not in str(caught.value)


async def test_socket_mode_that_is_off_is_named(
    slack_server: SlackServer, service: Service
) -> None:
    slack_server.socket_mode.is_enabled = False

    with pytest.raises(PlatformError, match="Socket Mode is off"):
        await Slack(service, settings(slack_server)).serve()


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"BOT_TOKEN": "xapp-1", "APP_TOKEN": "xapp-2"}, "bot_token begins with xoxb-"),
        ({"BOT_TOKEN": "xoxb-1", "APP_TOKEN": "xoxb-2"}, "app_token begins with xapp-"),
        ({"BOT_TOKEN": "xoxb-1"}, "mode socket needs app_token"),
        ({"BOT_TOKEN": "xoxb-1", "MODE": "http"}, "mode http needs signing_secret"),
        ({"BOT_TOKEN": ""}, "BOT_SLACK__BOT_TOKEN"),
        ({"MODE": "pigeon"}, "BOT_SLACK__MODE"),
    ],
)
def test_a_setting_that_cannot_be_is_named_without_its_value(
    command: Command, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], told: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"BOT_SLACK__{name}", value)

    done = command()

    assert done.code == ExitCode.BAD_CONFIGURATION
    assert told in done.err
    assert not any(
        value in done.err for value in ("xapp-1", "xapp-2", "xoxb-1", "xoxb-2", "pigeon")
    )


def test_a_token_in_no_place_is_shown() -> None:
    held = SlackSettings(bot_token=SecretStr("xoxb-1"), app_token=SecretStr("xapp-1"))

    assert "xoxb-1" not in repr(held)
    assert "xapp-1" not in str(held)


async def test_slack_out_of_reach_is_tried_again_until_it_is_there(
    slack_server: SlackServer,
    service: Service,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retrying, "ATTEMPTS", 0)
    await slack_server.down()
    slack = Slack(service, settings(slack_server))
    task = asyncio.create_task(slack.serve())
    await asyncio.sleep(0.2)

    await slack_server.up()
    await slack_server.socket_mode.opened.next(3 * SOON)
    await stop(task)

    assert "Slack cannot be reached" in caplog.text
    assert "Traceback" not in caplog.text


def test_the_pauses_between_attempts_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FIRST_PAUSE", 5.0)
    pauses = running.pauses()

    assert [next(pauses) for _ in range(8)] == [5, 10, 20, 40, 80, 160, 300, 300]


async def test_it_is_connected_once_it_listens(slack_server: SlackServer, start: Start) -> None:
    slack = await start()
    alice = slack_server.person("alice")
    before = slack.health()

    alice.dms(QUESTION)
    await slack_server.next_message(SOON)

    after = slack.health()
    assert before.is_connected
    assert before.event_age is None
    assert after.event_age is not None
    assert after.problem == ""


async def test_a_second_process_shares_the_questions(
    slack_server: SlackServer, start: Start
) -> None:
    await start()
    await start()
    alice = slack_server.person("alice")

    asked = [alice.dms(QUESTION) for _ in range(4)]
    for _ in asked:
        await slack_server.next_message(SOON)
    await slack_server.settled()

    assert len(slack_server.messages()) == len(asked)


async def test_an_edit_of_what_another_process_answered_edits_that_answer(
    slack_server: SlackServer, start: Start
) -> None:
    shared = Seen()
    both = [await start(shared), await start(shared)]
    channel = slack_server.channel()
    alice = slack_server.person("alice", channel)
    asked = alice.mentions(channel, QUESTION)  # one event of the two goes to each
    await slack_server.next_message(SOON)
    await slack_server.settled()

    for connection in list(slack_server.socket_mode.connections):
        slack_server.socket_mode.connections[:] = [connection]
        alice.edits(asked, f"{slack_server.bot.mention} {OTHER_QUESTION} {connection.number}")
        await slack_server.settled()
    for slack in both:
        await slack.finish(SOON)

    assert len(slack_server.messages()) == 1
    assert len(slack_server.calls("chat.update")) == 2


@asynccontextmanager
async def over_http(server: SlackServer, service: Service) -> AsyncIterator[tuple[Slack, HttpPush]]:
    """Run the bot behind the web server and its guard."""
    held = settings(server, mode="http", app_token=None, signing_secret=server.signing_secret)
    slack = Slack(service, held.model_copy(update={"cooldown": 0}))
    async with WebServer(WebSettings(port=0), Readiness(), Metrics()) as web_server:
        web_server.mount(ENDPOINT, guarded(slack.handle, SecretStr(server.signing_secret)))
        task = asyncio.create_task(slack.serve())
        while not slack.health().is_connected:
            await asyncio.sleep(0.01)
            assert not task.done(), task.exception()
        yield slack, server.deliver_to(f"http://127.0.0.1:{web_server.port}{ENDPOINT}")
        await stop(task)


async def test_over_http_all_kinds_are_answered(
    slack_server: SlackServer, service: Service
) -> None:
    async with over_http(slack_server, service):
        channel = slack_server.channel()
        alice = slack_server.person("alice", channel)

        mention = alice.mentions(channel, QUESTION)
        answer = await slack_server.next_message(SOON)
        alice.slash("/ask", QUESTION, channel)
        private = await slack_server.next_ephemeral(alice, SOON)
        alice.clicks(private, "Why this answer")
        why = await slack_server.next_ephemeral(alice, SOON)
        await slack_server.settled()

    assert answer.thread_ts == mention.ts
    assert ANSWER in answer.text
    assert ANSWER in private.text
    assert "candidates" in why.text
    assert all(len(each.attempts) == 1 for each in slack_server.courier.sent.all)


async def test_over_http_the_challenge_is_returned(
    slack_server: SlackServer, service: Service
) -> None:
    async with over_http(slack_server, service) as (_, push):
        answer = await push.verify_url("a-challenge")

    assert answer.body == {"challenge": "a-challenge"}


async def test_over_http_nothing_forged_passes_or_is_logged(
    slack_server: SlackServer,
    service: Service,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with over_http(slack_server, service) as (slack, push):
        for forged in forgeries(push):
            answer = await push.post(forged.body, forged.headers)
            assert answer.status in REFUSED, forged
        assert slack.health().event_age is None

    assert slack_server.messages() == []
    assert SECRET_TEXT not in caplog.text


async def test_before_the_token_is_known_to_be_good_slack_is_asked_to_come_again(
    slack_server: SlackServer, service: Service
) -> None:
    held = settings(slack_server, mode="http", signing_secret="s")
    slack = Slack(service, held)
    async with WebServer(WebSettings(port=0), Readiness(), Metrics()) as web_server:
        web_server.mount(ENDPOINT, guarded(slack.handle, SecretStr("s")))
        push = slack_server.deliver_to(f"http://127.0.0.1:{web_server.port}{ENDPOINT}", "s")

        answer = await push.verify_url()

    assert answer.status == 503
    assert not slack.health().is_connected


async def test_the_doctor_finds_a_good_setup(slack_server: SlackServer) -> None:
    findings = await examine(settings(slack_server))

    assert all(each.is_well for each in findings)
    assert "rigwire in Harbour" in findings[0].text


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"bot_token": "xoxb-wrong"}, "BOT_SLACK__BOT_TOKEN"),
        ({"app_token": "xapp-wrong"}, "BOT_SLACK__APP_TOKEN"),
    ],
)
async def test_the_doctor_names_a_wrong_token(
    slack_server: SlackServer, more: Any, named: str
) -> None:
    [finding] = await examine(settings(slack_server, **more))

    assert not finding.is_well
    assert named in finding.text
    assert "wrong" not in finding.text


async def test_the_doctor_names_a_missing_token() -> None:
    [finding] = await examine(SlackSettings())

    assert not finding.is_well
    assert "not set" in finding.text


async def test_the_doctor_says_when_slack_cannot_be_reached(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "ATTEMPTS", 0)
    held = SlackSettings.model_validate(
        {
            "bot_token": "xoxb-1",
            "app_token": "xapp-1",
            "api_url": f"http://127.0.0.1:{unused_tcp_port}/api/",
        }
    )

    [finding] = await examine(held)

    assert "cannot be reached" in finding.text


def test_the_doctor_looks_for_the_scopes_of_the_manifest() -> None:
    manifest = yaml.safe_load(MANIFEST.read_text())

    assert list(SCOPES) == manifest["oauth_config"]["scopes"]["bot"]
