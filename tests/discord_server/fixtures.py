"""The server as a fixture, with discord.py pointed at it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .server import DiscordServer
from .specification import NAME, Specification


@pytest.fixture
async def discord_server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """Run a server for one test; every client of discord.py in it talks to this one."""
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        yield server


@pytest.fixture(scope="session")
def specification(shared: Path) -> Specification:
    """Read Discord's own description of its API, where it is distributed."""
    path = shared / NAME
    if not path.is_file():
        pytest.skip(f"../shared/{NAME} is not distributed: nothing to check against")
    return Specification(path)
