"""Questions that found no answer: gathered, and brought to one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.curation.clustering import Cluster, Gatherer, Miss, cluster_of, near_entries
from bot.reply import Status
from bot.service import Service
from bot.store import State, Store

MOST_GATHERED = 500
"""Misses looked at, the latest: some tenth of a second of work, done bit by bit."""

MOST_CLUSTERS = 15
"""Clusters listed: what a message of any platform holds."""


class Missed:
    """The misses of a store, as the version that serves now understands them."""

    def __init__(self, service: Service, store: Store) -> None:
        self._service = service
        self._store = store

    async def clusters(self) -> tuple[Cluster, ...]:
        """Gather what is waiting, the most asked first, each with its nearest entry."""
        answerer = self._service.edition.answerer
        gathered = (await self._gathered())[:MOST_CLUSTERS]
        told: list[Cluster] = []
        for each in gathered:
            told.append(replace(each, near=near_entries(answerer, each.shown.text)))
            await asyncio.sleep(0)  # Some milliseconds each: others are answered between.
        return tuple(told)

    async def find(self, number: int) -> Cluster | None:
        """Find what asks the same as a miss."""
        return cluster_of(await self._gathered(), number)

    async def near(self, number: int) -> tuple[str, ...] | None:
        """Name the entries nearest to a miss; None where there is no such miss."""
        cluster = await self.find(number)
        if cluster is None:
            return None
        return near_entries(self._service.edition.answerer, cluster.shown.text)

    async def drop(self, cluster: Cluster) -> None:
        """Mark questions as out of scope."""
        await self._mark(cluster.misses, State.OUT_OF_SCOPE)

    async def settle(self, cluster: Cluster) -> tuple[Miss, ...]:
        """Mark the questions that are answered now; give those that still are not."""
        still = tuple(each for each in cluster.misses if not self._is_answered(each))
        await self._mark([each for each in cluster.misses if each not in still], State.ADDED)
        return still

    def _is_answered(self, miss: Miss) -> bool:
        return self._service.recall(miss.text).status is Status.ANSWERED

    async def _gathered(self) -> tuple[Cluster, ...]:
        gatherer = Gatherer(self._service.edition.answerer)
        for each in await self._store.misses.recent(MOST_GATHERED):
            gatherer.add(Miss(each.number, each.text))
            await asyncio.sleep(0)
        return gatherer.clusters()

    async def _mark(self, misses: Sequence[Miss], state: State) -> None:
        if misses:
            await self._store.misses.mark([each.number for each in misses], state)
