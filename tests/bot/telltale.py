"""Looks for what nobody may keep of people, wherever an operator could read it."""

import logging
from collections.abc import Iterable

import pytest
from prometheus_client import generate_latest

from bot.store import Store
from bot.web import Readiness
from bot.web.exposition import registry_of
from tests.bot.curation.conftest import Base

SAID = "hunter2"
"""Stands in all that people type."""


async def assert_untold(
    base: Base, log: pytest.LogCaptureFixture, private: Iterable[str], nowhere: Iterable[str]
) -> None:
    """Neither is in the log, the metrics or the audit; what is for nowhere is in no file either."""
    await base.store.misses.ledger.flush()
    readiness = Readiness()
    readiness.service = base.service
    exposed = generate_latest(registry_of(base.service.metrics, readiness)).decode()
    lines = [each.getMessage() for each in log.records if each.levelno >= logging.INFO]
    deeds = await audit(base.store)
    files = b"".join(path.read_bytes() for path in (base.directory.parent / "store").iterdir())
    assert lines
    assert deeds
    for each in (*private, *nowhere):
        assert each not in exposed
        assert not [line for line in lines if each in line]
        assert each not in deeds
    for each in nowhere:
        assert each.encode() not in files


async def audit(store: Store) -> str:
    return "\n".join(map(repr, await store.audit.recent(999)))
