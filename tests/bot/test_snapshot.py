import gc
import weakref
from pathlib import Path

import pytest

from bot.snapshot import MOST_KEPT, open_answerer, pack, unpack
from knowledge.answerer import Answerer
from knowledge.errors import CorpusError
from tests.harbour import harbour_corpus, write_harbour


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rigwire"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_harbour(tmp_path / "knowledge")


def test_a_kept_answerer_answers_as_the_built_one(cache: Path, directory: Path) -> None:
    built = open_answerer(directory)

    kept = open_answerer(directory)

    question = "who runs the ferry"
    assert len(list(cache.glob("*.pickle"))) == 1
    assert kept.corpus.version == built.corpus.version
    assert kept.answer(question) == built.answer(question)


def test_a_changed_file_is_read_anew(cache: Path, directory: Path) -> None:
    before = open_answerer(directory).corpus.version
    lexicon = directory / "lexicon.toml"
    old = lexicon.read_text() if lexicon.exists() else ""
    lexicon.write_text(f'{old}\n[[synonyms]]\nterms = ["quay", "wharf"]\n')

    after = open_answerer(directory).corpus.version

    assert after != before
    assert len(list(cache.glob("*.pickle"))) == 2


def test_a_damaged_snapshot_is_built_anew(cache: Path, directory: Path) -> None:
    version = open_answerer(directory).corpus.version
    for each in cache.glob("*.pickle"):
        each.write_bytes(each.read_bytes()[:100])

    assert open_answerer(directory).corpus.version == version


def test_knowledge_with_a_fault_is_never_kept(cache: Path, directory: Path) -> None:
    (directory / "facts.toml").write_text("[[facts]]\nid = 3\n")

    with pytest.raises(CorpusError):
        open_answerer(directory)

    assert not cache.exists()


def test_without_a_place_to_keep_it_the_answerer_is_built_all_the_same(
    tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the cache should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(taken))

    assert open_answerer(directory).corpus.facts


def test_only_the_latest_snapshots_are_kept(cache: Path, directory: Path) -> None:
    for number in range(MOST_KEPT + 2):
        lexicon = directory / "lexicon.toml"
        lexicon.write_text(f'[[synonyms]]\nterms = ["quay", "wharf {number}"]\n')
        open_answerer(directory)

    assert len(list(cache.glob("*.pickle"))) == MOST_KEPT


def test_an_answerer_that_serves_no_more_leaves_nothing_behind() -> None:
    """Garbage that waits to be looked for is never found among what is frozen."""
    answerer = unpack(pack(Answerer(harbour_corpus())))
    assert answerer
    answerer.warm()
    gc.collect()
    lexicon, whole = weakref.ref(answerer.corpus.lexicon), weakref.ref(answerer)

    gc.disable()
    del answerer
    gone = whole() is None and lexicon() is None
    gc.enable()

    assert gone
