"""The desk: takes what someone asked, gives back the letter to send."""

from dataclasses import dataclass, replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.choices import browsed
from bot.config import SlackSettings
from bot.cooldown import Cooldown
from bot.curation.curator import Curator
from bot.replied import Memory
from bot.reply import Reply, wording
from bot.requests import perform
from bot.seen import Claims, Seen
from bot.service import Service
from bot.slack.blocks import Letter, bare_letters, letters_of, with_rows
from bot.slack.buttons import Shown, topics_selects
from bot.slack.outbox import Outbox
from bot.slack.places import Place, Screen
from bot.tags import Kind
from knowledge.overview import topics

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Posted:
    """A reply of ours, and the question that it answers."""

    ts: str
    asked: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in a workspace."""

    user: str
    bot: str
    team: str


class Desk:
    """What all handlers share; outlives a connection."""

    def __init__(
        self,
        service: Service,
        settings: SlackSettings,
        client: AsyncWebClient,
        *,
        cooldown: Cooldown | None = None,
        seen: Claims | None = None,
    ) -> None:
        self.service = service
        self.settings = settings
        self.curator: Curator | None = None
        self.cooldown = Cooldown(settings.cooldown) if cooldown is None else cooldown
        self.seen: Claims = Seen() if seen is None else seen
        self.memory = Memory[tuple[str, str], Posted]()
        self.outbox = Outbox(client)
        self.me = Identity("", "", "")
        self.is_closing = False
        self.last_event: float | None = None
        """When Slack last told of something, on the monotonic clock."""

    @property
    def client(self) -> AsyncWebClient:
        """The Web API."""
        return self.outbox.client

    @property
    def version(self) -> str:
        """The knowledge that answers now."""
        return self.service.edition.version

    def perform(self, asked: str, person: str) -> Reply:
        """Give the reply to what someone asks."""
        return perform(self.service, asked, platform=PLATFORM, person=person)

    def repeat(self, asked: str) -> Reply:
        """Give the reply to what was asked before."""
        return perform(self.service, asked, platform=PLATFORM, again=True)

    def letter(self, reply: Reply, shown: Shown) -> Letter:
        """Make the page of a reply that is to be shown, under the version that it comes from."""
        letters = letters_of(reply, replace(shown, version=reply.knowledge or self.version))
        return letters[min(max(shown.page, 0), len(letters) - 1)]

    def notes(self, reply: Reply) -> tuple[Letter, ...]:
        """Make a reply of several pages ready, which asks for nothing back."""
        return bare_letters(reply, self.version)

    def topics_letter(self, asker: str, chosen: str = "") -> Letter:
        """Make the list of topics, with the questions of a chosen one."""
        edition = self.service.edition
        listed = topics(edition.corpus)
        reply = browsed(listed, chosen)
        return with_rows(reply, edition.version, topics_selects(listed, asker, chosen))

    def is_listening(self, channel: str) -> bool:
        """Tell whether a channel is an ask-channel."""
        return self.service.channels.holds(PLATFORM, channel)

    def question(self, key: str) -> str | None:
        """Find a question of the knowledge by its key."""
        return self.service.edition.question(key)

    async def finish(self, seconds: float) -> None:
        """Take no more work, and let what is under way be sent."""
        self.is_closing = True
        await self.outbox.drain(seconds)

    async def ask(self, place: Place, asked: str, *, privately: bool) -> None:
        """Answer someone who used a command, button or select."""
        if await self.refuses(place):
            return
        reply = self.perform(asked, place.user)
        ending = ending_at(place, privately=privately)
        letter = self.letter(reply, Shown(place.user, asked, is_asked_shown=True, ending=ending))
        await self.outbox.respond(place, letter, privately=privately)

    async def refuses(self, place: Place) -> bool:
        """Refuse someone who asked just now, for their eyes only."""
        if self.cooldown.allows(place.user):
            return False
        await self.outbox.whisper(place, wording.ON_COOLDOWN)
        return True


def ending_at(place: Place, *, privately: bool) -> Kind | None:
    """Choose the last button: what one person sees can be shared, if it is in a conversation."""
    if isinstance(place, Screen):
        return None
    return Kind.SHARE if privately else Kind.DELETE
