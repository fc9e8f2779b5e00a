"""/rigwire kb: what admins can do. The right is looked up at each run."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.checking import check_directory, status_lines
from bot.reply import Reply, notice, wording
from bot.slack.desk import PLATFORM, Desk
from bot.slack.faults import code_of
from bot.slack.places import Chat

log = logging.getLogger(__name__)

OUTSIDERS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
"""What marks a guest, someone of another workspace, an app, or who has left."""

ADMINS = ("is_admin", "is_owner", "is_primary_owner")


async def perform_line(desk: Desk, directory: Path, chat: Chat, line: str) -> Reply:
    """Do what a typed line asks for, if who typed it may; the one place that does."""
    if not await may_manage(desk, chat.user):
        log.info("refused kb in channel %s", chat.channel)
        return notice([wording.NOT_AN_ADMIN])
    match line.casefold().split():
        case ["status"]:
            return notice(status_lines(desk.service))
        case ["check"]:
            return await _check(directory)
        case ["channel", "listen"]:
            return await _listen(desk, chat.channel)
        case ["channel", "stop"]:
            desk.service.channels.remove(PLATFORM, chat.channel)
            return notice([wording.NOT_LISTENING])
        case _:
            return notice([wording.KB_USAGE])


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
    desk.service.channels.add(PLATFORM, channel)
    return notice([wording.LISTENING])
