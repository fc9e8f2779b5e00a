"""What the process knows of a chat platform: how to run it, how to end it, how it fares."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

LONGEST_SILENCE = 180.0
"""Seconds without a sign of life after which a connection is taken for dead. Discord and Slack
give several a minute, however quiet the people are."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a platform is connected."""

    is_connected: bool
    heartbeat_age: float | None = None
    """Seconds since the platform last gave a sign of life; None where it owes none."""
    event_age: float | None = None
    """Seconds since its last event; None before the first. A quiet server is no fault."""

    @property
    def problem(self) -> str:
        """Say what is wrong; nothing if all is well."""
        if not self.is_connected:
            return "not connected"
        if self.heartbeat_age is not None and self.heartbeat_age > LONGEST_SILENCE:
            return f"silent for {self.heartbeat_age:.0f} s"
        return ""


@dataclass(frozen=True, slots=True)
class Platform:
    """A chat platform, ready to run."""

    name: str
    serve: Callable[[], Coroutine[None, None, None]]
    """Answers until cancelled; raises a BotError where only an operator can help."""
    finish: Callable[[float], Awaitable[None]]
    """Takes no more questions, and gives replies under way so many seconds."""
    health: Callable[[], Health]
