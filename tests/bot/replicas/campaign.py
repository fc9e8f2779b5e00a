"""Replicas under load: one is killed, the knowledge is reloaded, and all is written down."""

import asyncio
import signal
from dataclasses import dataclass, field
from math import inf
from time import monotonic

from tests.bot.replicas.fleet import Replica
from tests.bot.replicas.load import Load, People
from tests.bot.replicas.polling import until
from tests.bot.replicas.site import RETRIES, Site
from tests.harbour import FAQ

SPREADING = 30.0
"""Seconds until a reload that does not come through is an error."""

QUIET = 0.5
"""Seconds without an answer after which none is under way."""

MIDDLE = 0.5
"""Seconds from the beginning of a reload to its middle, when a replica is killed."""


@dataclass
class Story:
    """What happened, as far as answers have to be judged by it."""

    killed: int = -1
    """The replica that was killed, if any."""
    killed_at: float = 0.0
    back_at: float = inf
    spread: list[float] = field(default_factory=list)
    """Seconds from the acceptance of a version until every replica that lived served it."""
    seconds: float = 0.0
    """From the first question to the last answer."""
    counts: list[dict[str, int]] = field(default_factory=list)
    """What each replica that lives counted since it was started."""


class Campaign:
    """One run over a site."""

    def __init__(self, site: Site, load: Load, *, comes_back: bool = True) -> None:
        self.site = site
        self.people = People(load, site.slack, site.discord, site.watch)
        self.story = Story()
        self._comes_back = comes_back

    async def run(self, *, is_disturbed: bool = True) -> None:
        """Ask, disturb, and wait for what is under way."""
        began = monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.people.ask(len(self.site.replicas)))
            if is_disturbed:
                await self._disturb()
            self.people.is_over = True
        self.story.seconds = monotonic() - began
        await self.site.slack.settled(sum(RETRIES) + 4 * self.site.slack.courier.deadline)
        await self._quieten()
        living = [each for each in self.site.replicas if each.is_running]
        self.story.counts = [await each.counts() for each in living]

    async def _disturb(self) -> None:
        """Reload on one replica and kill another meanwhile; bring it back, and reload on it."""
        first, second, *_ = self.site.replicas
        await self.people.until(0.2)
        reload = asyncio.create_task(self._reload(first))
        await asyncio.sleep(MIDDLE)
        self.story.killed, self.story.killed_at = second.number, monotonic()
        await second.kill()
        await reload
        if self._comes_back:
            await second.start()
            self.story.back_at = monotonic()
            await self._reload(second)

    async def _reload(self, on: Replica) -> None:
        """Change a file, let a replica reload, and wait until all answer from it."""
        before = await self._generation()
        faq = self.site.directory / "faq.toml"
        faq.write_text(f"# Version {before + 1}\n{FAQ}", encoding="utf-8")
        on.signal(signal.SIGHUP)
        await until(lambda: self._is_after(before), SPREADING)
        accepted = monotonic()
        await until(self._all_serve_what_is_new, SPREADING)
        self.story.spread.append(monotonic() - accepted)

    async def _generation(self) -> int:
        [row] = await self.site.fetch("SELECT max(generation) FROM serving")
        return int(row[0])

    async def _is_after(self, generation: int) -> bool:
        return await self._generation() > generation

    async def _all_serve_what_is_new(self) -> bool:
        rows = await self.site.fetch(
            "SELECT content_hash FROM serving JOIN versions USING (number) ORDER BY generation"
        )
        living = [each for each in self.site.replicas if each.is_running]
        served = await asyncio.gather(*(each.knowledge() for each in living))
        return set(served) == {rows[-1][0]}

    async def _quieten(self) -> None:
        """Wait until no more answers come."""
        counts = [-1]

        async def are_no_more() -> bool:
            await asyncio.sleep(QUIET)
            counts.append(sum(len(each.answers) for each in self.site.watch.asked.values()))
            return counts[-1] == counts[-2]

        await until(are_no_more, SPREADING)
