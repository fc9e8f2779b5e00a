"""Junk at Slack's endpoint, over raw sockets, with the real Bolt behind the guard."""

import asyncio
import gzip
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import time
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web as aiohttp_web
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.web import WebServer
from bot.web.guard import FORM, FRESH, JSON, SIGNATURE, TIMESTAMP, guarded, sign
from bot.web.server import MOST_BYTES

PATH = "/slack/events"
SECRET = SecretStr("8f742231b10e8888abcd99yyyzzz85a5")

MARK = "hunter2"
"""Stands in every body: nothing of it may reach the log."""

LATE = 5.0
"""Seconds for an answer, on a slow machine too."""

EVENT = json.dumps(
    {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event": {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1", "text": MARK},
    }
).encode()

VERIFICATION = json.dumps({"type": "url_verification", "challenge": MARK, "token": "t"}).encode()

Headers = Iterable[tuple[str, bytes]]


@dataclass
class Endpoint:
    """The endpoint, and what came through."""

    port: int
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, head: bytes, body: bytes = b"") -> tuple[int, bytes]:
        """Write bytes as they are, and read the answer's status and text."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        async with asyncio.timeout(LATE):
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            text = await reader.read(1000)
        writer.close()
        return int(answer.split()[1]), text

    async def post(self, body: bytes, headers: Headers, method: str = "POST") -> int:
        """Send a request; a body without a length of its own is given one."""
        told = [*headers, ("Host", b"localhost"), ("Connection", b"close")]
        if not any(name in ("Content-Length", "Transfer-Encoding") for name, _ in told):
            told.append(("Content-Length", str(len(body)).encode()))
        lines = [name.encode() + b": " + value for name, value in told]
        head = b"\r\n".join([f"{method} {PATH} HTTP/1.1".encode(), *lines, b"", b""])
        return (await self.send(head, body))[0]


@pytest.fixture
async def endpoint(web: WebServer) -> Endpoint:
    served = Endpoint(web.port)

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U0", bot_token="x")

    app = AsyncApp(signing_secret=SECRET.get_secret_value(), authorize=authorize)

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any]) -> None:
        served.heard.append(event)

    @app.command("/ask")
    async def asked(ack: Any, command: dict[str, Any]) -> None:
        await ack()
        served.heard.append(command)

    async def bolt(request: aiohttp_web.Request) -> aiohttp_web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    web.mount(PATH, guarded(bolt, SECRET))
    return served


def stamp(seconds: float = 0) -> str:
    return str(int(time() + seconds))


def signed(
    body: bytes, *, at: str | None = None, kind: str = JSON, **changed: bytes
) -> list[tuple[str, bytes]]:
    """Sign a body as Slack would; `changed` replaces a header's value."""
    at = stamp() if at is None else at
    headers = {
        "Content-Type": kind.encode(),
        TIMESTAMP: at.encode(),
        SIGNATURE: sign(SECRET, at, body).encode(),
    }
    return list(
        {**headers, **{name.replace("_", "-"): value for name, value in changed.items()}}.items()
    )


def without(name: str) -> Headers:
    return [(each, value) for each, value in signed(EVENT) if each != name]


def also(**more: bytes) -> Headers:
    return [*signed(EVENT), *((name.replace("_", "-"), value) for name, value in more.items())]


def assert_silent(log: pytest.LogCaptureFixture) -> None:
    """Nothing of a body, and no traceback."""
    assert MARK not in log.text
    assert MARK.encode().hex() not in log.text
    assert "Traceback" not in log.text


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


async def test_what_slack_signs_reaches_bolt(endpoint: Endpoint) -> None:
    assert await endpoint.post(EVENT, signed(EVENT)) == 200
    assert [each["text"] for each in endpoint.heard] == [MARK]


async def test_a_command_reaches_bolt(endpoint: Endpoint) -> None:
    fields = {"command": "/ask", "text": f"{MARK} é&=+", "team_id": "T1", "user_id": "U1"}
    body = urlencode(fields).encode()

    assert await endpoint.post(body, signed(body, kind=FORM)) == 200
    assert [each["text"] for each in endpoint.heard] == [f"{MARK} é&=+"]


async def test_the_challenge_is_answered_when_signed(endpoint: Endpoint) -> None:
    assert await endpoint.post(VERIFICATION, signed(VERIFICATION)) == 200


async def test_text_beyond_ascii_is_signed_as_it_is_sent(endpoint: Endpoint) -> None:
    body = EVENT.replace(MARK.encode(), "ünïcode 🙂".encode())

    assert await endpoint.post(body, signed(body, kind=f"{JSON}; charset=utf-8")) == 200
    assert endpoint.heard[0]["text"] == "ünïcode 🙂"


@pytest.mark.parametrize("seconds", [-FRESH + 20, FRESH - 20])
async def test_a_clock_that_is_a_little_off_is_forgiven(endpoint: Endpoint, seconds: int) -> None:
    assert await endpoint.post(EVENT, signed(EVENT, at=stamp(seconds))) == 200


GOOD = "v0=" + 64 * "a"

# Made when they are sent: a timestamp grows old.
UNSIGNED: Mapping[str, Callable[[], Headers]] = {
    "no signature": lambda: without(SIGNATURE),
    "no timestamp": lambda: without(TIMESTAMP),
    "neither": lambda: [("Content-Type", JSON.encode())],
    "an empty signature": lambda: signed(EVENT, X_Slack_Signature=b""),
    "a wrong signature": lambda: signed(EVENT, X_Slack_Signature=GOOD.encode()),
    "another body's": lambda: [*signed(EVENT + b" ")],
    "another secret's": lambda: signed(
        EVENT, X_Slack_Signature=sign(SecretStr("other"), stamp(), EVENT).encode()
    ),
    "a signature of another version": lambda: signed(
        EVENT, X_Slack_Signature=b"v1=" + sign(SECRET, stamp(), EVENT).encode()[3:]
    ),
    "a signature without a version": lambda: signed(
        EVENT, X_Slack_Signature=sign(SECRET, stamp(), EVENT).encode()[3:]
    ),
    "capital letters": lambda: signed(
        EVENT, X_Slack_Signature=sign(SECRET, stamp(), EVENT).upper().encode()
    ),
    "a short signature": lambda: signed(EVENT, X_Slack_Signature=b"v0=abc"),
    "a signature beyond ASCII": lambda: signed(EVENT, X_Slack_Signature="v0=é".encode()),
    "a signature in Latin-1": lambda: signed(EVENT, X_Slack_Signature=b"v0=\xe9\xff" + b"a" * 62),
    "a stale timestamp": lambda: signed(EVENT, at=stamp(-FRESH - 5)),
    "a timestamp to come": lambda: signed(EVENT, at=stamp(FRESH + 5)),
    "words for a timestamp": lambda: signed(EVENT, at="abc"),
    "an empty timestamp": lambda: signed(EVENT, at=""),
    "a timestamp with an exponent": lambda: signed(EVENT, at="1e9"),
    "a timestamp with a fraction": lambda: signed(EVENT, at=f"{stamp()}.0"),
    "a timestamp with a sign": lambda: signed(EVENT, at=f"+{stamp()}"),
    "a timestamp with underscores": lambda: signed(EVENT, at=f"{stamp()[:4]}_{stamp()[4:]}"),
    "a timestamp below nothing": lambda: signed(EVENT, at="-1"),
    "an endless timestamp": lambda: signed(EVENT, at="9" * 5000),
    "a timestamp of infinity": lambda: signed(EVENT, at="inf"),
    "no number": lambda: signed(EVENT, at="nan"),
    "digits of another script": lambda: signed(EVENT, at="١٧٠٠٠٠٠٠٠٠"),
    "two signatures": lambda: also(X_Slack_Signature=GOOD.encode()),
    "the same signature twice": lambda: [*signed(EVENT), signed(EVENT)[2]],
    "two timestamps": lambda: also(X_Slack_Request_Timestamp=stamp().encode()),
}


@pytest.mark.parametrize("headers", UNSIGNED.values(), ids=UNSIGNED.keys())
async def test_what_slack_did_not_sign_is_401_and_silent(
    endpoint: Endpoint, headers: Callable[[], Headers], caplog: pytest.LogCaptureFixture
) -> None:
    assert await endpoint.post(EVENT, headers()) == 401

    assert not endpoint.heard
    assert_silent(caplog)


@pytest.mark.parametrize("body", [VERIFICATION, b"ssl_check=1&token=hunter2"], ids=["url", "ssl"])
async def test_a_challenge_without_a_signature_is_401(
    endpoint: Endpoint, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    kind = JSON if body.startswith(b"{") else FORM

    assert await endpoint.post(body, [("Content-Type", kind.encode())]) == 401

    assert_silent(caplog)


def reencoded() -> bytes:
    """The same JSON, written anew: no longer what was signed."""
    return json.dumps(json.loads(EVENT), indent=1).encode()


async def test_a_body_written_anew_is_401(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    assert await endpoint.post(reencoded(), signed(EVENT)) == 401

    assert_silent(caplog)


LATIN = EVENT.replace(MARK.encode(), f"{MARK} é".encode("latin-1"))
PACKED = gzip.compress(EVENT)
WIDE = EVENT.decode().encode("utf-16")

MALFORMED: Mapping[str, tuple[bytes, Callable[[], Headers]]] = {
    "a gzip body": (PACKED, lambda: signed(PACKED, Content_Encoding=b"gzip")),
    "a gzip body, signed unpacked": (PACKED, lambda: signed(EVENT, Content_Encoding=b"gzip")),
    "a plain body said to be gzip": (EVENT, lambda: signed(EVENT, Content_Encoding=b"gzip")),
    "a deflated body": (EVENT, lambda: signed(EVENT, Content_Encoding=b"deflate")),
    "an unknown encoding": (EVENT, lambda: signed(EVENT, Content_Encoding=b"x-hunter3")),
    "no content type": (EVENT, lambda: without("Content-Type")),
    "plain text": (EVENT, lambda: signed(EVENT, kind="text/plain")),
    "a form with files": (EVENT, lambda: signed(EVENT, kind="multipart/form-data; boundary=x")),
    "a content type beyond ASCII": (EVENT, lambda: signed(EVENT, kind="application/jsön")),
    "two content types": (EVENT, lambda: also(Content_Type=JSON.encode())),
    "UTF-16": (WIDE, lambda: signed(WIDE, kind=f"{JSON}; charset=utf-16")),
    "an unknown charset": (EVENT, lambda: signed(EVENT, kind=f"{JSON}; charset=hunter3")),
    "Latin-1 in JSON": (LATIN, lambda: signed(LATIN)),
    "packed bytes in the clear": (PACKED, lambda: signed(PACKED)),
    "too large": (b" " * (MOST_BYTES + 1), lambda: signed(EVENT)),
    "too large by its word": (b"", lambda: signed(EVENT, Content_Length=b"10000000000000000000")),
    "no length that is a number": (EVENT, lambda: signed(EVENT, Content_Length=b"hunter3")),
    "a length below nothing": (EVENT, lambda: signed(EVENT, Content_Length=b"-1")),
    "chunks without sizes": (EVENT, lambda: signed(EVENT, Transfer_Encoding=b"chunked")),
    "no JSON": (b"{hunter2", lambda: signed(b"{hunter2")),
    "nothing": (b"", lambda: signed(b"")),
    "a list": (b"[1]", lambda: signed(b"[1]")),
    "null": (b"null", lambda: signed(b"null")),
    "deep JSON": (b"[" * 100_000, lambda: signed(b"[" * 100_000)),
    "an endless number": (b"9" * 5000, lambda: signed(b"9" * 5000)),
    "braces in a form": (b"{hunter2", lambda: signed(b"{hunter2", kind=FORM)),
    "no JSON in a form": (b"payload=hunter2", lambda: signed(b"payload=hunter2", kind=FORM)),
    "a list in a form": (b"payload=[]", lambda: signed(b"payload=[]", kind=FORM)),
}


@pytest.mark.parametrize(("body", "headers"), MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_nobody_can_read_is_400_and_silent(
    endpoint: Endpoint,
    body: bytes,
    headers: Callable[[], Headers],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert await endpoint.post(body, headers()) == 400

    assert not endpoint.heard
    assert_silent(caplog)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
async def test_another_method_is_400(
    endpoint: Endpoint, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await endpoint.post(EVENT, signed(EVENT), method) == 400

    assert_silent(caplog)


async def test_ten_megabytes_are_not_read_to_the_end(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    chunk = b"10000\r\n" + b"hunter2 " * 8192 + b"\r\n"
    body = chunk * 160 + b"0\r\n\r\n"

    status = await endpoint.post(body, signed(EVENT, Transfer_Encoding=b"chunked"))

    assert status == 400
    assert_silent(caplog)


@pytest.mark.parametrize(
    "junk",
    [
        b"hunter2\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01hunter2\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nhunter2\r\n\r\n",
        b"POST /slack/events HTTP/9.9\r\nHost: x\r\n\r\nhunter2",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX: " + b"hunter2" * 10_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nhunter2",
    ],
    ids=["no HTTP", "TLS", "no header", "HTTP 9.9", "a long header", "two lengths"],
)
async def test_what_is_no_http_is_400_and_silent(
    endpoint: Endpoint, junk: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    status, _ = await endpoint.send(junk)

    assert status == 400
    assert_silent(caplog)


async def test_a_body_that_never_comes_is_400(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.guard.READING", 0.05)

    assert await endpoint.post(b"", signed(EVENT, Content_Length=b"9")) == 400


async def test_who_hangs_up_in_the_middle_leaves_no_trace(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    headers = [*signed(EVENT), ("Content-Length", b"9999"), ("Host", b"x")]
    lines = b"\r\n".join(name.encode() + b": " + value for name, value in headers)
    _, writer = await asyncio.open_connection("127.0.0.1", endpoint.port)
    writer.write(f"POST {PATH} HTTP/1.1\r\n".encode() + lines + b"\r\n\r\nhunter2")
    await writer.drain()

    writer.close()
    await writer.wait_closed()

    assert await endpoint.post(EVENT, signed(EVENT)) == 200
    assert_silent(caplog)
