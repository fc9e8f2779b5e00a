"""Health and metrics as an orchestrator and Prometheus ask for them."""

import asyncio
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import aiohttp
import pytest
from aiohttp import web as aiohttp_web
from prometheus_client.parser import text_string_to_metric_families

from bot.config import WebSettings
from bot.errors import PlatformError
from bot.metrics import COUNTS, Metrics
from bot.platform import LONGEST_SILENCE, Health, Platform
from bot.service import Service
from bot.web import Readiness, WebServer
from bot.web import readiness as readiness_module
from knowledge.corpus import Corpus

QUESTION = "How much will a ticket cost?"

WELL = Health(is_connected=True, heartbeat_age=1.0, event_age=LONGEST_SILENCE + 1)


def platform(name: str, health: Health = WELL) -> Platform:
    async def serve() -> None: ...

    async def finish(seconds: float) -> None:
        del seconds

    return Platform(name, serve, finish, lambda: health)


async def ready(client: aiohttp.ClientSession, path: str = "/readyz") -> tuple[int, Any]:
    async with client.get(path) as response:
        return response.status, await response.json()


@pytest.fixture
def service(harbour: Corpus, readiness: Readiness, metrics: Metrics) -> Service:
    """A service that is ready, with one platform that is connected and quiet."""
    readiness.service = Service(harbour, metrics=metrics)
    readiness.platforms = [platform("discord")]
    return readiness.service


async def test_the_process_is_healthy_before_it_is_ready(client: aiohttp.ClientSession) -> None:
    async with client.get("/healthz") as response:
        assert response.status == 200

    status, told = await ready(client)

    assert status == 503
    assert told["reasons"] == ["the knowledge is not loaded"]


async def test_a_quiet_platform_is_ready(client: aiohttp.ClientSession, service: Service) -> None:
    status, told = await ready(client)

    assert status == 200
    assert told == {
        "ready": True,
        "reasons": [],
        "degraded": [],
        "knowledge": service.corpus.version,
        "platforms": {"discord": {"is_connected": True, "heartbeat_age": 1.0, "event_age": 181.0}},
    }


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("health", "problem"),
    [
        (replace(WELL, is_connected=False), "not connected"),
        (replace(WELL, heartbeat_age=LONGEST_SILENCE + 1), "silent for 181 s"),
    ],
)
async def test_a_platform_out_of_reach_is_a_reason(
    client: aiohttp.ClientSession, readiness: Readiness, health: Health, problem: str
) -> None:
    readiness.platforms = [platform("discord"), platform("slack", health)]

    status, told = await ready(client)

    assert (status, told["reasons"]) == (503, [f"slack: {problem}"])


@pytest.mark.usefixtures("service")
async def test_a_platform_that_owes_no_heartbeat_is_not_silent(
    client: aiohttp.ClientSession, readiness: Readiness
) -> None:
    readiness.platforms = [platform("slack", Health(is_connected=True))]

    status, _ = await ready(client)

    assert status == 200


@pytest.mark.usefixtures("service")
async def test_one_platform_is_ready_whatever_the_others_are(
    client: aiohttp.ClientSession, readiness: Readiness
) -> None:
    readiness.platforms = [
        platform("discord", Health(is_connected=False)),
        platform("slack"),
    ]

    assert (await ready(client, "/readyz?platform=slack"))[0] == 200
    assert (await ready(client, "/readyz?platform=discord"))[0] == 503
    assert (await ready(client, "/readyz?platform=other"))[0] == 503


@pytest.mark.usefixtures("service")
async def test_a_store_out_of_reach_is_told_and_takes_nobody_out(
    client: aiohttp.ClientSession, readiness: Readiness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness_module, "PATIENCE", 0.05)

    async def well() -> str:
        return ""

    async def locked() -> str:
        return "locked"

    async def hangs() -> str:
        await asyncio.Event().wait()
        return ""

    async def raises() -> str:
        raise ConnectionError

    readiness.checks = {"a": well, "b": locked, "c": hangs, "d": raises}

    status, told = await ready(client)

    assert status == 200
    assert told["degraded"] == ["b: locked", "c: no answer within 0 s", "d: ConnectionError"]


@pytest.mark.usefixtures("service")
async def test_a_process_that_stops_is_not_ready(
    client: aiohttp.ClientSession, readiness: Readiness
) -> None:
    readiness.is_stopping = lambda: True

    assert (await ready(client))[1]["reasons"] == ["stopping"]


async def samples(client: aiohttp.ClientSession) -> dict[tuple[str, tuple[str, ...]], float]:
    async with client.get("/metrics") as response:
        families = list(text_string_to_metric_families(await response.text()))
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


async def test_prometheus_reads_what_was_counted(
    client: aiohttp.ClientSession, service: Service
) -> None:
    service.ask(QUESTION, platform="discord")
    service.ask("hunter2 zork?", platform="discord")

    held = await samples(client)

    assert held["rigwire_questions_total", ("discord",)] == 2
    assert held["rigwire_replies_total", ("discord", "answered")] == 1
    assert held["rigwire_answer_seconds_count", ("discord",)] == 2
    assert held["rigwire_connected", ("discord",)] == 1
    assert held["rigwire_last_event_age_seconds", ("discord",)] == 181
    told = {*next(labels for name, labels in held if name == "rigwire_info")}
    assert told == {version("rigwire"), service.corpus.version}
    assert held["process_resident_memory_bytes", ()] > 0


async def test_every_count_is_exposed(client: aiohttp.ClientSession) -> None:
    async with client.get("/metrics") as response:
        text = await response.text()

    for name in COUNTS:
        assert f"# TYPE rigwire_{name}_total counter" in text


@pytest.mark.usefixtures("service")
async def test_no_text_reaches_the_metrics(client: aiohttp.ClientSession, service: Service) -> None:
    service.ask("hunter2 zork?", platform="discord")

    async with client.get("/metrics") as response:
        assert "hunter2" not in await response.text()


async def test_an_endpoint_asks_to_be_called_again_until_it_is_there(
    client: aiohttp.ClientSession, web: WebServer, readiness: Readiness, harbour: Corpus
) -> None:
    async def hello(request: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.Response(text=await request.text())

    async with client.post("/slack/events", data="hi") as response:
        assert response.status == 503
    web.mount("/slack/events", hello)
    async with client.post("/slack/events", data="hi") as response:
        assert (response.status, await response.text()) == (200, "hi")
    readiness.service = Service(harbour)
    async with client.post("/other") as response:
        assert response.status == 404


async def test_a_taken_port_is_one_line_and_fatal_only_to_what_is_mounted(
    web: WebServer, readiness: Readiness, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    async def hello(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.Response()

    async with WebServer(WebSettings(port=web.port), readiness, metrics) as second:
        with pytest.raises(PlatformError, match="BOT_WEB__PORT: cannot listen on"):
            second.mount("/slack/events", hello)

    [line] = caplog.messages
    assert line.startswith("BOT_WEB__PORT: cannot listen on")
    assert "\n" not in line


async def test_without_a_port_nothing_listens(readiness: Readiness, metrics: Metrics) -> None:
    async with WebServer(WebSettings(), readiness, metrics) as server:
        with pytest.raises(IndexError):
            _ = server.port
