"""Whatever the knowledge holds, a reply keeps Slack's limits and its citations."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fitting import size, visible
from bot.reply import Part, Reply, Status, lay_out
from bot.service import Service
from bot.slack.blocks import Letter, letters_of, with_rows
from bot.slack.buttons import MOST_BUTTONS, Shown, topics_selects
from bot.slack.escaping import escape, plain
from bot.slack.home import home_view
from bot.slack.limits import SECTION, VALUE
from bot.slack.marks import Mark
from bot.slack.modals import letter_modal, lookup_modal, missing_modal
from bot.slack.places import Chat
from bot.tags import Kind, key_of
from knowledge.corpus import Citation
from knowledge.outcome import Statement
from knowledge.overview import Topic
from tests.bot.slack.limits import check_blocks, check_letter, strings
from tests.bot.strategies import crowded, long_texts, replies

ASKER = "U0123456789ABCDEF"
PINGING = re.compile(r"<[!@#]|<https?:")


def shown_of(asked: str = "", ending: Kind | None = Kind.DELETE) -> Shown:
    return Shown(ASKER, asked, is_asked_shown=True, version="0123456789ab", ending=ending)


def sections(letter: Letter) -> list[str]:
    return [each.to_dict()["text"]["text"] for each in letter.blocks if each.type == "section"]


def told(letter: Letter) -> str:
    """What a letter says, as a person reads it."""
    return reread("\n".join(sections(letter)))


def reread(text: str) -> str:
    return (
        text.replace("\u200b", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


@settings(max_examples=50, deadline=None)
@given(
    reply=replies,
    asked=long_texts,
    ending=st.sampled_from([Kind.DELETE, Kind.SHARE, None]),
)
def test_no_reply_breaks_a_limit(reply: Reply, asked: str, ending: Kind | None) -> None:
    for letter in letters_of(reply, shown_of(asked, ending)):
        check_letter(letter)


@settings(max_examples=25, deadline=None)
@given(reply=replies, asked=long_texts)
def test_nothing_in_a_reply_pings_or_links(reply: Reply, asked: str) -> None:
    for letter in letters_of(reply, shown_of(asked)):
        marked = [letter.text, *mrkdwn([each.to_dict() for each in letter.blocks])]
        assert not any(PINGING.search(text) for text in marked)


@settings(max_examples=25, deadline=None)
@given(reply=replies)
def test_every_mark_on_a_page_has_its_citation_there(reply: Reply) -> None:
    known = set(range(1, len(reply.citations) + 1))
    seen: set[int] = set()
    for letter in letters_of(reply, shown_of()):
        said, *cited = sections(letter) or [""]
        here = {int(n) for each in cited for n in cited_in(each)}
        page = {n for line in said.splitlines() for n in marks_of(line)}
        assert page & known <= here
        seen |= here
    marked = {n for part in lay_out(reply) for line in part for n in marks_of(line.text)}
    assert marked & known <= seen


@settings(max_examples=25, deadline=None)
@given(reply=replies)
def test_all_that_is_said_is_on_some_page(reply: Reply) -> None:
    shown = "".join(told(letter) for letter in letters_of(reply, shown_of()))
    said = "".join(line.text for part in lay_out(reply) for line in part)

    assert letters(said) <= letters(shown)


@settings(max_examples=15, deadline=None)
@given(cited=st.lists(crowded, min_size=30, max_size=60).map(tuple))
def test_citations_beyond_all_measure_still_keep_the_limits(cited: tuple[Citation, ...]) -> None:
    reply = Reply(Status.ANSWERED, (Part((Statement("", "All of it.", cited),)),))

    for letter in letters_of(reply, shown_of()):
        check_letter(letter)
        assert len(sections(letter)) > 1


@settings(max_examples=15, deadline=None)
@given(names=st.lists(long_texts, min_size=1, max_size=130, unique_by=visible))
def test_no_browser_breaks_a_limit(names: list[str]) -> None:
    listed = [Topic(name, tuple(names)) for name in names]
    rows = topics_selects(listed, ASKER, key_of(names[0]))

    check_letter(with_rows(Reply(Status.ANSWERED, ()), "v", rows))


@pytest.mark.parametrize(
    "length", [SECTION - 1, SECTION, SECTION + 1, 4_000, 13_199, 13_200, 40_000]
)
@pytest.mark.parametrize("unit", ["word ", "&", "\U0001f600", "e\u0301", "x"])
def test_the_longest_statements_are_parted_and_whole(length: int, unit: str) -> None:
    text = (unit * length)[:length].strip() + " [1]."
    cited = Citation(source="s", title="A title", paragraph=1, section="", phrases=("x",))
    reply = Reply(Status.ANSWERED, (Part((Statement("", text, (cited,)),)),))

    pages = letters_of(reply, shown_of("why?"))

    for letter in pages:
        check_letter(letter)
        assert "paragraph 1" in letter.text
        assert "\ufffd" not in letter.text.encode("utf-16-le").decode("utf-16-le", "replace")
    kept = "".join(sections(page)[0] for page in pages)
    assert reread(kept).count(unit.strip()) >= text.count(unit.strip())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel> <!here>", "&lt;!channel&gt; &lt;!here&gt;"),
        ("<!subteam^S1> <@U1> <#C1>", "&lt;!subteam^S1&gt; &lt;@\u200bU1&gt; &lt;#C1&gt;"),
        ("<https://evil.example|Bitmain>", "&lt;https://evil.example|Bitmain&gt;"),
        ("AT&T", "AT&amp;T"),
        ("&lt;", "&amp;lt;"),
        ("@\u202eeveryone", "@\u200beveryone"),
        ("*bold* `code`", "*\u200bbold*\u200b `\u200bcode`\u200b"),
        ("> quote", "\u200b&gt; quote"),
        (":smile: at 10:30", ":\u200bsmile: at 10:30"),
        ("95.4% of it", "95.4% of it"),
        ("a\nb\x00c\u2028d", "a b c d"),
    ],
)
def test_marks_and_mentions_are_taken_literally(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(text=st.text())
def test_what_is_escaped_shows_as_it_was_written(text: str) -> None:
    assert reread(escape(text)) == visible(text)


@given(text=st.text())
def test_escaping_swells_no_more_than_the_paper_allows(text: str) -> None:
    assert size(escape(text)) <= 5 * size(visible(text)) + 1


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<@U0BOT> who is it?", "who is it?"),
        ("<@U0BOT|rigwire>, who is it?", ", who is it?"),
        ("who is <@U2> of <#C1|general>?", "who is   of general?"),
        ("A &amp; B &lt; C", "A & B < C"),
        ("&amp;lt;", "&lt;"),
        ("&gt; ```what is it?```", "what is it?"),
        ("see <https://a.example|this> and <https://b.example>", "see this and https://b.example"),
        ("<!here> :wave: hello", "hello"),
        ("at 10:30:45", "at 10:30:45"),
    ],
)
def test_a_question_is_read_without_the_marks_of_the_chat(text: str, question: str) -> None:
    assert plain(text, "U0BOT") == question


@given(text=st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(plain(text, "U0BOT"), str)


def test_a_few_suggestions_are_buttons_and_more_are_a_select() -> None:
    for count in (1, MOST_BUTTONS, MOST_BUTTONS + 1):
        asked = tuple(f"Question {n}?" for n in range(count))
        [letter] = letters_of(Reply(Status.CLARIFY, (), suggestions=asked), shown_of())

        last = letter.blocks[-1].to_dict()["elements"]
        labels = [each["text"]["text"] for each in last[0].get("options", last)]
        assert labels == list(asked)


def test_what_was_asked_is_kept_in_the_buttons_where_it_fits() -> None:
    reply = Reply(Status.ANSWERED, ())

    short = letters_of(reply, shown_of("why?"))[0]
    long = letters_of(reply, shown_of("why " * 500))[0]

    assert any("|why?" in value for value in values(short))
    assert all(size(value) <= VALUE for value in values(long))
    assert not any("why" in value for value in values(long))


@settings(max_examples=20, deadline=None)
@given(asked=st.text(max_size=1_900))
def test_no_modal_breaks_a_limit(asked: str) -> None:
    chat = Chat("https://hooks.example/" + "x" * 200, ASKER, "alice", "t", "C0123456789")

    for view in (
        missing_modal(Mark(Kind.MISSING, ASKER, "v", asked=asked), chat),
        lookup_modal("/compare", chat),
        lookup_modal("/company", chat),
        letter_modal(Letter(escape(asked * 3) or "-")),
    ):
        view.validate_json()
        check_blocks(list(view.blocks or []), "modal")


def test_the_home_keeps_its_limits(service: Service) -> None:
    view = home_view(service, ASKER)

    view.validate_json()
    check_blocks(list(view.blocks or []), "home")


def test_the_text_is_the_answer_itself() -> None:
    reply = Reply(Status.ANSWERED, (Part((Statement("", "It costs $9.", ()),)),))

    [letter] = letters_of(reply, shown_of())

    assert letter.text == "It costs $9."


def mrkdwn(value: Any) -> list[str]:
    """The texts in which Slack looks for marks."""
    match value:
        case {"type": "mrkdwn", "text": str(text)}:
            return [text]
        case {**fields}:
            return [text for item in fields.values() for text in mrkdwn(item)]
        case [*items]:
            return [text for item in items for text in mrkdwn(item)]
        case _:
            return []


def values(letter: Letter) -> list[str]:
    held = [each.to_dict() for each in letter.blocks if each.type == "actions"]
    return [text for text in strings(held) if "|" in text]


def marks_of(line: str) -> set[int]:
    """The numbers that stand at the end of a line."""
    found = re.search(r"((?:\[\d+\])+)[.!?]*_?$", line)
    return {int(n) for n in re.findall(r"\d+", found[1])} if found else set()


def cited_in(value: str) -> list[str]:
    return re.findall(r"^\[(\d+)\] paragraph", value, re.MULTILINE)


def letters(text: str) -> set[str]:
    return set("".join(visible(text).split()))
