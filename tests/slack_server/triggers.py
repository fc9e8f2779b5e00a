"""Trigger ids and response URLs: what one act of a person allows the app to do, and how long."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from .clock import Clock
from .errors import refuse
from .model import Account, Channel, Message, View

TRIGGER_LIFE = 3.0  # seconds to open a modal
URL_LIFE, URL_USES = 30 * 60.0, 5  # seconds, and posts within them


@dataclass(eq=False)
class Trigger:
    """Leave to open one modal, for who acted; `view` is where the act happened."""

    id: str
    owner: Account
    made: float
    view: View | None = None
    is_used: bool = False


@dataclass(eq=False)
class ResponseUrl:
    """Leave to post a few times to where a person acted."""

    token: str
    owner: Account
    channel: Channel
    made: float
    source: Message | None = None
    thread_ts: str | None = None
    uses: int = 0


class Grants:
    """The triggers and response URLs that are out."""

    def __init__(self, clock: Clock, base: Callable[[], str]) -> None:
        self.clock = clock
        self._base = base
        self.triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}

    def trigger(self, owner: Account, view: View | None = None) -> str:
        """Make a trigger id."""
        made = f"{len(self.triggers) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
        self.triggers[made] = Trigger(made, owner, self.clock.now(), view)
        return made

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger id up."""
        found = self.triggers.get(trigger_id)
        if found is None:
            refuse("invalid_trigger_id")
        if found.is_used:
            refuse("exchanged_trigger_id")
        if self.clock.now() - found.made > TRIGGER_LIFE:
            refuse("expired_trigger_id")
        found.is_used = True
        return found

    def url(
        self,
        owner: Account,
        channel: Channel,
        source: Message | None = None,
        thread: str | None = None,
    ) -> str:
        """Make a response URL."""
        token = secrets.token_urlsafe(12)
        self.urls[token] = ResponseUrl(token, owner, channel, self.clock.now(), source, thread)
        return f"{self._base()}/response/{token}"

    def behind(self, url: str) -> ResponseUrl:
        """Return what a response URL grants, without using it."""
        return self.urls[url.rpartition("/")[2]]

    def use(self, token: str) -> ResponseUrl:
        """Use a response URL once."""
        found = self.urls.get(token)
        if found is None:
            refuse("invalid_url")
        if self.clock.now() - found.made > URL_LIFE:
            refuse("expired_url")
        if found.uses >= URL_USES:
            refuse("used_url")
        found.uses += 1
        return found
