from pathlib import Path

import pytest

from knowledge.corpus import PACKAGED, Corpus
from knowledge.proof import (
    MAX_PHRASE_WORDS,
    hash_paragraph,
    proof_words,
    read_article,
    stands_in,
)
from knowledge.text import words_of
from tests.harbour import ARTICLE

SOURCE = read_article(ARTICLE, source_id="harbour")
TEXT = (
    "Nordlys\u2019s U.S.-based ships \u201csail\u201d for $9.50 \u2014 more than 95.4% "
    "of them\u2026 said Ada."
)


MARKED = SOURCE.model_copy(update={"paragraphs": (hash_paragraph("harbour", 1, TEXT),)})


@pytest.mark.parametrize(
    "phrase",
    [
        "Nordlys's U.S.-based ships",
        "nordlys u.s.-based",
        'ships "sail" for',
        "ships sail for $9.50",
        "$9.50 more than",
        "more than 95.4%",
        "95.4% of them",
        "of them, said Ada",
        "(said Ada!)",
    ],
    ids=[
        "straight apostrophe",
        "no case or possessive",
        "straight quotes",
        "no quotes",
        "across a dash",
        "percentage",
        "no ellipsis",
        "another mark",
        "brackets",
    ],
)
def test_a_phrase_is_proved_whatever_its_marks(phrase: str) -> None:
    assert stands_in(phrase, MARKED, 1)


@pytest.mark.parametrize(
    "phrase",
    [
        "Nordlys ships",
        "ships U.S.-based",
        "more than 95.5%",
        "than 95.4",
        "$9.5",
        "US-based ships",
        "ship sail for",
        "",
        "...",
    ],
    ids=[
        "a word left out",
        "another order",
        "another digit",
        "no unit",
        "another figure",
        "another spelling",
        "another number",
        "empty",
        "no word",
    ],
)
def test_another_phrase_is_not_proved(phrase: str) -> None:
    assert not stands_in(phrase, MARKED, 1)


def test_a_phrase_is_proved_in_its_own_paragraph_only() -> None:
    assert stands_in("opened in 1998", SOURCE, 3)
    assert not stands_in("opened in 1998", SOURCE, 2)
    assert not stands_in("opened in 1998", SOURCE, 99)


def test_up_to_six_words_are_proved_and_no_more() -> None:
    run = "Nordlys began sailing to Vesterholm in March".split()

    assert len(run) == MAX_PHRASE_WORDS + 1
    assert stands_in(" ".join(run[:-1]), SOURCE, 2)
    assert not stands_in(" ".join(run), SOURCE, 2)


def test_hashes_of_one_source_prove_nothing_in_another() -> None:
    other = SOURCE.model_copy(update={"id": "other"})

    assert stands_in("opened in 1998", SOURCE, 3)
    assert not stands_in("opened in 1998", other, 3)


def test_hashes_come_in_no_order_of_the_text() -> None:
    hashes = hash_paragraph("x", 1, "one two three four five").hashes
    found = [hashes[at : at + 8] for at in range(0, len(hashes), 8)]

    assert found == sorted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada's \u2018big\u2019 U.S. pier", ["ada", "big", "u.s", "pier"]),
        ("a\u2014b\u2013c--d/e...f", ["a", "b", "c", "d", "e", "f"]),
        ("well-known 95.4% $9", ["well-known", "95.4%", "$9"]),
    ],
    ids=["possessive and quotes", "dashes", "figures"],
)
def test_proof_compares_plain_words(text: str, expected: list[str]) -> None:
    assert proof_words(text) == expected


def test_every_run_of_an_article_stands_in_its_paragraph() -> None:
    found = proof_words("A ticket will cost $9 by 2030, analysts expect.")

    for size in range(1, MAX_PHRASE_WORDS + 1):
        for start in range(len(found) - size + 1):
            assert stands_in(" ".join(found[start : start + size]), SOURCE, 3)


def test_an_article_is_read_with_its_title_sections_and_numbers() -> None:
    assert SOURCE.title == "Ferries Return to the Harbour"
    assert [paragraph.number for paragraph in SOURCE.paragraphs] == [1, 2, 3, 4]
    assert [(each.title, each.first) for each in SOURCE.sections] == [("What It Costs", 3)]


def test_paragraphs_without_numbers_are_counted() -> None:
    plain = "TITLE: T\n\nOne here.\n\nTwo here.\n"

    source = read_article(plain, source_id="s")

    assert [each.number for each in source.paragraphs] == [1, 2]
    assert stands_in("two here", source, 2)


def test_the_packaged_source_is_the_articles(corpus: Corpus, shared: Path) -> None:
    text = (shared / "source" / "article.txt").read_text(encoding="utf-8")
    [packaged] = corpus.sources.values()

    assert read_article(text, source_id=packaged.id, credit=packaged.credit) == packaged


def test_a_source_file_holds_no_readable_text(corpus: Corpus) -> None:
    for source in corpus.sources.values():
        path = PACKAGED / "sources" / f"{source.id}.toml"
        text = path.read_text(encoding="utf-8")
        for paragraph in source.paragraphs:
            text = text.replace(f'"{paragraph.hashes}"', "")
        titles = f"{source.title} {source.credit or ''}"
        titles += " ".join(section.title for section in source.sections)
        keys = "id title credit sections first paragraphs number hashes"
        allowed = {*words_of(f"{source.id} {titles} {keys}")}
        left = {word for word in words_of(text) if not word.isdigit()}
        assert left <= allowed
