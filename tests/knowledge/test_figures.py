import pytest

from knowledge.figures import FigureReader
from knowledge.language import english
from knowledge.text import words


@pytest.fixture(scope="module")
def figures() -> FigureReader:
    return FigureReader(english())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("95.4%", ["#95.4 percent"]),
        ("95.40 percent", ["#95.4 percent"]),
        ("90 per cent", ["#90 percent"]),
        ("12 billion", ["#12 billion"]),
        ("12bn", ["#12 billion"]),
        ("$12bn", ["#12 $billion"]),
        ("$ 12 billion", ["#12 billion"]),
        ("€1,000.50", ["#1000.5 $"]),
        ("$9", ["#9 $"]),
        ("2028", ["#2028 year"]),
        ("May 2021", ["#2021 year"]),
        ("April 2", ["#2 apr"]),
        ("2 april", ["#2 apr"]),
        ("the 2nd of them", ["#2"]),
        ("hundreds of thousands", ["#hundred", "#thousand"]),
        ("10% and 20%", ["#10 percent", "#20 percent"]),
    ],
)
def test_a_figure_is_read_with_its_unit(figures: FigureReader, text: str, keys: list[str]) -> None:
    assert [figure.key for figure in figures.find(words(text))] == keys


@pytest.mark.parametrize("text", ["", "x9", "12abc", "one", "million", "March on", "B-2x"])
def test_what_is_no_figure_is_left(figures: FigureReader, text: str) -> None:
    assert figures.find(words(text)) == []


def test_a_figure_tells_where_it_stands(figures: FigureReader) -> None:
    [figure] = figures.find(words("it costs about $9 now"))

    assert figure.at == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10%", "10"),
        ("12 million", "12 billion"),
        ("April 2", "May 2"),
        ("95.4%", "95%"),
        ("$9", "9%"),
    ],
)
def test_figures_that_look_alike_differ(figures: FigureReader, one: str, other: str) -> None:
    [first], [second] = (figures.find(words(text)) for text in (one, other))

    assert first.key != second.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10%", "10 percent"),
        ("10 pct", "10 percent"),
        ("12 bn", "12 billion"),
        ("1,000", "1000"),
        ("2.50%", "2.5%"),
        ("April 2", "2 apr"),
        ("$5bn", "$5 billion"),
    ],
)
def test_two_ways_of_writing_a_figure_are_one(figures: FigureReader, one: str, other: str) -> None:
    [first], [second] = (figures.find(words(text)) for text in (one, other))

    assert first.key == second.key


def test_number_words_are_counted_apart(figures: FigureReader) -> None:
    tokens = words("the three firms and Two ports")

    assert figures.counts(tokens) == {1: 3, 4: 2}


@pytest.mark.parametrize(
    ("word", "unit"),
    [("bn", "billion"), ("Percent", "percent"), ("August", "aug"), ("ships", "")],
)
def test_a_unit_has_one_name(figures: FigureReader, word: str, unit: str) -> None:
    assert figures.unit(word) == unit
