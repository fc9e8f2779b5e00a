"""The one way for knowledge to begin to serve: examined, stored, audited, swapped."""

import asyncio
from collections.abc import Mapping
from time import monotonic

from bot.apart import run_apart
from bot.curation.confirming import Confirmations
from bot.curation.examining import Examined, Unfit, examine
from bot.curation.model import (
    Admitted,
    Breaks,
    Busy,
    Outcome,
    Overtaken,
    Previewed,
    Proposal,
    Unchanged,
    Unknown,
    Unreadable,
)
from bot.curation.publishing import Publisher, edition_of
from bot.curation.recording import Recorder
from bot.edition import Edition
from bot.service import Service
from bot.store import Serving, Store
from knowledge.corpus import version_of

Files = Mapping[str, bytes]

MOST_WAITED = 20.0
"""Seconds for processes on other machines to prepare: twice what the packaged knowledge takes
on a busy machine."""


class Admission:
    """Lets candidates in, one at a time; whoever comes meanwhile is told so."""

    def __init__(
        self, service: Service, store: Store, publisher: Publisher, recorder: Recorder
    ) -> None:
        self._service = service
        self._store = store
        self._publisher = publisher
        self._recorder = recorder
        self._confirmations = Confirmations(lambda text: store.pseudonym("confirmation", text))
        self._changing = asyncio.Lock()

    async def admit(self, files: Files, proposal: Proposal) -> Outcome:
        """Serve a candidate if it passes; whatever happens, what serves goes on until then."""
        if self._changing.locked():
            return Busy()
        async with self._changing:
            outcome = await self._admit(files, proposal)
        if not proposal.is_dry:
            await self._settle(outcome, proposal)
        return outcome

    async def restore(self, number: int, proposal: Proposal) -> Outcome:
        """Serve an earlier version again: it passed once, so that no question holds it up."""
        if self._changing.locked():
            return Busy()
        async with self._changing:
            outcome = await self._restore(number, proposal)
        await self._settle(outcome, proposal)
        return outcome

    async def _admit(self, files: Files, proposal: Proposal) -> Outcome:
        await self._publisher.follow()
        after, serving = self._publisher.serving, self._service.corpus
        if version_of(files) == serving.version:
            return Unchanged(serving.version)
        if proposal.based_on not in ("", serving.version):
            return Overtaken()  # what another change has brought would be lost
        began = monotonic()
        examined = await run_apart(examine, files, serving.files)
        seconds = monotonic() - began
        if isinstance(examined, Unfit):
            return examined
        if proposal.is_dry:
            return Previewed(examined)
        if examined.newly_wrong and not self._is_confirmed(proposal, examined, serving.version):
            token = self._confirmations.issue(examined.version, serving.version)
            return Breaks(examined, token, was_confirmed=bool(proposal.token))
        number = await self._keep(files, examined, proposal)
        edition = await edition_of(examined.packed)
        await self._let_others_prepare(seconds)
        return await self._serve(number, edition, examined, proposal, after)

    async def _let_others_prepare(self, seconds: float) -> None:
        """Give processes on other machines as long as it took here, so that all change at once."""
        if self._store.is_shared:
            await asyncio.sleep(min(seconds, MOST_WAITED))

    async def _restore(self, number: int, proposal: Proposal) -> Outcome:
        await self._publisher.follow()
        after, serving = self._publisher.serving, self._service.corpus
        if number == after.number:
            return Unchanged(serving.version)
        if not await self._store.versions.find(number):
            return Unknown(number)
        files = await self._store.versions.files(number)
        examined = await run_apart(examine, files, serving.files)
        if isinstance(examined, Unfit):
            return Unreadable(number, examined)
        edition = await edition_of(examined.packed)
        return await self._serve(number, edition, examined, proposal, after)

    def _is_confirmed(self, proposal: Proposal, examined: Examined, serving: str) -> bool:
        return self._confirmations.holds(proposal.token, examined.version, serving)

    async def _keep(self, files: Files, examined: Examined, proposal: Proposal) -> int:
        version = await self._store.versions.add(
            files,
            content_hash=examined.version,
            author=self._recorder.who(proposal.actor),
            note=proposal.note,
        )
        self._publisher.know(version.number)
        return version.number

    async def _serve(
        self,
        number: int,
        edition: Edition,
        examined: Examined,
        proposal: Proposal,
        after: Serving,
    ) -> Outcome:
        """Write down who does it, and swap: nothing serves that is not audited."""
        await self._recorder.did(proposal, number, is_forced=bool(examined.newly_wrong))
        if not await self._publisher.publish(number, edition, after=after):
            return Overtaken()
        return Admitted(number, examined)

    async def _settle(self, outcome: Outcome, proposal: Proposal) -> None:
        """Count what came of it, and audit what was refused."""
        result = _result(outcome, proposal)
        self._service.metrics.reloaded(result)
        if result == "refused":
            await self._recorder.refused(proposal)


def _result(outcome: Outcome, proposal: Proposal) -> str:
    match outcome:
        case Admitted():
            return "rolled_back" if proposal.action == "rollback" else "accepted"
        case Unchanged():
            return "unchanged"
        case _:
            return "refused"
