"""A service with its store, and who looks after both: opened together, closed together."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from bot.channels import FILE_NAME, AskChannels
from bot.curation.curator import Curator
from bot.curation.starting import start
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.service import Service
from bot.snapshot import open_answerer
from bot.store import Store
from bot.store.misses import Keeping

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """A store to open: none given is the file in the data directory."""

    url: str | None = field(default=None, repr=False)
    keeping: Keeping = "text"

    async def open(self) -> Store:
        """Open it; raise StoreError where that cannot be."""
        return await Store.open(self.url, keeping=self.keeping)


@asynccontextmanager
async def opened(
    address: Address, directory: Path, metrics: Metrics
) -> AsyncIterator[tuple[Service, Curator | None]]:
    """Serve what the store names; where it cannot be opened, what the directory holds."""
    data = user_data_path("rigwire")
    try:
        store = await address.open()
    except StoreError as error:
        log.error("answering without a store: %s", error)  # noqa: TRY400 - it says what to mend
        yield await asyncio.to_thread(_unstored, directory, AskChannels(data), metrics), None
        return
    try:
        await store.channels.take_over(data / FILE_NAME)
        started = await start(store, directory)
        edition = started.edition
        service = Service(edition.corpus, edition.answerer, store.channels, metrics, store)
        async with _kept_up(Curator(service, store, directory, started.serving)) as curator:
            yield service, curator
    finally:
        await store.close()


@asynccontextmanager
async def curated(service: Service, address: Address, directory: Path) -> AsyncIterator[Curator]:
    """Let a chat that answered from a directory look after what the store serves."""
    store = await address.open()
    try:
        started = await start(store, directory, takes_new=False)
        service.serve(started.edition)
        yield Curator(service, store, directory, started.serving)
    finally:
        await store.close()


async def store_problem(service: Service) -> str:
    """Say what is wrong with the store; nothing if all is well."""
    if service.store is None:
        return "it could not be opened; the log says why"
    try:
        await service.store.ping()
    except StoreError as error:
        return str(error)
    return ""


@asynccontextmanager
async def _kept_up(curator: Curator) -> AsyncIterator[Curator]:
    task = asyncio.create_task(curator.keep_up(), name="upkeep")
    task.add_done_callback(_tell)
    try:
        yield curator
    finally:
        task.cancel()
        await asyncio.wait({task})


def _tell(task: asyncio.Task[None]) -> None:
    """Log what nobody foresaw: without upkeep, this process serves an old version for ever."""
    if not task.cancelled() and task.exception():
        log.critical("upkeep has ended: restart this process", exc_info=task.exception())


def _unstored(directory: Path, channels: AskChannels, metrics: Metrics) -> Service:
    answerer = open_answerer(directory)
    service = Service(answerer.corpus, answerer, channels, metrics)
    service.warm()
    return service
