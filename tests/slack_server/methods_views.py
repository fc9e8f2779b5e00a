"""Methods that show modals, home tabs and what an agent's thread shows."""

from typing import Any

from . import limits, posting
from .call import Call
from .errors import refuse
from .model import Account, Json, View
from .view_limits import check_view
from .world import World


def open_view(world: World, call: Call) -> Json:
    """Answer views.open."""
    [trigger_id] = call.need("trigger_id")
    view = check_view(call.args.get("view"), "modal")
    trigger = world.grants.exchange(trigger_id)
    made = show(world, view, trigger.owner, [])
    return {"view": made.payload}


def push(world: World, call: Call) -> Json:
    """Answer views.push: a modal over the one that the trigger comes from."""
    [trigger_id] = call.need("trigger_id")
    view = check_view(call.args.get("view"), "modal")
    trigger = world.grants.exchange(trigger_id)
    if trigger.view is None or trigger.view.payload["type"] != "modal":
        refuse("invalid_trigger_id")
    return {"view": show(world, view, trigger.owner, trigger.view.stack).payload}


def update(world: World, call: Call) -> Json:
    """Answer views.update: by id or by the app's own id, unless it has changed meanwhile."""
    view = check_view(call.args.get("view"), "modal")
    wanted = call.args.get("view_id") or call.args.get("external_id")
    found = [one for one in world.views.values() if wanted in (one.id, one.payload["external_id"])]
    if not wanted or not found or not found[-1].is_open:
        refuse("not_found")
    if call.args.get("hash") not in (None, found[-1].payload["hash"]):
        refuse("hash_conflict")
    return {"view": replace(world, found[-1], view).payload}


def publish(world: World, call: Call) -> Json:
    """Answer views.publish."""
    [name] = call.need("user_id")
    if name not in world.accounts:
        refuse("user_not_found")
    view = check_view(call.args.get("view"), "home")
    old = world.homes.get(name)
    if old and call.args.get("hash") not in (None, old.payload["hash"]):
        refuse("hash_conflict")
    made = View(_filled(world, view, world.id("V"), None), world.accounts[name])
    world.views[made.id] = world.homes[name] = made
    world.shown.put(made)
    return {"view": made.payload}


def show(world: World, view: Json, owner: Account, stack: list[View]) -> View:
    """Show a modal over those of a stack."""
    if len(stack) >= limits.MODALS:
        refuse("push_limit_reached")
    number = world.id("V")
    made = View(_filled(world, view, number, stack), owner, stack)
    stack.append(made)
    world.views[number] = made
    world.shown.put(made)
    return made


def replace(world: World, view: View, content: Json) -> View:
    """Show something else in the same modal."""
    lower = view.stack[: view.stack.index(view)] if view in view.stack else []
    view.payload = _filled(world, content, view.id, lower)
    world.shown.put(view)
    return view


def set_status(world: World, call: Call) -> Json:
    """Answer assistant.threads.setStatus."""
    channel, _ = call.need("channel_id", "thread_ts")
    if "status" not in call.args:
        refuse("invalid_arguments", "missing required field: status")
    world.place(channel)
    return {}


def set_title(world: World, call: Call) -> Json:
    """Answer assistant.threads.setTitle."""
    channel, _, _ = call.need("channel_id", "thread_ts", "title")
    world.place(channel)
    return {}


def set_suggested_prompts(world: World, call: Call) -> Json:
    """Answer assistant.threads.setSuggestedPrompts: for an agent, a thread makes it vain."""
    [name] = call.need("channel_id")
    channel = world.place(name)
    prompts = call.args.get("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= limits.PROMPTS:
        refuse("invalid_arguments", f"1 to {limits.PROMPTS} prompts")
    if any(not one.get("title") or not one.get("message") for one in prompts):
        refuse("invalid_arguments", "a prompt has a title and a message")
    if not world.is_agent:
        call.need("thread_ts")
    if not (world.is_agent and call.args.get("thread_ts")):
        world.prompts[channel.id] = prompts
    return {}


def _filled(world: World, view: Json, number: str, lower: list[View] | None) -> Json:
    made: dict[str, Any] = {
        "id": number,
        "team_id": world.team,
        "app_id": world.app_id,
        "app_installed_team_id": world.team,
        "bot_id": world.bot.bot_id,
        "state": {"values": {}},
        "hash": world.clock.ts(),
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": None,
        "close": None,
        "submit": None,
        "root_view_id": lower[0].id if lower else number,
        "previous_view_id": lower[-1].id if lower else None,
        **view,
    }
    made["blocks"] = [posting.identified(world, block) for block in view["blocks"]]
    return made


ROUTES = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setTitle": set_title,
    "assistant.threads.setSuggestedPrompts": set_suggested_prompts,
}
