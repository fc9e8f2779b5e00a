"""A server, a real app of Bolt's, and a small place for both."""

from tests.slack_server.app import harbour, started
from tests.slack_server.fixtures import slack_server

__all__ = ["harbour", "slack_server", "started"]
