"""A Discord on the loopback: what the tests drive the real client against."""

from .interaction import Interaction, Response
from .model import Channel, Guild, Message, Role, User
from .people import Person
from .posting import File
from .server import DiscordServer

__all__ = [
    "Channel",
    "DiscordServer",
    "File",
    "Guild",
    "Interaction",
    "Message",
    "Person",
    "Response",
    "Role",
    "User",
]
