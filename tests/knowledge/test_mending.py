import pytest

from knowledge.entities import gather_names
from knowledge.mending import Mender, build_mender, sound
from knowledge.text import words
from tests.harbour import harbour_corpus


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tiket", "ticket"),
        ("tickett", "ticket"),
        ("ticekt", "ticket"),
        ("brihgtwater", "brightwater"),
        ("vesterhlom", "vesterholm"),
        ("analist", "analyst"),
        ("captian", "captain"),
        ("harbuor", "harbour"),
    ],
    ids=[
        "dropped",
        "doubled",
        "transposed",
        "name transposed",
        "name slip",
        "wrong letter",
        "vowels transposed",
        "ordinary word",
    ],
)
def test_a_slip_is_mended(mender: Mender, typed: str, meant: str) -> None:
    assert not mender.is_known(typed)
    assert mender.mend_word(typed) == meant


@pytest.mark.parametrize(
    "word", ["xyzzyq", "qwertyuiop", "zzzzzzzz"], ids=["short", "long", "repeated"]
)
def test_what_is_near_nothing_stays(mender: Mender, word: str) -> None:
    assert mender.mend_word(word) is None
    assert mender.split_word(word) is None


@pytest.mark.parametrize("word", ["ticket", "computer", "telephone", "pie", "95.4%", "u.s."])
def test_a_word_of_the_field_or_of_english_is_no_slip(mender: Mender, word: str) -> None:
    assert mender.is_known(word)


def test_words_that_run_together_are_split(mender: Mender) -> None:
    assert mender.split_word("ticketcost") == ("ticket", "cost")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nordlis", "nordlys"),
        ("nord liss", "nordlys"),
        ("bright wotter", "brightwater"),
        ("brightwatter's", "brightwater"),
        ("vestar holm", "vesterholm"),
    ],
)
def test_a_misspelt_name_is_found_split_or_by_its_sound(
    mender: Mender, typed: str, expected: str
) -> None:
    mentions = mender.misspelt_names(words(typed), set())

    assert [mention.id for mention in mentions] == [expected]


@pytest.mark.parametrize(
    "text", ["a nordic firm", "clear water", "the northern line", "holiday home"]
)
def test_plain_words_are_no_misspelt_name(mender: Mender, text: str) -> None:
    assert mender.misspelt_names(words(text), set()) == []


def test_words_taken_by_a_name_are_not_tried_again(mender: Mender) -> None:
    assert mender.misspelt_names(words("nordlis"), {0}) == []


def test_the_nearest_word_does_not_depend_on_the_order_of_the_vocabulary() -> None:
    names = harbour_corpus().names
    vocabulary = ["mooring", "moaning", "morning", "roaring"]

    mended = {
        build_mender(order, names).mend_word("mooaning") for order in (vocabulary, vocabulary[::-1])
    }

    assert len(mended) == 1


def test_a_misspelt_wording_does_not_make_its_slip_a_known_word() -> None:
    mender = build_mender(["ticket", "tickte"], gather_names([]), told={"ticket"})

    assert not mender.is_known("tickte")
    assert mender.mend_word("tickte") == "ticket"


def test_an_empty_knowledge_still_mends_english() -> None:
    mender = build_mender([], gather_names([]))

    assert mender.mend_word("becuase") == "because"


@pytest.mark.parametrize(
    ("one", "other"),
    [("oradyne", "auradine"), ("kanaan", "canaan"), ("fone", "phone")],
)
def test_alike_sounding_names_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)
