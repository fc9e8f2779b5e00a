"""Slack says what `ask --json` and Discord say: the same text, notes and citations."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.contract import to_json
from bot.discord.embeds import embeds_of
from bot.reply import Reply
from bot.requests import perform
from bot.service import Service
from bot.slack.blocks import letters_of
from bot.slack.buttons import Shown
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus


@pytest.fixture(scope="module")
def packaged(corpus: Corpus, answerer: Answerer) -> Service:
    return Service(corpus, answerer)


def questions(shared: Path) -> Iterator[str]:
    for line in (shared / "questions" / "dev.jsonl").read_text().splitlines():
        yield json.loads(line)["q"]


def test_every_question_is_answered_alike_on_every_platform(
    packaged: Service, shared: Path
) -> None:
    for question in questions(shared):
        reply = perform(packaged, question, platform="slack")
        told = json.loads(to_json(question, reply, knowledge="v"))

        said, cited = on_slack(reply)

        assert words(said) == words(told["text"]) == words(on_discord(reply))
        for citation in told["citations"]:
            assert f"paragraph {citation['paragraph']}" in cited
            for phrase in citation["phrases"]:
                assert phrase in plain(cited)
        assert len(re.findall(r"^\[\d+\] paragraph", cited, re.MULTILINE)) == len(told["citations"])


def on_slack(reply: Reply) -> tuple[str, str]:
    """What is said and what is cited."""
    letters = letters_of(reply, Shown("U1", "q", version="v"))
    sections = [
        [each.to_dict()["text"]["text"] for each in letter.blocks if each.type == "section"]
        for letter in letters
    ]
    said = "\n".join(texts[0] for texts in sections)
    return said, "\n".join(text for texts in sections for text in texts[1:])


def on_discord(reply: Reply) -> str:
    return "\n".join(embed.description or "" for embed in embeds_of(reply, "v"))


def words(text: str) -> list[str]:
    """The words of a text, without what each platform marks it up with."""
    return re.findall(r"[^\s*#:_•-]+", plain(text))


def plain(text: str) -> str:
    bare = text.replace("\\", "").replace("\u200b", "")
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
