"""Who did what, when, from where, to which version: a chain in which nothing can be changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select

from bot.store.database import Database
from bot.store.inserting import insert as insert_or
from bot.store.people import Pseudonym
from bot.store.schema import audit, meta

HEAD = "audit-head"
"""Where the end of the chain is noted: a chain alone does not show that its end is gone."""

MOST_ROWS = 1_000
"""Rows verified at a time, so that a long chain fits into memory and into the time limit."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What an admin did or tried: no text of a question and nobody's id is in it."""

    number: int
    time: datetime
    actor: Pseudonym
    platform: str
    place: str
    action: str
    outcome: str
    version: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class Intact:
    """Nothing was changed; how many deeds there are."""

    length: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The first deed that is not as it was written, or is gone."""

    number: int


class Audit:
    """Writes deeds down, one behind the other over all processes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def append(  # noqa: PLR0913 - an entry has so many parts
        self,
        action: str,
        *,
        actor: Pseudonym,
        platform: str,
        place: str,
        outcome: str,
        version: int | None = None,
        detail: str = "",
    ) -> Deed:
        """Write a deed down."""
        async with self._database.write("audit") as connection:
            number, previous = _read_head(await connection.scalar(_HEAD))
            deed = Deed(
                number + 1,
                self._clock(),
                actor,
                platform,
                place,
                action,
                outcome,
                version,
                detail,
            )
            link = chained(previous, deed)
            row = {name: getattr(deed, name) for name in Deed.__slots__}
            await connection.execute(insert(audit).values({**row, "hash": link}))
            head = json.dumps([deed.number, link])
            moved = insert_or(self._database, meta).values(key=HEAD, value=head)
            await connection.execute(
                moved.on_conflict_do_update(index_elements=["key"], set_={"value": head})
            )
        return deed

    async def recent(self, limit: int) -> tuple[Deed, ...]:
        """List the latest deeds, the newest first."""
        newest = select(audit).order_by(audit.c.number.desc()).limit(limit)
        async with self._database.read() as connection:
            return tuple(Deed(*row[:-1]) for row in await connection.execute(newest))

    async def verify(self) -> Intact | Broken:
        """Walk along the chain to its first broken link."""
        async with self._database.read() as connection:
            length, end = _read_head(await connection.scalar(_HEAD))
            last = await connection.scalar(select(func.max(audit.c.number))) or 0
        number, link = 0, ""
        while rows := await self._rows(number, length):
            for *parts, held in rows:
                deed = Deed(*parts)
                number, link = number + 1, chained(link, deed)
                if deed.number != number or held != link:
                    return Broken(number)
        is_whole = (number, link) == (length, end) and last == length
        return Intact(length) if is_whole else Broken(number + 1)

    async def _rows(self, after: int, last: int) -> list[Any]:
        rows = select(audit).where(audit.c.number > after, audit.c.number <= last)
        async with self._database.read() as connection:
            found = await connection.execute(rows.order_by(audit.c.number).limit(MOST_ROWS))
            return list(found)


_HEAD = select(meta.c.value).where(meta.c.key == HEAD)


def _read_head(value: str | None) -> tuple[int, str]:
    number, link = json.loads(value) if value else (0, "")
    return int(number), str(link)


def chained(previous: str, deed: Deed) -> str:
    """Hash a deed together with all before it."""
    parts = [getattr(deed, name) for name in Deed.__slots__]
    return sha256(json.dumps([previous, *parts], default=datetime.isoformat).encode()).hexdigest()
