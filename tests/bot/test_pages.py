import pytest

from bot.reply import Reply, Status, render_page, render_text
from bot.reply.pages import timeline_page, topics_page
from bot.service import Service
from knowledge.timeline import Timeline


def test_a_profile_tells_everything_with_its_citations(service: Service) -> None:
    reply = service.company("Nordlys")

    assert render_page(reply) == (
        "Nordlys (ferry firm)\n"
        "Nordlys is a ferry firm [1].\n"
        "\n"
        "Routes:\n"
        "- Nordlys and Brightwater are opening routes to Vesterholm [1].\n"
        "\n"
        "Start:\n"
        "- Nordlys has sailed to Vesterholm since a day in March [2].\n"
        "  Note: The year is not given.\n"
        "\n"
        "People:\n"
        "- Ada Holm, captain\n"
        "\n"
        "What the sources leave open:\n"
        "- How many ships it has is not said.\n"
        "\n"
        "See also:\n"
        "- Brightwater\n"
        "- Ada Holm\n"
        "\n"
        "[1] Ferries Return to the Harbour, paragraph 1: "
        '"The ferry firms Nordlys", "Nordlys and Brightwater", "routes to Vesterholm"\n'
        "[2] Ferries Return to the Harbour, paragraph 2: "
        '"Nordlys began sailing to Vesterholm", "in March"'
    )


def test_what_others_say_names_the_speaker(service: Service) -> None:
    text = render_text(service.company("Brightwater"))

    assert "What others say of Brightwater:\n- Ada Holm says" in text


def test_what_a_person_says_is_told_under_their_name(service: Service) -> None:
    text = render_text(service.person("Ada Holm"))

    assert text.startswith("Ada Holm (captain, Nordlys)\n")
    assert "What Ada Holm says:\n- Ada Holm calls the pier too small [1]." in text


def test_a_name_not_held_is_refused_with_the_nearest(service: Service) -> None:
    reply = service.company("Nordlicht")

    assert reply.status is Status.REFUSED
    assert render_text(reply) == ("The sources hold nothing under that name. Did you mean Nordlys?")


def test_a_comparison_says_what_is_shared_and_what_is_not(service: Service) -> None:
    text = render_text(service.compare(["Nordlys", "Brightwater"]))

    assert text == (
        "Nordlys / Brightwater\n"
        "\n"
        "The same for all of them:\n"
        "- Nordlys and Brightwater are opening routes to Vesterholm [1].\n"
        "\n"
        "Start:\n"
        "- Nordlys has sailed to Vesterholm since a day in March [2].\n"
        "  Note: The year is not given.\n"
        "- Brightwater has run a trial route [2].\n"
        "  Note: As of May 2021.\n"
        "\n"
        "Told of Brightwater only:\n"
        "- Ada Holm says the ships of Brightwater are loud [3]."
    )


def test_a_comparison_says_where_one_of_three_is_silent(service: Service) -> None:
    text = render_text(service.compare(["Nordlys", "Brightwater", "Ada Holm"]))

    assert "- Ada Holm: not given in the sources." in text


@pytest.mark.parametrize(
    "names",
    [[], ["Nordlys"], ["Nordlys"] * 2, ["a", "b", "c", "d"]],
    ids=["none", "one", "twice the same", "four"],
)
def test_only_two_or_three_different_names_compare(names: list[str], service: Service) -> None:
    assert service.compare(names).status is Status.REFUSED


def test_a_comparison_tells_which_name_is_not_held(service: Service) -> None:
    text = render_text(service.compare(["Nordlys", "Zork"]))

    assert text == "The sources hold nothing under the second name."


def test_the_timeline_keeps_what_has_no_year_apart(service: Service) -> None:
    text = render_text(service.timeline())

    assert text == (
        "In order:\n"
        "- 1998: The harbour has been open since 1998 [1].\n"
        "- May 2021: Brightwater has run a trial route [2].\n"
        "- 2030: Analysts expect a ticket to cost $9 by 2030 [1].\n"
        "  Note: This is a forecast. The analysts are not named.\n"
        "\n"
        "Dated without a year, so their place in the order is not known:\n"
        "- March: Nordlys has sailed to Vesterholm since a day in March [2].\n"
        "  Note: The year is not given.\n"
        "\n"
        "3 more facts have no date in the sources."
    )


def test_without_any_date_the_timeline_says_so() -> None:
    reply = timeline_page(Timeline(dated=(), yearless=(), undated=3))

    assert reply.status is Status.REFUSED


def test_without_questions_there_are_no_topics() -> None:
    assert topics_page([]).status is Status.REFUSED


def test_a_group_offers_all_its_members(service: Service) -> None:
    text = render_text(service.company("both firms"))

    assert text.endswith("Did you mean Nordlys or Brightwater?")


def test_topics_list_their_questions(service: Service) -> None:
    assert render_text(service.topics()) == (
        "Routes:\n"
        "- Where do the new ferry routes go?\n"
        "- Which firms sail to Vesterholm?\n"
        "\n"
        "Prices:\n"
        "- How much will a ticket cost?"
    )


def test_sources_tell_how_much_they_hold(service: Service) -> None:
    assert render_text(service.sources()) == (
        "Ferries Return to the Harbour:\n"
        "- 4 paragraphs, 7 facts taken from it.\n"
        "- Sections: What It Costs."
    )


def pages(service: Service) -> list[Reply]:
    return [
        service.company("Nordlys"),
        service.person("Ada Holm"),
        service.compare(["Nordlys", "Brightwater"]),
        service.timeline(),
        service.topics(),
        service.sources(),
    ]


def test_no_line_of_a_page_ends_in_a_space(service: Service) -> None:
    lines = [line for page in pages(service) for line in render_page(page).split("\n")]

    assert [line for line in lines if line != line.rstrip()] == []
