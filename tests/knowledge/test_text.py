import unicodedata

import pytest

from knowledge.text import clean, stem, words, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\t b\n\nc ", "a b c"),
        ("what\u2019s \u201cnew\u201d", 'what\'s "new"'),
        ("`code`", "'code'"),
        ("\u2018one\u2019 \u00b4two\u00b4", "'one' 'two'"),
        ("a\u2013b\u2014c\u2212d", "a-b-c-d"),
        ("wait\u2026", "wait..."),
        ("\uff26\uff35\uff2c\uff2c \uff57\uff49\uff44\uff54\uff48", "FULL width"),
        ("\ufb01rst", "first"),
        ("\u00dcn\u00eft\u00e9", "Unite"),
        ("z\u0338a\u0337l\u0336g\u0335o", "zalgo"),
        ("in\u200bvi\u00adsi\u2060ble", "invisible"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("a\ud800b", "a b"),
        ("a\u2028b", "a b"),
    ],
    ids=[
        "whitespace",
        "curly quotes",
        "backticks",
        "single quotes",
        "dashes",
        "ellipsis",
        "full width",
        "ligature",
        "accents",
        "zalgo",
        "invisible characters",
        "right-to-left override",
        "control characters",
        "lone surrogate",
        "line separator",
    ],
)
def test_the_forms_of_one_text_become_one(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_normal_form_reads_the_same(form: str) -> None:
    normalised = unicodedata.normalize(form, "Crème brûlée №2")  # type: ignore[arg-type]

    assert clean(normalised) == "Creme brulee No2"


def test_a_lookalike_letter_in_a_latin_word_is_folded() -> None:
    assert clean("N\u043erdlys p\u0456\u0435r") == "Nordlys pier"


def test_a_word_of_another_script_is_left_alone() -> None:
    russian = "\u0446\u0435\u043d\u0430 \u043e\u0440\u0435\u0445\u0430"

    assert clean(russian) == russian


@pytest.mark.parametrize(
    "text",
    ["a  b", "\u00dcn\u00eft\u00e9 \u2026", "`x`", "\u202ex\u200b", ""],
    ids=["spaces", "accents", "ticks", "marks", "empty"],
)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S. and the u.k.", ["the", "U.S.", "and", "the", "u.k."]),
        ("about 95.4% of it", ["about", "95.4%", "of", "it"]),
        ("$12bn, or €1,000.50", ["$12bn", "or", "€1,000.50"]),
        ("the 2nd of May", ["the", "2nd", "of", "May"]),
        ("don't ask Ada's", ["don't", "ask", "Ada's"]),
        ("U.S.-based", ["U.S.", "based"]),
        ("snake_case", ["snake", "case"]),
        ("?!... --", []),
        ("", []),
    ],
    ids=[
        "abbreviations",
        "percentage",
        "money",
        "ordinal",
        "apostrophes",
        "hyphen",
        "underscore",
        "only marks",
        "empty",
    ],
)
def test_words_keep_what_belongs_together(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_of_a_text_are_cleaned_first() -> None:
    assert words_of("Ada\u2019s  n\u00e9w pier") == ("Ada's", "new", "pier")


@pytest.mark.parametrize(
    ("one", "other"),
    [("sails", "sailing"), ("ferries", "ferry"), ("harbour's", "harbour")],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("figure", ["95.4%", "2nd", "$12bn", "u.s."])
def test_a_figure_has_no_stem_but_itself(figure: str) -> None:
    assert stem(figure) == figure
