"""/kb: what those who manage a server can do. Every handler checks the right again."""

import asyncio
import logging
from pathlib import Path

import discord
from discord import app_commands

from bot.checking import check_directory, status_lines
from bot.discord.desk import PLATFORM, Desk
from bot.reply import notice, wording

log = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.AutoShardedClient]
Listenable = discord.TextChannel | discord.Thread | discord.ForumChannel | discord.VoiceChannel


class Knowledge(app_commands.Group):
    """The group of admin commands."""

    def __init__(self, desk: Desk, directory: Path) -> None:
        super().__init__(
            name="kb",
            description="Look after the knowledge and the channels.",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
        )
        self._desk = desk
        self._directory = directory

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check the right again: a server's settings can open a command to everyone."""
        if may_manage(self._desk, interaction):
            return True
        log.info("refused /kb in guild %s", interaction.guild_id)
        await self._desk.outbox.whisper(interaction, wording.NOT_ALLOWED)
        return False

    @app_commands.command(description="Which knowledge answers, and how much it holds.")
    async def status(self, interaction: Interaction) -> None:
        """Tell what is served."""
        await self._tell(interaction, status_lines(self._desk.service))

    @app_commands.command(description="Validate and prove the knowledge as it lies on disk.")
    async def check(self, interaction: Interaction) -> None:
        """Check the files in a thread, with an answerer of its own: nothing is shared."""
        await interaction.response.defer(ephemeral=True)
        checked = await asyncio.to_thread(check_directory, self._directory)
        verdict = wording.CHECKING_FAILED if checked.problems else wording.CHECKING_PASSED
        lines = (verdict, *(checked.problems or checked.counts))
        await self._desk.outbox.follow(interaction, self._desk.note(notice(lines)))

    @app_commands.command(description="Take every message of a channel for a question, or stop.")
    @app_commands.describe(
        listen="Whether to answer there without being addressed.",
        channel="The channel; this one if left out.",
    )
    async def channel(
        self, interaction: Interaction, *, listen: bool, channel: Listenable | None = None
    ) -> None:
        """Make a channel an ask-channel or an ordinary one."""
        where = channel.id if channel else interaction.channel_id or 0
        channels = self._desk.service.channels
        if not listen:
            channels.remove(PLATFORM, where)
            await self._tell(interaction, [wording.NOT_LISTENING])
        elif not self._desk.settings.message_content:
            await self._tell(interaction, [wording.NEEDS_CONTENT])
        else:
            channels.add(PLATFORM, where)
            await self._tell(interaction, [wording.LISTENING])

    async def _tell(self, interaction: Interaction, lines: tuple[str, ...] | list[str]) -> None:
        letter = self._desk.note(notice(lines))
        await self._desk.outbox.respond(interaction, letter, privately=True)


def may_manage(desk: Desk, interaction: discord.Interaction) -> bool:
    """Tell whether someone manages the server, or is configured to do so here."""
    member = interaction.user
    is_own_app = interaction.is_user_integration() and not interaction.is_guild_integration()
    if not isinstance(member, discord.Member) or is_own_app:
        return False
    return (
        interaction.permissions.manage_guild
        or member.id in desk.settings.admin_users
        or any(member.get_role(role) for role in desk.settings.admin_roles)
    )
