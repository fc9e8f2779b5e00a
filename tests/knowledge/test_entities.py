import pytest

from knowledge.entities import Mention, Names, gather_names, joined_form
from knowledge.model import Cite, Company, Group, Person
from knowledge.text import words
from tests.harbour import harbour_corpus

CITES = (Cite(paragraph=1, phrases=("a phrase",)),)


@pytest.fixture(scope="module")
def names() -> Names:
    return harbour_corpus().names


def company(company_id: str, name: str, *aliases: str) -> Company:
    return Company(
        id=company_id,
        name=name,
        aliases=aliases,
        kind="firm",
        summary="A firm.",
        cites=CITES,
    )


def person(person_id: str, name: str) -> Person:
    return Person(id=person_id, name=name, role="boss", summary="A boss.", cites=CITES)


def found(names: Names, text: str) -> list[str]:
    return [mention.id for mention in names.find(words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordlys", "nordlys"),
        ("NORDLYS'S", "nordlys"),
        ("nordlyss", "nordlys"),
        ("Nord lys", "nordlys"),
        ("Nordlys Lines", "nordlys"),
        ("bright water & sons", "brightwater"),
        ("Bright Water", "brightwater"),
        ("brightwaters", "brightwater"),
        ("adaholm", "ada-holm"),
        ("Holm", "ada-holm"),
        ("both firms", "ferry-firms"),
        ("ferry firms", "ferry-firms"),
        ("the ferry firms", "ferry-firms"),
    ],
)
def test_a_name_is_found_however_it_is_written(names: Names, text: str, expected: str) -> None:
    assert found(names, text) == [expected]


@pytest.mark.parametrize("text", ["Holmes", "north", "nord", "bright", "firms", ""])
def test_a_part_or_a_longer_word_is_no_name(names: Names, text: str) -> None:
    assert found(names, text) == []


def test_a_mention_tells_which_words_it_covers(names: Names) -> None:
    mentions = names.find(words("why did Nordlys Lines sail with Ada Holm"))

    assert mentions == [Mention(2, 4, "nordlys"), Mention(6, 8, "ada-holm")]


def test_the_longest_name_wins() -> None:
    names = gather_names([company("riot", "Riot"), company("rp", "Riot Pier")])

    assert found(names, "Riot Pier and Riot") == ["rp", "riot"]


def test_all_names_inside_a_name_can_be_had_too() -> None:
    names = gather_names([company("riot", "Riot"), company("rp", "Riot Pier")])

    assert names.every(words("Riot Pier")) == {"riot", "rp"}


def test_a_full_name_wins_over_an_alias() -> None:
    names = gather_names([company("a", "Alpha", "Beta"), company("b", "Beta")])

    assert found(names, "Beta") == ["b"]


def test_a_rare_first_name_calls_its_only_bearer() -> None:
    names = gather_names([person("a", "Torvald Berg"), person("b", "Sigrun Dahl")])

    assert found(names, "what did torvald say") == ["a"]


@pytest.mark.parametrize(
    "people",
    [
        [person("a", "John Berg")],
        [person("a", "Torvald Berg"), person("b", "Torvald Dahl")],
    ],
    ids=["everyday", "shared"],
)
def test_an_everyday_or_shared_first_name_calls_nobody(people: list[Person]) -> None:
    first = people[0].name.split()[0]

    assert found(gather_names(people), f"what did {first} say") == []


def test_a_group_stands_for_its_members(names: Names) -> None:
    expanded = names.expand(["ferry-firms"])

    assert expanded == {"ferry-firms", "nordlys", "brightwater"}


def test_a_member_does_not_stand_for_its_group() -> None:
    group = Group(id="g", name="the two", members=("a", "b"))
    names = gather_names([company("a", "Alpha"), company("b", "Beta"), group])

    assert names.expand(["a"]) == {"a"}


def test_joined_forms_have_no_case_dots_article_or_possessive() -> None:
    assert joined_form(words("The A.B.C. Company's")) == "abccompany"
