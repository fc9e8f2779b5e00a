"""Questions that found no answer, scrubbed, until an admin deals with them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import func, insert, select, update

from bot.store.database import Database
from bot.store.ledger import Ledger
from bot.store.people import Pseudonym
from bot.store.schema import misses
from bot.store.scrubbing import scrub

Keeping = Literal["off", "counts", "text"]
"""What is kept of a miss: nothing, that there was one, or also its scrubbed text."""


class State(StrEnum):
    """What became of a miss."""

    OPEN = "open"
    OUT_OF_SCOPE = "out of scope"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that found no answer."""

    number: int
    platform: str
    text: str
    """Scrubbed; empty where only counts are kept."""
    nearest: str
    """The entry that came nearest, if any."""
    state: State
    time: datetime


class Misses:
    """Keeps misses; `note` is for who answers, and costs them nothing."""

    def __init__(self, database: Database, clock: Callable[[], datetime], keeping: Keeping) -> None:
        self._database = database
        self._clock = clock
        self._keeping = keeping
        self.ledger = Ledger(self._write)

    def note(self, question: str, *, platform: str, asker: Pseudonym, nearest: str = "") -> None:
        """Take a miss to be written in a moment; never raises."""
        if self._keeping != "off":
            self.ledger.note(self._row(question, platform, asker, nearest))

    async def add(
        self, question: str, *, platform: str, asker: Pseudonym, nearest: str = ""
    ) -> None:
        """Write a miss; durable on return."""
        if self._keeping != "off":
            await self._write([self._row(question, platform, asker, nearest)])

    async def recent(
        self, limit: int, states: Collection[State] = (State.OPEN,)
    ) -> tuple[Miss, ...]:
        """List misses that have a text, the latest first."""
        told = _TOLD.where(misses.c.text.is_not(None), misses.c.state.in_(states))
        async with self._database.read() as connection:
            rows = await connection.execute(told.order_by(misses.c.number.desc()).limit(limit))
            return tuple(map(_miss, rows))

    async def find(self, number: int) -> Miss | None:
        """Find a miss by its number."""
        async with self._database.read() as connection:
            row = (await connection.execute(_TOLD.where(misses.c.number == number))).first()
        return _miss(row) if row else None

    async def counts(self) -> dict[State, int]:
        """Count the misses by what became of them, those without a text too."""
        grouped = select(misses.c.state, func.count()).group_by(misses.c.state)
        async with self._database.read() as connection:
            return {State(state): count for state, count in await connection.execute(grouped)}

    async def mark(self, numbers: Sequence[int], state: State) -> int:
        """Tell what became of misses; return how many there are."""
        marked = update(misses).where(misses.c.number.in_(numbers)).values(state=state)
        async with self._database.write() as connection:
            return (await connection.execute(marked)).rowcount

    def _row(self, question: str, platform: str, asker: Pseudonym, nearest: str) -> dict[str, Any]:
        """Make the row of a miss; a mere count holds nothing of anyone."""
        has_text = self._keeping == "text"
        return {
            "asker": asker if has_text else None,
            "platform": platform,
            "text": scrub(question) if has_text else None,
            "nearest": nearest,
            "state": State.OPEN,
            "time": self._clock(),
        }

    async def _write(self, rows: Sequence[dict[str, Any]]) -> None:
        async with self._database.write() as connection:
            await connection.execute(insert(misses), rows)


_TOLD = select(
    misses.c.number,
    misses.c.platform,
    misses.c.text,
    misses.c.nearest,
    misses.c.state,
    misses.c.time,
)


def _miss(row: Sequence[Any]) -> Miss:
    number, platform, text, nearest, state, time = row
    return Miss(number, platform, text or "", nearest, State(state), time)
