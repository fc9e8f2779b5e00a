"""What reaches the log: a line a record, without secrets."""

import logging
import sys

import pytest

from bot.log import FORMAT, REDACTED, OneLine, configure, redact

# Of the shapes of the platforms' secrets; none was ever valid.
SECRETS = {
    "a bot of Slack": "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
    "a person on Slack": "xoxp-" + "123456789012-123456789012-abcdef",
    "an app of Slack": "xapp-" + "1-A0123456789-1234567890123-" + 8 * "0a1b2c3d",
    "a rotated token": "xoxe.xoxb-" + "1-MkA9SWlhYmNkZWY",
    "a refresh token": "xoxe-" + "1-MkA9SWlhYmNkZWY",
    "a bot of Discord": "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ" + ".GhIjKl." + 9 * "aB3_" + "-9",
    "an older bot of Discord": "NDI0MjQyNDI0MjQyNDI0MjQy" + ".X5bG0w." + 27 * "z",
    "a webhook of Discord": "/webhooks/123456789012345678/" + 17 * "aB3_",
    "an interaction's answer": "/interactions/123456789012345678/" + "aW50ZXJhY3Rpb246",
    "a webhook of Slack": "https://hooks.slack.com/" + "services/T0/B0/XXXXXXXX",
    "a response_url": "https://hooks.slack.com/" + "commands/T0/12/abcdef",
    "a password in an address": "postgresql+asyncpg://rigwire:hunter2@db/rigwire",
    "a password with an at": "postgresql://rigwire:hunter2@hunter3@db:5432/rigwire",
    "a socket of Slack": "wss://wss-primary.slack.com/link/?ticket=" + "hunter2&app_id=1",
    "an authorization": "Authorization: Bot " + 25 * "h",
    "a bearer": "Authorization: Bearer " + 25 * "h",
}

SECRET_PARTS = ("hunter", "123456789012-", "MkA9", "GhIjKl", "X5bG0w", "aB3_", "aW50", "XXXX")


def written(message: str, *arguments: object, error: BaseException | None = None) -> str:
    """Write a record as the log would."""
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("bot", logging.ERROR, "", 1, message, arguments, trace)
    return OneLine(FORMAT).format(record)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_known_by_its_shape(secret: str) -> None:
    told = written("failed at %s, (%r)", secret, secret)

    assert REDACTED in told
    assert secret not in told
    assert not any(part in told for part in SECRET_PARTS)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_in_an_exception_is_redacted(secret: str) -> None:
    error = RuntimeError()
    error.__cause__ = ValueError(secret)

    told = written("failed", error=error)

    assert "direct cause" in told
    assert "ValueError" in told
    assert secret not in told


@pytest.mark.parametrize(
    "text",
    [
        "answered platform=discord outcome=answered match=canaan-hq confidence=0.97 ms=2.1",
        "GET https://discord.com/api/v10/channels/123456789012345678/messages/1 500",
        "connect to postgresql://rigwire@db:5432/rigwire",
        "tests.bot.discord.test_gateway.test_a_gateway_timeout_leads_to_one_answer",
        "Bot is here, the knowledge is 0123456789abcdef0123456789abcdef",
        "2026-01-01 12:00:00,000 INFO mail@example.org",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "injected",
    [
        "a\n2026-01-01 00:00:00,000 INFO bot: forged",
        "a\r\nforged",
        "a\x1b[2J\x1b[31mforged",
        "a\x9b31mforged",
        "a\u2028forged",
        "a\u202egrof",
        "a\x00\x08forged",
    ],
)
def test_a_record_is_one_line_whatever_is_in_it(injected: str) -> None:
    told = written("said %s", injected)

    assert len(told.splitlines()) == 1
    assert told.isprintable()


def test_an_exception_forges_no_record() -> None:
    error = ValueError("a\n2026-01-01 00:00:00,000 INFO bot: forged\x1b[2J")

    first, *others = written("failed", error=error).splitlines()

    assert first.endswith("ERROR bot: failed")
    assert all(line.startswith("    ") and line.isprintable() for line in others)


def test_a_stack_forges_no_record() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 1, "here", (), None, sinfo="a\nb")

    assert OneLine("%(message)s").format(record) == "here\n    a\n    b"


def test_what_another_handler_made_of_an_exception_is_not_taken_over() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 1, "failed", (), None)
    record.exc_info = (ValueError, ValueError("a\nforged"), None)
    logging.Formatter().format(record)

    assert "\nforged" not in OneLine(FORMAT).format(record)


def test_what_nobody_caught_is_logged_without_secrets(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    configure("WARNING")

    sys.excepthook(ValueError, ValueError("hunter2"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    [record] = caplog.records
    assert record.exc_info
    assert record.levelno == logging.CRITICAL
