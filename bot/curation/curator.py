"""Everything that those who look after the knowledge can do, on any platform."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.apart import run_apart
from bot.checking import Checked, check_directory, status_lines
from bot.curation.admission import Admission
from bot.curation.archive import pack_files, read_upload
from bot.curation.attempting import attempt
from bot.curation.changes import changes
from bot.curation.clustering import Cluster
from bot.curation.examining import Unfit
from bot.curation.missed import Missed
from bot.curation.model import OPERATOR, Actor, Admitted, Attachment, Proposal
from bot.curation.phrasing import with_phrasing
from bot.curation.publishing import Publisher
from bot.curation.recording import MOST_LISTED, Recorder, verified_page
from bot.curation.settling import read_settled
from bot.curation.telling import changes_page, misses_page, reply_of, still_missed
from bot.curation.upkeep import keep_up
from bot.reply import Reply, admin_wording, notice, wording
from bot.reply.admin_pages import list_page, told
from bot.service import Service
from bot.store import Serving, Store
from knowledge.errors import CorpusError

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Curator:
    """The use cases of an admin, one method each; whether they may is their platform's to say.

    A store that fails raises StoreError, and a process that does WorkFailedError: wait for
    these methods with `attempt`, which turns both into a reply.
    """

    def __init__(self, service: Service, store: Store, directory: Path, serving: Serving) -> None:
        self._service = service
        self._store = store
        self._directory = directory
        self._recorder = Recorder(store)
        self.publisher = Publisher(service, store, serving)
        self._admission = Admission(service, store, self.publisher, self._recorder)
        self._missed = Missed(service, store)

    async def attempt(self, work: Awaitable[Result]) -> Result | Reply:
        """Wait for one of the methods below; a fault becomes a reply."""
        return await attempt(work, self._service.metrics)

    async def keep_up(self) -> None:
        """Follow what other processes do, until cancelled."""
        await keep_up(self.publisher, self._store, self._service.metrics)

    async def reload(self, actor: Actor, *, is_dry: bool = False, token: str = "") -> Reply:
        """Serve the directory as it lies on disk, if it passes."""
        proposal = Proposal(actor, "reload", "from the directory", token, is_dry)
        try:
            files = await read_settled(self._directory)
        except CorpusError as error:
            return reply_of(Unfit(error.problems), proposal)
        return reply_of(await self._admission.admit(files, proposal), proposal)

    async def reload_on_signal(self) -> None:
        """Reload because the operator sent a signal."""
        reply = await self.attempt(self.reload(OPERATOR))
        log.warning("reload by a signal: %s", reply.statements[0].text)

    async def upload(self, actor: Actor, name: str, content: bytes, *, token: str = "") -> Reply:
        """Serve what someone sent: a zip of all files, or one file in the place of another."""
        serving = self._service.corpus
        note = f"upload of {_plain(name)}"
        proposal = Proposal(actor, "upload", note, token, based_on=serving.version)
        files = await run_apart(read_upload, name, content, serving.files)
        if isinstance(files, Unfit):
            return reply_of(files, proposal)
        return reply_of(await self._admission.admit(files, proposal), proposal)

    async def rollback(self, actor: Actor, number: int) -> Reply:
        """Serve an earlier version again."""
        proposal = Proposal(actor, "rollback")
        return reply_of(await self._admission.restore(number, proposal), proposal)

    async def versions(self, actor: Actor) -> Reply:
        """List the latest versions."""
        held = await self._store.versions.recent(MOST_LISTED)
        lines = [
            admin_wording.version_line(
                each.number,
                each.content_hash,
                each.time,
                self._recorder.name(each.author, actor),
                each.note,
            )
            for each in held
        ]
        number = self.publisher.serving.number
        marked = [
            admin_wording.serves(line) if each.number == number else line
            for each, line in zip(held, lines, strict=True)
        ]
        return list_page(marked, admin_wording.VERSIONS, admin_wording.NO_VERSIONS)

    async def diff(self, old: int, new: int) -> Reply:
        """Tell what one version holds that another does not."""
        for number in (old, new):
            if not await self._store.versions.find(number):
                return told(admin_wording.no_version(number))
        before = await self._store.versions.files(old)
        after = await self._store.versions.files(new)
        return changes_page(await run_apart(changes, before, after))

    async def export(self) -> Attachment:
        """Give what serves as a zip."""
        edition = self._service.edition
        packed = await asyncio.to_thread(pack_files, edition.corpus.files)
        return Attachment(f"knowledge-{edition.version}.zip", packed)

    async def check(self) -> Reply:
        """Validate and prove the directory as it lies on disk."""
        checked: Checked = await run_apart(check_directory, self._directory)
        verdict = wording.CHECKING_FAILED if checked.problems else wording.CHECKING_PASSED
        return notice((verdict, *(checked.problems or checked.counts)))

    async def status(self, actor: Actor) -> Reply:
        """Tell what serves, and since when."""
        lines = list(status_lines(self._service))
        number = self.publisher.serving.number
        lines.extend(
            admin_wording.status(each.number, each.time, self._recorder.name(each.author, actor))
            for each in await self._store.versions.recent(MOST_LISTED)
            if each.number == number
        )
        return notice(lines)

    async def misses(self) -> Reply:
        """List what found no answer."""
        return misses_page(await self.missed())

    async def missed(self) -> tuple[Cluster, ...]:
        """Gather what found no answer, for a platform that shows it in its own way."""
        return await self._missed.clusters()

    async def near(self, miss: int) -> tuple[str, ...] | None:
        """Name the entries nearest to a miss; None where it is not waiting any more."""
        return await self._missed.near(miss)

    async def add_phrasing(self, actor: Actor, miss: int, entry: str) -> Reply:
        """Make a missed question a phrasing of an entry, as a new version."""
        cluster = await self._missed.find(miss)
        if cluster is None:
            return told(admin_wording.NO_SUCH_MISS)
        asked = next(each.text for each in cluster.misses if each.number == miss)
        serving = self._service.corpus
        note = f"phrasing for {_plain(entry)}"
        proposal = Proposal(actor, "phrasing", note, based_on=serving.version)
        files = await run_apart(with_phrasing, serving.files, entry, asked)
        if isinstance(files, Unfit):
            return reply_of(files, proposal)
        outcome = await self._admission.admit(files, proposal)
        reply = reply_of(outcome, proposal)
        if isinstance(outcome, Admitted):
            still = await self._missed.settle(cluster)
            return replace(reply, parts=(*reply.parts, *still_missed(still)))
        return reply

    async def mark_out_of_scope(self, actor: Actor, miss: int) -> Reply:
        """Take a question, and what asks the same, off the list."""
        cluster = await self._missed.find(miss)
        if cluster is None:
            return told(admin_wording.NO_SUCH_MISS)
        await self._recorder.did(Proposal(actor, "out of scope"))
        await self._missed.drop(cluster)
        return told(admin_wording.MARKED)

    async def feedback(self) -> Reply:
        """Tell how the answers were voted on, the worst first."""
        lines = [
            admin_wording.vote_line(each.match, each.helpful, each.unhelpful)
            for each in await self._store.votes.tally()
        ]
        return list_page(lines, admin_wording.FEEDBACK, admin_wording.NO_VOTES)

    async def audit(self, actor: Actor) -> Reply:
        """Tell what was done, the latest first."""
        return await self._recorder.page(actor)

    async def verify_audit(self) -> Reply:
        """Tell whether the audit stands as it was written."""
        return verified_page(await self._store.audit.verify())

    async def denied(self, actor: Actor, action: str) -> None:
        """Write down that someone without the right tried something."""
        await self._recorder.denied(actor, action)


def _plain(name: str) -> str:
    """Keep of a name what is safe to store and show anywhere."""
    return "".join(each for each in name if each.isalnum() or each in "._-")[:60]
