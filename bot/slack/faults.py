"""What can go wrong between us and Slack, and what it says of a post."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

PASSING = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""Failures of Slack or of the way there."""

SERVER_ERRORS = {500, 502, 503, 504}

OUTAGE = {"", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
"""Slack's words for a fault of its own, or none at all: nothing that an operator could mend."""


def code_of(error: SlackApiError) -> str:
    """Read Slack's word for an error; nothing where a proxy answered in its place."""
    match error.response:
        case AsyncSlackResponse(data={"error": str(code)}):
            return code
        case _:
            return ""


def may_have_arrived(error: Exception) -> bool:
    """Tell a failure on the way from what Slack itself refused."""
    return not isinstance(error, SlackApiError) or not code_of(error)


def is_outage(error: Exception) -> bool:
    """Tell a failure of Slack, or of the way there, from what it refuses."""
    is_known = isinstance(error, PASSING)
    return is_known and (not isinstance(error, SlackApiError) or code_of(error) in OUTAGE)
