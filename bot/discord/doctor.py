"""Looks over a bot's set-up: its token, its intents, how it is invited; says what to mend."""

from collections.abc import Iterator

import aiohttp
import discord

from bot.config import DiscordSettings
from bot.discord.client import intents_for
from bot.discord.running import NO_INTENT, REFUSED_LOGIN, quieten
from bot.findings import Finding

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
    add_reactions=True,
)
SCOPES = ("bot", "applications.commands")

ABSENT = "BOT_DISCORD__TOKEN is not set: copy the bot's token from the developer portal"


async def examine(settings: DiscordSettings) -> list[Finding]:
    """Log in, look, and log out again."""
    quieten()
    if not settings.token:
        return [Finding(ABSENT, is_well=False)]
    async with discord.Client(intents=intents_for(message_content=False)) as client:
        try:
            await client.login(settings.token.get_secret_value())
            application = await client.application_info()
        except discord.LoginFailure:
            return [Finding(REFUSED_LOGIN, is_well=False)]
        except (OSError, aiohttp.ClientError, discord.HTTPException) as error:
            return [Finding(f"Discord cannot be reached: {error}", is_well=False)]
    return list(_findings(application, settings))


def _findings(application: discord.AppInfo, settings: DiscordSettings) -> Iterator[Finding]:
    yield Finding(f"the token is that of {application.name} ({application.id})")
    flags = application.flags
    is_granted = flags.gateway_message_content or flags.gateway_message_content_limited
    if settings.message_content:
        told = "the message content intent is granted" if is_granted else NO_INTENT
        yield Finding(told, is_well=is_granted)
    else:
        yield Finding("no privileged intent is asked for")
    if not application.bot_public:
        yield Finding("only its owner can invite it: Public Bot is off in the developer portal")
    yield Finding(f"invite it to a server: {server_link(application.id)}")
    yield Finding(f"add it to an account: {user_link(application.id)}")


def server_link(application_id: int) -> str:
    """Make the link with which a server's manager invites the bot."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)


def user_link(application_id: int) -> str:
    """Make the link with which someone adds the bot to their own account."""
    link = discord.utils.oauth_url(application_id, scopes=SCOPES[1:])
    return f"{link}&integration_type=1"
