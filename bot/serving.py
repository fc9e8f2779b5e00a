"""Answers on every platform that is configured, beside the web server, until stopped."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot import running
from bot.config import Settings, SlackSettings
from bot.curation.curator import Curator
from bot.curation.opening import Address, opened, store_problem
from bot.metrics import Metrics
from bot.platform import Platform
from bot.service import Service
from bot.web import Readiness, WebServer
from bot.web.guard import guarded


async def serve(settings: Settings, address: Address, directory: Path) -> None:
    """Serve what the store at an address names, or what a directory holds."""
    metrics = Metrics()
    with running.Signals() as signals:
        readiness = Readiness(is_stopping=signals.stopped.is_set)
        async with (
            WebServer(settings.served, readiness, metrics) as server,
            opened(address, directory, metrics) as (service, curator),
        ):
            platforms = list(_configured(service, curator, settings, server))
            readiness.service, readiness.platforms = service, platforms
            readiness.checks = {"store": partial(store_problem, service)}
            reload = curator.reload_on_signal if curator else None
            await running.serve(platforms, signals, reload)


def _configured(
    service: Service, curator: Curator | None, settings: Settings, server: WebServer
) -> Iterator[Platform]:
    """Make every platform ready that has a token; one alone need not load the other's library."""
    if settings.discord.token:
        from bot import discord  # noqa: PLC0415

        yield discord.platform(service, settings.discord, curator)
    if settings.slack.bot_token:
        yield _slack(service, curator, settings.slack, server)


def _slack(
    service: Service, curator: Curator | None, settings: SlackSettings, server: WebServer
) -> Platform:
    """Make Slack ready; over HTTP, it is given up where nothing listens."""
    from bot.slack import ENDPOINT, Slack  # noqa: PLC0415

    slack, secret = Slack(service, settings, curator), settings.signing_secret
    if settings.mode != "http" or not secret:
        return slack.platform

    async def serve_requests() -> None:
        server.mount(ENDPOINT, guarded(slack.handle, secret))
        await slack.serve()

    return replace(slack.platform, serve=serve_requests)
