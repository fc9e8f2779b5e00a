"""A curator over the small knowledge base, its store a real database."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.curation import admission, curator, publishing, settling, starting
from bot.curation.curator import Curator
from bot.curation.model import Actor
from bot.reply import Reply, render_page
from bot.service import Service
from bot.store import Pseudonym, Serving, Store
from knowledge.answerer import Answerer
from tests.harbour import harbour_corpus, harbour_files, write_harbour

ME = Actor("console", "me", "here")
OTHER = Actor("console", "someone else", "there")

FAQ = "faq.toml"


@dataclass
class Base:
    """A directory, what serves, and who looks after it."""

    directory: Path
    service: Service
    store: Store
    curator: Curator

    @property
    def version(self) -> str:
        return self.service.edition.version

    def edit(self, old: str, new: str, name: str = FAQ) -> None:
        """Change a file of the directory."""
        path = self.directory / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def widen(self) -> None:
        """Make a change that is accepted."""
        self.edit('"price of a ticket"', '"price of a ticket", "what does a ride cost"')

    def spoil(self) -> None:
        """Make a change that leaves a question of the suite without its answer."""
        self.edit(
            "Analysts expect a ticket to cost $9 by 2030.", "Ada Holm calls the pier too small."
        )
        self.edit('["ticket-price"]', '["holm-pier"]')

    def answers(self, question: str = "How much will a ticket cost?") -> str:
        return render_page(self.service.recall(question))

    async def outcomes(self) -> list[tuple[str, str, int | None]]:
        """What the audit holds, the first deed first."""
        deeds = await self.store.audit.recent(100)
        return [(each.action, each.outcome, each.version) for each in reversed(deeds)]


def text(reply: Reply) -> str:
    return render_page(reply)


async def based(store: Store, directory: Path) -> Base:
    """Serve the small knowledge base as version 1 of a store."""
    corpus = harbour_corpus()
    version = await store.versions.add(
        harbour_files(), content_hash=corpus.version, author=Pseudonym(""), note="at the start"
    )
    serving = await store.versions.serve(version.number)
    assert isinstance(serving, Serving)
    service = Service(corpus, Answerer(corpus), store.channels, store=store)
    return Base(directory, service, store, Curator(service, store, directory, serving))


@pytest.fixture(autouse=True)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the work in this process and without a pause, but where a test is about just that."""
    if request.node.get_closest_marker("apart"):
        return

    async def run_here(function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    for module in (admission, curator, publishing, starting):
        monkeypatch.setattr(module, "run_apart", run_here)
    monkeypatch.setattr(settling, "SETTLED", 0.0)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "store" / "rigwire.db")
    yield opened
    await opened.close()


@pytest.fixture
async def base(store: Store, tmp_path: Path) -> Base:
    return await based(store, write_harbour(tmp_path / "knowledge"))


@pytest.fixture
async def any_base(url: str, tmp_path: Path) -> AsyncIterator[Base]:
    """The same, once on SQLite and once on PostgreSQL."""
    opened = await Store.open(url)
    yield await based(opened, write_harbour(tmp_path / "knowledge"))
    await opened.close()
