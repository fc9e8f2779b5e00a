import pytest

from knowledge.asked import Asked
from knowledge.language import english
from knowledge.text import words


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked(english())


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("what year did it open", "year"),
        ("in which month did it start", "month"),
        ("on what date was it signed", "day"),
        ("when did it start", "when"),
        ("how long ago was that", "when"),
        ("which country is it in", "country"),
        ("which state is the port in", "state"),
        ("which u.s. state has it", "state"),
        ("what city is that", "city"),
        ("where is it", "where"),
        ("how much did it cost", "money"),
        ("what is it in dollars", "money"),
        ("how many ships are there", "count"),
        ("how high is the pier", "amount"),
        ("what share of the routes is it", "percent"),
        ("who runs it", "who"),
        ("date of the opening", "when"),
        ("what does a rider pay", "money"),
        ("the chances of it in percent", "percent"),
        ("where in norway does it land", "site"),
        ("how did the harbour board react", "reply"),
    ],
)
def test_a_question_asks_for_a_kind_of_value(asked: Asked, question: str, slot: str) -> None:
    assert slot in asked.slots(question)


@pytest.mark.parametrize(
    "question", ["who is it", "why did they move", "the state of things", "tell me"]
)
def test_other_questions_ask_for_none(asked: Asked, question: str) -> None:
    assert asked.slots(question) == frozenset()


def test_a_sum_that_is_sought_asks_for_money(asked: Asked) -> None:
    assert "money" in asked.slots("nordlys revenue", ["revenue"])


def test_a_share_of_a_sum_asks_for_a_percentage(asked: Asked) -> None:
    slots = asked.slots("what share of revenue is it", ["revenue"])

    assert "percent" in slots
    assert "money" not in slots


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It opened in 1998.", {"year", "when"}),
        ("It opened on April 2.", {"day", "month", "when"}),
        ("A third of the riders pay.", {"percent", "amount"}),
        ("It lies north, in Vesterholm.", {"where", "site"}),
        ("Ada Holm denied it.", {"reply"}),
        ("It began in December.", {"month", "when"}),
        ("It was signed on April 2.", {"day", "month", "when"}),
        ("It opened in December 2023.", {"month", "year", "when"}),
        ("It opened in May 2021.", {"year", "when"}),
        ("A ticket costs $9.", {"money", "amount"}),
        ("It makes 40% of it.", {"percent", "amount"}),
        ("Three ships sail.", {"count", "amount"}),
        ("It lies in Japan.", {"country", "where"}),
        ("It lies in Texas.", {"state", "where"}),
        ("It came after the vote.", {"when"}),
    ],
)
def test_a_text_gives_kinds_of_value(asked: Asked, text: str, kinds: set[str]) -> None:
    assert asked.gives(words(text)) >= kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It began in December.", "year"),
        ("It began in December.", "day"),
        ("It opened in December 2023.", "day"),
        ("It opened in 1998.", "month"),
        ("It makes 40% of it.", "money"),
        ("It lies in Japan.", "city"),
        ("It may be so.", "month"),
        ("They march on.", "month"),
        ("A firm moved.", "where"),
    ],
)
def test_a_text_gives_no_other_kind(asked: Asked, text: str, kind: str) -> None:
    assert kind not in asked.gives(words(text))


@pytest.mark.parametrize(
    "text",
    ["is it small", "so did it open", "isn't it closed", "the pier is far too small"],
)
def test_a_statement_is_a_claim(asked: Asked, text: str) -> None:
    assert asked.is_claim(text, has_tag=False)


@pytest.mark.parametrize("text", ["who is it", "list the ports", "when does it open"])
def test_a_question_is_no_claim_unless_tagged(asked: Asked, text: str) -> None:
    assert not asked.is_claim(text, has_tag=False)
    assert asked.is_claim(text, has_tag=True)


@pytest.mark.parametrize("text", ["ticket price", "pier", "new routes of nordlys"])
def test_a_few_keywords_claim_nothing(asked: Asked, text: str) -> None:
    assert not asked.is_claim(text, has_tag=False)
