"""Who may look after the knowledge, and where we are: asked of Slack each time."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.slack.desk import Desk
from bot.slack.faults import code_of

log = logging.getLogger(__name__)

OUTSIDERS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
"""What marks a guest, someone of another workspace, an app, or who has left."""

ADMINS = ("is_admin", "is_owner", "is_primary_owner")


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


async def is_member(desk: Desk, channel: str) -> bool:
    """Tell whether we hear what is written in a conversation."""
    try:
        found = await desk.client.conversations_info(channel=channel)
    except SlackApiError as error:
        log.info("may not look up channel %s: %s", channel, code_of(error))
        return False
    place: Mapping[str, Any] = found["channel"]
    return any(place.get(each) for each in ("is_member", "is_im", "is_mpim"))


def _is_ours(person: Mapping[str, Any], team: str) -> bool:
    """Tell whether someone belongs to our workspace, or to it among others of an enterprise."""
    teams = person.get("enterprise_user", {}).get("teams", ())
    return person.get("team_id") == team or team in teams
