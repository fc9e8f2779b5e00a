"""Slack as a platform: commands, mentions, messages, buttons, modals and the App Home."""

from bot.slack.running import ENDPOINT, Slack

__all__ = ["ENDPOINT", "Slack"]
