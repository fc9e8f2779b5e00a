"""The small knowledge base with one thing changed in one of its files."""

from knowledge.corpus import Corpus, build_corpus
from knowledge.errors import CorpusError
from tests.harbour import harbour_files


def with_change(name: str, old: str, new: str) -> dict[str, bytes]:
    """Replace the first of a text that must be there."""
    files = harbour_files()
    text = files[name].decode()
    if old not in text:
        raise LookupError(old)
    return {**files, name: text.replace(old, new, 1).encode()}


def build_with(name: str, old: str, new: str) -> Corpus:
    """Build the changed knowledge base."""
    return build_corpus(with_change(name, old, new))


def problems_of(files: dict[str, bytes]) -> tuple[str, ...]:
    """Give the problems of content files; none if they load."""
    try:
        build_corpus(files)
    except CorpusError as error:
        return error.problems
    return ()
