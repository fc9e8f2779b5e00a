"""The desk: takes what someone asked, gives back the letter to send."""

import discord

from bot.choices import browsed
from bot.config import DiscordSettings
from bot.cooldown import Cooldown
from bot.curation.curator import Curator
from bot.discord.embeds import embeds_of
from bot.discord.outbox import Letter, Outbox
from bot.discord.pacing import Pace
from bot.discord.pulse import Pulse
from bot.discord.views import Shown, stopped_view, topics_view, view_of
from bot.replied import Memory
from bot.reply import Reply, wording
from bot.requests import perform
from bot.seen import Claims
from bot.service import Service
from knowledge.overview import topics

PLATFORM = "discord"


class Desk:
    """What all handlers share; outlives a client that has to be replaced."""

    def __init__(
        self,
        service: Service,
        settings: DiscordSettings,
        cooldown: Cooldown | None = None,
        curator: Curator | None = None,
        seen: Claims | None = None,
    ) -> None:
        self.service = service
        self.curator = curator
        self.settings = settings
        self.cooldown = Cooldown(settings.cooldown) if cooldown is None else cooldown
        self.seen: Claims = service.claims() if seen is None else seen
        self.memory = Memory[int, int]()
        self.outbox = Outbox(lambda: service.metrics.send_failed(PLATFORM))
        self.pulse = Pulse()
        self.pace = Pace()
        self.is_closing = False

    @property
    def version(self) -> str:
        """The knowledge that answers now."""
        return self.service.edition.version

    def perform(self, asked: str, person: int) -> Reply:
        """Give the reply to what someone asks."""
        return perform(self.service, asked, platform=PLATFORM, person=str(person))

    def repeat(self, asked: str) -> Reply:
        """Give the reply to what was asked before."""
        return perform(self.service, asked, platform=PLATFORM, again=True)

    def letter(
        self,
        reply: Reply,
        asker: int,
        *,
        asked: str = "",
        privately: bool = False,
        page: int = 0,
    ) -> Letter:
        """Make a reply ready to send, under the version that it comes from."""
        version = reply.knowledge or self.version
        embeds = embeds_of(reply, version, asked=asked)
        at = min(max(page, 0), len(embeds) - 1)
        shown = Shown(asker, version, is_private=privately, page=at, pages=len(embeds))
        return Letter(embeds[at], view_of(reply, shown))

    def note(self, reply: Reply) -> Letter:
        """Make a reply ready that asks for nothing back."""
        return self.notes(reply)[0]

    def notes(self, reply: Reply) -> list[Letter]:
        """Make a reply of several pages ready, which asks for nothing back."""
        return [Letter(each, stopped_view(())) for each in embeds_of(reply, self.version)]

    def topics_letter(self, asker: int, chosen: str = "") -> Letter:
        """Make the list of topics, with the questions of a chosen one."""
        edition = self.service.edition
        listed = topics(edition.corpus)
        reply = browsed(listed, chosen)
        return Letter(embeds_of(reply, edition.version)[0], topics_view(listed, asker, chosen))

    def is_listening(self, channel: int) -> bool:
        """Tell whether a channel is an ask-channel."""
        return self.service.channels.holds(PLATFORM, channel)

    def question(self, key: str) -> str | None:
        """Find a question of the knowledge by its key."""
        return self.service.edition.question(key)

    async def finish(self, seconds: float) -> None:
        """Take no more work, and let what is under way be sent."""
        self.is_closing = True
        await self.outbox.drain(seconds)

    async def ask(
        self, interaction: discord.Interaction, asked: str, *, privately: bool = False
    ) -> None:
        """Answer someone who used a command, button or select."""
        if await self.refuses(interaction):
            return
        asker = interaction.user.id
        reply = self.perform(asked, asker)
        letter = self.letter(reply, asker, asked=asked, privately=privately)
        await self.outbox.respond(interaction, letter, privately=privately)

    async def refuses(self, interaction: discord.Interaction) -> bool:
        """Refuse someone who asked just now, for their eyes only."""
        if self.cooldown.allows(interaction.user.id):
            return False
        await self.outbox.whisper(interaction, wording.ON_COOLDOWN)
        return True
