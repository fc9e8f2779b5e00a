"""Phrasings added to faq.toml, however its author laid it out."""

import pytest
import tomli

from bot.curation.examining import Unfit
from bot.curation.phrasing import with_phrasing
from knowledge.corpus import PACKAGED
from tests.harbour import harbour_files

WORDING = 'what does "a ticket" cost, roughly?'


def added(text: str, entry: str = "x", wording: str = WORDING) -> str:
    files = with_phrasing({"faq.toml": text.encode()}, entry, wording)
    assert not isinstance(files, Unfit)
    return files["faq.toml"].decode()


def phrasings(text: str, entry: str = "x") -> list[str]:
    rows = tomli.loads(text.removeprefix("\ufeff"))["entries"]
    [held] = [row.get("phrasings", []) for row in rows if row["id"] == entry]
    assert isinstance(held, list)
    return held


@pytest.mark.parametrize(
    "array",
    [
        "[]",
        '["a"]',
        '["a", "b",]',
        '[\n  "a",\n  "b",\n]',
        '[\n  "a",\n  "b"\n]',
        '[\n  "a", # not ] the end\n  \'b]\', # nor "this\n]',
        '[\n  "a",\n  "b"] # done',
        '["[", "]", "\\"]"]',
        "[\n]",
        '[ """a ] b""", "c" ]',
    ],
)
def test_a_phrasing_is_the_last_in_any_layout(array: str) -> None:
    text = f'[[entries]]\nid = "w"\n\n[[entries]]\nid = "x"\nphrasings = {array}\nanswer = "b"\n'

    edited = added(text)

    assert phrasings(edited) == [*phrasings(text), WORDING]


def test_all_else_stays_as_it_was() -> None:
    text = (PACKAGED / "faq.toml").read_text()
    entry = tomli.loads(text)["entries"][300]["id"]

    edited = added(text, entry)

    lines, new = text.splitlines(), edited.splitlines()
    [at] = [
        number for number, line in enumerate(new) if number >= len(lines) or line != lines[number]
    ][:1]
    assert new[:at] + new[at + 1 :] == lines
    assert new[at] == '  "what does \\"a ticket\\" cost, roughly?",'


def test_an_entry_without_phrasings_gets_them() -> None:
    files = harbour_files()

    edited = added(files["faq.toml"].decode(), "who-sails-there", "who sails")

    assert phrasings(edited, "who-sails-there") == ["who sails"]


def test_windows_line_ends_and_a_mark_at_the_start_stay() -> None:
    text = '\ufeff[[entries]]\r\nid = "x"\r\nphrasings = [\r\n  "a",\r\n]\r\n'

    edited = added(text)

    assert edited.replace('  "what does \\"a ticket\\" cost, roughly?",\r\n', "") == text


def test_line_ends_in_a_phrasing_become_spaces() -> None:
    assert phrasings(added('[[entries]]\nid = "x"\n', wording="a\nb\tc")) == ["a b c"]


@pytest.mark.parametrize(
    "text",
    [
        '[[entries]]\nid = "other"\n',
        'entries = [{ id = "x", phrasings = ["a"] }]\n',
        '[[entries]]\nanswer = """\nid = "x"\n"""\nid = "w"\n',
        "not toml",
        "",
    ],
)
def test_what_cannot_be_edited_with_certainty_is_left_alone(text: str) -> None:
    refused = with_phrasing({"faq.toml": text.encode()}, "x", WORDING)

    assert isinstance(refused, Unfit)
    assert "by hand" in refused.problems[0]
