"""Discord as a platform: commands, mentions, messages and buttons."""

from bot.discord.running import platform

__all__ = ["platform"]
