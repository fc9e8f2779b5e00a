import pytest

from knowledge.lookup import Unknown, find_id, split_names
from tests.harbour import harbour_corpus


def find(name: str) -> str | Unknown:
    return find_id(harbour_corpus(), name, harbour_corpus().companies)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordlys", "nordlys"),
        ("nordlys lines", "nordlys"),
        ("bright water & sons", "brightwater"),
        ("  BRIGHT water ", "brightwater"),
        ("Brightwater's", "brightwater"),
        ("Nordyls", "nordlys"),
        ("Britghwater", "brightwater"),
        ("Vesterhlm", "vesterholm"),
    ],
)
def test_a_name_is_found(name: str, expected: str) -> None:
    assert find(name) == expected


def test_an_exact_name_is_found_whatever_it_names() -> None:
    assert find("Ada Holm") == "ada-holm"


@pytest.mark.parametrize("name", ["", "?", "Zork", "\x00", "x" * 100_000])
def test_what_resembles_no_name_has_none_near(name: str) -> None:
    assert find(name) == Unknown(())


def test_a_name_that_is_only_alike_is_offered_not_taken() -> None:
    assert find("Nordlicht") == Unknown(("Nordlys",))


def test_a_group_offers_its_members() -> None:
    assert find("both firms") == Unknown(("Nordlys", "Brightwater"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordlys, Brightwater", ("Nordlys", "Brightwater")),
        ("Nordlys vs. Bright Water & Sons", ("Nordlys", "Bright Water & Sons")),
        ("nordlys and ada holm", ("nordlys", "ada holm")),
        ("nordlys ada holm brightwater", ("nordlys", "ada holm", "brightwater")),
        ("Nordyls and Britghwater", ("Nordyls", "Britghwater")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_a_list_of_names_is_split(text: str, expected: tuple[str, ...]) -> None:
    assert split_names(harbour_corpus().names, text) == expected
