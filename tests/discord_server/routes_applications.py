"""Routes of the bot's own account, its application and its commands."""

from typing import Any

from . import payloads
from .call import Call
from .command_limits import CHAT, check_commands
from .errors import refusal
from .gateway_intents import limited_flags
from .model import Json
from .world import World


def _me(world: World, _: Call) -> tuple[int, Any]:
    return 200, payloads.own_user(world.bot)


def _user(world: World, call: Call) -> tuple[int, Any]:
    user = world.users.get(call.number("user_id"))
    if user is None:
        raise refusal(10013)
    return 200, payloads.user(user)


def _application(world: World, _: Call) -> tuple[int, Any]:
    flags = limited_flags(world.approved)
    return 200, {
        "id": str(world.application_id),
        "name": "Rigwire",
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": payloads.user(world.owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "install_params": {"scopes": ["bot", "applications.commands"], "permissions": "0"},
        "integration_types_config": {"0": {}, "1": {}},
    }


def _gateway(world: World, _: Call) -> tuple[int, Any]:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return 200, {"url": world.gateway_url, "shards": world.shards, "session_start_limit": limit}


def _scope(world: World, call: Call) -> int | None:
    if call.number("application_id") != world.application_id:
        raise refusal(50001)
    if "guild_id" not in call.params:
        return None
    guild = call.number("guild_id")
    if guild not in world.guilds:
        raise refusal(50001)
    return guild


def _list(world: World, call: Call) -> tuple[int, Any]:
    return 200, world.commands.get(_scope(world, call), [])


def _replace(world: World, call: Call) -> tuple[int, Any]:
    scope = _scope(world, call)
    wanted: list[Json] = call.body or []
    check_commands(wanted)
    known = {(one["type"], one["name"]): one for one in world.commands.get(scope, [])}
    world.commands[scope] = [_registered(world, one, known, scope) for one in wanted]
    return 200, world.commands[scope]


def _create(world: World, call: Call) -> tuple[int, Any]:
    scope = _scope(world, call)
    current = world.commands.setdefault(scope, [])
    kind = call.json.get("type", CHAT)
    others = [one for one in current if (one["type"], one["name"]) != (kind, call.json["name"])]
    check_commands([*others, call.json])
    known = {(one["type"], one["name"]): one for one in current}
    made = _registered(world, call.json, known, scope)
    world.commands[scope] = [*others, made]
    return (201 if len(others) == len(current) else 200), made


def _delete(world: World, call: Call) -> tuple[int, Any]:
    scope = _scope(world, call)
    current = world.commands.get(scope, [])
    left = [one for one in current if one["id"] != call.params["command_id"]]
    if len(left) == len(current):
        raise refusal(10063)
    world.commands[scope] = left
    return 204, None


def _registered(
    world: World, command: Json, known: dict[tuple[int, str], Json], scope: int | None
) -> Json:
    """Keep the id of a command by its name, and its version while nothing changed."""
    made: Json = {
        "type": CHAT,
        "description": "",
        "default_member_permissions": None,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
        **{key: value for key, value in command.items() if value is not None},
        "application_id": str(world.application_id),
    }
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    if scope is not None:
        made["guild_id"] = str(scope)
    old = known.get((made["type"], made["name"]))
    fresh = str(world.clock.snowflake())
    made["id"] = old["id"] if old else fresh
    made["version"] = old["version"] if old else fresh
    return made if made == old else {**made, "version": fresh}


_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = {
    "GET /users/@me": _me,
    "GET /users/{user_id}": _user,
    "GET /oauth2/applications/@me": _application,
    "GET /applications/@me": _application,
    "GET /gateway/bot": _gateway,
    **{
        f"{method} {route}{tail}": handler
        for route in (_COMMANDS, _GUILD_COMMANDS)
        for method, tail, handler in (
            ("GET", "", _list),
            ("PUT", "", _replace),
            ("POST", "", _create),
            ("DELETE", "/{command_id}", _delete),
        )
    },
}
