"""A server, a real client of discord.py, raw requests, and a small place for all."""

from tests.discord_server.client import harbour, started
from tests.discord_server.fixtures import discord_server, specification
from tests.discord_server.raw import api

__all__ = ["api", "discord_server", "harbour", "specification", "started"]
