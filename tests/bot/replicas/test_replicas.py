"""Three replicas on one database: one dies, the knowledge changes, and nobody notices.

They are started once, as that takes longest; each test leaves replicas 0 and 2 to the next.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from functools import partial

import aiohttp
import pytest
import pytest_asyncio

from tests.bot.replicas.campaign import Campaign
from tests.bot.replicas.load import Load
from tests.bot.replicas.polling import until
from tests.bot.replicas.site import Site, opened
from tests.bot.replicas.verdict import Kept, Verdict
from tests.bot.replicas.watching import Asked
from tests.bot.store.server import Server
from tests.slack_server.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOAD = Load(questions=200, redeliveries=20, people=6, pause=0.15)
"""A tenth of what python -m tests.benchmarks.replicas asks."""

QUESTION = "How much will a ticket cost?"

SOON = 8.0
"""Seconds within which everything here happens, on a busy machine too."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    url = await postgresql.empty_database()
    directory = tmp_path_factory.mktemp("replicas")
    async with opened(3, url, postgresql.connect, directory) as site:
        yield site
        assert not [each.told for each in site.replicas if "Traceback" in each.told]


@pytest.fixture
def alice(site: Site) -> Person:
    site.balancer.only(0, 2)
    site.slack.courier.deadline = 1.5
    return site.slack.person("alice", site.slack.channel())


def asks(site: Site, alice: Person) -> Asked:
    message = alice.dms(QUESTION)
    return site.watch.add(message.ts, Asked(QUESTION, "slack", deliveries=message.deliveries))


async def test_every_question_is_answered_once_while_one_dies_and_the_knowledge_changes(
    site: Site,
) -> None:
    campaign = Campaign(site, LOAD, comes_back=False)

    await campaign.run()

    verdict = Verdict(campaign, await Kept.read(site))
    assert list(verdict.problems()) == []
    assert len(verdict.asked) >= LOAD.questions
    assert verdict.people.redelivered >= LOAD.redeliveries
    assert len(verdict.kept.generations) == 2
    assert verdict.voters() == {0, 1, 2}
    assert sum(each["duplicates"] for each in campaign.story.counts) > 0


async def test_what_a_frozen_replica_did_not_acknowledge_another_answers_once(
    site: Site, alice: Person
) -> None:
    site.replicas[0].signal(signal.SIGSTOP)
    site.balancer.next_is(0)

    asked = asks(site, alice)
    async with asyncio.timeout(SOON):
        await asked.is_answered.wait()
    site.replicas[0].signal(signal.SIGCONT)
    await asyncio.sleep(1.0)

    assert [each.replica for each in asked.answers] == [2]


async def test_while_the_database_is_away_a_mention_is_answered_once_and_replicas_are_ready(
    site: Site, alice: Person, postgresql: Server
) -> None:
    channel = site.slack.channel("harbour")
    channel.members.add(alice.id)
    await asyncio.to_thread(postgresql.stop)
    try:
        message = alice.mentions(channel, QUESTION)
        asked = site.watch.add(message.ts, Asked(QUESTION, "slack"))
        await asyncio.wait_for(asked.is_answered.wait(), SOON)
        await asyncio.sleep(0.5)
        states = [await readiness(site, number) for number in (0, 2)]
    finally:
        await asyncio.to_thread(postgresql.start)

    await until_shared(site, alice)
    assert len(asked.answers) == 1
    assert [(status, len(degraded)) for status, degraded in states] == [(200, 1), (200, 1)]


async def until_shared(site: Site, alice: Person) -> None:
    """Wait until both replicas write down again what they take up."""

    async def is_shared(number: int, before: int) -> bool:
        site.balancer.next_is(number)
        await asks(site, alice).is_answered.wait()
        return await are_claimed(site, before + 1)

    for number in (0, 2):
        await until(partial(is_shared, number, await claims(site)), SOON)


async def readiness(site: Site, number: int) -> tuple[int, list[str]]:
    url = f"http://127.0.0.1:{site.replicas[number].port}/readyz?platform=slack"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, (await response.json())["degraded"]


async def test_what_was_acknowledged_by_a_replica_that_died_is_answered_at_most_once(
    site: Site, alice: Person
) -> None:
    held = site.slack.hold("chat.postMessage")
    claimed = await claims(site)
    site.balancer.next_is(0)

    asked = asks(site, alice)
    await asked.deliveries[0].answer()
    await until(lambda: are_claimed(site, claimed + 2), SOON)  # the event, and the message
    await site.replicas[0].kill()
    held.set()
    again = await site.slack.courier.attempt(asked.deliveries[0], 1, "http_timeout")
    await asyncio.sleep(0.5)

    assert again.failure == ""
    assert [each.replica for each in site.balancer.sent[asked.deliveries[0]]] == [0, 2]
    assert len(asked.answers) <= 1
    assert 2 not in [each.replica for each in asked.answers]


async def are_claimed(site: Site, count: int) -> bool:
    return await claims(site) >= count


async def claims(site: Site) -> int:
    [row] = await site.fetch("SELECT count(*) FROM events")
    return int(row[0])
