"""What people do in a test: say, edit, ask, press, pick and fill in."""

from typing import Any

from . import interaction, payloads, posting, telling
from .acting import acted, chosen, element_of, filled
from .delivery import COMMAND, INTERACTION, Delivery
from .model import Account, Channel, Json, Message, View
from .world import World


class Person:
    """A user in a test; the channel of each act says where it happens."""

    def __init__(self, world: World, account: Account) -> None:
        self.world = world
        self.account = account
        self.id = account.id
        self.mention = account.mention
        self.options: list[Json] = []

    @property
    def dm(self) -> Channel:
        """The private conversation with the app."""
        return self.world.conversation(self.account)

    def posts(  # noqa: PLR0913 - what a person may add to a message
        self,
        channel: Channel,
        text: str,
        *,
        thread: Message | str | None = None,
        subtype: str | None = None,
        raw: bool = False,
        payload: Json | None = None,
    ) -> Message:
        """Post a message; `<@id>` in it mentions, other marks are escaped unless raw."""
        made = telling.message(self.world, self.account, text, raw=raw)
        if self.account.bot_id:
            del made["client_msg_id"]
            made["bot_id"] = self.account.bot_id
        if thread:
            ts = thread if isinstance(thread, str) else thread.thread_ts or thread.ts
            made |= posting.in_thread(self.world, channel, ts)
        if subtype:
            made["subtype"] = subtype
        message = Message(channel, self.account, made | (payload or {}))
        posting.keep(self.world, message)
        return message

    def mentions(self, channel: Channel, text: str, **more: Any) -> Message:
        """Mention the app in a message."""
        return self.posts(channel, f"{self.world.bot.mention} {text}", **more)

    def dms(self, text: str, **more: Any) -> Message:
        """Write to the app in private."""
        return self.posts(self.dm, text, **more)

    def edits(self, message: Message, text: str) -> None:
        """Change the text of a message."""
        fields = {"text": payloads.typed(text), "blocks": payloads.rich_text(text)}
        posting.change(self.world, message, fields)
        self.world.announce_mention(message)

    def unfurls(self, message: Message) -> None:
        """Let Slack add a link's preview: a change of a message that nobody edited."""
        before = dict(message.payload)
        message.payload["attachments"] = [{"id": 1, "from_url": "https://example.org"}]
        event = payloads.changed_event(message, before, self.world.clock.ts())
        self.world.tell(event, message.channel)

    def deletes(self, message: Message) -> None:
        """Delete a message."""
        posting.delete(self.world, message)

    def shares(self, channel: Channel, text: str = "", name: str = "plan.pdf") -> Message:
        """Share a file, with a text or without."""
        file = {"id": self.world.id("F"), "name": name, "mimetype": "application/pdf"}
        more: Json = {"files": [file], "upload": False}
        return self.posts(channel, text, subtype="file_share", payload=more)

    def joins(self, channel: Channel) -> None:
        """Join a channel."""
        channel.members.add(self.id)
        event = {"type": "member_joined_channel", "user": self.id, "channel": channel.id}
        more = {"channel_type": channel.id[0], "team": self.account.team}
        self.world.tell({**event, **more, "event_ts": self.world.clock.ts()}, channel)
        self.posts(channel, f"{self.mention} has joined the channel", subtype="channel_join")

    def opens_home(self) -> Delivery | None:
        """Open the app's home tab."""
        return self._opens("home")

    def opens_agent(self) -> Delivery | None:
        """Open the conversation with the app as an agent."""
        return self._opens("messages")

    def slash(self, command: str, text: str = "", channel: Channel | None = None) -> Delivery:
        """Use a command; without a channel, in private with the app."""
        place = channel or self.dm
        payload = telling.command(self.world, self.account, command, payloads.typed(text), place)
        grant = self.world.grants.behind(payload["response_url"])
        return self.delivers(COMMAND, payload, interaction.on_command(self.world, grant))

    def uses_shortcut(self, callback_id: str, message: Message | None = None) -> Delivery:
        """Use a shortcut, on a message or from anywhere."""
        payload: Json = {
            **self._acting("message_action" if message else "shortcut"),
            "callback_id": callback_id,
            "action_ts": self.world.clock.ts(),
        }
        if message:
            payload |= {
                "channel": payloads.named(message.channel),
                "message_ts": message.ts,
                "message": dict(message.payload),
                "response_url": self.world.grants.url(self.account, message.channel),
            }
        return self.delivers(INTERACTION, payload)

    def clicks(self, where: Message | View, name: str) -> Delivery:
        """Press a button, named by label, action id or value."""
        return self.acts(where, acted(element_of(where, name), name, self.world.clock.ts()))

    def selects(self, where: Message | View, name: str, option: str | Json) -> Delivery:
        """Pick an option, by label or value, of a select; of an external one, one offered."""
        element = element_of(where, name)
        picked = chosen(element, option, self.options)
        action = acted(element, name, self.world.clock.ts()) | {"selected_option": picked}
        return self.acts(where, action)

    def enters(self, where: Message | View, name: str, text: str) -> Delivery:
        """Type into an input that tells the app at once, and press Enter."""
        element = element_of(where, name)
        if element["type"] != "plain_text_input" or not element["is_told_at_once"]:
            problem = f"{name!r} does not tell the app at once"
            raise LookupError(problem)
        action = acted(element, name, self.world.clock.ts()) | {"value": text}
        return self.acts(where, action)

    def acts(self, where: Message | View, action: Json) -> Delivery:
        """Send an action of any kind, even one that no client of Slack's would."""
        payload = self._acting("block_actions", where) | {"actions": [action]}
        return self.delivers(INTERACTION, payload)

    async def types(self, where: Message | View, name: str, text: str) -> list[Json]:
        """Type into an external select, and return the options that it then offers."""
        element = element_of(where, name)
        payload = self._acting("block_suggestion", where)
        for key in ("trigger_id", "response_url", "state"):
            payload.pop(key, None)
        payload |= {key: element[key] for key in ("action_id", "block_id")} | {"value": text}
        answer = await self.delivers(INTERACTION, payload).answer()
        offered = interaction.offered(answer)
        self.options += offered
        return offered

    def submits(self, view: View, values: dict[str, Any] | None = None) -> Delivery:
        """Fill in and send a modal; inputs by label, block id or action id."""
        view.payload["state"] = {"values": filled(view, values or {}, self.options)}
        payload = self._acting("view_submission", view) | {"response_urls": []}
        payload = {key: payload[key] for key in payload if key != "container"}
        return self.delivers(INTERACTION, payload, interaction.on_submission(self.world, view))

    def closes(self, view: View) -> Delivery | None:
        """Close a modal: the app is told if it asked to be."""
        interaction.close(view)
        if not view.payload["notify_on_close"]:
            return None
        payload = self._acting("view_closed", view) | {"is_cleared": False}
        payload = {key: payload[key] for key in payload if key not in ("container", "trigger_id")}
        return self.delivers(INTERACTION, payload)

    def delivers(self, kind: str, payload: Json, then: Any = None) -> Delivery:
        """Send anything to the app in this person's name."""
        delivery = Delivery(kind, payload, then)
        self.world.courier.send(delivery)
        return delivery

    def _opens(self, tab: str) -> Delivery | None:
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.dm.id,
            "tab": tab,
            "event_ts": self.world.clock.ts(),
        }
        if tab == "home" and self.id in self.world.homes:
            event["view"] = self.world.homes[self.id].payload
        return self.world.tell(event, self.dm)

    def _acting(self, kind: str, where: Message | View | None = None) -> Json:
        return telling.interaction(self.world, self.account, kind, where)
