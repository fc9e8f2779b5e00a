"""Routes of interactions: the first answer, the original message and followups."""

from typing import Any

from . import posting
from .call import Call
from .command_limits import check_choices
from .components import check_modal
from .errors import Problems, refusal
from .interaction import (
    AUTOCOMPLETE,
    CHOICES,
    COMPONENT,
    DEFERRED,
    DEFERRED_UPDATE,
    MODAL,
    PING,
    REPLY,
    SHOW_MODAL,
    UPDATE,
    Interaction,
    Response,
)
from .limits import check_message, check_not_empty
from .model import EPHEMERAL, LOADING, Json, Message
from .world import World

FIRST_ANSWER = 3.0  # seconds
TOKEN_LIFE = 900.0  # seconds
FOLLOWUPS = 5  # where only a person installed the app


def _callback(world: World, call: Call) -> tuple[int, Any]:
    interaction = world.interactions.get(call.params["interaction_token"])
    if interaction is None or str(interaction.id) != call.params["interaction_id"]:
        raise refusal(10062)
    if interaction.first:
        raise refusal(40060)
    if world.clock.now() - interaction.created > FIRST_ANSWER:
        raise refusal(10062)
    kind = call.json.get("type")
    _check_kind(interaction, kind)
    data = call.json.get("data") or {}
    response = _first(world, interaction, int(kind or 0), data, call)
    interaction.answered(response)
    if response.message:
        event = "MESSAGE_UPDATE" if response.kind == UPDATE else "MESSAGE_CREATE"
        world.announce(event, response.message)
    if call.query.get("with_response") in ("1", "true"):
        return 200, _described(interaction, response)
    return 204, None


def _check_kind(interaction: Interaction, kind: Any) -> None:
    allowed: tuple[int, ...] = (PING, REPLY, DEFERRED, SHOW_MODAL)
    if interaction.kind == AUTOCOMPLETE:
        allowed = (CHOICES,)
    elif interaction.kind in (COMPONENT, MODAL):
        changing = (DEFERRED_UPDATE, UPDATE) if interaction.source else ()
        allowed = (REPLY, DEFERRED, *changing)
        if interaction.kind == COMPONENT:
            allowed = (*allowed, SHOW_MODAL)
    problems = Problems()
    problems.choice(("type",), kind, allowed)
    problems.settle()


def _first(world: World, interaction: Interaction, kind: int, data: Json, call: Call) -> Response:
    message = None
    if kind == CHOICES:
        check_choices(data.get("choices") or [])
    elif kind == SHOW_MODAL:
        check_modal(data)
    elif kind == REPLY:
        message = _made(world, interaction, data, call)
    elif kind == DEFERRED:
        flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
        message = _composed(world, interaction, {"flags": flags}, call)
    elif kind == UPDATE and interaction.source:
        message = interaction.source
        _change(world, message, data, call)
    return Response(kind, data, message)


def _described(interaction: Interaction, response: Response) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.kind}
    answer: Json = {"interaction": about}
    if message := response.message:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = message.loading
        about["response_message_ephemeral"] = message.ephemeral
        if response.kind in (REPLY, UPDATE):
            answer["resource"] = {"type": response.kind, "message": message.payload}
    return answer


def _followup(world: World, call: Call) -> tuple[int, Any]:
    interaction = _of_webhook(world, call)
    original = interaction.original
    if original and original.loading:
        _change(world, original, call.json, call)
        message = original
        interaction.replies.put(message)
        world.announce("MESSAGE_UPDATE", message)
    else:
        if "0" not in interaction.owners and len(interaction.followups.all) >= FOLLOWUPS:
            raise refusal(40094)
        message = _made(world, interaction, call.json, call)
        interaction.followups.put(message)
        world.announce("MESSAGE_CREATE", message)
    if call.query.get("wait") in ("1", "true"):
        return 200, message.payload
    return 204, None


def _fetch(world: World, call: Call) -> tuple[int, Any]:
    return 200, _message_of(world, _of_webhook(world, call), call).payload


def _edit(world: World, call: Call) -> tuple[int, Any]:
    interaction = _of_webhook(world, call)
    message = _message_of(world, interaction, call)
    _change(world, message, call.json, call)
    interaction.replies.put(message)
    world.announce("MESSAGE_UPDATE", message)
    return 200, message.payload


def _delete(world: World, call: Call) -> tuple[int, Any]:
    message = _message_of(world, _of_webhook(world, call), call)
    posting.delete(world, message)
    world.deleted.put(message)
    return 204, None


def _of_webhook(world: World, call: Call) -> Interaction:
    interaction = world.interactions.get(call.params["webhook_token"])
    if interaction is None or call.number("webhook_id") != world.application_id:
        raise refusal(10015)
    late = world.clock.now() - interaction.created > TOKEN_LIFE
    if late or interaction.first is None:
        raise refusal(10015)
    return interaction


def _message_of(world: World, interaction: Interaction, call: Call) -> Message:
    if call.params["message_id"] == "@original":
        message = interaction.original
    else:
        message = world.messages.get(call.number("message_id"))
    if message is None or message.id not in world.messages or message.author is not world.bot:
        raise refusal(10008)
    return message


def _made(world: World, interaction: Interaction, data: Json, call: Call) -> Message:
    check_message(data)
    if not call.files:
        check_not_empty(data)
    return _composed(world, interaction, data, call)


def _composed(world: World, interaction: Interaction, data: Json, call: Call) -> Message:
    body = {key: value for key, value in data.items() if key != "nonce"}
    message = posting.compose(world, interaction.channel, world.bot, body, call.files)
    message.payload |= {
        "application_id": str(world.application_id),
        "webhook_id": str(world.application_id),
        "interaction_metadata": interaction.metadata(),
    }
    if interaction.kind not in (COMPONENT, MODAL):
        message.payload["type"] = 20 if interaction.data.get("type") == 1 else 23
    return message


def _change(world: World, message: Message, data: Json, call: Call) -> None:
    check_message({"flags": message.flags, **data})
    kept = {"content", "embeds", "components", "attachments", "allowed_mentions"}
    posting.change(world, message, {k: v for k, v in data.items() if k in kept}, call.files)
    message.payload["flags"] &= ~LOADING


_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES = {
    "POST /interactions/{interaction_id}/{interaction_token}/callback": _callback,
    f"POST {_WEBHOOK}": _followup,
    f"GET {_WEBHOOK}/messages/{{message_id}}": _fetch,
    f"PATCH {_WEBHOOK}/messages/{{message_id}}": _edit,
    f"DELETE {_WEBHOOK}/messages/{{message_id}}": _delete,
}
