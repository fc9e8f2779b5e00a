"""The loopback server: Discord's HTTP API and gateway on one local port."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from . import payloads
from .call import PREFIX, Call
from .clock import Clock
from .faults import Fault, rate_limited
from .gateway import Gateway
from .model import GROUP_DM, TEXT, Channel, Guild, Json, Message, Role, User
from .people import Person
from .rest import Rest
from .world import World


class DiscordServer:
    """A Discord for one test: what is in it, who is in it, and what the bot did."""

    def __init__(self) -> None:
        self.world = World()
        self.rest = Rest(self.world)
        self.gateway = Gateway(self.world)
        self.api_url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = self.rest.application()
        app.router.add_get("/gw", self.gateway.serve)
        app.router.add_get("/gw/", self.gateway.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}{PREFIX}"
        self.world.gateway_url = f"ws://127.0.0.1:{port}/gw"
        self.world.cdn = f"http://127.0.0.1:{port}/cdn"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens."""
        return self.world.gateway_url

    @property
    def token(self) -> str:
        """The token that the server accepts."""
        return self.world.token

    @property
    def bot(self) -> User:
        """The bot's account: `server.bot.mention` addresses it."""
        return self.world.bot

    @property
    def clock(self) -> Clock:
        """The server's clock, to advance."""
        return self.world.clock

    def approve(self, *intents: int) -> None:
        """Switch privileged intents on for the application."""
        for intent in intents:
            self.world.approved |= intent

    def guild(self, name: str = "Harbour", *, number: int | None = None, bot: bool = True) -> Guild:
        """Make a guild; `number` chooses its id (`n << 22` lands on shard n)."""
        made = self.world.guild(name, id=number, has_bot=bot)
        if bot:
            self.gateway.add_guild(made)
        return made

    def channel(self, guild: Guild, name: str = "general", kind: int = TEXT) -> Channel:
        """Make a channel of a guild."""
        made = self.world.channel(guild, name, kind)
        if guild.has_bot:
            self.world.publish("CHANNEL_CREATE", payloads.channel(made), guild.id)
        return made

    def group(self, *people: Person) -> Channel:
        """Make a group conversation, where the app is there only by a person's installation."""
        recipients = [one.user for one in people]
        made = Channel(self.world.clock.snowflake(), GROUP_DM, recipients=recipients)
        self.world.channels[made.id] = made
        return made

    def user(self, name: str, *, bot: bool = False) -> Person:
        """Make a person who is in no guild."""
        return Person(self.world, self.world.user(name, bot=bot))

    def member(self, guild: Guild, name: str, *, permissions: int = 0, bot: bool = False) -> Person:
        """Make a member of a guild, with a role of these permissions if there are any."""
        person = self.user(name, bot=bot)
        self.join(guild, person, permissions=permissions)
        return person

    def join(self, guild: Guild, person: Person, *, permissions: int = 0) -> None:
        """Let a person join a guild."""
        member = self.world.join(guild, person.user)
        if permissions:
            member.roles.append(self.role(guild, f"{person.user.name}'s", permissions))
        event: Json = {**payloads.member(member), "guild_id": str(guild.id)}
        self.world.publish("GUILD_MEMBER_ADD", event, guild.id)

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role."""
        made = Role(self.world.clock.snowflake(), name, permissions)
        guild.roles[made.id] = made
        event: Json = {"guild_id": str(guild.id), "role": payloads.role(made, len(guild.roles) - 1)}
        self.world.publish("GUILD_ROLE_CREATE", event, guild.id)
        return made

    def deny(self, channel: Channel, permissions: int, person: User | None = None) -> None:
        """Take permissions away from the bot, or another, in one channel."""
        who = person or self.bot
        allow, deny = channel.overwrites.get(who.id, (0, 0))
        channel.overwrites[who.id] = (allow & ~permissions, deny | permissions)
        if channel.guild:
            self.world.publish("CHANNEL_UPDATE", payloads.channel(channel), channel.guild.id)

    def remove(self, channel: Channel) -> None:
        """Delete a channel."""
        del self.world.channels[channel.id]
        if channel.guild:
            event = payloads.channel(channel)
            del channel.guild.channels[channel.id]
            self.world.publish("CHANNEL_DELETE", event, channel.guild.id)

    async def next_message(self, within: float = 2.0, channel: Channel | None = None) -> Message:
        """Await the bot's next message, of all or of one channel; no answer to an interaction."""
        return await self.world.posted.next(within, _in(channel))

    async def next_edit(self, within: float = 2.0, channel: Channel | None = None) -> Message:
        """Await the next message that the bot edits."""
        return await self.world.edited.next(within, _in(channel))

    async def next_deletion(self, within: float = 2.0) -> Message:
        """Await the next message that the bot deletes."""
        return await self.world.deleted.next(within)

    async def silence(self, within: float = 0.2, channel: Channel | None = None) -> None:
        """Fail when the bot posts within so many seconds."""
        await self.world.posted.silence(within, _in(channel))

    async def next_request(self, route: str, within: float = 2.0) -> Call:
        """Await the next request to a route such as "POST /channels/{channel_id}/typing"."""
        return await self.rest.calls.next(within, lambda call: call.name == route)

    def requests(self, route: str | None = None) -> list[Call]:
        """Return the answered requests so far, of all or of one route."""
        return [call for call in self.rest.calls.all if route in (None, call.name)]

    def fail(  # noqa: PLR0913 - what a refusal is made of
        self,
        route: str,
        status: int = 500,
        times: int = 1,
        *,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        after: bool = False,
    ) -> None:
        """Answer the next requests to a route with a status; `after` does the work first."""
        self.rest.faults.add(route, Fault(status, body, headers or {}, after=after), times)

    def limit(  # noqa: PLR0913 - what a rate limit is made of
        self,
        route: str,
        retry_after: float = 0.05,
        times: int = 1,
        *,
        everywhere: bool = False,
        shared: bool = False,
        via: bool = True,
    ) -> None:
        """Answer the next requests to a route with 429."""
        fault = rate_limited(retry_after, everywhere=everywhere, shared=shared, via=via)
        self.rest.faults.add(route, fault, times)

    def cut(self, route: str, times: int = 1, *, after: bool = False) -> None:
        """Cut the connection of the next requests to a route, before or after the work."""
        self.rest.faults.add(route, Fault(cut=True, after=after), times)

    def hold(self, route: str, times: int = 1) -> asyncio.Event:
        """Hold the next requests to a route until the event returned is set."""
        held = asyncio.Event()
        self.rest.faults.add(route, Fault(hold=held), times)
        return held

    def forget(self) -> None:
        """Drop logs, messages and interactions: for tests that measure memory."""
        world = self.world
        for feed in (world.posted, world.edited, world.deleted):
            feed.clear()
        self.rest.calls.clear()
        self.gateway.frames.clear()
        for session in self.gateway.sessions.values():
            session.events.clear()
        self.rest.buckets.forget()
        world.messages.clear()
        world.nonces.clear()
        world.interactions.clear()


def _in(channel: Channel | None) -> Callable[[Message], bool]:
    return lambda message: channel is None or message.channel is channel
