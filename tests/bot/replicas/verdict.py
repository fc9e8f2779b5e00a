"""What came of a campaign: the figures, and each promise that was not kept."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from statistics import quantiles

from tests.bot.replicas.campaign import Campaign
from tests.bot.replicas.load import PATIENCE
from tests.bot.replicas.site import Site
from tests.bot.replicas.watching import Answered, Asked

LONGEST_SPREAD = 5.0
"""Seconds in which a version accepted on one replica is served by all."""

LATE = 0.2 + 0.5
"""Seconds from a miss to its row, and for a machine that is busy: a killed replica takes with it
what it noted in that time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds afterwards."""

    generations: Mapping[str, int]
    """Of each knowledge by its hash."""
    votes: Counter[str]
    misses: Counter[str]

    @classmethod
    async def read(cls, site: Site) -> "Kept":
        """Read it all."""
        served = await site.fetch(
            "SELECT content_hash, generation FROM serving JOIN versions USING (number)"
        )
        votes = await site.fetch("SELECT subject FROM votes")
        misses = await site.fetch("SELECT text FROM misses")
        return cls(
            {row["content_hash"]: row["generation"] for row in served},
            Counter(row["subject"] for row in votes),
            Counter(row["text"] for row in misses),
        )


class Verdict:
    """Judges a campaign."""

    def __init__(self, campaign: Campaign, kept: Kept) -> None:
        self.story = campaign.story
        self.watch = campaign.site.watch
        self.people = campaign.people
        self.balancer = campaign.site.balancer
        self.kept = kept
        self.asked = list(self.watch.asked.values())
        self.lost = [each for each in self.asked if not each.answers and self._died(each)]
        self.misses_lost = [each for each in self._misses_absent() if self._died_with(each)]

    def problems(self) -> Iterator[str]:
        """Tell each promise that was not kept."""
        for each in self.asked:
            if len(each.answers) > 1:
                yield f"answered {len(each.answers)} times: {each}"
            if not each.answers and not self._died(each):
                yield f"not answered: {each}, {[self.balancer.sent[d] for d in each.deliveries]}"
        yield from (f"an answer to nothing: {stray}" for stray in self.watch.strays)
        yield from self._backwards()
        for seconds in self.story.spread:
            if seconds > LONGEST_SPREAD:
                yield f"a version was served by all after {seconds:.1f} s only"
        for message in self.people.thanked:
            if not self.kept.votes[f"slack:{message}"]:
                yield f"a vote is lost: {message}"
        for each in self._misses_absent():
            if not self._died_with(each):
                yield f"a miss is lost: {each}"
        yield from (f"a miss is there twice: {t}" for t, n in self.kept.misses.items() if n > 1)

    def figures(self) -> Iterator[str]:
        """Tell what was measured."""
        times = [each.answers[0].at - each.at for each in self.asked if each.answers]
        centiles = quantiles(times, n=100)
        answered = len(times)
        by_replica = Counter(each.answers[0].replica for each in self.asked if each.answers)
        yield f"questions {len(self.asked)}, answered once {answered}, lost {len(self.lost)}"
        yield f"answers by replica {dict(sorted(by_replica.items()))}"
        duplicates = sum(each.get("duplicates", 0) for each in self.story.counts)
        yield f"redelivered {self.people.redelivered}, dropped as duplicates {duplicates}"
        yield f"{answered / self.story.seconds:.1f} answers a second"
        p50, p99 = 1000 * centiles[49], 1000 * centiles[98]
        yield f"from delivery to post p50 {p50:.0f} ms, p99 {p99:.0f} ms"
        spread = ", ".join(f"{each:.2f} s" for each in self.story.spread) or "-"
        yield f"versions {len(self.kept.generations)}, served by all after {spread}"
        yield f"votes thanked for {len(self.people.thanked)}, kept {sum(self.kept.votes.values())}"
        yield f"misses kept {sum(self.kept.misses.values())}, lost {len(self.misses_lost)}"

    def voters(self) -> set[int]:
        """Tell which replicas took votes."""
        return {
            sent[-1].replica
            for delivery, sent in self.balancer.sent.items()
            if delivery.name == "block_actions" and sent[-1].is_acknowledged
        }

    def _died(self, asked: Asked) -> bool:
        """Tell whether a question was in the hands of the replica that was killed."""
        killed, at = self.story.killed, self.story.killed_at
        if asked.platform == "discord":
            return asked.shard == killed and at - PATIENCE < asked.at < self.story.back_at
        sent = [each for delivery in asked.deliveries for each in self.balancer.sent[delivery]]
        return any(
            each.replica == killed and each.is_acknowledged and at - PATIENCE < each.at < at
            for each in sent
        )

    def _backwards(self) -> Iterator[str]:
        """Tell of answers from a version that was older than one posted before the question."""
        by_replica: dict[int, list[tuple[Asked, Answered]]] = {}
        for asked in self.asked:
            for answer in asked.answers:
                by_replica.setdefault(answer.replica, []).append((asked, answer))
        for answers in by_replica.values():
            answers.sort(key=lambda each: each[1].at)
            times = [answer.at for _, answer in answers]
            generations = [self.kept.generations[answer.knowledge] for _, answer in answers]
            newest = list(accumulate(generations, max, initial=0))
            for (asked, answer), generation in zip(answers, generations, strict=True):
                if generation < newest[bisect_left(times, asked.at)]:
                    yield f"an older version answered: {answer}"

    def _misses_absent(self) -> Iterator[Asked]:
        for each in self.asked:
            is_miss = each.text.startswith("Who discovered")
            if is_miss and each.answers and not self.kept.misses[each.text]:
                yield each

    def _died_with(self, asked: Asked) -> bool:
        answer = asked.answers[0]
        at = self.story.killed_at
        return answer.replica == self.story.killed and at - LATE < answer.at < at + LATE
