"""The commands told to Discord, only where they differ from what it holds."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

OWN = {"id", "application_id", "version", "guild_id", "dm_permission", "nsfw"}
"""Keys that Discord adds, or that say what others say as well."""

GLOBAL = {"contexts", "integration_types"}
"""Keys that Discord does not keep for the commands of one server."""


async def sync_commands(
    tree: app_commands.CommandTree[discord.AutoShardedClient], guild_ids: Sequence[int]
) -> None:
    """Sync everywhere, or with these servers alone."""
    if not guild_ids:
        await _sync(tree, None)
    for guild_id in guild_ids:
        guild = discord.Object(guild_id)
        tree.copy_global_to(guild=guild)
        await _sync(tree, guild)


async def _sync(
    tree: app_commands.CommandTree[discord.AutoShardedClient], guild: discord.Object | None
) -> None:
    application_id = tree.client.application_id or 0
    http = tree.client.http
    held: Sequence[Mapping[str, Any]] = (
        await http.get_guild_commands(application_id, guild.id)
        if guild
        else await http.get_global_commands(application_id)
    )
    ours = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    dropped = OWN | GLOBAL if guild else OWN
    if definition(held, dropped) != definition(ours, dropped):
        await tree.sync(guild=guild)
        log.info("synced %s commands", len(ours))


def definition(commands: Sequence[Mapping[str, Any]], dropped: set[str]) -> list[Any]:
    """Reduce commands to what defines them, in an order of their own."""
    reduced = [_reduced(command, dropped) for command in commands]
    return sorted(reduced, key=lambda each: (each.get("type", 1), each["name"]))


def _reduced(value: Any, dropped: set[str]) -> Any:
    """Drop what only one side writes out, such as what is empty or false."""
    match value:
        case {**keys}:
            kept = {key: each for key, each in keys.items() if key not in dropped and each}
            return {
                str(key): _alike(str(key), _reduced(each, dropped)) for key, each in kept.items()
            }
        case [*items]:
            return [_reduced(item, dropped) for item in items]
        case _:
            return getattr(value, "value", value)


def _alike(key: str, value: Any) -> Any:
    """Write alike what each side writes in its own way."""
    match key:
        case "default_member_permissions":
            return str(value)
        case "contexts" | "integration_types":
            return sorted(value)
        case _:
            return value
