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
    to a later one, so none answers from a version that it has left behind. What is stored
    is made ready before it serves: its processes then change over within a second or two.
    """

    def __init__(self, service: Service, store: Store, serving: Serving) -> None:
        self.serving = serving
        self._service = service
        self._store = store
        self._swapping = asyncio.Lock()
        self._ready: dict[int, Edition] = {}
        """The version that was stored last, once it is ready and until it serves."""
        self._looked_at = serving.number

    async def publish(self, number: int, edition: Edition, *, after: Serving) -> bool:
        """Serve a version here and everywhere, unless another has begun to serve meanwhile."""
        async with self._swapping:
            if after != self.serving:
                return False
            serving = await self._store.versions.serve(number, after=after.generation)
            if serving is None:
                return False
            self._swap(serving, edition)
            self._ready.clear()
            return True

    async def follow(self) -> None:
        """Serve what the store names, where that is newer."""
        async with self._swapping:
            serving = await self._store.versions.serving()
            if serving is None or serving.generation <= self.serving.generation:
                return
            match self._ready.pop(serving.number, None) or await self._load(serving.number):
                case Edition() as edition:
                    self._swap(serving, edition)
                case Unfit(problems):
                    # It is not looked at again: the next version may be readable.
                    self.serving = serving
                    log.error("version %s cannot be served here: %s", serving.number, problems[0])

    async def prepare(self) -> None:
        """Make the version that was stored last ready, in case that it serves soon."""
        for newest in await self._store.versions.recent(1):
            if newest.number <= max(self._looked_at, self.serving.number):
                return
            self._looked_at = newest.number
            edition = await self._load(newest.number)
            self._ready = {newest.number: edition} if isinstance(edition, Edition) else {}

    def know(self, number: int) -> None:
        """Leave a version to who makes it ready already, in this process."""
        self._looked_at = max(number, self._looked_at)

    async def _load(self, number: int) -> Edition | Unfit:
        return await load(await self._store.versions.files(number))

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
