"""What is taken out of a question, and what is left in it."""

import string
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.scrubbing import MOST_CHARACTERS, scrub
from knowledge.corpus import PACKAGED
from knowledge.evaluation import parse_questions
from knowledge.reading import QUESTIONS

ALPHANUMERIC = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def words(alphabet: str, low: int, high: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=low, max_size=high)


def mixed(low: int, high: int) -> st.SearchStrategy[str]:
    """Letters and digits, at least one of each."""
    return words(ALPHANUMERIC, low, high).map(lambda text: f"a7{text}")


PRIVATE = st.one_of(
    st.builds("<@{}>".format, words(string.digits, 1, 20)),
    st.builds("<@!{}>".format, words(string.digits, 1, 20)),
    st.builds("<#C{}|secret-plans>".format, words(ALPHANUMERIC, 1, 10)),
    st.builds("@{}".format, words(ALPHANUMERIC, 1, 20)),
    st.builds("{}@{}.com".format, mixed(1, 10), mixed(1, 10)),
    st.builds("https://{}.example/{}?q=1".format, mixed(1, 10), mixed(0, 10)),
    st.builds("www.{}.example".format, mixed(1, 10)),
    st.builds("{}.com/invite".format, mixed(1, 10)),
    st.builds("<https://{}.example|a friend of mine>".format, mixed(1, 10)),
    st.builds("xoxb-{}".format, words(string.digits + "-", 8, 40)),
    st.builds("ghp_{}".format, words(ALPHANUMERIC, 20, 36)),
    st.builds("{}.{}.{}".format, mixed(22, 26), mixed(4, 4), mixed(25, 36)),
    st.builds("bc1q{}".format, mixed(30, 38)),
    words(HEX, 32, 64).map(lambda text: f"a7{text}"),
    words(string.digits, 7, 20),
    st.builds("+49 {} {}".format, words(string.digits, 3, 4), words(string.digits, 5, 8)),
    st.builds("({}) {}-{}".format, *(words(string.digits, size, size) for size in (3, 3, 4))),
    st.ip_addresses(v=4).map(str),
)


@given(before=st.text(max_size=50), private=PRIVATE, after=st.text(max_size=50))
def test_what_tells_of_someone_is_taken_out(before: str, private: str, after: str) -> None:
    assert private not in scrub(f"{before} {private} {after}")


@given(st.text(max_size=800))
@example("a@b.c@d.e")
def test_what_is_scrubbed_stays_as_it_is(text: str) -> None:
    once = scrub(text)

    assert scrub(once) == once


@given(st.text(max_size=50), PRIVATE)
def test_what_replaces_it_is_never_taken_for_something_private(before: str, private: str) -> None:
    once = scrub(f"{before} {private}")

    assert scrub(once) == once


@given(st.text(max_size=3_000))
def test_the_length_is_bounded(text: str) -> None:
    assert len(scrub(text)) <= 4 * MOST_CHARACTERS


def test_questions_that_people_ask_are_left_as_they_are() -> None:
    path = Path(PACKAGED) / QUESTIONS
    asked = [each.q for each in parse_questions(QUESTIONS, path.read_bytes())]

    assert len(asked) >= 80
    assert [scrub(q) for q in asked] == [" ".join(q.split()) for q in asked]


@pytest.mark.parametrize(
    "text",
    [
        "Did 95.4% of 1,000,000 rigs come from China in 2023-2024?",
        "Is the S21 Pro (234 TH/s, 15.0 J/TH) made in the U.S., e.g. in Texas?",
        "What happened on 2025-01-20, or from 2024 - 2025?",
        "Is a 10% tariff $30 or $3,500 on an M60S++?",
    ],
)
def test_figures_and_models_are_left(text: str) -> None:
    assert scrub(text) == text


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("call +1 (555) 010-9999 now", "call [number] now"),
        ("ｍａｉｌ ada＠example．com", "mail [email]"),
        ("a\u200bda@exam\u200bple.com", "[email]"),
        ("see discord.gg/abc and dlscord.gift/x", "see [link] and [link]"),
        ("<!channel> and @everyone", "[mention] and [mention]"),
        ("<mailto:ada@example.com|Ada Lovelace> says", "[email] says"),
        ("from 10.0.0.1 or fe80::1:2:3", "from [address] or [address]"),
    ],
)
def test_each_kind_has_a_word_in_its_place(text: str, scrubbed: str) -> None:
    assert scrub(text) == scrubbed


@pytest.mark.parametrize("piece", ["a", "1", "a1", "a.", "@", "<@", "1-", "a:", "http://", "a@"])
def test_no_text_takes_long(piece: str) -> None:
    began = perf_counter()

    scrub(piece * 50_000)
    scrub(f"{piece * 20} " * 5_000)

    assert perf_counter() - began < 0.5
