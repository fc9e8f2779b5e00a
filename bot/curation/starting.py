"""Which version serves when a process starts."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.apart import run_apart
from bot.curation.examining import Unfit, examine
from bot.curation.model import OPERATOR, Proposal
from bot.curation.publishing import edition_of, load
from bot.curation.recording import Recorder
from bot.curation.settling import read_settled
from bot.edition import Edition
from bot.store import Serving, Store
from knowledge.corpus import version_of
from knowledge.errors import CorpusError

log = logging.getLogger(__name__)

BREAKS = (
    "it would leave questions without a right answer that have one now; run: python -m bot check"
)

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Started:
    """What serves first, and which version of the store it is."""

    edition: Edition
    serving: Serving


async def start(store: Store, directory: Path, *, takes_new: bool = True) -> Started:
    """Choose what serves: the store's version, unless the directory holds something new.

    A directory is new if no version of the store ever held just that; it passes the same
    gate as a reload, or the store's version serves. Raise CorpusError where neither can.
    Without `takes_new`, a directory is only taken where the store has nothing to serve.
    """
    serving = await store.versions.serving()
    held = await load(await store.versions.files(serving.number)) if serving else None
    if serving and isinstance(held, Edition) and not takes_new:
        return Started(held, serving)
    match await _candidate(store, directory, is_needed=not isinstance(held, Edition)):
        case Unfit() as refused:
            pass
        case None:
            refused = Unfit(())
        case files:
            taken = await _take(store, files, serving, held)
            if isinstance(taken, Started):
                return taken
            refused = taken
    if serving and isinstance(held, Edition):
        if refused.problems:
            log.warning("%s does not serve: %s", directory, refused.problems[0])
        return Started(held, serving)
    # Another replica may have been the first to start.
    if await store.versions.serving() != serving:
        return await start(store, directory, takes_new=takes_new)
    raise CorpusError(refused.problems)


async def _candidate(store: Store, directory: Path, *, is_needed: bool) -> Files | Unfit | None:
    """Read the directory; None where some version has held just that, unless it is needed."""
    try:
        files = await read_settled(directory)
    except CorpusError as error:
        return Unfit(error.problems)
    is_known = await store.versions.holds(version_of(files))
    return None if is_known and not is_needed else files


async def _take(
    store: Store, files: Files, serving: Serving | None, held: Edition | Unfit | None
) -> Started | Unfit:
    """Serve the directory as a new version, here and everywhere, if it passes."""
    examined = await run_apart(
        examine, files, held.corpus.files if isinstance(held, Edition) else None
    )
    if isinstance(examined, Unfit):
        return examined
    if examined.newly_wrong:
        return Unfit((BREAKS,))
    recorder, proposal = Recorder(store), Proposal(OPERATOR, "start")
    version = await store.versions.add(
        files, content_hash=examined.version, author=recorder.who(OPERATOR), note="at the start"
    )
    edition = await edition_of(examined.packed)
    await recorder.did(proposal, version.number)
    after = serving.generation if serving else 0
    served = await store.versions.serve(version.number, after=after)
    return Started(edition, served) if served else Unfit(())
