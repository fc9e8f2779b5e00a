"""Users, guilds, channels and messages as the server holds them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEXT, DM, GROUP_DM = 0, 1, 3
PUBLIC_THREAD = 11
EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15


@dataclass(eq=False)
class User:
    """An account, human or bot."""

    id: int
    name: str
    bot: bool = False
    shown: str | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Role:
    """A role and the permissions it grants."""

    id: int
    name: str
    permissions: int = 0
    managed_by: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Membership:
    """A user in a guild."""

    user: User
    joined: str
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None


@dataclass(eq=False)
class Guild:
    """A server of Discord's."""

    id: int
    name: str
    owner: int
    created: str
    has_bot: bool = True
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, "Channel"] = field(default_factory=dict)
    members: dict[int, Membership] = field(default_factory=dict)


@dataclass(eq=False)
class Channel:
    """A text channel, a thread or a private conversation."""

    id: int
    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipients: list[User] = field(default_factory=list)
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    archived: bool = False
    created: str = ""
    owner: int = 0

    @property
    def mention(self) -> str:
        """The text that links to this channel."""
        return f"<#{self.id}>"


@dataclass(eq=False)
class Message:
    """A message; `payload` is what the API would send for it."""

    channel: Channel
    author: User
    payload: Json

    @property
    def id(self) -> int:
        """The id as a number."""
        return int(self.payload["id"])

    @property
    def content(self) -> str:
        """The text."""
        return str(self.payload["content"])

    @property
    def embeds(self) -> list[Json]:
        """The embeds."""
        return list(self.payload["embeds"])

    @property
    def flags(self) -> int:
        """The flags."""
        return int(self.payload["flags"])

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it is still "thinking"."""
        return bool(self.flags & LOADING)

    @property
    def components(self) -> list[Json]:
        """Every component, nested ones too, in reading order."""
        return list(walk(self.payload["components"]))

    @property
    def buttons(self) -> list[Json]:
        """Every button."""
        return [part for part in self.components if part["type"] == 2]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [str(part.get("label", "")) for part in self.buttons]

    @property
    def mentions(self) -> list[int]:
        """The ids of the users that it pings."""
        return [int(user["id"]) for user in self.payload["mentions"]]

    @property
    def reply_to(self) -> int | None:
        """The id of the message that it answers."""
        reference = self.payload.get("message_reference")
        return int(reference["message_id"]) if reference else None

    def __repr__(self) -> str:
        titles = [embed.get("title") for embed in self.embeds]
        return f"<Message {self.id} by {self.author.name}: {self.content[:80]!r} {titles}>"


def walk(parts: Any) -> list[Json]:
    """List components with everything inside them."""
    found: list[Json] = []
    for part in parts or ():
        found.append(part)
        found += walk(part.get("components"))
        for key in ("component", "accessory"):
            if part.get(key):
                found += walk([part[key]])
    return found
