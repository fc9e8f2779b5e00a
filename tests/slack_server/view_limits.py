"""Modals and home tabs as Slack checks them."""

from collections.abc import Iterator
from typing import Any

from . import limits
from .blocks import problems_of
from .errors import refuse
from .model import Json

FIELDS = frozenset(
    "type title blocks close submit private_metadata callback_id clear_on_close notify_on_close"
    " external_id submit_disabled".split()
)


def check_view(view: Any, kind: str) -> Json:
    """Return a view that Slack would show, or refuse it."""
    if not isinstance(view, dict):
        refuse("invalid_arguments", "must provide an object [json-pointer:/view]")
    problems = list(_problems(view, kind))
    if problems:
        refuse("invalid_arguments", *problems)
    return view


def _problems(view: Json, kind: str) -> Iterator[str]:
    if view.get("type") != kind:
        yield f"unsupported type: {view.get('type')}, {kind} wanted [json-pointer:/view/type]"
    for name in sorted(set(view) - FIELDS):
        yield f"no such field: {name} [json-pointer:/view]"
    yield from _blocks(view, kind)
    for name, most in (
        ("private_metadata", limits.PRIVATE_METADATA),
        ("callback_id", limits.CALLBACK_ID),
        ("external_id", limits.CALLBACK_ID),
    ):
        if len(view.get(name) or "") > most:
            yield f"must be less than {most + 1} characters [json-pointer:/view/{name}]"


def _blocks(view: Json, kind: str) -> Iterator[str]:
    problems = [
        one.replace("pointer:/", "pointer:/view/") for one in problems_of(view.get("blocks"), kind)
    ]
    yield from problems
    if kind == "modal" and not problems:
        yield from _modal(view)


def _modal(view: Json) -> Iterator[str]:
    for name in ("title", "submit", "close"):
        value = view.get(name)
        if value is None:
            if name == "title":
                yield "missing required field: title [json-pointer:/view]"
        elif value.get("type") != "plain_text" or not 1 <= len(value["text"]) <= limits.TITLE:
            yield f"plain text of 1 to {limits.TITLE} characters [json-pointer:/view/{name}]"
    kinds = {block.get("type") for block in view.get("blocks") or ()}
    if "input" in kinds and not view.get("submit"):
        yield "missing required field: submit, as there are inputs [json-pointer:/view]"
