"""Whatever the knowledge holds, a reply keeps Discord's limits and its citations."""

import re

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import limits
from bot.discord.embeds import asked_in, embeds_of, text_of
from bot.discord.escaping import escape, escape_name
from bot.discord.views import MOST_BUTTONS, Shown, topics_view, view_of
from bot.fitting import shorten, size, visible
from bot.reply import Part, Reply, Status, lay_out
from bot.tags import key_of
from knowledge.corpus import Citation
from knowledge.outcome import Statement
from knowledge.overview import Topic
from tests.bot.strategies import crowded, long_texts, replies

ASKER = 2**63


def check_embed(embed: discord.Embed) -> None:
    assert size(embed.description or "") <= limits.DESCRIPTION
    assert size(embed.author.name or "") <= limits.AUTHOR
    assert size(embed.footer.text or "") <= limits.FOOTER
    assert len(embed.fields) <= limits.FIELDS
    for each in embed.fields:
        assert 1 <= size(each.name or "") <= limits.FIELD_NAME
        assert 1 <= size(each.value or "") <= limits.FIELD_VALUE
    held = [embed.description, embed.author.name, embed.footer.text]
    held += [text for each in embed.fields for text in (each.name, each.value)]
    assert sum(size(text or "") for text in held) <= limits.EMBED


@settings(max_examples=150, deadline=None)
@given(reply=replies, asked=long_texts)
def test_no_reply_breaks_a_limit(reply: Reply, asked: str) -> None:
    for embed in embeds_of(reply, "0123456789ab", asked=asked):
        check_embed(embed)
        text = text_of(embed)
        assert size(text) <= limits.CONTENT
        assert not embed.fields or "paragraph" in text


@settings(max_examples=100, deadline=None)
@given(reply=replies)
def test_every_mark_on_a_page_has_its_citation_there(reply: Reply) -> None:
    marked = {n for part in lay_out(reply) for line in part for n in marks_of(line.text)}
    seen: set[int] = set()
    for embed in embeds_of(reply, "v"):
        cited = {int(n) for each in embed.fields for n in cited_in(each.value or "")}
        page = {n for line in (embed.description or "").splitlines() for n in marks_of(line)}
        assert page & numbers(reply) <= cited
        seen |= cited
    assert marked & numbers(reply) <= seen


@settings(max_examples=50, deadline=None)
@given(cited=st.lists(crowded, min_size=30, max_size=60).map(tuple))
def test_citations_beyond_all_measure_still_keep_the_limits(cited: tuple[Citation, ...]) -> None:
    reply = Reply(Status.ANSWERED, (Part((Statement("", "All of it.", cited),)),))

    for embed in embeds_of(reply, "v"):
        check_embed(embed)
        assert embed.fields


@settings(max_examples=100, deadline=None)
@given(reply=replies)
def test_all_that_is_said_is_on_some_page(reply: Reply) -> None:
    shown = "".join(embed.description or "" for embed in embeds_of(reply, "v"))
    told = "".join(line.text for part in lay_out(reply) for line in part)

    assert letters(told) <= letters(shown)


@settings(max_examples=100, deadline=None)
@given(
    reply=replies,
    shown=st.builds(
        Shown,
        asker=st.just(ASKER),
        version=st.just("0123456789ab"),
        is_private=st.booleans(),
        page=st.integers(0, 3),
        pages=st.integers(1, 4),
    ),
)
async def test_no_view_breaks_a_limit(reply: Reply, shown: Shown) -> None:
    check_view(view_of(reply, shown))


@settings(max_examples=50, deadline=None)
@given(names=st.lists(long_texts, min_size=1, max_size=130, unique=True))
async def test_no_browser_breaks_a_limit(names: list[str]) -> None:
    topics = [Topic(name, tuple(names)) for name in names]

    check_view(topics_view(topics, ASKER, key_of(names[0])))


def check_view(view: discord.ui.View) -> None:
    rows = view.to_components()
    assert len(rows) <= limits.ROWS
    items = [item for row in rows for item in row["components"]]
    assert len({item["custom_id"] for item in items}) == len(items)
    for row in rows:
        assert len(row["components"]) <= 5
    for item in items:
        assert size(item["custom_id"]) <= limits.CUSTOM_ID
        assert size(item.get("label") or "") <= limits.LABEL
        options = item.get("options", [])
        assert len(options) <= limits.OPTIONS
        assert len({each["value"] for each in options}) == len(options)
        assert all(1 <= size(each["label"]) <= limits.OPTION for each in options)


@given(text=st.text())
def test_what_is_escaped_shows_as_it_was_written(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escape(text)).replace("\u200b", "")

    assert shown == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone", "@\u200beveryone"),
        ("@\u202eeveryone", "@\u200beveryone"),
        ("<@123> <@&1> <#2>", "\\<@\u200b123\\> \\<@\u200b&1\\> \\<\\#2\\>"),
        ("[Bitmain](https://evil.example)", "\\[Bitmain\\](https://evil.example)"),
        ("**bold** `code`", "\\*\\*bold\\*\\* \\`code\\`"),
        ("~~no~~ ||hid||", "\\~\\~no\\~\\~ \\|\\|hid\\|\\|"),
        ("# big", "\\# big"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("> quote", "\\> quote"),
        ("95.4% of it", "95.4% of it"),
        ("a\nb\x00c\u2028d", "a b c d"),
    ],
)
def test_marks_and_mentions_are_taken_literally(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_name_is_no_link() -> None:
    assert "https://" not in escape_name("https://evil.example")


@given(text=st.text(max_size=300), limit=st.integers(3, 300))
def test_what_is_shortened_fits_and_is_a_beginning(text: str, limit: int) -> None:
    shortened = shorten(text, limit)

    assert size(shortened) <= limit or size(text[:1]) + 1 > limit
    assert shortened == text or text.startswith(shortened.removesuffix("…"))


def test_nothing_is_parted_from_its_accent() -> None:
    assert shorten("e\u0301" * 50, 10) == "e\u0301" * 4 + "…"


@given(asked=st.text(max_size=200).filter(visible))
def test_what_was_asked_is_read_back_from_the_reply(asked: str) -> None:
    reply = Reply(Status.ANSWERED, ())

    [embed] = embeds_of(reply, "v", asked=asked)

    assert asked_in(embed) == visible(asked) or size(visible(asked)) > limits.AUTHOR // 2


def test_what_was_too_long_to_show_is_not_read_back() -> None:
    [embed] = embeds_of(Reply(Status.ANSWERED, ()), "v", asked="why " * 100)

    assert asked_in(embed) is None


async def test_more_suggestions_than_rows_are_a_select() -> None:
    asked = tuple(f"Question {n}?" for n in range(MOST_BUTTONS + 1))
    reply = Reply(Status.CLARIFY, (), suggestions=asked)

    view = view_of(reply, Shown(ASKER, "v"))

    [select] = [each for each in view.children if isinstance(each, discord.ui.Select)]
    assert [each.label for each in select.options] == list(asked)


def marks_of(line: str) -> set[int]:
    """The numbers that stand at the end of a line, escaped or not."""
    plain = line.replace("\\", "")
    found = re.search(r"((?:\[\d+\])+)[.!?]*$", plain)
    return {int(n) for n in re.findall(r"\d+", found[1])} if found else set()


def cited_in(value: str) -> list[str]:
    return re.findall(r"^\\\[(\d+)\\\] paragraph", value, re.MULTILINE)


def numbers(reply: Reply) -> set[int]:
    return set(range(1, len(reply.citations) + 1))


def letters(text: str) -> set[str]:
    return set("".join(visible(text).split()))
