"""Finding what a person presses or fills in, and how Slack tells the app of it."""

from typing import Any

from .model import Json, Message, View, elements, labels_of

INPUTS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "datepicker": "selected_date",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
}
"""Kinds of input that the tests know, and where each keeps its value."""


def element_of(where: Message | View, name: str) -> Json:
    """Find the one element that a person could mean by a label, an action id or a value."""
    held = list(elements(where.blocks))
    found = [one for one in held if name in names_of(one)]
    if len(found) != 1:
        known = [names_of(one) for one in held]
        problem = f"{len(found)} elements {name!r} among {known}"
        raise LookupError(problem)
    return found[0]


def names_of(element: Json) -> list[str]:
    """Return what an element may be called."""
    values = [element[key] for key in ("action_id", "value") if element.get(key)]
    both = [element[key] for key in ("positive_button", "negative_button") if key in element]
    return [*labels_of(element), *values, *(one["value"] for one in both)]


def acted(element: Json, name: str, ts: str) -> Json:
    """Return an action as Slack tells of it."""
    action = {key: element[key] for key in ("type", "action_id", "block_id")} | {"action_ts": ts}
    if element["type"] == "feedback_buttons":
        pressed = next(
            button
            for key in ("positive_button", "negative_button")
            if name in ((button := element[key])["text"]["text"], button["value"])
        )
        return action | {"value": pressed["value"], "text": pressed["text"]}
    return action | {key: element[key] for key in ("text", "value", "style") if key in element}


def chosen(element: Json, option: str | Json, offered: list[Json]) -> Any:
    """Find an option by label or value; one given whole need not exist."""
    if isinstance(option, dict):
        return option
    groups = [group["options"] for group in element.get("option_groups") or ()]
    known = [*(element.get("options") or ()), *(one for group in groups for one in group)]
    if "external" in element["type"]:
        known = offered
    found = [one for one in known if option in (one["text"]["text"], one.get("value"))]
    found = found[-1:] if "external" in element["type"] else found
    if len(found) != 1:
        problem = f"{len(found)} options {option!r} among {[one['text']['text'] for one in known]}"
        raise LookupError(problem)
    return found[0]


def filled(view: View, values: dict[str, Any], offered: list[Json]) -> Json:
    """Return the state of a modal with these values; a required input left empty is an error."""
    state: dict[str, Json] = {}
    left = dict(values)
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        names = (block["label"]["text"], block["block_id"], element["action_id"])
        given = next((left.pop(name) for name in names if name in left), None)
        if given is None and not block.get("optional") and not _initial(element):
            problem = f"{names[0]!r} must be filled in"
            raise LookupError(problem)
        held = _held(element, given, offered)
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **held}}
    if left:
        problem = f"no inputs {sorted(left)} in {view!r}"
        raise LookupError(problem)
    return state


def _initial(element: Json) -> Any:
    found = [value for key, value in element.items() if key.startswith("initial_")]
    return found[0] if found else None


def _held(element: Json, given: Any, offered: list[Json]) -> Json:
    key = INPUTS[element["type"]]
    value = _initial(element) if given is None else given
    if given is not None and key == "selected_option":
        value = chosen(element, given, offered)
    if given is not None and key == "selected_options":
        value = [chosen(element, one, offered) for one in given]
    return {key: value}
