"""People as texts name them; the rows stand in docs/forms/people.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.people import (
    MOST_NAMES,
    PeopleForm,
    handles,
    is_handle,
    is_profile,
    mentions,
    own_words,
    short_forms,
)
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
    assert people.split("Ana, Bo, Cy, Di, Ed, Flo or Gil") == []
    assert people.split("Ana, ") == []


@pytest.mark.form_table("people", "In front of an action")
def test_what_stands_in_front_is_told_from_the_action(
    written_as: str, in_front: str, goes_on: str, people: PeopleForm
) -> None:
    found = people.opening(f"- {written_as}", 2)
    assert found is None or (found.start, found.end) == (2, 2 + len(in_front))
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


@pytest.mark.form_table("people", "Behind an owner")
def test_how_a_text_goes_on_behind_an_owner(written_as: str, owner: str, verb: str, people: PeopleForm) -> None:
    assert (people.behind_owner.match(written_as) is not None) == (owner == "yes")
    assert (people.with_verb.match(written_as) is not None) == (verb == "yes")


@pytest.mark.form_table("people", "By whom")
def test_by_whom_an_action_is_done_is_set_off_behind_it(written_as: str, by: str, who: str, people: PeopleForm) -> None:
    found = people.by_whom.search(written_as)
    assert (found["by"] if found else "", found["who"] if found else "") == (by, who)


def test_more_names_than_anybody_writes_are_not_read(people: PeopleForm) -> None:
    assert people.split("Ana, Bo, Cy, Di, Ed or Flo") == ["Ana", "Bo", "Cy", "Di", "Ed", "Flo"]
    assert people.split("Ana, Bo, Cy, Di, Ed, Flo or Gil") == []
    assert len(people.parts(", ".join("a" * (MOST_NAMES + 9)))) == MOST_NAMES + 1
    assert len(handles("@ana " * (MOST_NAMES + 9))) == len(mentions("@Xanti R. " * (MOST_NAMES + 9))) == MOST_NAMES
    assert people.names_in("Ana, Bo, Cy, Di, Ed, Flo, Gil") == ["Ana", "Bo", "Cy", "Di", "Ed", "Flo"]
    assert people.names_in("so Ana de la Cruz and 李雷 will") == ["Ana de la Cruz", "李雷"]


def test_handles_and_mentions_are_found_between_two_indexes() -> None:
    text = "@ana @bo @Xanti Roth @Yoda K."
    assert [each.name for each in handles(text, 2)] == ["bo", "Xanti", "Yoda"]
    assert [each.name for each in handles(text, 0, 8)] == ["ana", "bo"]
    assert [(each.name, each.form, text[each.start : each.end]) for each in mentions(text, 10)] == [
        ("Yoda K.", "mention", "@Yoda K.")
    ]
    assert [each.value for each in handles(f"@{'a' * 39} @{'a' * 40}")] == [f"@{'a' * 39}", f"@{'a' * 39}"]
    assert [each.value for each in handles("@ana. @bo- @cy/x. @di/")] == ["@ana", "@bo", "@cy/x", "@di"]


def test_parts_of_a_list_stand_between_two_indexes(people: PeopleForm) -> None:
    text = "by Ana (core, on call), @acme/core and Bo / Cy or so"
    assert [text[at:end].strip() for at, end in people.parts(text, 3, 46)] == [
        "Ana (core, on call)",
        "@acme/core",
        "Bo",
        "Cy",
    ]


@pytest.mark.parametrize(
    ("name", "own", "short"),
    [
        ("Maria Lindqvist", ("maria", "lindqvist"), {"mlindqvist", "lindqvistm", "marial", "lmaria"}),
        ("Ana de la Cruz", ("ana", "de", "la", "cruz"), {"acruz", "cruza", "anac", "cana"}),
        ("@maria_99", ("maria",), set()),
        ("maria.lindqvist@acme.test", ("maria", "lindqvist"), {"mlindqvist"}),
        ("maria at acme", ("maria", "at", "acme"), {"macme"}),
    ],
)
def test_a_name_has_words_of_its_own_and_short_forms(name: str, own: tuple[str, ...], short: set[str]) -> None:
    assert own_words(name) == own
    found = short_forms(own)
    assert short <= found
    assert len(found) == (6 if len(own) > 1 else 0)


def test_a_given_name_is_told_by_the_first_word(people: PeopleForm) -> None:
    written = ("Ana", "ANA Roth", "Ana, Bo", "Ana.", "Xanti Ana", "", "Grafana")
    assert [people.is_given_name(each) for each in written] == [True, True, True, True, False, False, False]
