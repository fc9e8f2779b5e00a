from typing import Any

import pytest

from tests.discord_server import DiscordServer, Interaction
from tests.discord_server.client import Harbour
from tests.discord_server.model import Json
from tests.discord_server.raw import BAD, LONG, Post, leaves


def used(harbour: Harbour, kind: int = 2) -> Interaction:
    data = {"id": "1", "name": "ask", "type": 1}
    return harbour.alice.interact(kind, harbour.channel, data)


def modal(*parts: Json, **more: Any) -> Json:
    return {"title": "t", "custom_id": "m", "components": list(parts), **more}


def field(number: int = 0, **parts: Any) -> Json:
    inner = {"type": 4, "style": 1, "label": "l", "custom_id": f"f{number}", **parts}
    return {"type": 1, "components": [inner]}


FIELD = "data.components.0.components.0"
ANSWERS = [
    (2, 4, {"content": "x" * 2001}, "content", LONG),
    (4, 8, {"choices": [{"name": "x", "value": "x"}] * 26}, "data.choices", LONG),
    (4, 8, {"choices": [{"name": "x" * 101, "value": "x"}]}, "data.choices.0.name", BAD),
    (4, 8, {"choices": [{"name": "x", "value": "x" * 101}]}, "data.choices.0.value", BAD),
    (4, 4, {"content": "x"}, "type", "BASE_TYPE_CHOICES"),
    (2, 7, {"content": "x"}, "type", "BASE_TYPE_CHOICES"),
    (2, 9, modal(field(), title="x" * 46), "data.title", BAD),
    (2, 9, modal(*map(field, range(6))), "data.components", BAD),
    (2, 9, modal(field(label="x" * 46)), f"{FIELD}.label", BAD),
    (2, 9, modal(field(value="x" * 4001)), f"{FIELD}.value", LONG),
    (2, 9, modal(field(placeholder="x" * 101)), f"{FIELD}.placeholder", LONG),
    (2, 9, modal(field(max_length=4001)), f"{FIELD}.max_length", "NUMBER_TYPE_RANGE"),
]


@pytest.mark.parametrize(("kind", "answer", "data", "path", "code"), ANSWERS)
async def test_an_answer_over_a_limit_is_refused(  # noqa: PLR0913 - fixtures and the case's own
    api: Post,
    harbour: Harbour,
    *,
    kind: int,
    answer: int,
    data: Json,
    path: str,
    code: str,
) -> None:
    asked = used(harbour, kind)
    route = f"/interactions/{asked.id}/{asked.token}/callback"

    status, refused = await api("POST", route, json={"type": answer, "data": data})

    assert (status, refused["code"]) == (400, 50035)
    assert leaves(refused["errors"])[path] == code


async def test_an_interaction_is_answered_once(api: Post, harbour: Harbour) -> None:
    asked = used(harbour)
    route = f"/interactions/{asked.id}/{asked.token}/callback"

    first = await api("POST", route, json={"type": 5})
    second = await api("POST", route, json={"type": 5})

    assert first == (204, None)
    assert (second[0], second[1]["code"]) == (400, 40060)


async def test_a_followup_before_the_first_answer_is_refused(
    api: Post, discord_server: DiscordServer, harbour: Harbour
) -> None:
    asked = used(harbour)
    route = f"/webhooks/{discord_server.world.application_id}/{asked.token}"

    status, answer = await api("POST", route, json={"content": "x"})

    assert (status, answer["code"]) == (404, 10015)


async def test_too_many_refusals_bring_a_ban(api: Post, discord_server: DiscordServer) -> None:
    for _ in range(10_000):
        discord_server.rest.buckets.refused(403)

    status, _ = await api("GET", "/users/@me")
    discord_server.clock.advance(601)
    later, _ = await api("GET", "/users/@me")

    assert (status, later) == (429, 200)


async def test_the_whole_api_has_a_limit(api: Post, discord_server: DiscordServer) -> None:
    discord_server.rest.buckets.everywhere = 50

    answers = [await api("GET", "/users/@me") for _ in range(51)]

    assert [status for status, _ in answers] == [200] * 50 + [429]
    assert answers[-1][1]["global"]


async def test_an_app_that_only_a_person_installed_has_five_followups(
    api: Post, discord_server: DiscordServer
) -> None:
    alice = discord_server.user("alice")
    group = discord_server.group(alice)
    asked = alice.interact(2, group, {"id": "1", "name": "ask", "type": 1})
    await api(
        "POST",
        f"/interactions/{asked.id}/{asked.token}/callback",
        json={"type": 4, "data": {"content": "x"}},
    )
    route = f"/webhooks/{discord_server.world.application_id}/{asked.token}"

    answers = [await api("POST", route, json={"content": "more"}) for _ in range(6)]

    assert [status for status, _ in answers] == [204] * 5 + [400]
    assert answers[-1][1]["code"] == 40094
