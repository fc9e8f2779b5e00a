"""What differs between two versions."""

from bot.curation.changes import Change, changes
from tests.harbour import harbour_files


def test_items_are_told_by_id() -> None:
    old = harbour_files()
    faq = (
        old["faq.toml"]
        .replace(b"price of a ticket", b"what a ticket is")
        .replace(b'id = "who-sails-there"', b'id = "who-sails"')
    )

    told = changes(old, {**old, "faq.toml": faq})

    assert told == (Change("entries", ("who-sails",), ("ticket-cost",), ("who-sails-there",)),)


def test_the_same_knowledge_laid_out_anew_holds_no_change() -> None:
    old = harbour_files()

    assert changes(old, {**old, "facts.toml": b"# new\n" + old["facts.toml"]}) == ()


def test_the_suite_and_sources_count_as_well() -> None:
    old = harbour_files()
    new = dict(old)
    source = new.pop("sources/harbour.toml")
    new["sources/renamed.toml"] = source.replace(b"Ferries Return", b"Ferries Came")
    new["questions.jsonl"] = b""

    told = changes(old, new)

    assert told == (
        Change("suite", removed=("h-1", "h-2")),
        Change("sources", changed=("harbour",)),
    )


def test_a_form_that_is_no_longer_understood_compares_as_well() -> None:
    old = {"facts.toml": b'[[facts]]\nid = "a"\nold_key = 1\n', "faq.toml": b"not toml"}
    new = {"facts.toml": b'[[facts]]\nid = "a"\nold_key = 2\n'}

    assert changes(old, new) == (
        Change("facts", changed=("a",)),
        Change("files", removed=("faq.toml",)),
    )
