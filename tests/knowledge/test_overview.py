from knowledge.overview import sources, topics
from tests.harbour import harbour_corpus


def test_questions_are_grouped_by_topic_in_order() -> None:
    grouped = {topic.name: topic.questions for topic in topics(harbour_corpus())}

    assert grouped == {
        "routes": (
            "Where do the new ferry routes go?",
            "Which firms sail to Vesterholm?",
        ),
        "prices": ("How much will a ticket cost?",),
    }


def test_a_question_that_the_sources_leave_open_is_not_offered() -> None:
    offered = [asked for topic in topics(harbour_corpus()) for asked in topic.questions]

    assert "Who built the pier?" not in offered


def test_a_source_tells_how_many_facts_rest_on_it() -> None:
    [source] = sources(harbour_corpus())

    assert source.title == "Ferries Return to the Harbour"
    assert source.sections == ("What It Costs",)
    assert (source.paragraphs, source.facts) == (4, 7)
