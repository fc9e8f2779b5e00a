"""What admins do, written down: who, what, where, to which version; never a word of theirs."""

from bot.curation.model import OPERATOR, Actor, Proposal
from bot.store import Pseudonym, Store

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
        """Write down that someone without the right tried something."""
        await self._append(actor, action, DENIED)

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
