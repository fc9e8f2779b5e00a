"""Looks over Slack's set-up: the tokens, the scopes; says what to mend."""

from collections.abc import Iterator, Mapping

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.config import SlackSettings
from bot.errors import PlatformError
from bot.findings import Finding
from bot.slack.faults import code_of
from bot.slack.running import check_tokens, connected, quieten

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "users:read",
)
"""What the manifest asks for."""

DISPENSABLE = {"assistant:write"}
"""What a workspace may not offer, and everything works without."""

ABSENT = "BOT_SLACK__BOT_TOKEN is not set: copy the bot user's token from OAuth & Permissions"


async def examine(settings: SlackSettings) -> list[Finding]:
    """Ask Slack about the tokens."""
    quieten()
    if not settings.bot_token:
        return [Finding(ABSENT, is_well=False)]
    async with connected(settings) as client:
        try:
            await check_tokens(client, settings)
            told = await client.auth_test()
        except PlatformError as error:
            return [Finding(str(error), is_well=False)]
        except (aiohttp.ClientError, TimeoutError) as error:
            return [Finding(f"Slack cannot be reached: {type(error).__name__}", is_well=False)]
        except SlackApiError as error:
            return [Finding(f"Slack does not answer: {code_of(error) or error}", is_well=False)]
    return list(_findings(settings, told.get("team", ""), told.get("user", ""), told.headers))


def _findings(
    settings: SlackSettings, team: str, user: str, headers: Mapping[str, str]
) -> Iterator[Finding]:
    yield Finding(f"the bot token is that of {user} in {team}")
    if settings.mode == "socket":
        yield Finding("the app token opens Socket Mode")
    else:
        yield Finding("Slack calls over HTTP: its request URLs end in /slack/events")
    granted = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes")
    if granted is None:
        return
    missing = [each for each in SCOPES if each not in granted.replace(" ", "").split(",")]
    for scope in missing:
        needed = scope not in DISPENSABLE
        told = "add it and install the app anew" if needed else "agents are not offered here"
        yield Finding(f"the scope {scope} is missing: {told}", is_well=not needed)
    if not missing:
        yield Finding("every scope is granted")
