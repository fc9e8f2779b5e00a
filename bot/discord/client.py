"""The client: events of the gateway -> the desk."""

import asyncio
import logging
import sys
from datetime import timedelta
from typing import Any

import discord
import yarl
from discord import app_commands

from bot.config import DiscordSettings
from bot.discord.addressing import Manner, manner, question_in
from bot.discord.admin import Knowledge
from bot.discord.commands import add_commands
from bot.discord.desk import PLATFORM, Desk
from bot.discord.errors import apologise, note
from bot.discord.pressed import pressed_for, submitted
from bot.discord.sharding import ResumingShard
from bot.discord.syncing import sync_commands
from bot.replied import Replied
from bot.reply import Reply, Status, wording

log = logging.getLogger(__name__)

EDITABLE = timedelta(minutes=5)
"""How long an edited question gets its answer edited: after that, it has been read."""


def intents_for(*, message_content: bool) -> discord.Intents:
    """Ask for what is used, and for nothing privileged unless it is configured."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = message_content
    return intents


def _shards(settings: DiscordSettings) -> dict[str, Any]:
    """Choose the shards to run; without a choice, Discord's advice is taken."""
    chosen = {"shard_count": settings.shard_count, "shard_ids": list(settings.shard_ids)}
    return {name: value for name, value in chosen.items() if value}


class Tree(app_commands.CommandTree["Client"]):
    """The commands, in servers, direct messages and as a user's own app."""

    def __init__(self, client: "Client") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: discord.Interaction["Client"], /) -> bool:
        """Take no more work while closing, and say so."""
        if not self.client.desk.is_closing:
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await self.client.desk.outbox.whisper(interaction, wording.RESTARTING)
        return False

    async def on_error(
        self, interaction: discord.Interaction["Client"], error: app_commands.AppCommandError, /
    ) -> None:
        """Apologise, unless the person has been told why already."""
        if not isinstance(error, app_commands.CheckFailure):
            await apologise(self.client.desk.outbox, interaction, error)


class Client(discord.AutoShardedClient):
    """The bot on Discord."""

    def __init__(self, desk: Desk, **options: Any) -> None:
        settings = desk.settings
        super().__init__(
            intents=intents_for(message_content=settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            **_shards(settings),
            max_messages=None,
            **options,
        )
        self.desk = desk
        desk.pulse.client = self
        self.tree = Tree(self)
        add_commands(self.tree, desk)
        self.tree.add_command(Knowledge(desk))

    async def setup_hook(self) -> None:
        """Take up the buttons of earlier runs; tell Discord of changed commands."""
        self.add_dynamic_items(pressed_for(self.desk))
        await sync_commands(self.tree, self.desk.settings.guild_ids)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Begin another session only as often as Discord allows."""
        del shard_id
        if not initial:
            await asyncio.sleep(self.desk.pace.wait())

    async def launch_shards(self) -> None:
        """Ask how many shards there are, but connect through a configured proxy."""
        if self.desk.settings.gateway_url and self.shard_count is None:
            self.shard_count, *_ = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard, and let it resume after an outage."""
        await super().launch_shard(gateway, shard_id, initial=initial)
        # discord.py names its class of shards nowhere that a client could choose another.
        self.shards[shard_id]._parent.__class__ = ResumingShard  # noqa: SLF001

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Take note that there was an event, and handle it."""
        if event == "socket_event_type":
            self.desk.pulse.beat()
        super().dispatch(event, *args, **kwargs)

    async def on_ready(self) -> None:
        """Tell that the bot is there."""
        log.info("connected guilds=%s shards=%s", len(self.guilds), self.shard_count)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what addresses the bot; of what it overhears, what it is sure of."""
        how = manner(message, self._me, self.desk.is_listening)
        if how is Manner.IGNORED or self.desk.is_closing:
            return
        replied = self.desk.memory.claim(message.id)
        if replied is None:
            self.desk.service.metrics.duplicate(PLATFORM)
            return
        # While a replica takes over from another, both hear of the same.
        if not await self.desk.seen.claim(_name(message)):
            self.desk.memory.release(message.id)
            self.desk.service.metrics.duplicate(PLATFORM)
            return
        if how is Manner.ADDRESSED and await self._is_too_soon(message):
            return
        await self._answer(message, how, replied)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take the modals; commands, buttons and selects find their own way."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(self.desk, interaction)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited question anew, in the place of the first answer."""
        message = event.message
        age = discord.utils.utcnow() - message.created_at
        how = manner(message, self._me, self.desk.is_listening)
        if not message.edited_at or age > EDITABLE or how is Manner.IGNORED:
            return
        replied = self.desk.memory.find(message.id)
        if replied is None:
            await self.on_message(message)
        elif not self.desk.is_closing:
            await self._answer(message, how, replied)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log an error once; whoever addressed the bot gets an apology."""
        del kwargs
        note(f"handling {event_method}", sys.exc_info()[1])
        match args:
            case [discord.Message() as message] if not isinstance(
                sys.exc_info()[1], discord.HTTPException
            ):
                self.desk.memory.release(message.id)
                await self.desk.seen.release(_name(message))
                await self.desk.outbox.hush(message, wording.WENT_WRONG)

    async def _answer(self, message: discord.Message, how: Manner, replied: Replied[int]) -> None:
        async with replied.lock:
            asked = question_in(message, self._me)
            reply = self._reply(asked, message.author.id, how)
            if reply is None:
                return
            letter = self.desk.letter(reply, message.author.id)
            if replied.reply:
                await self.desk.outbox.edit(message, replied.reply, letter)
            elif how is Manner.ADDRESSED or self._may_chime_in(message):
                replied.reply = await self.desk.outbox.reply(message, letter)

    def _reply(self, asked: str, author: int, how: Manner) -> Reply | None:
        """Find the reply to a message; overheard, only what is sure."""
        if how is Manner.OVERHEARD:
            # What is merely overheard is no question yet, so it is not logged as one.
            found = self.desk.repeat(asked)
            if found.status is not Status.ANSWERED:
                return None
        return self.desk.perform(asked, author)

    async def _is_too_soon(self, message: discord.Message) -> bool:
        """Refuse privately, once, who asks again too soon."""
        author = message.author.id
        if self.desk.cooldown.allows(author):
            return False
        if self.desk.cooldown.should_tell(author):
            await self.desk.outbox.hush(message, wording.ON_COOLDOWN)
        return True

    def _may_chime_in(self, message: discord.Message) -> bool:
        """Tell whether someone may get an answer that they did not ask the bot for."""
        return self.desk.cooldown.allows(message.author.id)

    @property
    def _me(self) -> int:
        return self.user.id if self.user else 0


def _name(message: discord.Message) -> str:
    """Name a message among all that is taken up."""
    return f"{PLATFORM}:message:{message.id}"
