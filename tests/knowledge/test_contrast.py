import pytest

from knowledge.contrast import Contrast, Contraster, Told
from knowledge.corpus import Corpus
from knowledge.figures import Figure, FigureReader, show_figure
from knowledge.text import words_of
from tests.harbour import harbour_corpus

KNOWN = frozenset({"japan", "norway", "sweden", "vesterholm"})


def told_by(corpus: Corpus, text: str) -> Told:
    tokens = words_of(text)
    mentions = corpus.names.find(tokens)
    terms = tuple(corpus.lexicon.terms(tokens, mentions))
    return Told(
        keys=frozenset().union(*(term.keys for term in terms)),
        sentences=(tuple(terms),),
        figures=tuple(FigureReader(corpus.lexicon.language).find(tokens)),
        names=frozenset(mention.id for mention in mentions),
        subjects=tuple(dict.fromkeys(mention.id for mention in mentions)),
    )


def contrasts(asked: str, told: str) -> list[Contrast]:
    corpus = harbour_corpus()
    query = told_by(corpus, asked)
    contraster = Contraster(corpus, KNOWN)
    told_ = told_by(corpus, told)
    return contraster.find(query.sentences[0], query.figures, query.names, told_)


@pytest.mark.parametrize(
    ("asked", "told", "kind", "in_place_of"),
    [
        ("did Nordlys sail", "Brightwater sails", "name", ("Nordlys", "Brightwater")),
        ("did it cost $12", "It costs $9", "figure", ("$12", "$9")),
        ("is it 12%", "It is 9%", "figure", ("12%", "9%")),
        ("in 1999", "It opened in 1998", "figure", ("1999", "1998")),
        ("is it in Japan", "It is in Norway", "place", ("Japan", "Norway")),
    ],
    ids=["name", "money", "percentage", "year", "place"],
)
def test_what_is_told_instead_is_named(
    asked: str, told: str, kind: str, in_place_of: tuple[str, str]
) -> None:
    [contrast] = contrasts(asked, told)

    assert contrast.kind == kind
    assert (contrast.asked, contrast.told) == in_place_of
    assert not contrast.is_vague


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("did Nordlys sail", "Nordlys sails"),
        ("did it cost $9", "It costs $9"),
        ("is it in Norway", "It is in Norway"),
        ("the 3 firms", "There are 2 firms and 7 ports"),
        ("who sailed", "Brightwater sails since 1998"),
    ],
    ids=["same name", "same figure", "same place", "small count", "nothing asked"],
)
def test_agreement_is_no_contrast(asked: str, told: str) -> None:
    assert contrasts(asked, told) == []


def test_a_person_is_not_told_in_place_of_a_company() -> None:
    [contrast] = contrasts("did Nordlys say so", "Ada Holm says so")

    assert (contrast.kind, contrast.told) == ("name", "")


def test_a_member_answers_for_its_group() -> None:
    assert contrasts("did both firms sail", "Nordlys sails") == []


def test_two_things_told_make_the_contrast_vague() -> None:
    [contrast] = contrasts("is it in Japan", "It is in Norway and Sweden")

    assert contrast.is_vague


def test_a_place_that_the_knowledge_never_names_is_strange() -> None:
    [japan] = contrasts("is it in Japan", "It is in Norway")
    [chile] = contrasts("is it in Chile", "It is in Norway")

    assert (japan.is_strange, chile.is_strange) == (False, True)


def test_the_strongest_kind_comes_first() -> None:
    found = contrasts(
        "did Nordlys pay $12 in Japan before May",
        "Brightwater paid $9 in Norway after May",
    )

    assert [each.kind for each in found] == ["name", "figure", "place"]


def test_a_place_of_somebody_else_is_not_told_in_its_place() -> None:
    [theirs] = contrasts("is Brightwater in Japan", "Nordlys sails and Brightwater is in Norway")
    [others] = contrasts("is Nordlys in Japan", "Nordlys sails and Brightwater is in Norway")

    assert (theirs.told, others.told) == ("Norway", "")


def test_an_opposite_is_named() -> None:
    corpus = harbour_corpus()
    query, told = (told_by(corpus, text) for text in ("before it", "after it"))

    contrast = Contraster(corpus, KNOWN).opposite(query.sentences[0], told)

    assert contrast
    assert (contrast.asked, contrast.told) == ("before", "after")


def test_the_same_word_is_no_opposite() -> None:
    corpus = harbour_corpus()
    told = told_by(corpus, "after it")

    assert Contraster(corpus, KNOWN).opposite(told.sentences[0], told) is None


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure("95.4", "percent", 0), "95.4%"),
        (Figure("12", "$billion", 0), "$12 billion"),
        (Figure("9", "$", 0), "$9"),
        (Figure("2028", "year", 0), "2028"),
        (Figure("2", "apr", 0), "Apr 2"),
        (Figure("500", "", 0), "500"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_is_shown_as_people_write_it(figure: Figure, shown: str) -> None:
    assert show_figure(figure) == shown
