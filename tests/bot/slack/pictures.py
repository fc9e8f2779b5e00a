"""Draws replies as text, as the README shows them: python -m tests.bot.slack.pictures."""

import asyncio
import re
from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import SlackSettings
from bot.service import Service
from bot.slack.blocks import Letter
from bot.slack.buttons import Shown
from bot.slack.desk import Desk
from bot.snapshot import open_answerer
from bot.tags import Kind
from knowledge.corpus import PACKAGED

LINES = 6
"""Lines shown of a long reply."""

SHOWN = {
    "/ask is canaan based in tokyo now?": "is canaan based in tokyo now?",
    "/company Hut 8": "/company Hut 8",
    "/compare Auradine, Sophgo": "/compare Auradine, Sophgo",
    "/timeline": "/timeline",
    "/rigwire companies": "/companies",
    "/rigwire person Leo Wang": "/person Leo Wang",
    "/rigwire sources": "/sources",
    "/rigwire about": "/about",
}


def desk_of(service: Service) -> Desk:
    """Make a desk that writes letters and sends none."""
    return Desk(service, SlackSettings(), AsyncWebClient())


def letter_of(desk: Desk, asked: str) -> Letter:
    """Write the private reply to what was asked by command."""
    shown = Shown("U1", asked, is_asked_shown=True, ending=Kind.SHARE)
    return desk.letter(desk.perform(asked, "U1"), shown)


def draw(letter: Letter, lines: int = LINES) -> str:
    """Draw a reply: what it says, what it cites, its buttons."""
    return "\n\n".join("\n".join(_cut(list(_lines(each)), lines)) for each in letter.blocks)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case ActionsBlock():
            yield " ".join(f"[{_label(each.to_dict())}]" for each in block.elements)
        case _:
            held = block.to_dict()
            texts = held.get("elements") or [held["text"]]
            for line in "\n".join(each["text"] for each in texts).splitlines():
                yield _plain(line)


def _cut(told: list[str], lines: int) -> list[str]:
    return told if len(told) <= lines else [*told[:lines], "..."]


def _plain(line: str) -> str:
    bare = re.sub(r"^([*_])(.*)\1$", r"\2", line).replace("\u200b", "")
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _label(element: dict[str, dict[str, str]]) -> str:
    return (element.get("text") or element["placeholder"])["text"]


async def main() -> None:
    """Draw a reply of each command from the packaged knowledge."""
    answerer = open_answerer(PACKAGED)
    desk = desk_of(Service(answerer.corpus, answerer))
    for title, asked in SHOWN.items():
        print(f"> {title}\n\n{draw(letter_of(desk, asked))}\n")  # noqa: T201 - its purpose
    print(f"> /topics\n\n{draw(desk.topics_letter('U1'))}")  # noqa: T201 - the same


if __name__ == "__main__":
    asyncio.run(main())
