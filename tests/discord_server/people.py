"""What people do in a test: say, edit, ask, press, pick and fill in."""

import secrets
from collections.abc import Sequence
from typing import Any

from . import payloads, permissions, posting
from .components import SELECT
from .interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from .limits import FILE_BYTES
from .model import DM, Channel, Guild, Json, Membership, Message, User
from .options import command_data, menu_data, modal_data
from .posting import File
from .world import World


class Person:
    """A user in a test; the channel of each act says where it happens."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self.id = user.id
        self.mention = user.mention

    def membership(self, guild: Guild) -> Membership:
        """Return the person as a member of a guild."""
        return guild.members[self.id]

    def says(  # noqa: PLR0913 - what a person may add to a message
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Sequence[File] = (),
        everyone: bool = False,
        payload: Json | None = None,
    ) -> Message:
        """Post a message; `<@id>` in it mentions, a reply pings unless told not to."""
        parse = ["users", "roles", *(["everyone"] if everyone else [])]
        body: Json = {
            "content": text,
            "allowed_mentions": {"parse": parse, "replied_user": ping},
            "message_reference": {"message_id": str(reply_to.id)} if reply_to else None,
        }
        message = posting.compose(self.world, channel, self.user, body, files)
        message.payload |= payload or {}
        self.world.announce("MESSAGE_CREATE", message)
        return message

    def dms(self, text: str, **more: Any) -> Message:
        """Write to the bot in private."""
        return self.says(self.world.conversation(self.user), text, **more)

    def edits(self, message: Message, text: str) -> None:
        """Change the text of a message."""
        posting.change(self.world, message, {"content": text})
        self.world.announce("MESSAGE_UPDATE", message)

    def unfurls(self, message: Message) -> None:
        """Let Discord add a link's preview: an update of a message that nobody edited."""
        message.payload["embeds"] = [{"type": "link", "url": "https://example.org", "title": "x"}]
        self.world.announce("MESSAGE_UPDATE", message)

    def deletes(self, message: Message) -> None:
        """Delete a message."""
        posting.delete(self.world, message)

    def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction under a message."""
        self.world.react(message, self.user, emoji)

    def slash(self, name: str, channel: Channel | None = None, /, **options: Any) -> Interaction:
        """Use a command such as "kb status"; without a channel, in private with the bot."""
        place = channel or self.world.conversation(self.user)
        data = command_data(self.world, name, options, place, None)
        return self.interact(COMMAND, place, data)

    def autocomplete(
        self, name: str, channel: Channel | None = None, /, **options: Any
    ) -> Interaction:
        """Type into a command: the last option is the one being typed."""
        place = channel or self.world.conversation(self.user)
        data = command_data(self.world, name, options, place, list(options)[-1])
        return self.interact(AUTOCOMPLETE, place, data)

    def menu(
        self, name: str, target: "Message | Person", channel: Channel | None = None
    ) -> Interaction:
        """Use a menu command on a message or a person."""
        place = channel or (target.channel if isinstance(target, Message) else None)
        place = place or self.world.conversation(self.user)
        subject = target.user if isinstance(target, Person) else target
        return self.interact(COMMAND, place, menu_data(self.world, name, subject, place))

    def click(self, message: Message, button: str, *, forged: bool = False) -> Interaction:
        """Press a button, named by label or custom id; a forged one need not exist."""
        custom_id = button if forged else _button(message, button)["custom_id"]
        data = {"component_type": 2, "custom_id": custom_id}
        return self.interact(COMPONENT, message.channel, data, source=message)

    def select(self, message: Message, *values: str, custom_id: str | None = None) -> Interaction:
        """Pick options, by value or label, of the only select or the one named."""
        found = [
            part
            for part in message.components
            if part["type"] == SELECT and custom_id in (None, part["custom_id"])
        ]
        if len(found) != 1:
            problem = f"{len(found)} selects fit {custom_id!r} on {message!r}"
            raise LookupError(problem)
        by_name = {one["label"]: one["value"] for one in found[0]["options"]}
        by_name |= {value: value for value in by_name.values()}
        picked = [by_name[value] for value in values]
        data = {"component_type": SELECT, "custom_id": found[0]["custom_id"], "values": picked}
        return self.interact(COMPONENT, message.channel, data, source=message)

    def submit(self, shown_by: Interaction, **fields: str) -> Interaction:
        """Fill in and send the modal that an interaction showed; fields by label or custom id."""
        if shown_by.first is None:
            problem = "await the modal before submitting it"
            raise LookupError(problem)
        data = modal_data(shown_by.first.data, fields)
        return self.interact(
            MODAL, shown_by.channel, data, source=shown_by.source, trigger=shown_by
        )

    def interact(
        self,
        kind: int,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        trigger: Interaction | None = None,
    ) -> Interaction:
        """Send an interaction of any kind, even one that no app of Discord's would."""
        made = Interaction(
            self.world.clock.snowflake(),
            secrets.token_urlsafe(24),
            kind,
            self.user,
            channel,
            data,
            self._owners(channel),
            self.world.clock.now(),
            source,
            trigger,
        )
        self.world.interactions[made.token] = made
        guild = channel.guild.id if channel.guild else None
        self.world.publish("INTERACTION_CREATE", self._payload(made), guild)
        return made

    def _owners(self, channel: Channel) -> dict[str, str]:
        if self.world.reaches(channel):
            return {"0": str(channel.guild.id) if channel.guild else "0"}
        return {"1": str(self.id)}

    def _payload(self, made: Interaction) -> Json:
        channel = made.channel
        guild = channel.guild
        member = guild.members.get(self.id) if guild else None
        bot = guild.members.get(self.world.bot.id) if guild else None
        payload: Json = {
            "id": str(made.id),
            "application_id": str(self.world.application_id),
            "type": made.kind,
            "token": made.token,
            "version": 1,
            "data": made.data,
            "channel": payloads.partial_channel(channel, member),
            "channel_id": str(channel.id),
            "locale": "en-US",
            "app_permissions": str(permissions.in_channel(channel, bot)),
            "entitlements": [],
            "authorizing_integration_owners": made.owners,
            "attachment_size_limit": FILE_BYTES,
            "context": 0 if guild else 1 if channel.kind == DM else 2,
        }
        if guild:
            about = {"id": str(guild.id), "locale": "en-US", "features": []}
            payload |= {"guild_id": str(guild.id), "guild": about, "guild_locale": "en-US"}
        if member:
            granted = str(permissions.in_channel(channel, member))
            payload["member"] = {**payloads.member(member), "permissions": granted}
        else:
            payload["user"] = payloads.user(self.user)
        if made.source:
            payload["message"] = dict(made.source.payload)
        return payload


def _button(message: Message, name: str) -> Json:
    """Find a button that a person could press."""
    found = [one for one in message.buttons if name in (one.get("custom_id"), one.get("label"))]
    usable = [one for one in found if one.get("custom_id") and not one.get("disabled")]
    if len(usable) != 1:
        problem = f"{len(usable)} usable buttons {name!r} among {message.labels}"
        raise LookupError(problem)
    return usable[0]
