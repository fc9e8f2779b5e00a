"""/kb: what those who manage a server can do. Every handler checks the right again."""

import logging
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.checking import status_lines
from bot.curation.archive import MOST_UPLOADED, too_large
from bot.curation.curator import Curator
from bot.curation.listening import set_listening
from bot.curation.model import Actor, Attachment
from bot.discord.desk import PLATFORM, Desk
from bot.discord.missing import misses_letter
from bot.discord.rights import actor_of, is_denied
from bot.reply import Reply, admin_wording, notice, wording
from bot.reply.admin_pages import problems_page, told

log = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.AutoShardedClient]
Listenable = discord.TextChannel | discord.Thread | discord.ForumChannel | discord.VoiceChannel
Number = Range[int, 1, 1_000_000]
Token = Range[str, 1, 100]
Work = Callable[[Curator, Actor], Awaitable[Reply | Attachment]]


class Knowledge(app_commands.Group):
    """The group of admin commands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            name="kb",
            description="Look after the knowledge and the channels.",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
        )
        self._desk = desk

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check the right again: a server's settings can open a command to everyone."""
        command = interaction.command
        action = command.name if command else self.name
        return not await is_denied(self._desk, interaction, action)

    @app_commands.command(description="Which knowledge answers, and how much it holds.")
    async def status(self, interaction: Interaction) -> None:
        """Tell what is served, also where nothing can be stored."""
        if self._desk.curator:
            await self._do(interaction, lambda curator, actor: curator.status(actor))
        else:
            await self._tell(interaction, notice(status_lines(self._desk.service)))

    @app_commands.command(description="Validate and prove the knowledge as it lies on disk.")
    async def check(self, interaction: Interaction) -> None:
        """Check the files apart from what is served."""
        await self._do(interaction, lambda curator, _: curator.check())

    @app_commands.command(description="Serve the knowledge as it lies on disk, if it passes.")
    @app_commands.describe(
        dry_run="Only tell what would change.",
        force="The token of a refused reload, to serve it all the same.",
    )
    async def reload(
        self, interaction: Interaction, *, dry_run: bool = False, force: Token = ""
    ) -> None:
        """Take the directory as a new version."""
        await self._do(
            interaction,
            lambda curator, actor: curator.reload(actor, is_dry=dry_run, token=force),
        )

    @app_commands.command(description="Serve a file that you attach, if it passes.")
    @app_commands.describe(
        file="One TOML file, or a zip of all.",
        force="The token of a refused upload, to serve it all the same.",
    )
    async def upload(
        self, interaction: Interaction, file: discord.Attachment, force: Token = ""
    ) -> None:
        """Take an attachment as a new version; too large a one is not even fetched."""

        async def take(curator: Curator, actor: Actor) -> Reply:
            if file.size > MOST_UPLOADED:
                return problems_page(admin_wording.REFUSED, too_large(file.filename).problems)
            return await curator.upload(actor, file.filename, await file.read(), token=force)

        await self._do(interaction, take)

    @app_commands.command(description="The latest versions of the knowledge.")
    async def versions(self, interaction: Interaction) -> None:
        """List the versions."""
        await self._do(interaction, lambda curator, actor: curator.versions(actor))

    @app_commands.command(description="What one version holds that another does not.")
    @app_commands.describe(old="The number of a version.", new="The number of another.")
    async def diff(self, interaction: Interaction, old: Number, new: Number) -> None:
        """Compare two versions."""
        await self._do(interaction, lambda curator, _: curator.diff(old, new))

    @app_commands.command(description="Serve an earlier version again.")
    @app_commands.describe(version="Its number.")
    async def rollback(self, interaction: Interaction, version: Number) -> None:
        """Go back to a version."""
        await self._do(interaction, lambda curator, actor: curator.rollback(actor, version))

    @app_commands.command(description="The knowledge that answers, as a zip.")
    async def export(self, interaction: Interaction) -> None:
        """Give the files."""
        await self._do(interaction, lambda curator, _: curator.export())

    @app_commands.command(description="How the answers were voted on, the worst first.")
    async def feedback(self, interaction: Interaction) -> None:
        """Show the votes."""
        await self._do(interaction, lambda curator, _: curator.feedback())

    @app_commands.command(description="Questions without an answer, the most asked first.")
    async def misses(self, interaction: Interaction) -> None:
        """Show the misses, with a select to deal with each."""
        await interaction.response.defer(ephemeral=True)
        curator = self._desk.curator
        if curator is None:
            await self._follow(interaction, told(admin_wording.NO_STORE))
            return
        missed = await curator.attempt(curator.missed())
        if isinstance(missed, Reply):
            await self._follow(interaction, missed)
        else:
            letter = misses_letter(self._desk, missed, interaction.user.id)
            await self._desk.outbox.follow(interaction, letter)

    @app_commands.command(description="What was done to the knowledge, and by whom.")
    @app_commands.describe(verify="Whether to check that nothing of it was changed.")
    async def audit(self, interaction: Interaction, *, verify: bool = False) -> None:
        """Show the audit, or verify it."""
        await self._do(
            interaction,
            lambda curator, actor: curator.verify_audit() if verify else curator.audit(actor),
        )

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
        if listen and not self._desk.settings.message_content:
            await self._tell(interaction, notice([wording.NEEDS_CONTENT]))
            return
        service = self._desk.service
        await self._tell(interaction, await set_listening(service, PLATFORM, where, listens=listen))

    async def _do(self, interaction: Interaction, work: Work) -> None:
        """Let the curator work, for longer than Discord waits, and tell what came of it."""
        await interaction.response.defer(ephemeral=True)
        curator = self._desk.curator
        if curator is None:
            await self._follow(interaction, told(admin_wording.NO_STORE))
            return
        match await curator.attempt(work(curator, actor_of(interaction))):
            case Attachment() as attached:
                await self._desk.outbox.attach(interaction, attached)
            case reply:
                await self._follow(interaction, reply)

    async def _follow(self, interaction: Interaction, reply: Reply) -> None:
        for letter in self._desk.notes(reply):
            await self._desk.outbox.follow(interaction, letter)

    async def _tell(self, interaction: Interaction, reply: Reply) -> None:
        await self._desk.outbox.respond(interaction, self._desk.note(reply), privately=True)
