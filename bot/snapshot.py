"""A built answerer kept between runs: for the same knowledge and code it is ready at once.

Proving and indexing the packaged knowledge takes half a second; reading the result back
takes a fiftieth of that. The file lies in the user's own cache directory, which only
they can write, under a name that any change of knowledge or code changes.
"""

import gc
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

from knowledge.answerer import Answerer
from knowledge.corpus import build_corpus
from knowledge.reading import read_directory

MOST_KEPT = 8
"""Snapshots kept: some knowledge directories at work, before and after an edit."""

CODE = Path(__file__).parent.parent / "knowledge"


def open_answerer(directory: Path) -> Answerer:
    """Read a knowledge directory and build its answerer, or take the kept one.

    Raises CorpusError with every problem found; nothing unproved is ever kept. It is not
    warm: what one question needs is worked out faster than all can be read back.
    """
    files = read_directory(directory)
    cache = user_cache_path("rigwire")
    path = cache / f"{_name(files)}.pickle"
    answerer = _load(path)
    if answerer is None:
        answerer = Answerer(build_corpus(files))
        with suppress(OSError):  # Without a place to keep it, the next run builds again.
            _keep(path, answerer)
    return answerer


def _load(path: Path) -> Answerer | None:
    """Take a kept answerer; one that cannot be read is as good as none."""
    # To look through so many new objects for garbage takes as long as to make them.
    gc.disable()
    try:
        kept = pickle.loads(path.read_bytes())  # noqa: S301 - our own file, see above
    except (OSError, EOFError, ValueError, AttributeError, ImportError, pickle.PickleError):
        return None
    finally:
        gc.freeze()
        gc.enable()
    return kept if isinstance(kept, Answerer) else None


def _keep(path: Path, answerer: Answerer) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps(answerer, protocol=5))
    unfinished.replace(path)
    kept = sorted(path.parent.glob("*.pickle"), key=lambda each: each.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _name(files: Mapping[str, bytes]) -> str:
    """Name a snapshot by all that it depends on: knowledge, code, language, Python."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    code = [*CODE.glob("*.py"), *CODE.glob("language/*.toml")]
    for path in sorted(code):
        digest.update(path.read_bytes())
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()
