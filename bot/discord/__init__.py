"""Discord as a platform: commands, mentions, messages and buttons."""

from bot.discord.running import run

__all__ = ["run"]
