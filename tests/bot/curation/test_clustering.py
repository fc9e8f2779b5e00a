"""Misses gathered by likeness."""

import pytest

from bot.curation.clustering import Gatherer, Miss, cluster_of, near_entries
from knowledge.answerer import Answerer
from tests.harbour import harbour_corpus


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(harbour_corpus())


def gathered(answerer: Answerer, *texts: str) -> list[list[str]]:
    gatherer = Gatherer(answerer)
    for number, text in enumerate(texts):
        gatherer.add(Miss(number, text))
    return [[each.text for each in cluster.misses] for cluster in gatherer.clusters()]


@pytest.mark.parametrize(
    "other",
    [
        "is there wifi on board the boats?",
        "Boats: is there wifi on board",
        "WIFI on board of the boats",
        "is there wfii on board the boats",
    ],
)
def test_what_asks_the_same_is_one_cluster(answerer: Answerer, other: str) -> None:
    assert len(gathered(answerer, "Is there wifi on board the boats?", other)) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Is there food on board the boats?",
        "Is there wifi on board the boats of Nordlys?",
        "Is there wifi on 3 boats?",
        "How tall is Ada Holm?",
    ],
)
def test_another_thing_name_or_figure_is_another_cluster(answerer: Answerer, other: str) -> None:
    assert len(gathered(answerer, "Is there wifi on board the boats?", other)) == 2


def test_the_most_asked_comes_first_under_its_commonest_wording(answerer: Answerer) -> None:
    gatherer = Gatherer(answerer)
    for miss in (
        Miss(1, "who paints ships", 2),
        Miss(2, "dogs allowed?", 1),
        Miss(3, "Dogs allowed", 4),
    ):
        gatherer.add(miss)

    first, second = gatherer.clusters()

    assert (first.shown, first.count) == (Miss(3, "Dogs allowed", 4), 5)
    assert (second.shown.text, second.count) == ("who paints ships", 2)
    assert cluster_of((first, second), 2) == first
    assert cluster_of((first, second), 9) is None


def test_the_near_entries_is_named(answerer: Answerer) -> None:
    assert near_entries(answerer, "tickets for dogs cost how much")[0] == "ticket-cost"
    assert near_entries(answerer, "") == ()
