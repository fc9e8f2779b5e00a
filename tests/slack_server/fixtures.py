"""The server as a fixture."""

from collections.abc import AsyncIterator

import pytest

from .server import SlackServer


@pytest.fixture
async def slack_server() -> AsyncIterator[SlackServer]:
    """Run a server for one test."""
    async with SlackServer() as server:
        yield server
