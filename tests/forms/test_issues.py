"""Issue IDs in short texts; the rows stand in docs/forms/issues.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.issues import FoundIssue, IssueForm, agrees, issue_key
from pmlint.process import Trackers

PROCESS = packs.load_bundled("incident-process").process
TRACKERS = PROCESS.trackers


@pytest.fixture(scope="module")
def form() -> IssueForm:
    return IssueForm(TRACKERS, PROCESS.words.issue)


def ids(form: IssueForm, text: str) -> list[str]:
    return [found.value for found in form.find(text) if found.is_issue]


@pytest.mark.form_table("issues", "Read")
def test_an_id_is_found_as_it_is_written(written_as: str, issue: str, known_as: str, form: IssueForm) -> None:
    assert [(each.value, each.form) for each in form.find(written_as) if each.is_issue] == [(issue, known_as)]
    assert ids(form, f"say {written_as} so") == [issue]
    assert form.is_spelled_like_one(issue)


@pytest.mark.form_table("issues", "Several")
def test_all_ids_are_found(written_as: str, issues: str, form: IssueForm) -> None:
    assert ids(form, written_as) == issues.split("`, `")


@pytest.mark.form_table("issues", "Refused")
def test_a_look_alike_is_no_id(written_as: str, as_it_is: str, form: IssueForm) -> None:
    assert ids(form, f"say {written_as} so") == [], as_it_is


@pytest.mark.parametrize("written", ["CART\u200b-31", "CA\u200bRT-31", "CART-31\u0301"])
def test_an_id_has_no_character_that_shows_nothing(written: str, form: IssueForm) -> None:
    assert ids(form, f"say {written} so") == []


@pytest.mark.form_table("issues", "Links")
def test_a_link_leads_to_the_issue_that_it_shows(shows: str, leads_to: str, agree: str) -> None:
    assert agrees(shows, leads_to) == (agree == "yes")


@pytest.mark.form_table("issues", "One issue")
def test_spellings_are_compared_by_host_project_and_number(one: str, other: str, same: str) -> None:
    first, second = issue_key(one), issue_key(other)
    assert (first in second.wider() or second in first.wider()) == (same == "yes")


def test_a_key_may_be_in_small_letters_where_an_issue_belongs(form: IssueForm) -> None:
    assert ids(form.in_field, "cart-31, CART-32 and gh-4") == ["cart-31", "CART-32", "gh-4"]
    assert ids(form.in_field, "utf-8, day-1, v8-12") == []
    only = IssueForm(TRACKERS._replace(projects=("CART",))).in_field
    assert ids(only, "cart-31 shop-3 sc-6") == ["cart-31", "sc-6"]


def test_what_is_found_has_its_place_and_form(form: IssueForm) -> None:
    url = "https://github.com/acme/shop/issues/1"
    assert list(form.find(f"see #2 or {url} or https://example.test/ or SHA-256", 4)) == [
        FoundIssue(4, 6, "#2", "issue ID"),
        FoundIssue(10, 10 + len(url), url, "issue URL"),
        FoundIssue(14 + len(url), 35 + len(url), "https://example.test/", "other URL"),
        FoundIssue(39 + len(url), 46 + len(url), "SHA-256", "no issue"),
    ]
    assert [each.value for each in form.find("CART-1 then CART-2 then CART-3", 7, 18)] == ["CART-2"]


def test_a_target_names_the_issue_that_it_begins_with(form: IssueForm) -> None:
    assert form.named_by("https://github.com/acme/shop/issues/1#x") == "https://github.com/acme/shop/issues/1"
    assert form.named_by("https://example.test/") is None


def test_named_projects_are_the_only_ones() -> None:
    form = IssueForm(TRACKERS._replace(projects=("CART", "SHA")))
    assert ids(form, "CART-1 SHA-256 SHOP-3 GH-4 #5") == ["CART-1", "SHA-256", "GH-4", "#5"]
    assert ids(form, "https://jira.acme.test/browse/SHOP-3") == []
    assert form.named_by("https://jira.acme.test/browse/SHOP-3") is None


def test_a_pack_can_have_other_spellings() -> None:
    trackers = Trackers(patterns=("T{number}", "https://phab.test/T{number}"), false_friends=())
    assert ids(IssueForm(trackers), "T12 #3 https://phab.test/T9 T12a") == ["T12", "https://phab.test/T9"]
    assert ids(IssueForm(Trackers(patterns=(), false_friends=())), "T12") == []


@pytest.mark.parametrize(
    "hostile",
    ["a/b#" * 20_000, "https://" * 20_000, "A" * 80_000, "a-" * 40_000, "https://a.test/" + "x/" * 40_000],
    ids=["repositories", "schemes", "capitals", "dashes", "path"],
)
def test_a_long_text_is_searched_in_linear_time(hostile: str, form: IssueForm) -> None:
    assert ids(form, hostile) == []
