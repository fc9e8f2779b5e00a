"""Replies as they look; after a change that is meant: python -m tests.bot.slack.test_golden."""

from pathlib import Path

from bot.service import Service
from tests.bot.slack.pictures import desk_of, draw, letter_of
from tests.harbour import SHOWN, harbour_corpus

GOLDEN = Path(__file__).parents[2] / "golden" / "slack.txt"


def drawn() -> str:
    """Draw the replies of the small knowledge base."""
    desk = desk_of(Service(harbour_corpus()))
    pictures = [f"> {asked}\n\n{draw(letter_of(desk, asked), lines=99)}\n" for asked in SHOWN]
    told = "\n".join([*pictures, f"> /topics\n\n{draw(desk.topics_letter('U1'), lines=99)}\n"])
    return told.replace(desk.version, "VERSION")


def test_replies_look_as_they_did() -> None:
    assert drawn() == GOLDEN.read_text()


if __name__ == "__main__":
    GOLDEN.write_text(drawn())
