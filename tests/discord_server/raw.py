"""Raw requests to the server, for what discord.py itself would not send."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from .model import Json
from .server import DiscordServer

LONG = "BASE_TYPE_MAX_LENGTH"
BAD = "BASE_TYPE_BAD_LENGTH"
REQUIRED = "BASE_TYPE_REQUIRED"

Post = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def api(discord_server: DiscordServer) -> AsyncIterator[Post]:
    """Send one request as the bot and read status and body."""
    headers = {"Authorization": f"Bot {discord_server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def request(method: str, path: str, **more: Any) -> tuple[int, Any]:
            url = discord_server.api_url + path
            async with session.request(method, url, **more) as response:
                return response.status, await response.json() if response.status != 204 else None

        yield request


def leaves(errors: Json) -> dict[str, str]:
    """Flatten Discord's tree of errors: path to code."""
    found = {}
    for key, inner in errors.items():
        if key == "_errors":
            found[""] = inner[0]["code"]
        else:
            found |= {f"{key}.{rest}".rstrip("."): code for rest, code in leaves(inner).items()}
    return found
