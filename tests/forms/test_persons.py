"""Whether a name is a person's; the rows stand in docs/forms/people.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.directory import Directory, listed_in
from pmlint.forms.persons import Persons
from pmlint.vocabulary import Vocabulary

ANA, BO = "Ana Roth, @aroth, ana@acme.test", "Bo Roth <bo.roth@acme.test>"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


@pytest.fixture(scope="module")
def persons(vocabulary: Vocabulary) -> Persons:
    return vocabulary.persons


@pytest.fixture(scope="module")
def listed(vocabulary: Vocabulary) -> Persons:
    return vocabulary.of(vocabulary.process._replace(people=(ANA, BO))).persons


@pytest.mark.form_table("people", "Persons")
def test_a_name_tells_whether_it_is_a_persons(written_as: str, standing: str, persons: Persons) -> None:
    assert persons.standing(written_as) == standing


@pytest.mark.form_table("people", "The people of a team")
def test_the_people_of_a_team_are_found(called: str, found: str) -> None:
    people = [("Ana", "Bo")[index] for index in sorted(Directory([ANA, BO]).find(called))]
    assert ", ".join(people) == found


@pytest.mark.parametrize("name", ["", " ", "()", "[]", "a" * 500, "\u200b", "1", "@", ":", "- -", "(" * 300, "・"])
def test_a_name_that_is_none_is_no_person(name: str, persons: Persons) -> None:
    assert persons.standing(name) != "person"


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("Ana Roth", "person"),
        ("@aroth (Payments)", "person"),
        ("Xanti Silva", "unknown"),
        ("Roth", "unknown"),  # there are two
        ("@xanti", "unknown"),
        ("cart team", "nobody"),
        ("Ana or Bo", "nobody"),
    ],
)
def test_where_a_team_lists_its_people_nobody_else_is_a_person(name: str, standing: str, listed: Persons) -> None:
    assert listed.standing(name) == standing


def test_who_may_sign(persons: Persons, listed: Persons) -> None:
    assert [name for name in ("Ana Roth", "Xanti", "cart team", "TBD") if persons.may_sign(name)] == [
        "Ana Roth",
        "Xanti",
    ]
    assert [name for name in ("Ana Roth", "Xanti", "cart team", "TBD") if listed.may_sign(name)] == ["Ana Roth"]


def test_a_list_tells_which_names_are_one_persons(persons: Persons, listed: Persons) -> None:
    assert listed.are_same("@aroth", "ana@acme.test")
    assert persons.are_same("@aroth", "Ana Roth")
    assert not persons.are_same("@aroth", "ana@acme.test")
    assert not listed.are_same("Ana Roth", "Bo Roth")


def test_a_list_that_names_nobody_knows_nobody(vocabulary: Vocabulary) -> None:
    nobody = vocabulary.of(vocabulary.process._replace(people=("@acme/core",))).persons
    assert nobody.standing("Ana Roth") == "unknown"


def test_a_file_lists_a_person_a_line() -> None:
    text = "# who we are\nAna Roth <ana@acme.test> @aroth\n\nBo Roth  # since May\n"
    assert list(listed_in(text, owners_of_code=False)) == ["Ana Roth <ana@acme.test> @aroth", "Bo Roth"]


def test_who_owns_code_is_listed() -> None:
    text = "# owners\n*  @ana @acme/core\n/docs/ bo.roth@acme.test # prose\n/tools/\n"
    assert list(listed_in(text, owners_of_code=True)) == ["@ana", "bo.roth@acme.test"]
