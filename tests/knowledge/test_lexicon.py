import pytest

from knowledge.language import english
from knowledge.lexicon import Lexicon, build_lexicon
from knowledge.model import Opposites, Synonyms
from knowledge.text import words
from tests.harbour import harbour_corpus


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    field = [
        Synonyms(terms=("ferry", "ship", "steam packet")),
        Synonyms(terms=("quay", "landing stage")),
    ]
    return build_lexicon(english(), field, [Opposites(terms=("moored", "adrift"))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferry", "ship"),
        ("ferries", "steam packets"),
        ("quay", "landing stage"),
        ("begin", "launch"),
        ("began", "started"),
        ("3", "three"),
        ("20%", "twenty"),
        ("$12", "twelve"),
        ("2nd", "2"),
        ("U.S.", "US"),
        ("u.s.", "U.S."),
    ],
)
def test_these_mean_the_same(lexicon: Lexicon, one: str, other: str) -> None:
    assert lexicon.keys_of(one) & lexicon.keys_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("us", "U.S."),
        ("us", "US"),
        ("it", "IT"),
        ("ferry", "quay"),
        ("20%", "20.5%"),
        ("share", "share price"),
        ("moored", "adrift"),
    ],
)
def test_these_do_not_mean_the_same(lexicon: Lexicon, one: str, other: str) -> None:
    assert not lexicon.keys_of(one) & lexicon.keys_of(other)


def test_the_longest_synonym_is_one_term(lexicon: Lexicon) -> None:
    terms = lexicon.terms(words("a steam packet at the landing stage"))

    texts = [term.text for term in terms]
    assert texts == ["a", "steam packet", "at", "the", "landing stage"]


def test_a_phrase_still_means_its_words(lexicon: Lexicon) -> None:
    [phrase] = lexicon.terms(words("steam packet"))

    assert {"steam", "packet"} <= phrase.keys


def test_a_property_of_two_words_does_not_mean_its_words(lexicon: Lexicon) -> None:
    [phrase] = lexicon.terms(words("share price"))

    assert not phrase.keys & lexicon.keys_of("share")


def test_terms_cover_every_word_once(lexicon: Lexicon) -> None:
    tokens = words("did the steam packet get going on the 2nd of May")
    terms = lexicon.terms(tokens)

    covered = [at for term in terms for at in range(term.start, term.end)]
    assert covered == list(range(len(tokens)))


def test_a_name_is_one_term_under_its_id() -> None:
    corpus = harbour_corpus()
    tokens = words("do Nordlys Lines sail")

    terms = corpus.lexicon.terms(tokens, corpus.names.find(tokens))

    [name] = [term for term in terms if term.is_name]
    assert (name.text, name.keys) == ("Nordlys Lines", frozenset({"@nordlys"}))


def test_a_synonym_inside_a_name_is_left_to_the_name() -> None:
    corpus = harbour_corpus()
    tokens = words("the captain Ada Holm")

    terms = corpus.lexicon.terms(tokens, corpus.names.find(tokens))

    assert [term.text for term in terms][-1] == "Ada Holm"


def test_opposites_stand_against_each_other_only(lexicon: Lexicon) -> None:
    moored, adrift = lexicon.keys_of("moored"), lexicon.keys_of("adrift")

    opposed = frozenset().union(*(lexicon.opposites[key] for key in moored))

    assert adrift & opposed
    assert not moored & opposed


@pytest.mark.parametrize("word", ["the", "of", "not", "and"])
def test_grammar_is_told_from_meaning(lexicon: Lexicon, word: str) -> None:
    assert lexicon.keys_of(word) <= lexicon.function_stems
