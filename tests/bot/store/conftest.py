"""A store on an empty database, and the path of a file that is none yet."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.store.server import new_path


@pytest.fixture
def path() -> Iterator[Path]:
    with new_path() as path:
        yield path


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url)
    yield opened
    await opened.close()
