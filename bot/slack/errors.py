"""The one answer to errors in listeners: logged once, apologised for."""

import logging
from contextlib import suppress

from slack_sdk.errors import SlackApiError

from bot.reply import wording
from bot.slack.desk import Desk
from bot.slack.faults import PASSING, code_of, is_outage
from bot.slack.messages import Messages
from bot.slack.places import Payload, place_of

log = logging.getLogger(__name__)

PLAIN = {
    "account_inactive": "the app was removed from the workspace",
    "exchanged_trigger_id": "a modal was opened twice",
    "expired_trigger_id": "a modal was opened too late",
    "invalid_auth": "BOT_SLACK__BOT_TOKEN is refused",
    "invalid_trigger_id": "a modal was opened too late",
    "token_expired": "BOT_SLACK__BOT_TOKEN has expired",
    "token_revoked": "BOT_SLACK__BOT_TOKEN was revoked",
}
"""Slack's words for what needs no traceback, and ours."""


async def apologise(desk: Desk, messages: Messages, error: Exception, body: Payload) -> None:
    """Log an error, and tell who waits for an answer that it is not their fault."""
    _note(error)
    with suppress(*PASSING):
        place = place_of(body)
        if place:
            await desk.outbox.whisper(place, wording.WENT_WRONG)
        elif body.get("event", {}).get("type") in ("app_mention", "message"):
            await messages.apologise(body["event"])


def _note(error: Exception) -> None:
    told = PLAIN.get(code_of(error), "") if isinstance(error, SlackApiError) else ""
    if told:
        log.warning("Slack refused a call: %s", told)
    elif is_outage(error):
        log.warning("a call of Slack failed: %s", _brief(error))
    else:
        log.error("handling what Slack told failed", exc_info=error)


def _brief(error: Exception) -> str:
    code = code_of(error) if isinstance(error, SlackApiError) else ""
    return code or type(error).__name__
