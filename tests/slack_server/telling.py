"""What the app is told of an act: a message, a command or an interaction."""

from . import payloads
from .model import Account, Channel, Json, Message, View
from .world import World


def message(world: World, author: Account, text: str, *, raw: bool) -> Json:
    """Return a message as a person's client posts it."""
    ts = world.clock.ts()
    return {
        "type": "message",
        "user": author.id,
        "ts": ts,
        "client_msg_id": f"client-{ts}",
        "text": text if raw else payloads.typed(text),
        "team": author.team,
        "blocks": payloads.rich_text(text),
    }


def command(world: World, account: Account, name: str, text: str, place: Channel) -> Json:
    """Return the payload of a command."""
    return {
        "token": "verification",
        "team_id": account.team,
        "team_domain": "harbour",
        "channel_id": place.id,
        "channel_name": payloads.named(place)["name"],
        "user_id": account.id,
        "user_name": account.name,
        "command": name,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": world.grants.url(account, place),
        "trigger_id": world.grants.trigger(account),
    }


def interaction(
    world: World, account: Account, kind: str, where: Message | View | None = None
) -> Json:
    """Return the payload of an interaction, as far as all kinds have it alike."""
    view = where if isinstance(where, View) else None
    payload: Json = {
        "type": kind,
        "user": payloads.acting_user(account),
        "api_app_id": world.app_id,
        "token": "verification",
        "team": {"id": account.team, "domain": "harbour"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": world.grants.trigger(account, view),
    }
    if view:
        container = {"type": "view", "view_id": view.id}
        return payload | {"container": container, "view": dict(view.payload)}
    return payload | _at(world, account, where) if isinstance(where, Message) else payload


def _at(world: World, account: Account, source: Message) -> Json:
    place = source.channel
    container: Json = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": place.id,
        "is_ephemeral": source.only_for is not None,
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    made: Json = {
        "container": container,
        "channel": payloads.named(place),
        "state": {"values": {}},
        "response_url": world.grants.url(account, place, source, source.thread_ts),
    }
    # What an ephemeral message said is not repeated to the app.
    return made if source.only_for else made | {"message": dict(source.payload)}
