"""Who may look after the knowledge: asked anew at every command, button and select."""

import logging

import discord

from bot.curation.model import Actor
from bot.discord.desk import PLATFORM, Desk
from bot.reply import wording

log = logging.getLogger(__name__)


def may_manage(desk: Desk, interaction: discord.Interaction) -> bool:
    """Tell whether someone manages the server, or is configured to do so here.

    Discord says with each interaction what its member may do at that moment: nothing that
    was known of them before counts.
    """
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return False  # as an app of their own, in a server that did not let us in
    return (
        interaction.permissions.manage_guild
        or member.id in desk.settings.admin_users
        or any(member.get_role(role) for role in desk.settings.admin_roles)
    )


async def is_denied(desk: Desk, interaction: discord.Interaction, action: str) -> bool:
    """Deny someone without the right, for their eyes only, and write that down."""
    if may_manage(desk, interaction):
        return False
    log.info("denied action=%s guild=%s", action, interaction.guild_id)
    try:
        await desk.outbox.whisper(interaction, wording.NOT_ALLOWED)
    finally:
        if desk.curator:
            await desk.curator.attempt(desk.curator.denied(actor_of(interaction), action))
    return True


def actor_of(interaction: discord.Interaction) -> Actor:
    """Name who acts, and where; an interaction could come without saying who."""
    person = getattr(interaction.user, "id", "")
    return Actor(PLATFORM, str(person), str(interaction.guild_id or ""))
