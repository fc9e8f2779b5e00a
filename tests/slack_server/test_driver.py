import asyncio

import pytest

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour, Start


@pytest.fixture(params=[False, True], ids=["socket mode", "http"])
def http(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def test_a_mention_is_told_twice_and_answered_in_its_thread(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    running = await started(http=http)

    asked = harbour.alice.mentions(harbour.channel, "hello & <goodbye>")
    reply = await slack_server.next_message()
    for delivery in asked.deliveries:
        await delivery.answer()

    assert reply.text == f"echo: {slack_server.bot.mention} hello &amp; &lt;goodbye&gt;"
    assert (reply.thread_ts, reply.labels) == (asked.ts, ["Helpful", "Tell"])
    heard = [body for body in running.heard if body["event"]["ts"] == asked.ts]
    assert sorted(body["event"]["type"] for body in heard) == ["app_mention", "message"]
    assert len({body["event_id"] for body in heard}) == 2


async def test_a_direct_message_is_answered(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)

    asked = harbour.alice.dms("hello")
    reply = await slack_server.next_message()

    assert (reply.text, reply.channel) == ("echo: hello", harbour.alice.dm)
    assert [one.name for one in asked.deliveries] == ["message"]


async def test_a_command_is_answered_for_who_asked_alone(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)
    elsewhere = slack_server.direct(harbour.alice, slack_server.person("bob"))

    for place in (harbour.channel, elsewhere, None):
        await harbour.alice.slash("/ask", "why?", place).answer()
        reply = await slack_server.next_ephemeral(harbour.alice)
        assert (reply.text, reply.channel) == ("answer: why?", place or harbour.alice.dm)

    await harbour.alice.slash("/now").answer()
    assert (await slack_server.next_ephemeral(harbour.alice)).text == "at once"
    assert slack_server.messages() == []


async def test_a_late_acknowledgement_is_none(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)
    slack_server.courier.deadline = 0.1

    asked = harbour.alice.slash("/slow")

    with pytest.raises(AssertionError, match="never acknowledged"):
        await asked.answer()
    await slack_server.silence(0.3)


async def test_buttons_modals_and_selects_answer(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)
    alice = harbour.alice
    alice.dms("hello")
    message = await slack_server.next_message()

    await alice.clicks(message, "Tell").answer()
    view = await slack_server.next_view(alice)
    offered = await alice.types(view, "name", "nord")
    refused = await alice.submits(view, {"Missing": "?"}).answer()
    was_open = view.is_open
    await alice.submits(view, {"Missing": "the price", "Company": "nordlys"}).answer()
    noted = await slack_server.next_message()

    assert [one["text"]["text"] for one in offered] == ["nordlys"]
    assert refused.body["errors"] == {"missing": "say more"}
    assert (was_open, view.is_open) == (True, False)
    assert noted.text == "noted: the price, nordlys"


async def test_a_button_may_replace_its_message_or_answer_privately(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)
    harbour.alice.dms("hello")
    message = await slack_server.next_message()

    await harbour.alice.clicks(message, "Bad").answer()
    voted = await slack_server.next_ephemeral(harbour.alice)
    await harbour.alice.clicks(message, "helpful").answer()
    edited = await slack_server.next_edit()

    assert voted.text == "voted down"
    assert (edited, edited.text, edited.labels) == (message, "thanks", [])


async def test_the_home_and_the_agent_are_opened(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    await started()

    harbour.alice.opens_home()
    home = await slack_server.next_view(harbour.alice)
    harbour.alice.opens_agent()
    await slack_server.next_call("assistant.threads.setSuggestedPrompts")

    assert (home.payload["type"], home.labels) == ("home", ["Helpful", "Tell"])
    assert slack_server.world.prompts[harbour.alice.dm.id][0]["title"] == "Ferries"


async def test_a_shortcut_sees_the_whole_message(
    slack_server: SlackServer, harbour: Harbour, started: Start, *, http: bool
) -> None:
    await started(http=http)
    said = harbour.alice.posts(harbour.channel, "is this so?")

    await harbour.alice.uses_shortcut("answer_this", said).answer()

    assert (await slack_server.next_ephemeral()).text == "about: is this so?"


async def test_fifty_questions_at_once_are_answered(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    await started()

    asked = [harbour.alice.mentions(harbour.channel, f"number {n}") for n in range(50)]
    replies = await asyncio.gather(*(slack_server.next_message(5) for _ in asked))

    assert {one.thread_ts for one in replies} == {one.ts for one in asked}
