"""Three replicas on one database: one dies, the knowledge changes, and nobody notices."""

from pathlib import Path

from tests.bot.replicas.campaign import Campaign
from tests.bot.replicas.load import Load
from tests.bot.replicas.verdict import Kept, Verdict
from tests.bot.store.server import Server

LOAD = Load(questions=240, redeliveries=24, people=6, pause=0.05)
"""A tenth of what python -m tests.benchmarks.replicas asks."""


async def test_every_question_is_answered_once_while_a_replica_dies_and_the_knowledge_changes(
    postgresql: Server, tmp_path: Path
) -> None:
    url = await postgresql.empty_database()
    campaign = Campaign(tmp_path, url, postgresql.connect, LOAD)

    watched = await campaign.run()

    connection = await postgresql.connect()
    verdict = Verdict(campaign, *watched, await Kept.read(connection))
    await connection.close()
    print("\n".join(verdict.figures()))
    assert list(verdict.problems()) == []
    assert len(verdict.asked) >= LOAD.questions
    assert verdict.people.redelivered >= LOAD.redeliveries
    assert len(verdict.kept.generations) == 3
    assert verdict.voters() == {0, 1, 2}
    assert "Traceback" not in campaign.story.log
