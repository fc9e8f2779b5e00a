"""What admins do, written down: who, what, where, to which version; never a word of theirs."""

from bot.curation.lines import USAGE
from bot.curation.model import OPERATOR, Actor, Proposal
from bot.reply import Reply, admin_wording
from bot.reply.admin_pages import list_page, told
from bot.store import Broken, Deed, Intact, Pseudonym, Store

ACTIONS = frozenset({*(usage.split()[0] for usage in USAGE), "channel", "upload"})
UNKNOWN = "kb"
"""What can be tried, and what the audit calls anything else that was typed."""

MOST_LISTED = 15
"""Versions and deeds listed: what a message of any platform holds."""

DONE = "done"
FORCED = "forced"
REFUSED = "refused"
DENIED = "denied"
"""What came of it."""


class Recorder:
    """Appends to the audit, under pseudonyms."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def who(self, actor: Actor) -> Pseudonym:
        """Name someone by their pseudonym; the operator is nobody in particular."""
        if actor == OPERATOR:
            return Pseudonym("")
        return self._store.pseudonym(actor.platform, actor.id)

    async def did(
        self, proposal: Proposal, version: int | None = None, *, is_forced: bool = False
    ) -> None:
        """Write down a change that takes place."""
        outcome = FORCED if is_forced else DONE
        await self._append(proposal.actor, proposal.action, outcome, version)

    async def refused(self, proposal: Proposal) -> None:
        """Write down a change that does not."""
        await self._append(proposal.actor, proposal.action, REFUSED)

    async def denied(self, actor: Actor, action: str) -> None:
        """Write down that someone without the right tried something; no other word of theirs."""
        await self._append(actor, action if action in ACTIONS else UNKNOWN, DENIED)

    def name(self, person: Pseudonym, reader: Actor) -> str:
        """Name someone as a reader may know them: they themselves, or nobody in particular."""
        is_own = bool(person) and person == self.who(reader)
        return admin_wording.YOU if is_own else admin_wording.someone(person)

    async def page(self, reader: Actor) -> Reply:
        """Tell what was done, the latest first."""
        lines = [
            admin_wording.deed_line(
                each.time, self.name(each.actor, reader), each.action, _place(each), _came(each)
            )
            for each in await self._store.audit.recent(MOST_LISTED)
        ]
        return list_page(lines, admin_wording.DEEDS, admin_wording.NO_DEEDS)

    async def _append(
        self, actor: Actor, action: str, outcome: str, version: int | None = None
    ) -> None:
        await self._store.audit.append(
            action,
            actor=self.who(actor),
            platform=actor.platform,
            place=actor.place,
            outcome=outcome,
            version=version,
        )


def verified_page(verified: Intact | Broken) -> Reply:
    """Tell whether the audit stands as it was written."""
    match verified:
        case Intact(length):
            return told(admin_wording.whole_chain(length))
        case Broken(number):
            return told(admin_wording.broken_chain(number))


def _place(deed: Deed) -> str:
    return f"{deed.platform} {deed.place}".rstrip()


def _came(deed: Deed) -> str:
    return f"version {deed.version}, {deed.outcome}" if deed.version else deed.outcome
