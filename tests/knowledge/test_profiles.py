import pytest

from knowledge.lookup import Unknown
from knowledge.profiles import Profile, company_profile, person_profile
from tests.harbour import harbour_corpus


def company(name: str) -> Profile:
    profile = company_profile(harbour_corpus(), name)
    assert isinstance(profile, Profile)
    return profile


def test_a_profile_holds_the_facts_about_the_company_and_its_groups() -> None:
    aspects = {
        aspect.name: [each.id for each in aspect.statements]
        for aspect in company("Nordlys").aspects
    }

    assert aspects == {"routes": ["both-open-routes"], "start": ["nordlys-start"]}


def test_what_others_say_is_kept_from_what_is_reported() -> None:
    profile = company("Brightwater")

    assert [each.id for each in profile.said_of] == ["holm-loud-ships"]
    assert "noise" not in {aspect.name for aspect in profile.aspects}


def test_a_profile_names_its_people_and_what_stays_open() -> None:
    profile = company("Nordlys")

    assert profile.people == ("Ada Holm, captain",)
    assert profile.related == ("Brightwater", "Ada Holm")
    assert profile.open == "How many ships it has is not said."


def test_a_person_has_a_role_an_employer_and_a_voice() -> None:
    profile = person_profile(harbour_corpus(), "Holm")

    assert isinstance(profile, Profile)
    assert profile.role == "captain, Nordlys"
    assert [each.id for each in profile.says] == ["holm-pier", "holm-loud-ships"]


@pytest.mark.parametrize("find", [company_profile, person_profile])
def test_a_name_not_held_is_a_value(find: object) -> None:
    assert callable(find)
    assert find(harbour_corpus(), "Zork") == Unknown(())


def test_statements_carry_their_notes_and_proof() -> None:
    [_, start] = company("Brightwater").aspects
    [statement] = start.statements

    assert statement.notes == ("As of May 2021.",)
    assert [each.paragraph for each in statement.citations] == [2]
