"""/rigwire kb: what admins can do. The right is looked up at each run."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.checking import check_directory, status_lines
from bot.curation.curator import Curator
from bot.curation.lines import USAGE, Wrong, parse
from bot.curation.model import Actor, Attachment
from bot.curation.obeying import obey
from bot.errors import StoreError
from bot.reply import Reply, admin_wording, notice, wording
from bot.slack.desk import PLATFORM, Desk
from bot.slack.faults import code_of
from bot.slack.places import Chat

log = logging.getLogger(__name__)

OUTSIDERS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
"""What marks a guest, someone of another workspace, an app, or who has left."""

ADMINS = ("is_admin", "is_owner", "is_primary_owner")


async def perform_line(desk: Desk, directory: Path, chat: Chat, line: str) -> Reply:
    """Do what a typed line asks for, if who typed it may; the one place that does."""
    actor = Actor(PLATFORM, chat.user, desk.me.team)
    if not await may_manage(desk, chat.user):
        log.info("denied kb in channel %s", chat.channel)
        if desk.curator:
            await desk.curator.attempt(desk.curator.denied(actor, _action(line)))
        return notice([wording.NOT_AN_ADMIN])
    match line.casefold().split():
        case ["channel", "listen"]:
            return await _listen(desk, chat.channel)
        case ["channel", "stop"]:
            return await _set_listening(desk, chat.channel, is_on=False)
        case _ if desk.curator:
            return await _obey(desk.curator, line, actor)
        case words:
            return await _without_store(desk, directory, words)


async def _without_store(desk: Desk, directory: Path, words: list[str]) -> Reply:
    match words:
        case ["status"]:
            return notice(status_lines(desk.service))
        case ["check"]:
            return await _check(directory)
        case _:
            return notice([admin_wording.NO_STORE, wording.KB_USAGE])


async def _obey(curator: Curator, line: str, actor: Actor) -> Reply:
    """Let the curator work; how channels are set is ours to add to what there is."""
    match await obey(curator, line, actor):
        case Attachment():
            return notice([admin_wording.NO_FILES])
        case reply if isinstance(parse(line), Wrong):
            return replace(reply, parts=(*reply.parts, *notice([wording.KB_USAGE]).parts))
        case reply:
            return reply


def _action(line: str) -> str:
    """Name what was tried by the command's own word: nothing else that was typed is kept."""
    word = line.casefold().partition(" ")[0]
    return word if word in {usage.split()[0] for usage in USAGE} else "kb"


async def may_manage(desk: Desk, user: str) -> bool:
    """Tell whether someone is an admin here, or configured to be one; no outsider ever is."""
    try:
        found = await desk.client.users_info(user=user)
    except SlackApiError as error:
        log.warning("may not look up who uses kb: %s", code_of(error))
        return False
    person: Mapping[str, Any] = found["user"]
    if any(person.get(each) for each in OUTSIDERS) or not _is_ours(person, desk.me.team):
        return False
    return any(person.get(each) for each in ADMINS) or user in desk.settings.admin_users


def _is_ours(person: Mapping[str, Any], team: str) -> bool:
    """Tell whether someone belongs to our workspace, or to it among others of an enterprise."""
    teams = person.get("enterprise_user", {}).get("teams", ())
    return person.get("team_id") == team or team in teams


async def _check(directory: Path) -> Reply:
    checked = await asyncio.to_thread(check_directory, directory)
    verdict = wording.CHECKING_FAILED if checked.problems else wording.CHECKING_PASSED
    return notice([verdict, *(checked.problems or checked.counts)])


async def _listen(desk: Desk, channel: str) -> Reply:
    try:
        found = await desk.client.conversations_info(channel=channel)
    except SlackApiError as error:
        log.info("may not look up channel %s: %s", channel, code_of(error))
        return notice([wording.INVITE_ME])
    place: Mapping[str, Any] = found["channel"]
    if not (place.get("is_member") or place.get("is_im") or place.get("is_mpim")):
        return notice([wording.INVITE_ME])
    return await _set_listening(desk, channel, is_on=True)


async def _set_listening(desk: Desk, channel: str, *, is_on: bool) -> Reply:
    channels = desk.service.channels
    try:
        await (channels.add if is_on else channels.remove)(PLATFORM, channel)
    except StoreError as error:
        log.error("%s", error)  # noqa: TRY400 - it says what to mend, a traceback does not
        return notice([admin_wording.STORE_FAILED])
    return notice([wording.LISTENING if is_on else wording.NOT_LISTENING])
