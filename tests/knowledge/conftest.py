"""What reads and answers from the small knowledge base."""

import pytest

from knowledge.answerer import Answerer
from knowledge.candidates import gather_candidates
from knowledge.mending import Mender, build_mender
from knowledge.query import Reader
from knowledge.text import words_of
from tests.harbour import harbour_corpus


@pytest.fixture(scope="session")
def harbour_answerer() -> Answerer:
    return Answerer(harbour_corpus())


@pytest.fixture(scope="session")
def mender() -> Mender:
    candidates = gather_candidates(harbour_corpus())
    texts = [text for each in candidates for text in (*each.wordings, each.body)]
    vocabulary = {word.casefold() for text in texts for word in words_of(text)}
    return build_mender(vocabulary, harbour_corpus().names)


@pytest.fixture(scope="session")
def reader(mender: Mender) -> Reader:
    return Reader(harbour_corpus().lexicon, harbour_corpus().names, mender)
