"""The README names what there is."""

from collections.abc import Iterator
from pathlib import Path

import discord
from pydantic import BaseModel

from bot.config import PREFIX, DiscordSettings, Settings
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.service import Service
from knowledge.corpus import Corpus

README = (Path(__file__).parents[2] / "README.md").read_text()


def test_every_setting_is_in_the_table() -> None:
    assert [name for name in variables(Settings, PREFIX) if f"| `{name}` |" not in README] == []


async def test_every_command_is_named(harbour: Corpus, directory: Path) -> None:
    client = Client(Desk(Service(harbour), DiscordSettings()), directory)

    names = [f"/{command.qualified_name}" for command in client.tree.walk_commands()]
    menus = client.tree.get_commands(type=discord.AppCommandType.message)

    assert [name for name in names if name not in README] == []
    assert [menu.name for menu in menus if f'"{menu.name}"' not in README] == []


def variables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from variables(inner, f"{prefix}{name.upper()}__")
        else:
            yield f"{prefix}{name.upper()}"
