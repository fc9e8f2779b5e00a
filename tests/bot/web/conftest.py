"""A web server on a port of its own, and a client for it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.config import WebSettings
from bot.metrics import Metrics
from bot.web import Readiness, WebServer


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def readiness() -> Readiness:
    return Readiness()


@pytest.fixture
async def web(readiness: Readiness, metrics: Metrics) -> AsyncIterator[WebServer]:
    async with WebServer(WebSettings(port=0), readiness, metrics) as served:
        yield served


@pytest.fixture
async def client(web: WebServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{web.port}") as session:
        yield session
