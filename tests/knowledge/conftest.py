"""What reads and answers from the small knowledge base."""

import pytest

from knowledge.answerer import Answerer
from knowledge.mending import Mender
from knowledge.query import Reader
from tests.harbour import harbour_corpus


@pytest.fixture(scope="session")
def harbour_answerer() -> Answerer:
    return Answerer(harbour_corpus())


@pytest.fixture(scope="session")
def reader(harbour_answerer: Answerer) -> Reader:
    return harbour_answerer._reader


@pytest.fixture(scope="session")
def mender(reader: Reader) -> Mender:
    return reader.mender
