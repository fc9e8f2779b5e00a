"""The guard before Slack's endpoint: lets pass only what Slack signed and Bolt can read.

To all else it answers 400 or 401, and logs why: never what came.
"""

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import CIMultiDictProxy
from pydantic import SecretStr

from bot.web.server import MOST_BYTES, Handler

log = logging.getLogger(__name__)

FRESH = 300
"""Seconds that a timestamp may be off, as Slack advises: what is older may be a replay."""

READING = 5.0
"""Seconds for a body to arrive: Slack itself gives up after three."""

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"

# Python takes more for digits than ASCII's, and int() takes signs, spaces and underscores.
DIGITS = re.compile(r"[0-9]{1,12}", re.ASCII)
SIGNED = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

UNREADABLE = (web.HTTPException, web.RequestPayloadError, HttpProcessingError, OSError)
"""What reading a body raises: too large, cut short, badly chunked, gone, too slow."""

MALFORMED, UNSIGNED = 400, 401


def guarded(handler: Handler, secret: SecretStr, now: Callable[[], float] = time.time) -> Handler:
    """Let only requests pass that Slack has signed with the secret, and just now."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if problem := _malformed(request):
            return _refuse(MALFORMED, problem)
        if problem := _stale(request.headers, now()):
            return _refuse(UNSIGNED, problem)
        body = await _body(request)
        if body is None:
            return _refuse(MALFORMED, "the body cannot be read")
        if not _is_signed(request.headers, body, secret):
            return _refuse(UNSIGNED, "the signature is wrong")
        if not _is_understood(body, request.content_type):
            return _refuse(MALFORMED, "the body is not what it says")
        return await handler(request)

    return guard


def sign(secret: SecretStr, timestamp: str, body: bytes) -> str:
    """Sign a body as Slack does."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.get_secret_value().encode(), signed, sha256).hexdigest()


def _malformed(request: web.Request) -> str:
    """Look at what can be seen before the body is read."""
    holds = {
        "the method is not POST": request.method == "POST",
        "the content type is not Slack's": request.content_type in (JSON, FORM),
        "the charset is not UTF-8": (request.charset or "utf-8").lower() == "utf-8",
        "the body is encoded": "Content-Encoding" not in request.headers,
        "the body is too large": (request.content_length or 0) <= MOST_BYTES,
    }
    return next((problem for problem, is_well in holds.items() if not is_well), "")


def _stale(headers: CIMultiDictProxy[str], now: float) -> str:
    """Look at the timestamp and the shape of the signature."""
    timestamps = headers.getall(TIMESTAMP, ())
    signatures = headers.getall(SIGNATURE, ())
    if len(timestamps) != 1 or len(signatures) != 1:
        return "there is not one timestamp and one signature"
    if not DIGITS.fullmatch(timestamps[0]) or not SIGNED.fullmatch(signatures[0]):
        return "the timestamp or the signature has no known form"
    return "the timestamp is too far off" if abs(now - int(timestamps[0])) > FRESH else ""


async def _body(request: web.Request) -> bytes | None:
    """Read the body, which the request keeps; the server bounds its size."""
    try:
        async with asyncio.timeout(READING):
            return await request.read()
    except UNREADABLE:
        return None


def _is_signed(headers: CIMultiDictProxy[str], body: bytes, secret: SecretStr) -> bool:
    return hmac.compare_digest(sign(secret, headers[TIMESTAMP], body), headers[SIGNATURE])


def _is_understood(body: bytes, content_type: str) -> bool:
    """Tell whether Bolt can read a body: it raises where it cannot."""
    try:
        text = body.decode()
        is_json = content_type == JSON or text.startswith("{")
        held = text if is_json else dict(parse_qsl(text)).get("payload", "{}")
        return isinstance(json.loads(held), dict)
    except (ValueError, RecursionError):
        return False


def _refuse(status: int, problem: str) -> web.Response:
    log.info("refused a request to Slack's endpoint: %s", problem)
    return web.Response(status=status, text=problem)
