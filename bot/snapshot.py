"""A built answerer kept between runs: for the same knowledge and code it is ready at once.

Proving and indexing the packaged knowledge takes half a second; reading the result back
takes a fiftieth of that. The file lies in the user's own cache directory, which only
they can write, under a name that any change of knowledge or code changes.
"""

import gc
import os
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
"""Snapshots kept, those used last: some knowledge directories at work, before and after an edit."""

CODE = Path(__file__).parent.parent / "knowledge"


def open_answerer(directory: Path) -> Answerer:
    """Read a knowledge directory and build its answerer, or take the kept one.

    Raises CorpusError with every problem found; nothing unproved is ever kept. It is not
    warm: what one question needs is worked out faster than all can be read back.
    """
    return answerer_of(read_directory(directory))


def answerer_of(files: Mapping[str, bytes]) -> Answerer:
    """Build the answerer of content files, or take the kept one."""
    cache = user_cache_path("rigwire")
    path = cache / f"{_name(files)}.pickle"
    answerer = _load(path)
    if answerer is None:
        answerer = Answerer(build_corpus(files))
        with suppress(OSError):  # Without a place to keep it, the next run builds again.
            _keep(path, answerer)
    return answerer


def pack(answerer: Answerer) -> bytes:
    """Write an answerer as bytes: for a file, or for another process."""
    return pickle.dumps(answerer, protocol=5)


def unpack(packed: bytes) -> Answerer | None:
    """Read an answerer back from bytes of our own; None where they hold none."""
    # To look through so many new objects for garbage takes as long as to make them.
    gc.disable()
    try:
        held = pickle.loads(packed)  # noqa: S301 - our own, see above
    except (EOFError, ValueError, AttributeError, ImportError, pickle.PickleError):
        return None
    finally:
        gc.freeze()
        gc.enable()
    return held if isinstance(held, Answerer) else None


def _load(path: Path) -> Answerer | None:
    """Take a kept answerer, which is used now; one that cannot be read is as good as none."""
    try:
        packed = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        path.touch()
    return unpack(packed)


def _keep(path: Path, answerer: Answerer) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Several processes may keep the same one: each writes a file of its own.
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(pack(answerer))
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
