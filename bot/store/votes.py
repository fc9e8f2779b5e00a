"""What people think of replies: of each, the last vote on each message counts."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.inserting import insert
from bot.store.misses import Keeping
from bot.store.people import Naming
from bot.store.schema import votes
from bot.store.scrubbing import scrub
from bot.vote import Vote


@dataclass(frozen=True, slots=True)
class Tally:
    """How many found a fact or an entry helpful, and how many did not."""

    match: str
    """Its id; empty for replies that rest on none."""
    helpful: int
    unhelpful: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What someone missed in an answer, scrubbed."""

    matches: tuple[str, ...]
    words: str
    time: datetime


class Votes:
    """Keeps the votes; they are looked at, and change no ranking."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], name: Naming, keeping: Keeping
    ) -> None:
        self._database = database
        self._clock = clock
        self._name = name
        self._keeping = keeping

    async def cast(self, vote: Vote) -> None:
        """Store a vote in place of an earlier one of this person; durable on return."""
        words = scrub(vote.missing) if self._keeping == "text" else ""
        changed = {
            "is_helpful": vote.is_helpful,
            "is_on_miss": vote.is_on_miss,
            "matches": json.dumps(vote.matches),
            "words": words or None,
            "time": self._clock(),
        }
        key = {
            "subject": f"{vote.platform}:{vote.answer}",
            "voter": self._name(vote.platform, vote.voter),
        }
        replacing = insert(self._database, votes).values({**key, **changed})
        replacing = replacing.on_conflict_do_update(index_elements=list(key), set_=changed)
        async with self._database.write() as connection:
            await connection.execute(replacing)

    async def tally(self, *, is_on_miss: bool = False) -> tuple[Tally, ...]:
        """Count the votes by what the replies rest on, the least helpful first."""
        grouped = select(votes.c.matches, votes.c.is_helpful, func.count())
        grouped = grouped.where(votes.c.is_on_miss == is_on_miss)
        grouped = grouped.group_by(votes.c.matches, votes.c.is_helpful)
        counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        async with self._database.read() as connection:
            for matches, is_helpful, count in await connection.execute(grouped):
                for match in json.loads(matches) or [""]:
                    counts[bool(is_helpful)][match] += count
        helpful, unhelpful = counts[True], counts[False]
        every = (Tally(each, helpful[each], unhelpful[each]) for each in helpful | unhelpful)
        return tuple(sorted(every, key=lambda each: (-each.unhelpful, -each.helpful, each.match)))

    async def remarks(self, limit: int) -> tuple[Remark, ...]:
        """List what people missed, the latest first."""
        latest = select(votes.c.matches, votes.c.words, votes.c.time)
        latest = latest.where(votes.c.words.is_not(None))
        latest = latest.order_by(votes.c.time.desc()).limit(limit)
        async with self._database.read() as connection:
            rows = await connection.execute(latest)
            return tuple(Remark(tuple(json.loads(m)), words, time) for m, words, time in rows)
