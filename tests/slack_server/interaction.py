"""What the app's answer to a command or an interaction brings about."""

from collections.abc import Callable

from .blocks import problems_of
from .delivery import Answer
from .errors import refuse
from .methods_views import replace, show
from .model import Json, View
from .response_urls import respond
from .triggers import ResponseUrl
from .view_limits import check_view
from .world import World


def on_command(world: World, grant: ResponseUrl) -> Callable[[Answer], None]:
    """Post what a command is acknowledged with."""

    def then(answer: Answer) -> None:
        body = {"text": answer.body} if isinstance(answer.body, str) else answer.body
        if body and (body.get("text") or body.get("blocks")):
            respond(world, grant, body)

    return then


def on_submission(world: World, view: View) -> Callable[[Answer], None]:
    """Do with the modals what a submission is acknowledged with."""

    def then(answer: Answer) -> None:
        body = answer.body or {}
        match body.get("response_action"):
            case None:
                close(view)
            case "clear":
                for one in tuple(view.stack):
                    close(one)
            case "update":
                replace(world, view, check_view(body.get("view"), "modal"))
            case "push":
                show(world, check_view(body.get("view"), "modal"), view.owner, view.stack)
            case "errors":
                _check_errors(view, body)
            case other:
                refuse("invalid_response_action", str(other))

    return then


def close(view: View) -> None:
    """Take a modal away."""
    view.is_open = False
    if view in view.stack:
        view.stack.remove(view)


def offered(answer: Answer) -> list[Json]:
    """Return the options that typing was answered with, checked as Slack checks them."""
    body = answer.body or {}
    groups = body.get("option_groups")
    element = {
        "type": "static_select",
        "action_id": "offered",
        "placeholder": {"type": "plain_text", "text": "-"},
        **({"option_groups": groups} if groups else {"options": body.get("options") or []}),
    }
    block = {"type": "actions", "elements": [element]}
    if groups or body.get("options"):
        problems = list(problems_of([block], "modal"))
        if problems:
            refuse("invalid_options", *problems)
    found = [one for group in groups or () for one in group["options"]]
    return found or list(body.get("options") or ())


def _check_errors(view: View, body: Json) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    unknown = set(body.get("errors") or {"": ""}) - inputs
    if unknown:
        refuse("invalid_errors", f"no such inputs: {sorted(unknown)}")
