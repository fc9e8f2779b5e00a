"""/rigwire kb: what admins can do with typed lines. The right is looked up for each."""

import logging
from dataclasses import replace

from bot.checking import status_lines
from bot.curation.lines import USAGE, Wrong, parse
from bot.curation.listening import set_listening
from bot.curation.model import Actor, Attachment
from bot.curation.obeying import obey
from bot.reply import Reply, admin_wording, notice, wording
from bot.reply.admin_pages import told
from bot.slack.desk import PLATFORM, Desk
from bot.slack.places import Chat
from bot.slack.rights import is_member, may_manage

log = logging.getLogger(__name__)


async def perform_line(desk: Desk, chat: Chat, line: str) -> Reply:
    """Do what a typed line asks for, if who typed it may; the one place that does."""
    actor = Actor(PLATFORM, chat.user, desk.me.team)
    if not await may_manage(desk, chat.user):
        await _write_down(desk, actor, _action(line))
        return notice([wording.NOT_AN_ADMIN])
    match line.casefold().split():
        case ["channel", ("listen" | "stop") as how]:
            return await _set_channel(desk, chat.channel, how == "listen")
        case ["channel", *_]:
            return notice([wording.KB_CHANNEL])
        case ["status"] if desk.curator is None:
            return notice(status_lines(desk.service))
        case _:
            return await _obey(desk, line, actor)


async def _obey(desk: Desk, line: str, actor: Actor) -> Reply:
    if desk.curator is None:
        return told(admin_wording.NO_STORE)
    match await obey(desk.curator, line, actor):
        case Attachment():
            return notice([admin_wording.NO_FILES])
        case reply if isinstance(parse(line), Wrong):
            # How channels are set is ours to add to what there is.
            return replace(reply, parts=(*reply.parts, *notice([wording.KB_CHANNEL]).parts))
        case reply:
            return reply


def _action(line: str) -> str:
    """Name what was tried by the command's own word: nothing else that was typed is kept."""
    word = line.casefold().partition(" ")[0]
    return word if word in {usage.split()[0] for usage in USAGE} else "kb"


async def _write_down(desk: Desk, actor: Actor, action: str) -> None:
    """Keep that someone without the right tried something."""
    log.info("denied action=%s", action)
    if desk.curator:
        await desk.curator.attempt(desk.curator.denied(actor, action))


async def _set_channel(desk: Desk, channel: str, listens: bool) -> Reply:  # noqa: FBT001 - the line's word
    """Make a channel an ask-channel or an ordinary one."""
    if listens and not await is_member(desk, channel):
        return notice([wording.INVITE_ME])
    return await set_listening(desk.service, PLATFORM, channel, listens=listens)
