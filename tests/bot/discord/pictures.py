"""Draws replies as text, as the README shows them: python -m tests.bot.discord.pictures."""

import asyncio
import re
from collections.abc import Iterator

import discord

from bot.config import DiscordSettings
from bot.discord.desk import Desk
from bot.discord.outbox import Letter
from bot.service import Service
from bot.snapshot import open_answerer
from knowledge.corpus import PACKAGED

LINES = 6
"""Lines shown of a long reply."""

SHOWN = {
    "/ask is canaan based in tokyo now?": "is canaan based in tokyo now?",
    "/company Hut 8": "/company Hut 8",
    "/companies": "/companies",
    "/person Leo Wang": "/person Leo Wang",
    "/compare Auradine, Sophgo": "/compare Auradine, Sophgo",
    "/timeline": "/timeline",
    "/sources": "/sources",
    "/about": "/about",
}


def draw(letter: Letter, lines: int = LINES) -> str:
    """Draw a reply: what it says, what it cites, its buttons."""
    embed = letter.embed
    told = (embed.description or "").splitlines()
    cited = [line for f in embed.fields for line in (f.name or "", *(f.value or "").splitlines())]
    said, held = _cut(told, lines), _cut(cited, lines)
    blocks = (said, held, [embed.footer.text or ""], list(_buttons(letter.view)))
    return "\n\n".join("\n".join(map(_plain, block)) for block in blocks if block)


def _cut(told: list[str], lines: int) -> list[str]:
    return told if len(told) <= lines else [*told[:lines], "..."]


def _plain(line: str) -> str:
    return re.sub(r"\\(.)", r"\1", line.removeprefix("-# ")).replace("**", "")


def _buttons(view: discord.ui.View) -> Iterator[str]:
    for row in view.to_components():
        yield " ".join(f"[{_label(item)}]" for item in row["components"])


def _label(item: dict[str, object]) -> str:
    match item:
        case {"label": str(label), "emoji": {"name": str(emoji)}}:
            return f"{emoji} {label}"
        case _:
            return str(item.get("label") or item.get("placeholder"))


async def main() -> None:
    """Draw a reply of each command from the packaged knowledge."""
    answerer = open_answerer(PACKAGED)
    desk = Desk(Service(answerer.corpus, answerer), DiscordSettings())
    for title, asked in SHOWN.items():
        letter = desk.letter(desk.perform(asked, 1), 1, asked=asked)
        print(f"> {title}\n\n{draw(letter)}\n")  # noqa: T201 - this is what it is for
    print(f"> /topics\n\n{draw(desk.topics_letter(1))}")  # noqa: T201 - the same


if __name__ == "__main__":
    asyncio.run(main())
