"""A server, a real client of discord.py, and a small place for both."""

from tests.discord_server.client import harbour, started
from tests.discord_server.fixtures import discord_server

__all__ = ["discord_server", "harbour", "started"]
