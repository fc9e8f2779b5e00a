from knowledge.corpus import build_corpus
from knowledge.proof import read_article
from knowledge.timeline import timeline
from knowledge.writing import source_toml
from tests.harbour import ARTICLE, harbour_corpus, harbour_files


def test_dated_facts_come_in_order_of_time() -> None:
    line = timeline(harbour_corpus())

    assert [event.date for event in line.dated] == ["1998", "May 2021", "2030"]


def test_a_date_without_a_year_has_no_place_in_the_order() -> None:
    [event] = timeline(harbour_corpus()).yearless

    assert event.date == "March"
    assert event.statement.id == "nordlys-start"


def test_facts_without_a_date_are_counted() -> None:
    line = timeline(harbour_corpus())

    told = len(line.dated) + len(line.yearless) + line.undated
    assert told == len(harbour_corpus().facts)


def test_a_number_that_is_no_day_is_no_date() -> None:
    files = harbour_files()
    facts = (
        files["facts.toml"]
        .replace(
            b'"Ada Holm calls the pier too small."',
            b'"Ada Holm calls pier 8 too small."',
        )
        .replace(b'"The pier is too small"', b'"The pier 8 is too small"')
    )

    source = source_toml(
        read_article(ARTICLE.replace("The pier is", "The pier 8 is"), source_id="h")
    )
    files |= {"facts.toml": facts, "sources/harbour.toml": source.encode()}

    assert len(timeline(build_corpus(files)).yearless) == 1


def test_a_month_that_is_a_word_is_no_date() -> None:
    files = harbour_files()
    facts = files["facts.toml"].replace(
        b'"Ada Holm calls the pier too small."',
        b'"May it grow: Ada Holm calls the pier too small."',
    )

    line = timeline(build_corpus({**files, "facts.toml": facts}))

    assert [event.date for event in line.yearless] == ["March"]
