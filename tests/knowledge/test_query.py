import pytest

from knowledge.query import Query, Reader, strip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<@123> where is it?", "where is it?"),
        ("@everyone where is it?", "where is it?"),
        ("<#42> <:smile:7> where is it?", "where is it?"),
        ("see https://a.b/c?d=e where is it?", "see where is it?"),
        ("```rm -rf``` where is it?", "where is it?"),
        ("ten per cent", "ten percent"),
        ("mail a@b.example", "mail a@b.example"),
    ],
    ids=["mention", "ping", "channel", "link", "code", "per cent", "address"],
)
def test_what_is_not_said_is_taken_out(typed: str, expected: str) -> None:
    assert strip(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "hey can you tell me where Nordlys sails pls",
        "I was wondering, where Nordlys sails",
        "lol ok so where Nordlys sails, thanks in advance",
    ],
)
def test_filler_says_nothing(reader: Reader, typed: str) -> None:
    assert reader.read(typed).words == reader.read("where Nordlys sails").words


def test_chat_shorthand_is_written_out(reader: Reader) -> None:
    assert reader.read("y did u start b4 May").words == "why did you start before may"


def test_slips_are_mended_and_told(reader: Reader) -> None:
    query = reader.read("how much wil a tiket cost on brihgtwater")

    assert "ticket" in query.words
    assert query.names == {"brightwater"}
    assert ("tiket", "ticket") in query.mended


def test_a_word_split_in_two_moves_the_names_after_it(reader: Reader) -> None:
    query = reader.read("newroutes of Nordlys")

    assert [term.text for term in query.terms if term.is_name] == ["Nordlys"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("where does Nordlys sail", {"nordlys"}),
        ("WHERE DOES NORDLYS SAIL", {"nordlys"}),
        ("what did holm say of bright water", {"ada-holm", "brightwater"}),
        ("are both firms there", {"ferry-firms"}),
        ("nord liss routes", {"nordlys"}),
        ("who is there", set()),
    ],
)
def test_names_are_found(reader: Reader, typed: str, names: set[str]) -> None:
    assert reader.read(typed).names == names


@pytest.mark.parametrize(
    ("typed", "strangers"),
    [
        ("What did Zork say about Nordlys?", ("Zork",)),
        ("what did Nordlys say", ()),
        ("What Did Zork Say", ()),
        ("WHAT DID ZORK SAY", ()),
        ("Ships sail in March", ()),
    ],
    ids=["stranger", "known", "headline", "shout", "month"],
)
def test_a_name_that_is_not_held_is_a_stranger(
    reader: Reader, typed: str, strangers: tuple[str, ...]
) -> None:
    assert reader.read(typed).strangers == strangers


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Nordlys did not start", True),
        ("the pier isn't small", True),
        ("all firms except Nordlys", True),
        ("Nordlys did start", False),
        ("a note on knots", False),
    ],
)
def test_a_denial_is_noticed(reader: Reader, typed: str, expected: bool) -> None:  # noqa: FBT001
    assert reader.read(typed).is_negated is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Did Nordlys start in May?", True),
        ("nordlys started in may, right?", True),
        ("so is it small", True),
        ("the pier is far too small", True),
        ("when did Nordlys start?", False),
        ("which firm started", False),
        ("tell me the price", False),
    ],
)
def test_a_claim_is_told_from_a_question(
    reader: Reader,
    typed: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert reader.read(typed).is_claim is expected


def test_figures_are_read_with_their_units(reader: Reader) -> None:
    query = reader.read("did 20 per cent pay $9 in May 2021")

    keys = [figure.key for figure in query.figures]
    assert keys == ["#20 percent", "#9 $", "#2021 year"]


def test_enough_foreign_words_are_read_in_english(reader: Reader) -> None:
    query = reader.read("¿cuánto cuesta el Nordlys?")

    assert "how much" in query.words
    assert query.names == {"nordlys"}


def sought(query: Query) -> set[str]:
    places = [term for term in query.terms if term.start in query.sought]
    return {term.text.casefold() for term in places}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("which port is it", {"port"}),
        ("how many ships sail", {"ships", "sail"}),
        ("Nordlys's captain", {"captain"}),
        ("the captain of Nordlys", {"captain"}),
    ],
)
def test_the_words_that_say_what_is_wanted_are_marked(
    reader: Reader, typed: str, expected: set[str]
) -> None:
    assert sought(reader.read(typed)) == expected


@pytest.mark.parametrize("typed", ["", " ", "?", "@bob", "```x```", "\x00"])
def test_nothing_said_reads_as_nothing(reader: Reader, typed: str) -> None:
    query = reader.read(typed)

    assert (query.words, query.names, query.figures) == ("", frozenset(), ())
