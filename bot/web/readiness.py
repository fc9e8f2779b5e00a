"""Whether people are answered: the knowledge and every platform; and what else is amiss.

A store out of reach is told, and takes nobody out: answering goes on without it, and it is out
of reach for all replicas at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from bot.platform import Platform
from bot.service import Service

PATIENCE = 2.0
"""Seconds for a check: an orchestrator's own patience with the endpoint is seldom longer."""

Check = Callable[[], Awaitable[str]]
"""Looks at what answering can do without, and says what is wrong; nothing if all is well."""


@dataclass(slots=True)
class Readiness:
    """What has to be there, and what should be; filled in while the process starts."""

    service: Service | None = None
    platforms: Sequence[Platform] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    is_stopping: Callable[[], bool] = bool

    def knowledge(self) -> str:
        """Name the knowledge that answers now; nothing while none is loaded."""
        return self.service.corpus.version if self.service else ""

    def chosen(self, platform: str) -> Sequence[Platform]:
        """Choose one platform by its name, or all by none."""
        return [each for each in self.platforms if platform in ("", each.name)]

    async def degraded(self) -> Sequence[str]:
        """Say what is amiss, while people are answered all the same."""
        checked = await asyncio.gather(*(_look(name, look) for name, look in self.checks.items()))
        return [*filter(None, checked)]

    def states(self, platform: str = "") -> Mapping[str, object]:
        """Tell how each platform is connected."""
        return {each.name: asdict(each.health()) for each in self.chosen(platform)}

    def problems(self, platform: str = "") -> Iterator[str]:
        """Say all that keeps people, or those on one platform, from being answered."""
        if self.is_stopping():
            yield "stopping"
        if not self.service:
            yield "the knowledge is not loaded"
        elif not self.chosen(platform):
            yield "no such platform runs here"
        for each in self.chosen(platform):
            if problem := each.health().problem:
                yield f"{each.name}: {problem}"


async def _look(name: str, look: Check) -> str:
    checking = asyncio.ensure_future(look())
    await asyncio.wait({checking}, timeout=PATIENCE)
    if not checking.done():
        checking.cancel()
        return f"{name}: no answer within {PATIENCE:.0f} s"
    error = checking.exception()
    problem = type(error).__name__ if error else checking.result()
    return f"{name}: {problem}" if problem else ""
