"""The packaged corpus and its answerer, built once; the files that may be absent."""

from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path

import pytest

from bot.snapshot import open_answerer
from knowledge.answerer import Answerer
from knowledge.corpus import PACKAGED, Corpus
from tests.offline import stay_on_this_machine

stay_on_this_machine()

_DATA = count()


@pytest.fixture(scope="session")
def answerer(own_home: Path) -> Answerer:
    """Build it once for all workers: it takes some ten seconds."""
    with (own_home / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return open_answerer(PACKAGED)


@pytest.fixture(scope="session")
def corpus(answerer: Answerer) -> Corpus:
    return answerer.corpus


@pytest.fixture(scope="session")
def shared() -> Path:
    path = Path(__file__).resolve().parents[2] / "shared"
    if not path.is_dir():
        pytest.skip("../shared is not distributed: no article, no questions")
    return path


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """No test writes to the cache or state of whoever runs it; the workers share theirs."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "home"
    home.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_STATE_HOME", str(home / f"state-{worker_id}"))
        yield home


@pytest.fixture(autouse=True)
def _own_data(own_home: Path, monkeypatch: pytest.MonkeyPatch, worker_id: str) -> None:
    """No test finds what another one has kept; the directory is made by who needs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(own_home / f"data-{worker_id}-{next(_DATA)}"))
