"""Which version a process serves: the one that the store names, and never an older one."""

import asyncio
import logging

from bot.apart import WorkFailedError, run_apart
from bot.curation.examining import Unfit, build
from bot.edition import Edition
from bot.service import Service
from bot.snapshot import unpack
from bot.store import Serving, Store

log = logging.getLogger(__name__)


class Publisher:
    """Swaps what a service serves: for a change made here, and for one made elsewhere.

    The store counts generations up with every change, a rollback too; a process only moves
    to a later one, so none answers from a version that it has left behind.
    """

    def __init__(self, service: Service, store: Store, serving: Serving) -> None:
        self.serving = serving
        self._service = service
        self._store = store
        self._swapping = asyncio.Lock()

    async def publish(self, number: int, edition: Edition, *, after: Serving) -> bool:
        """Serve a version here and everywhere, unless another has begun to serve meanwhile."""
        async with self._swapping:
            if after != self.serving:
                return False
            serving = await self._store.versions.serve(number, after=after.generation)
            if serving is None:
                return False
            self._swap(serving, edition)
            return True

    async def follow(self) -> None:
        """Serve what the store names, where that is newer."""
        async with self._swapping:
            serving = await self._store.versions.serving()
            if serving is None or serving.generation <= self.serving.generation:
                return
            edition = await load(await self._store.versions.files(serving.number))
            match edition:
                case Edition():
                    self._swap(serving, edition)
                case Unfit(problems):
                    # It is not looked at again: the next version may be readable.
                    self.serving = serving
                    log.error("version %s cannot be served here: %s", serving.number, problems[0])

    def _swap(self, serving: Serving, edition: Edition) -> None:
        self._service.serve(edition)
        self.serving = serving
        log.info("serving version=%s knowledge=%s", serving.number, edition.version)


async def load(files: dict[str, bytes]) -> Edition | Unfit:
    """Make a stored version ready to serve, off the event loop."""
    built = await run_apart(build, files)
    return built if isinstance(built, Unfit) else await edition_of(built)


async def edition_of(packed: bytes) -> Edition:
    """Unpack and warm an answerer, so that the first questions do not wait for it."""
    answerer = await asyncio.to_thread(unpack, packed)
    if answerer is None:
        raise WorkFailedError(unpack.__name__)
    await asyncio.to_thread(answerer.warm)
    return Edition(answerer.corpus, answerer)
