"""A typed line -> what a curator does for it."""

from dataclasses import dataclass

from bot.curation.curator import Curator
from bot.curation.lines import (
    USAGE,
    AddPhrasing,
    Audit,
    Check,
    Command,
    Diff,
    Drop,
    Export,
    Feedback,
    Misses,
    Reload,
    Rollback,
    Status,
    Versions,
    Wrong,
    parse,
)
from bot.curation.model import Actor
from bot.reply import Reply, admin_wording
from bot.reply.admin_pages import listed, told

EXPORT_NAME = "knowledge.zip"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is given back."""

    name: str
    content: bytes


async def obey(curator: Curator, line: str, actor: Actor) -> Reply | Attachment:
    """Do what was typed behind "kb"; whether they may is decided before."""
    match parse(line):
        case Wrong(word):
            commands = listed((f"kb {usage}" for usage in USAGE), admin_wording.COMMANDS)
            return told(admin_wording.wrong_command(word), commands)
        case Export():
            return Attachment(EXPORT_NAME, await curator.export())
        case command:
            return await _reply(curator, command, actor)


async def _reply(curator: Curator, command: Command, actor: Actor) -> Reply:  # noqa: C901, PLR0911 - one line a command
    match command:
        case Reload(is_dry, token):
            return await curator.reload(actor, is_dry=is_dry, token=token)
        case Check():
            return await curator.check()
        case Versions():
            return await curator.versions(actor)
        case Diff(old, new):
            return await curator.diff(old, new)
        case Rollback(number):
            return await curator.rollback(actor, number)
        case Misses():
            return await curator.misses()
        case AddPhrasing(miss, entry):
            return await curator.add_phrasing(actor, miss, entry)
        case Drop(miss):
            return await curator.mark_out_of_scope(actor, miss)
        case Feedback():
            return await curator.feedback()
        case Audit(verify):
            return await (curator.verify_audit() if verify else curator.audit(actor))
        case Status() | Export():
            return await curator.status(actor)
