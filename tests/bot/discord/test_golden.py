"""Replies as they look; after a change that is meant: python -m tests.bot.discord.test_golden."""

import asyncio
from pathlib import Path

from bot.config import DiscordSettings
from bot.discord.desk import Desk
from bot.service import Service
from tests.bot.discord.pictures import draw
from tests.harbour import SHOWN, harbour_corpus

GOLDEN = Path(__file__).parents[2] / "golden" / "discord.txt"


async def drawn() -> str:
    """Draw the replies of the small knowledge base."""
    desk = Desk(Service(harbour_corpus()), DiscordSettings())
    letters = ((asked, desk.letter(desk.perform(asked, 1), 1)) for asked in SHOWN)
    pictures = [f"> {asked}\n\n{draw(letter, lines=99)}\n" for asked, letter in letters]
    told = "\n".join([*pictures, f"> /topics\n\n{draw(desk.topics_letter(1), lines=99)}\n"])
    return told.replace(desk.version, "VERSION")


async def test_replies_look_as_they_did() -> None:
    assert await drawn() == GOLDEN.read_text()


if __name__ == "__main__":
    GOLDEN.write_text(asyncio.run(drawn()))
