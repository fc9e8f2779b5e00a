"""Accounts, channels, messages and views as the server holds them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

CHANNEL, GROUP, IM, MPIM = "channel", "group", "im", "mpim"


@dataclass(eq=False)
class Account:
    """A user of the workspace, or of another that shares a channel with it."""

    id: str
    name: str
    team: str
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    is_stranger: bool = False
    bot_id: str | None = None
    app_id: str | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Channel:
    """A conversation of any kind."""

    id: str
    kind: str
    name: str = ""
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    is_shared: bool = False
    created: int = 0


@dataclass(eq=False)
class Message:
    """A message as the server holds it; `only_for` is who alone sees an ephemeral one."""

    channel: Channel
    author: Account
    payload: Json
    only_for: Account | None = None
    deliveries: list[Any] = field(default_factory=list)

    @property
    def ts(self) -> str:
        """The timestamp that names the message in its channel."""
        return str(self.payload["ts"])

    @property
    def text(self) -> str:
        """The text: what notifications and screen readers tell."""
        return str(self.payload["text"])

    @property
    def thread_ts(self) -> str | None:
        """The thread that the message is in."""
        return self.payload.get("thread_ts")

    @property
    def blocks(self) -> list[Json]:
        """The blocks, as sent."""
        return self.payload.get("blocks") or []

    @property
    def labels(self) -> list[str]:
        """What the buttons say, and what stands on selects and inputs."""
        return [label for one in elements(self.blocks) for label in labels_of(one)]

    def __repr__(self) -> str:
        place = self.channel.name or self.channel.id
        return f"<Message {self.ts} in {place} by {self.author.name}: {self.text[:60]!r}>"


@dataclass(eq=False)
class View:
    """A modal or a home tab; `stack` is the modals that lie over one another."""

    payload: Json
    owner: Account
    stack: "list[View]" = field(default_factory=list)
    is_open: bool = True

    @property
    def id(self) -> str:
        """The view's id."""
        return str(self.payload["id"])

    @property
    def blocks(self) -> list[Json]:
        """The blocks, as sent."""
        return self.payload.get("blocks") or []

    @property
    def title(self) -> str:
        """What stands on top of a modal."""
        return str((self.payload.get("title") or {}).get("text", ""))

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [label for one in elements(self.blocks) for label in labels_of(one)]

    def __repr__(self) -> str:
        return f"<View {self.id} {self.title!r} of {self.owner.name}>"


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Yield the interactive elements, each with what it needs of its block."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        for one in found:
            if one and "action_id" in one:
                told: Json = {key: block[key] for key in ("block_id", "label") if key in block}
                yield {**one, **told, "is_told_at_once": block.get("dispatch_action", False)}


def labels_of(element: Json) -> list[str]:
    """Tell what a person reads on an element."""
    if element["type"] == "feedback_buttons":
        return [element[key]["text"]["text"] for key in ("positive_button", "negative_button")]
    texts = [element.get(key) for key in ("text", "label", "placeholder")]
    return [text["text"] for text in texts if isinstance(text, dict)]
