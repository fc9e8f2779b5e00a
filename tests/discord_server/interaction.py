"""An interaction: what a person did, and what the bot made of it."""

from dataclasses import dataclass, field

from tests.feed import Feed

from . import payloads
from .model import Channel, Json, Message, User

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 1, 2, 3, 4, 5
REPLY, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, SHOW_MODAL = 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class Response:
    """The first answer: its callback type, its data and the message it made."""

    kind: int
    data: Json
    message: Message | None = None


@dataclass(eq=False)
class Interaction:
    """One use of a command, a button, a select or a modal; await what the bot answers."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    owners: dict[str, str]
    created: float
    source: Message | None = None
    trigger: "Interaction | None" = None
    first: Response | None = None
    original: Message | None = None
    responses: Feed[Response] = field(default_factory=lambda: Feed("first answers"))
    replies: Feed[Message] = field(default_factory=lambda: Feed("replies"))
    followups: Feed[Message] = field(default_factory=lambda: Feed("followups"))

    async def response(self, within: float = 2.0) -> Response:
        """Await the first answer, of any type; it may be read again."""
        return self.first or await self.responses.next(within)

    async def reply(self, within: float = 2.0) -> Message:
        """Await the message as the person reads it: after "thinking", or the next edit."""
        return await self.replies.next(within)

    async def followup(self, within: float = 2.0) -> Message:
        """Await the next message after the first."""
        return await self.followups.next(within)

    async def choices(self, within: float = 2.0) -> list[Json]:
        """Await the choices of an autocompletion."""
        choices: list[Json] = (await self._of_kind(CHOICES, within)).data.get("choices") or []
        return choices

    async def modal(self, within: float = 2.0) -> Json:
        """Await the modal that the bot shows."""
        return (await self._of_kind(SHOW_MODAL, within)).data

    def answered(self, response: Response) -> None:
        """Note the first answer."""
        self.first = response
        self.original = response.message or (self.source if response.kind != SHOW_MODAL else None)
        self.responses.put(response)
        if response.message and response.kind in (REPLY, UPDATE):
            self.replies.put(response.message)

    def metadata(self) -> Json:
        """Build the note on a message that tells which interaction it answers."""

        made: Json = {
            "id": str(self.id),
            "type": self.kind,
            "user": payloads.user(self.user),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind == COMPONENT and self.source:
            made["interacted_message_id"] = str(self.source.id)
        if self.kind == MODAL and self.trigger:
            made["triggering_interaction_metadata"] = self.trigger.metadata()
        return made

    async def _of_kind(self, kind: int, within: float) -> Response:
        response = await self.response(within)
        if response.kind != kind:
            message = f"expected an answer of type {kind}, came {response}"
            raise AssertionError(message)
        return response
