"""Discord says what `ask --json` says: the same text, notes and citations."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.contract import to_json
from bot.discord.embeds import embeds_of
from bot.requests import perform
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus

EVERY = 3
"""One question in so many is asked: all of them take ten seconds and more."""

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture(scope="module")
def packaged(corpus: Corpus, answerer: Answerer) -> Service:
    return Service(corpus, answerer)


def questions() -> Iterator[str]:
    for file in sorted(GOLDEN.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            yield json.loads(line)["q"]


def test_every_question_is_answered_alike(packaged: Service) -> None:
    for question in list(questions())[::EVERY]:
        reply = perform(packaged, question, platform="discord")
        told = json.loads(to_json(question, reply, knowledge="v"))

        embeds = embeds_of(reply, "v")
        shown = "\n".join(embed.description or "" for embed in embeds)
        cited = "\n".join(field.value or "" for embed in embeds for field in embed.fields)

        assert words(shown) == words(told["text"])
        for citation in told["citations"]:
            assert f"paragraph {citation['paragraph']}" in cited
            for phrase in citation["phrases"]:
                assert phrase in plain(cited)


def words(text: str) -> list[str]:
    """The words of a text, without what each platform marks it up with."""
    return re.findall(r"[^\s*#:-]+", plain(text))


def plain(text: str) -> str:
    return text.replace("\\", "").replace("\u200b", "")
