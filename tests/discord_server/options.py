"""The options of a command as an interaction carries them."""

from typing import Any

from . import payloads, permissions
from .command_limits import CHAT, GROUP, SUBCOMMAND
from .model import Channel, Json, Message, Role, User
from .world import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(3, 11)


def find_command(world: World, name: str, kind: int, guild: int | None) -> Json:
    """Find a registered command by name, the guild's own first."""
    for scope in (guild, None):
        for command in world.commands.get(scope, []):
            if (command["type"], command["name"]) == (kind, name):
                return command
    known = sorted(one["name"] for scope in world.commands.values() for one in scope)
    message = f"no command {name!r} of type {kind} is registered; there are {known}"
    raise LookupError(message)


def command_data(
    world: World, path: str, values: dict[str, Any], channel: Channel, focused: str | None
) -> Json:
    """Build the data of a chat command such as "kb status" with its options."""
    name, *subcommands = path.split()
    guild = channel.guild.id if channel.guild else None
    command = find_command(world, name, CHAT, guild)
    data: Json = {"id": command["id"], "name": name, "type": CHAT, "resolved": {}}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    data["options"] = _nested(command, subcommands, values, data["resolved"], focused)
    return data


def _nested(
    node: Json,
    path: list[str],
    values: dict[str, Any],
    resolved: Json,
    focused: str | None,
) -> list[Json]:
    declared = {one["name"]: one for one in node.get("options") or ()}
    if path:
        inner = declared[path[0]]
        options = _nested(inner, path[1:], values, resolved, focused)
        return [{"name": path[0], "type": inner["type"], "options": options}]
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in declared.values()):
        message = f"{node['name']!r} needs one of its subcommands {sorted(declared)}"
        raise LookupError(message)
    _check_values(node, declared, values, partial=focused is not None)
    made = []
    for name, value in values.items():
        option = {"name": name, "type": declared[name]["type"], "value": _resolve(value, resolved)}
        made.append({**option, "focused": True} if name == focused else option)
    return made


def _check_values(
    node: Json, declared: dict[str, Json], values: dict[str, Any], *, partial: bool
) -> None:
    unknown = set(values) - set(declared)
    missing = {name for name, one in declared.items() if one.get("required")} - set(values)
    if unknown or (missing and not partial):
        message = f"{node['name']!r}: unknown options {unknown}, missing options {missing}"
        raise LookupError(message)
    for name, value in values.items():
        choices = [one["value"] for one in declared[name].get("choices") or ()]
        if choices and value not in choices:
            message = f"{node['name']!r}: {name} must be one of {choices}, not {value!r}"
            raise LookupError(message)
        longest = declared[name].get("max_length", 6000)
        if isinstance(value, str) and len(value) > longest and not partial:
            message = f"{node['name']!r}: {name} has more than {longest} characters"
            raise LookupError(message)


def _resolve(value: Any, resolved: Json) -> Any:
    """Turn a user, channel or role into its id, and describe it among the resolved."""
    match value:
        case User():
            resolved.setdefault("users", {})[str(value.id)] = payloads.user(value)
        case Channel():
            partial = {**payloads.partial_channel(value, None)}
            resolved.setdefault("channels", {})[str(value.id)] = partial
        case Role():
            resolved.setdefault("roles", {})[str(value.id)] = payloads.role(value, 1)
        case _:
            return value
    return str(value.id)


def menu_data(world: World, name: str, target: Message | User, channel: Channel) -> Json:
    """Build the data of a menu command on a message or a user."""
    kind = 3 if isinstance(target, Message) else 2
    guild = channel.guild.id if channel.guild else None
    command = find_command(world, name, kind, guild)
    described = dict(target.payload) if isinstance(target, Message) else payloads.user(target)
    group = "messages" if isinstance(target, Message) else "users"
    data: Json = {"id": command["id"], "name": name, "type": kind, "target_id": str(target.id)}
    data["resolved"] = {group: {str(target.id): described}}
    if isinstance(target, User) and channel.guild and target.id in channel.guild.members:
        member = channel.guild.members[target.id]
        shown = payloads.member(member, with_user=False)
        granted = str(permissions.in_channel(channel, member))
        data["resolved"]["members"] = {str(target.id): {**shown, "permissions": granted}}
    return data


def modal_data(modal: Json, values: dict[str, str]) -> Json:
    """Build the data of a submitted modal; fields are named by label or custom id."""
    parts, left = [], dict(values)
    for number, part in enumerate(modal["components"], start=1):
        field = part["component"] if part["type"] == 18 else (part.get("components") or [None])[0]
        if field is None:
            continue
        label = part.get("label") or field.get("label")
        key = field["custom_id"] if field["custom_id"] in left else label
        value = left.pop(key, field.get("value") or "")
        _check_field(field, label, value)
        filled = {"type": field["type"], "id": number, "custom_id": field["custom_id"]}
        filled["value"] = value
        wrapped = {"component": filled} if part["type"] == 18 else {"components": [filled]}
        parts.append({"type": part["type"], "id": number, **wrapped})
    if left:
        message = f"the modal {modal['title']!r} has no fields {sorted(left)}"
        raise LookupError(message)
    return {"custom_id": modal["custom_id"], "components": parts, "resolved": {}}


def _check_field(field: Json, label: str, value: str) -> None:
    least = field.get("min_length") or (1 if field.get("required", True) else 0)
    if not least <= len(value) <= field.get("max_length", 4000):
        message = f"{label!r} must have {least} to {field.get('max_length', 4000)} characters"
        raise LookupError(message)
