"""A typed line -> what a curator does for it."""

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
from bot.curation.model import Actor, Attachment
from bot.reply import Reply, admin_wording
from bot.reply.admin_pages import listed, told


async def obey(curator: Curator, line: str, actor: Actor) -> Reply | Attachment:
    """Do what was typed behind "kb"; whether they may is decided before."""
    return await curator.attempt(_obey(curator, line, actor))


async def _obey(curator: Curator, line: str, actor: Actor) -> Reply | Attachment:
    match parse(line):
        case Wrong(word):
            commands = listed((f"kb {usage}" for usage in USAGE), admin_wording.COMMANDS)
            return told(admin_wording.wrong_command(word), commands)
        case Export():
            return await curator.export()
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
