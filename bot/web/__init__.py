"""The web server: health, metrics, and what a platform mounts."""

from bot.web.readiness import Readiness
from bot.web.server import WebServer

__all__ = ["Readiness", "WebServer"]
