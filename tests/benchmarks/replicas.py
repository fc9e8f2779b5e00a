"""Asks one replica and three, then three of which one is killed while the knowledge changes.

Replicas, platforms and PostgreSQL share this machine, and talk over its loopback alone. Run it
as python -m tests.benchmarks.replicas; it ends with 1 where a promise was not kept.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.bot.replicas.campaign import Campaign
from tests.bot.replicas.load import LONGEST, Load
from tests.bot.replicas.site import opened
from tests.bot.replicas.verdict import Kept, Verdict
from tests.bot.store.server import Server

CALM = Load(questions=300, redeliveries=0, people=1, pause=0.02)
"""Slower than any number of replicas: what an answer takes by itself."""

BUSY = Load(questions=1_000, redeliveries=0, people=12)
"""Everyone asks as soon as they are answered: what a number of replicas can do."""

FULL = Load(questions=2_000, redeliveries=200, people=8, pause=0.02)

RUNS = (
    ("calm", 1, CALM),
    ("calm", 3, CALM),
    ("busy", 1, BUSY),
    ("busy", 3, BUSY),
    ("disturbed", 3, FULL),
)


async def main() -> list[str]:
    """Run all, print the figures, and give what was not as it should be."""
    problems: list[str] = []
    postgresql = Server()
    try:
        for name, size, load in RUNS:
            verdict = await run(postgresql, size, load, is_disturbed=load is FULL)
            print(f"{name}, replicas: {size}")
            print("\n".join(f"  {line}" for line in verdict.figures()), flush=True)
            problems += verdict.problems()
    finally:
        postgresql.close()
    return problems


async def run(postgresql: Server, size: int, load: Load, *, is_disturbed: bool) -> Verdict:
    """Run one campaign on an empty database."""
    url = await postgresql.empty_database()
    with tempfile.TemporaryDirectory(prefix="replicas-") as directory:
        os.environ["XDG_DATA_HOME"] = directory  # nothing is written to whoever's own
        knowledge = Path(directory) / "knowledge"
        async with (
            asyncio.timeout(LONGEST),
            opened(size, url, postgresql.connect, knowledge) as site,
        ):
            campaign = Campaign(site, load)
            await campaign.run(is_disturbed=is_disturbed)
            return Verdict(campaign, await Kept.read(site))


if __name__ == "__main__":
    failed = asyncio.run(main())
    print("\n".join(failed))
    sys.exit(bool(failed))
