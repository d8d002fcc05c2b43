"""People as texts name them; the rows stand in docs/forms/people.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.people import PeopleForm, handles, is_handle, is_profile, mentions
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def people() -> PeopleForm:
    return Vocabulary(packs.load_bundled("incident-process").process).people


def listed(cell: str) -> list[str]:
    return cell.split("`, `") if cell else []


@pytest.mark.form_table("people", "Handles")
def test_a_handle_is_found(written_as: str, found: str, form: str) -> None:
    read = handles(written_as)
    assert [each.value for each in read] == listed(found)
    assert {each.form for each in read} == ({form} if form else set())
    assert all(written_as[each.start : each.end] == each.value for each in read)
    assert is_handle(written_as) == (listed(found) == [written_as])


@pytest.mark.form_table("people", "Mentions")
def test_a_mention_by_name_is_found(written_as: str, mention: str) -> None:
    assert [each.value for each in mentions(written_as)] == listed(mention)


@pytest.mark.form_table("people", "Profiles")
def test_a_link_leads_to_somebody(leads_to: str, somebody: str) -> None:
    assert is_profile(leads_to) == (somebody == "yes")


@pytest.mark.form_table("people", "Names")
def test_a_name_is_written_as_one_and_means_nothing_else(written_as: str, name: str, people: PeopleForm) -> None:
    assert people.is_name(written_as) == (name == "yes")


@pytest.mark.form_table("people", "Lists of names")
def test_a_list_has_its_names(written_as: str, names: str, people: PeopleForm) -> None:
    assert [written_as[at:end].strip() for at, end in people.parts(written_as) if at < end] == listed(names)


def test_a_text_of_names_may_leave_open_which(people: PeopleForm) -> None:
    assert people.split("Ana or Bo") == ["Ana", "Bo"]
    assert people.split("Ana, or Bo") == ["Ana", "Bo"]
    assert people.split("a, b, c, d, e, f, g") == []
    assert people.split("Ana, ") == []


@pytest.mark.form_table("people", "In front of an action")
def test_what_stands_in_front_is_told_from_the_action(
    written_as: str, in_front: str, goes_on: str, people: PeopleForm
) -> None:
    found = people.opening(written_as, 0)
    assert (found.name if found else "", found.goes_on if found else "") == (in_front, goes_on)


@pytest.mark.form_table("people", "Openers")
def test_an_action_opens_with_a_word_that_names_nobody(
    written_as: str, opens_an_action: str, people: PeopleForm
) -> None:
    assert people.opens_action(written_as) == (opens_an_action == "yes")


@pytest.mark.form_table("people", "Teams")
def test_a_team_is_told_by_its_last_word(
    written_as: str, team: str, group: str, named_by_its_work: str, people: PeopleForm
) -> None:
    said = people.is_team(written_as), people.is_group(written_as), people.is_team_word(written_as)
    assert said == (team == "yes", group == "yes", named_by_its_work == "yes")


@pytest.mark.form_table("people", "Nobody")
def test_nobody_is_nobody_in_any_spelling(
    written_as: str, nobody: str, no_person: str, open: str, people: PeopleForm
) -> None:
    said = people.is_nobody(written_as), people.is_no_person(written_as), people.leaves_open(written_as, teams=True)
    assert said == (nobody == "yes", no_person == "yes", open == "yes")


@pytest.mark.form_table("people", "Who acted")
def test_who_acted_is_named_as_people_and_teams_are(
    written_as: str, with_a_colon: str, without: str, people: PeopleForm
) -> None:
    said = [people.may_have_acted(written_as, strict=strict) for strict in (False, True)]
    assert said == [with_a_colon == "yes", without == "yes"]


def test_handles_in_a_row_end_at_the_first_other_word(people: PeopleForm) -> None:
    for text, row in (("@a, @b and @c d @e", ["@a", "@b", "@c"]), ("@a @b", ["@a", "@b"]), ("@a asks @b", ["@a"])):
        assert [each.value for each in people.row(handles(text), text)] == row
    assert people.row([], "") == []
