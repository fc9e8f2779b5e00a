from typing import Any

import pytest

from tests.discord_server import DiscordServer
from tests.discord_server.model import Json
from tests.discord_server.raw import BAD, LONG, REQUIRED, Post, leaves


def command(**parts: Any) -> Json:
    return {"name": "ask", "description": "Ask.", **parts}


def text(name: str = "q", **parts: Any) -> Json:
    return {"type": 3, "name": name, "description": "d", **parts}


CHOICES = [{"name": f"{one}" + "x" * 95, "value": "y" * 95} for one in range(25)]
COMMANDS = [
    ([command(name="Ask")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([command(name="a b")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([command(name="x" * 33)], "0.name", BAD),
    ([command(description="")], "0.description", REQUIRED),
    ([command(description="x" * 101)], "0.description", BAD),
    ([command(options=[text(str(one)) for one in range(26)])], "0.options", LONG),
    (
        [command(options=[text(choices=[{"name": "x", "value": "x"}] * 26)])],
        "0.options.0.choices",
        LONG,
    ),
    (
        [command(options=[text(), text("r", required=True)])],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        [command(options=[text(), text()])],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    ([command(), command()], "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    (
        [command(options=[text(str(one), choices=CHOICES) for one in range(4)])],
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
]


@pytest.mark.parametrize(("commands", "path", "code"), COMMANDS)
async def test_a_command_over_a_limit_is_refused(
    api: Post, discord_server: DiscordServer, commands: list[Json], path: str, code: str
) -> None:
    route = f"/applications/{discord_server.world.application_id}/commands"

    status, answer = await api("PUT", route, json=commands)

    assert (status, answer["code"]) == (400, 50035)
    assert leaves(answer["errors"])[path] == code


async def test_too_many_commands_are_refused(api: Post, discord_server: DiscordServer) -> None:
    route = f"/applications/{discord_server.world.application_id}/commands"

    status, answer = await api("PUT", route, json=[command(name=f"c{n}") for n in range(101)])

    assert (status, answer["code"]) == (400, 30032)


async def test_a_command_keeps_its_id_and_its_version_while_unchanged(
    api: Post, discord_server: DiscordServer
) -> None:
    route = f"/applications/{discord_server.world.application_id}/commands"

    (_, [first]), (_, [same]), (_, [changed]) = [
        await api("PUT", route, json=[command(description=words)]) for words in ("A", "A", "B")
    ]

    assert first == same
    assert changed["id"] == first["id"]
    assert changed["version"] != first["version"]
