"""The packaged corpus and its answerer, built once; the files that may be absent."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus, load_corpus
from tests.offline import stay_on_this_machine

stay_on_this_machine()

_DATA = count()


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="session")
def answerer(corpus: Corpus) -> Answerer:
    return Answerer(corpus)


@pytest.fixture(scope="session")
def shared() -> Path:
    path = Path(__file__).resolve().parents[2] / "shared"
    if not path.is_dir():
        pytest.skip("../shared is not distributed: no article, no questions")
    return path


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test writes to the cache or state of whoever runs it."""
    home: Path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        yield home


@pytest.fixture(autouse=True)
def _own_data(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another one has kept; the directory is made by who needs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(own_home / f"data{next(_DATA)}"))
