"""Where someone acted, and by which ways they can be answered there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]
"""What Slack sends; it goes no further than the listeners and this module."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A command or a press in a conversation: answered through its response URL."""

    url: str
    user: str
    name: str
    trigger: str
    channel: str
    message: str = ""
    """The timestamp of the message whose button was pressed."""
    thread: str = ""
    is_private: bool = True
    """Whether that message is seen by one person alone, or there is none."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A press in the app's home or in a modal: answered with a modal."""

    user: str
    name: str
    trigger: str
    view: str = ""
    """The modal that it happened in; nothing in the home."""


Place = Chat | Screen


def command_place(body: Payload) -> Chat:
    """Read where a slash command was used."""
    return Chat(
        url=body["response_url"],
        user=body["user_id"],
        name=body.get("user_name", ""),
        trigger=body["trigger_id"],
        channel=body["channel_id"],
    )


def pressed_place(body: Payload) -> Place:
    """Read where something was pressed or a shortcut was used."""
    user, container = body["user"], body.get("container", {})
    name = user.get("name") or user.get("username", "")
    if "view" in body:
        view = body["view"]
        modal = view["id"] if view["type"] == "modal" else ""
        return Screen(user["id"], name, body["trigger_id"], modal)
    message = body.get("message", {})
    return Chat(
        url=body["response_url"],
        user=user["id"],
        name=name,
        trigger=body["trigger_id"],
        channel=body["channel"]["id"],
        message=container.get("message_ts") or body.get("message_ts", ""),
        thread=container.get("thread_ts") or message.get("thread_ts", ""),
        is_private=bool(container.get("is_ephemeral", "container" not in body)),
    )


def place_of(body: Payload) -> Place | None:
    """Read where whatever it was happened; None where nobody waits for an answer."""
    match body:
        case {"command": str(), "response_url": str()}:
            return command_place(body)
        case {"type": "block_actions", "view": _} | {"response_url": str(), "user": _}:
            return pressed_place(body)
        case _:
            return None
