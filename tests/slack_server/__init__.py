"""A Slack on the loopback: what the tests drive the real Bolt app against."""

from .delivery import Answer, Delivery
from .model import Account, Channel, Message, View
from .people import Person
from .server import SlackServer

__all__ = [
    "Account",
    "Answer",
    "Channel",
    "Delivery",
    "Message",
    "Person",
    "SlackServer",
    "View",
]
