"""A bot over the small knowledge base in a simulated Discord, and people who use it."""

from dataclasses import dataclass, field
from pathlib import Path

import discord
import pytest
import simcord

from bot.channels import AskChannels
from bot.config import DiscordSettings
from bot.cooldown import Cooldown
from bot.discord.client import Client
from bot.discord.desk import Desk
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from tests.bot.discord.wire import place, server, start
from tests.discord_server.fixtures import specification

__all__ = ["place", "server", "specification", "start"]

QUESTION = "How much will a ticket cost?"
OTHER_QUESTION = "When did Nordlys start sailing?"


@dataclass
class FakeClock:
    """A clock that a test turns."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """A server with the bot, a channel, and two members of whom one manages it."""

    env: simcord.Env
    desk: Desk
    clock: FakeClock
    guild: simcord.GuildHandle = field(init=False)
    channel: simcord.ChannelHandle = field(init=False)
    alice: simcord.MemberActor = field(init=False)
    manager: simcord.MemberActor = field(init=False)

    def __post_init__(self) -> None:
        self.guild = self.env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        self.alice = self.member("alice")
        managing = discord.Permissions(manage_guild=True)
        role = self.guild.create_role("Managers", permissions=managing)
        self.manager = self.guild.add_member(self.env.create_user("manager"), roles=[role])

    def member(self, name: str) -> simcord.MemberActor:
        return self.guild.add_member(self.env.create_user(name))

    @property
    def mention(self) -> str:
        return f"<@{self.me}>"

    @property
    def me(self) -> int:
        assert self.env.bot.user
        return self.env.bot.user.id

    @property
    def bot(self) -> Client:
        assert isinstance(self.env.bot, Client)
        return self.env.bot

    @property
    def last(self) -> discord.Message:
        message = self.channel.last_message
        assert message
        return message

    def said(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot wrote in a channel."""
        messages = (channel or self.channel).history()
        return [each for each in messages if each.author.id == self.me]

    def said_aloud(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot wrote in a channel for all to see."""
        return [each for each in self.said(channel) if not each.flags.ephemeral]

    async def open_to_everyone(self, name: str) -> None:
        """Do as a server's settings can: let everyone use a command."""
        held = await self.bot.tree.fetch_commands()
        [command] = [each for each in held if each.name == name]
        self.guild.set_command_permissions(command, {self.guild.default_role: True})

    async def restart(self) -> None:
        """Start the bot anew, as after a deployment: nothing is remembered."""
        forgetful, curator = Cooldown(0, self.clock), self.desk.curator
        self.desk = Desk(self.desk.service, self.desk.settings, forgetful, curator)
        await self.env.restart_bot(Client(self.desk))


async def asked_long_ago(world: World, held: object) -> discord.Message:
    """A message with a button of some earlier version."""
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id=str(held)))
    view.stop()
    channel = world.env.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("An old reply", view=view)


@pytest.fixture
def cooldown() -> float:
    return 0


@pytest.fixture
def settings(cooldown: float) -> DiscordSettings:
    return DiscordSettings(cooldown=cooldown, message_content=True, shard_count=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(
    harbour: Corpus,
    harbour_answerer: Answerer,
    settings: DiscordSettings,
    tmp_path: Path,
    clock: FakeClock,
) -> Desk:
    service = Service(harbour, harbour_answerer, channels=AskChannels(tmp_path))
    return Desk(service, settings, Cooldown(settings.cooldown, clock))


@pytest.fixture
async def simcord_bot(desk: Desk) -> Client:
    return Client(desk)


@pytest.fixture
async def world(simcord_env: simcord.Env, desk: Desk, clock: FakeClock) -> World:
    return World(simcord_env, desk, clock)
