"""Requests to a URL that no app should take for Slack's, or could not read if it did."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass

from .http_push import FORM, JSON, HttpPush
from .signing import SIGNATURE, TIMESTAMP, signature, signed

SECRET_TEXT = "Xyzzy-forged-question"
"""What each body says: it must be in no log."""
REFUSED = frozenset({400, 401})
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Forgery:
    """One such request."""

    name: str
    headers: Headers
    body: bytes

    def __str__(self) -> str:
        return self.name


def event(text: str = SECRET_TEXT) -> bytes:
    """Return the body of a mention."""
    inner = {"type": "app_mention", "user": "U1", "text": text, "ts": "1.1", "channel": "C1"}
    outer = {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": inner}
    return json.dumps(outer).encode()


def forgeries(push: HttpPush) -> list[Forgery]:
    """Return all cases, made for the moment and the secret."""
    return [*_unsigned(push), *_misdated(push), *_missigned(push), *_unreadable(push)]


def _unsigned(push: HttpPush) -> Iterator[Forgery]:
    plain = [("Content-Type", JSON)]
    challenge = {"type": "url_verification", "challenge": SECRET_TEXT}
    now = _now(push)
    yield Forgery("no signature", plain, event())
    yield Forgery("url_verification unsigned", plain, json.dumps(challenge).encode())
    yield Forgery("timestamp alone", [*plain, (TIMESTAMP, now)], event())
    alone = (SIGNATURE, signature(push.secret, now, event()))
    yield Forgery("signature alone", [*plain, alone], event())


def _misdated(push: HttpPush) -> Iterator[Forgery]:
    """Yield requests whose signature fits a timestamp that does not do."""
    now = int(push.clock.now())
    odd = {
        "stale": str(now - 400),
        "future": str(now + 400),
        "not a number": "abc",
        "empty": "",
        "exponent": "1e9",
        "fraction": f"{now}.5",
        "infinite": "inf",
        "negative": f"-{now}",
        "huge": "9" * 5000,
        "underscores": "_".join(str(now)),
        "other digits": "".join(chr(0x660 + int(digit)) for digit in str(now)),
    }
    for name, timestamp in odd.items():
        headers = [("Content-Type", JSON), *_signed(push.secret, timestamp, event())]
        yield Forgery(f"timestamp: {name}", headers, event())


def _missigned(push: HttpPush) -> Iterator[Forgery]:
    now, body = _now(push), event()
    right = signature(push.secret, now, body)
    odd = {
        "wrong": "v0=" + "0" * 64,
        "another secret's": signature("another", now, body),
        "empty": "",
        "bare": right.removeprefix("v0="),
        "of another version": right.replace("v0=", "v1="),
        "not ASCII": "v0=ünïcödé",
        "long": right + "0" * 4000,
        "of the body re-encoded": signature(push.secret, now, body.replace(b": ", b":")),
    }
    dated = [("Content-Type", JSON), (TIMESTAMP, now)]
    for name, wrong in odd.items():
        yield Forgery(f"signature: {name}", [*dated, (SIGNATURE, wrong)], body)
    wrong = odd["wrong"]
    for name, both in {"wrong first": (wrong, right), "right first": (right, wrong)}.items():
        headers = [*dated, *((SIGNATURE, one) for one in both)]
        yield Forgery(f"two signatures, {name}", headers, body)
    stale = (TIMESTAMP, str(int(now) - 4000))
    yield Forgery("two timestamps", [stale, *dated, (SIGNATURE, right)], body)


def _unreadable(push: HttpPush) -> Iterator[Forgery]:
    """Yield what is signed as Slack would, yet is nothing that Slack would send."""
    text = SECRET_TEXT.encode()
    odd = {
        "not UTF-8": (JSON, b'{"text": "\xff\xfe' + text + b'"}'),
        "no JSON": (JSON, b"{" + text),
        "a list": (JSON, json.dumps([SECRET_TEXT]).encode()),
        "deep JSON": (JSON, b"[" * 100_000),
        "nothing": (JSON, b""),
        "ten megabytes": (JSON, event("x" * 10_000_000)),
        "another type": ("text/plain", event()),
        "a form without payload": (FORM, b"text=" + text),
        "a payload without JSON": (FORM, b"payload=%7B" + text),
        "a form that is not UTF-8": (FORM, b"payload=%FF%FE" + text),
    }
    for name, (kind, body) in odd.items():
        headers = [("Content-Type", kind), *_signed(push.secret, _now(push), body)]
        yield Forgery(f"body: {name}", headers, body)
    packed = gzip.compress(event())
    headers = [("Content-Type", JSON), ("Content-Encoding", "gzip")]
    yield Forgery("gzip", [*headers, *_signed(push.secret, _now(push), packed)], packed)


def _now(push: HttpPush) -> str:
    return str(int(push.clock.now()))


def _signed(secret: str, timestamp: str, body: bytes) -> Headers:
    return list(signed(secret, timestamp, body).items())
