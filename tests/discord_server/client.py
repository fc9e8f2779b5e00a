"""A small real client of discord.py, for the tests of the server itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from discord import app_commands

from .model import Channel, Guild
from .people import Person
from .server import DiscordServer


class Ask(discord.ui.Modal, title="What was missing?"):
    """A modal with one field."""

    missing: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Missing", max_length=200)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.missing.value}", ephemeral=True)


class Buttons(discord.ui.View):
    """Persistent buttons and a select."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Helpful", custom_id="helpful")
    async def helpful(self, interaction: discord.Interaction, _: Any) -> None:
        await interaction.response.edit_message(content="thanks")

    @discord.ui.button(label="Not helpful", custom_id="unhelpful")
    async def unhelpful(self, interaction: discord.Interaction, _: Any) -> None:
        await interaction.response.send_modal(Ask())

    @discord.ui.select(
        custom_id="topic", options=[discord.SelectOption(label=one) for one in ("Ferries", "Piers")]
    )
    async def topic(self, interaction: discord.Interaction, chosen: Any) -> None:
        await interaction.response.send_message(chosen.values[0], ephemeral=True)


class Echo(discord.Client):
    """Echoes mentions and offers one command of each kind."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", discord.Intents.default())
        mentions = discord.AllowedMentions.none()
        options = {"guild_ready_timeout": 0.02, **options}
        super().__init__(intents=intents, allowed_mentions=mentions, **options)
        self.tree = app_commands.CommandTree(self)
        self.errors: list[Exception] = []
        _add_commands(self.tree)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, as no test has five seconds."""

    async def setup_hook(self) -> None:
        """Register the commands and the buttons."""
        self.add_view(Buttons())
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Echo what addresses the bot."""
        addressed = self.user in message.mentions or message.guild is None
        if message.author.bot or not addressed:
            return
        try:
            await message.reply(f"echo: {message.content}", view=Buttons())
        except (discord.HTTPException, OSError) as error:
            self.errors.append(error)


class ShardedEcho(Echo, discord.AutoShardedClient):
    """The same over several shards."""


def _add_commands(tree: app_commands.CommandTree[Any]) -> None:
    @tree.command(description="Ask a question.")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        await interaction.response.send_message(f"answer: {question}", view=Buttons())
        await interaction.followup.send("and more", ephemeral=True)

    @ask.autocomplete("question")
    async def offer(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}?", value=typed)]

    @tree.command(description="Think first.")
    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("thought")

    @tree.context_menu(name="Answer this")
    async def answer_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about: {message.content}")


@dataclass
class Harbour:
    """A guild with one channel and one member."""

    guild: Guild
    channel: Channel
    alice: Person


@pytest.fixture
def harbour(discord_server: DiscordServer) -> Harbour:
    """Make a small place."""
    guild = discord_server.guild()
    channel = discord_server.channel(guild)
    return Harbour(guild, channel, discord_server.member(guild, "alice"))


Start = Callable[..., Awaitable[Any]]


@pytest.fixture
async def started(discord_server: DiscordServer) -> AsyncIterator[Start]:
    """Start clients, wait until each is ready, and close them afterwards."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(client: discord.Client | None = None) -> discord.Client:
            client = client or Echo()
            task = asyncio.create_task(client.start(discord_server.token))
            stack.push_async_callback(_stop, client, task)
            ready = asyncio.create_task(client.wait_until_ready())
            async with asyncio.timeout(5):
                await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if task.done():
                await task
            return client

        yield start


async def _stop(client: discord.Client, task: asyncio.Task[None]) -> None:
    await client.close()
    with contextlib.suppress(Exception):
        await task


async def echoed(server: DiscordServer, place: Harbour, text: str = "hello") -> str:
    """Mention the bot and return its answer."""
    place.alice.says(place.channel, f"{server.bot.mention} {text}")
    return (await server.next_message(5)).content
