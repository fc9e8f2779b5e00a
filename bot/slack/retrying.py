"""Which calls of the Web API are made again, and when.

slack_sdk repeats every call whose connection broke, a post as well, although Slack may have
taken it. Here a broken call is repeated only where twice is the same as once.
"""

import re

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack.faults import SERVER_ERRORS

REPEATABLE = {
    "auth.test",
    "apps.connections.open",
    "assistant.threads.setStatus",
    "assistant.threads.setSuggestedPrompts",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.replies",
    "users.info",
    "views.publish",
    "views.update",
}
"""Methods that change nothing, or change it to the same."""

ATTEMPTS = 3
"""Attempts after the first, where Slack says to wait or the connection broke."""

LONGEST_WAIT = 120
"""Seconds that Slack may ask for: after that an answer is no answer any more."""


class RateLimited(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks; one second where it does not say so in digits."""

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Mend the header, which the base class takes for a number unread."""
        if response:
            asked = {name.lower(): value[0] for name, value in response.headers.items()}
            found = re.fullmatch(r"\d{1,9}", asked.get("retry-after", ""))
            seconds = min(int(found[0]), LONGEST_WAIT) if found else 1
            response.headers = {"Retry-After": [str(seconds)]}
        await super().prepare_for_next_attempt_async(
            state=state, request=request, response=response, error=error
        )


class Broken(AsyncConnectionErrorRetryHandler):
    """Repeats what broke on its way, or met a server's fault, where that does no harm."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if request.url.rpartition("/")[2] not in REPEATABLE:
            return False
        if error is None:
            return response is not None and response.status_code in SERVER_ERRORS
        return await super()._can_retry_async(
            state=state, request=request, response=response, error=error
        )


def retry_handlers() -> list[AsyncRetryHandler]:
    """Make the handlers of a client."""
    return [RateLimited(ATTEMPTS), Broken(ATTEMPTS)]
