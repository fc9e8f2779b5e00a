import pytest

from knowledge.comparison import Comparison, NotComparable, UnknownName, compare
from tests.harbour import harbour_corpus


def test_facts_about_all_are_shared_and_the_rest_stand_side_by_side() -> None:
    compared = compare(harbour_corpus(), ["Nordlys", "Brightwater"])

    assert isinstance(compared, Comparison)
    assert [each.id for each in compared.shared] == ["both-open-routes"]
    assert {
        row.aspect: [[each.id for each in cell] for cell in row.cells] for row in compared.rows
    } == {
        "start": [["nordlys-start"], ["brightwater-start"]],
        "noise": [[], ["holm-loud-ships"]],
    }


def test_aspects_told_of_more_names_come_first() -> None:
    compared = compare(harbour_corpus(), ["Brightwater", "Nordlys"])

    assert isinstance(compared, Comparison)
    assert [row.aspect for row in compared.rows] == ["start", "noise"]


@pytest.mark.parametrize("names", [[], ["Nordlys"], ["Nordlys", "nordlys lines"], ["a"] * 4])
def test_one_name_or_four_or_the_same_cannot_be_compared(names: list[str]) -> None:
    assert compare(harbour_corpus(), names) == NotComparable()


def test_the_name_that_is_not_held_is_pointed_at() -> None:
    compared = compare(harbour_corpus(), ["Nordlys", "Nordlicht"])

    assert compared == UnknownName(position=2, near=("Nordlys",))
