"""Delivery to a URL: signed requests, JSON for events and forms for the rest."""

import asyncio
import io
import json
from urllib.parse import urlencode

import aiohttp

from .clock import Clock
from .delivery import (
    COMMAND,
    CONNECTION_FAILED,
    EVENT,
    HTTP_ERROR,
    HTTP_TIMEOUT,
    Answer,
    Attempt,
    Delivery,
    Undelivered,
)
from .signing import signed

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class HttpPush:
    """Slack's end of the HTTP mode."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self.url = url
        self.secret = secret
        self.clock = clock
        self._session = aiohttp.ClientSession()

    async def push(self, delivery: Delivery, attempt: Attempt, deadline: float) -> Answer:
        """Send one signed request and await its answer."""
        body, kind = encoded(delivery)
        headers = {"Content-Type": kind, **self.signature_of(body)}
        if attempt.number:
            headers["X-Slack-Retry-Num"] = str(attempt.number)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        try:
            async with asyncio.timeout(deadline):
                answer = await self.post(body, headers)
        except TimeoutError:
            raise Undelivered(HTTP_TIMEOUT) from None
        except aiohttp.ClientError:
            raise Undelivered(CONNECTION_FAILED) from None
        if answer.status != 200:
            raise Undelivered(HTTP_ERROR, answer)
        return answer

    def signature_of(self, body: bytes, age: float = 0) -> dict[str, str]:
        """Sign a body as of so many seconds ago."""
        return signed(self.secret, str(int(self.clock.now() - age)), body)

    async def post(self, body: bytes, headers: dict[str, str] | list[tuple[str, str]]) -> Answer:
        """Send a body with just these headers."""
        began = asyncio.get_running_loop().time()
        async with self._session.post(self.url, data=io.BytesIO(body), headers=headers) as response:
            text = await response.text()
            is_json = response.content_type == JSON
            after = asyncio.get_running_loop().time() - began
            kept = {name.lower(): value for name, value in response.headers.items()}
            content = json.loads(text) if is_json and text else text
            return Answer(content, response.status, kept, after)

    async def verify_url(self, challenge: str = "a-challenge") -> Answer:
        """Ask whether the URL is the app's, as when it is entered in the app's settings."""
        content = {"token": "verification", "challenge": challenge, "type": "url_verification"}
        body = json.dumps(content).encode()
        return await self.post(body, {"Content-Type": JSON, **self.signature_of(body)})

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Return the body and its content type."""
    if delivery.kind == EVENT:
        return json.dumps(delivery.payload).encode(), JSON
    if delivery.kind == COMMAND:
        return urlencode(delivery.payload).encode(), FORM
    return urlencode({"payload": json.dumps(delivery.payload)}).encode(), FORM
