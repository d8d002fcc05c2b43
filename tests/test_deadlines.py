"""Deadlines from the command line: by the clock, the calendar of the team, and whether a run holds to them."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from pmlint import packs
from pmlint.cli.main import run

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
DOCUMENT = "2026-03-12-fx-drift-hold.md"
Says = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR", "PMLINT_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def found(capsys: pytest.CaptureFixture[str], as_of: str, *options: str, head: str = "", **changed: str) -> Says:
    """The rules about deadlines that speak of the example, with some texts changed, and their levels."""
    text = EXAMPLE.replace("date: 2026-03-12", f"date: 2026-03-12\n{head}".rstrip())
    for old, new in changed.items():
        text = text.replace(old.replace("_", " "), new)
    Path(DOCUMENT).write_text(text, "utf-8")
    assert run(["check", "--format", "json", f"--as-of={as_of}", *options, DOCUMENT]) in (0, 1)
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [(each["rule"], each["level"]) for each in findings if each["rule"] in ("PM701", "PM702", "PM703", "PM220")]


DRAFT = {"status:_final": "status: draft"}
GAP = {"The_feed_fails_over_to": "TODO\n\n## Notes\n\nThe feed fails over to"}
END = "started: 2026-03-12T07:10Z\nended: 2026-03-12T08:44Z"


@pytest.mark.parametrize(
    ("as_of", "head", "says"),
    [
        pytest.param("2026-03-14T08:44Z", END, [], id="48-hours-after-the-end"),
        pytest.param("2026-03-14T08:45Z", END, ["PM701"], id="a-minute-later"),
        pytest.param("2026-03-14T09:45+01:00", END, ["PM701"], id="in-another-zone"),
        pytest.param("2026-03-13", END, [], id="the-end-of-a-day"),
        pytest.param("2026-03-14", END, ["PM701"], id="the-end-of-the-next-day"),
        pytest.param("2026-03-14T07:11Z", "started: 2026-03-12T07:10Z", ["PM701"], id="after-the-start"),
        pytest.param("2026-03-14", "", [], id="48-hours-after-the-day"),
        pytest.param("2026-03-15T00:01Z", "", ["PM701"], id="48-hours-after-the-day-and-a-minute"),
        pytest.param("2026-03-19", END, ["PM701"], id="on-the-last-business-day"),
        pytest.param("2026-03-20T00:00Z", END, ["PM701"], id="at-its-very-end"),
        pytest.param("2026-03-20T00:01Z", END, ["PM702"], id="and-behind-it"),
        pytest.param("2026-03-20", END, ["PM702"], id="a-day-later"),
        pytest.param("2026-03-01", END, [], id="before-the-incident"),
    ],
)
def test_a_section_is_to_be_written_in_time(
    capsys: pytest.CaptureFixture[str], as_of: str, head: str, says: list[str]
) -> None:
    assert found(capsys, as_of, head=head, **GAP) == [(rule, "note") for rule in says]
    assert found(capsys, as_of, "--deadlines", head=head, **GAP) == [(rule, "error") for rule in says]


def test_a_document_that_is_written_is_in_time_as_a_draft_and_not_as_final(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "2026-03-19", "--deadlines", **DRAFT) == []
    assert found(capsys, "2026-03-20", "--deadlines", **DRAFT) == [("PM702", "error")]
    assert found(capsys, "2026-03-20", "--deadlines") == []


def test_a_milder_incident_is_told_and_never_fails(capsys: pytest.CaptureFixture[str]) -> None:
    milder = {**DRAFT, "severity:_Sev-2": "severity: Sev-3", "declares_Sev-2,": "declares it,"}
    assert found(capsys, "2026-03-20", "--deadlines", **milder) == [("PM702", "note")]


def test_an_action_is_overdue_when_its_day_has_ended(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "2026-03-26") == []
    assert found(capsys, "2026-03-27") == [("PM220", "note")]
    assert found(capsys, "2026-03-27", "--deadlines") == [("PM220", "error")]
    assert found(capsys, "2026-03-27", "--deadlines", "--level", "PM220=warning") == [("PM220", "warning")]


@pytest.mark.parametrize(
    ("calendar", "late"),
    [
        ("{}", "2026-03-20"),
        ("{holidays: [2026-03-17]}", "2026-03-21"),
        ("{holidays: [2026-03-14, 2026-03-12]}", "2026-03-20"),
        ("{time-zone: Europe/Zurich}", "2026-03-19T23:01Z"),
        ("{time-zone: America/Los_Angeles}", "2026-03-20T07:01Z"),
    ],
)
def test_the_calendar_decides(capsys: pytest.CaptureFixture[str], calendar: str, late: str) -> None:
    Path(".pmlint.yaml").write_text(f"calendar: {calendar}\n")
    before = {"2026-03-20": "2026-03-19", "2026-03-21": "2026-03-20"}.get(late, late.replace(":01Z", ":00Z"))
    assert found(capsys, before, **DRAFT) == []
    assert found(capsys, late, **DRAFT) == [("PM702", "note")]


def test_a_time_without_a_zone_is_the_teams(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".pmlint.yaml").write_text("calendar: {time-zone: Asia/Tokyo}\n")
    head = "started: 2026-03-12 07:10\nended: 2026-03-12 08:44"
    assert found(capsys, "2026-03-13T23:44Z", head=head, **GAP) == []
    assert found(capsys, "2026-03-13T23:45Z", head=head, **GAP) == [("PM701", "note")]
    assert found(capsys, "2026-03-14T08:44", head=head, **GAP) == []


def test_a_country_brings_its_holidays(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str | None]] = []

    def country_holidays(country: str, subdiv: str | None = None) -> dict[date, str]:
        asked.append((country, subdiv))
        if country == "XX":
            raise NotImplementedError("a text of the package")
        return {date(2026, 3, 19): "Josefstag"}

    package = ModuleType("holidays")
    vars(package)["country_holidays"] = country_holidays
    monkeypatch.setitem(sys.modules, "holidays", package)
    Path(".pmlint.yaml").write_text("calendar: {country: ch-LU, holidays: [2026-03-20]}\n")
    assert found(capsys, "2026-03-23", **DRAFT) == []
    assert found(capsys, "2026-03-24", **DRAFT) == [("PM702", "note")]
    assert set(asked) == {("CH", "LU")}
    Path(".pmlint.yaml").write_text("calendar: {country: xx}\n")
    assert run(["check", DOCUMENT]) == 2
    assert capsys.readouterr().err.startswith("error: .pmlint.yaml:1:12: no holidays are known for 'xx'; a country is ")


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        (
            "{time-zone: Europe/Zuerich}",
            ":1:12: no time zone is called 'Europe/Zuerich'; did you mean 'Europe/Zurich'?",
        ),
        ("{time-zone: ../../etc/passwd}", ":1:12: no time zone is called '../../etc/passwd'; "),
        ("{time-zone: /etc/localtime}", ":1:12: no time zone is called '/etc/localtime'; "),
        ("{time-zone: Europe}", ":1:12: no time zone is called 'Europe'; "),
        ("{holidays: [2026-12-25, 2026-02-30]}", ":1:35: holiday '2026-02-30' is not a day as YYYY-MM-DD"),
        ("{holidays: [20261225]}", ":1:23: 'calendar.holidays.0': expected text"),
        ("{holidays: ['20261225']}", ":1:24: holiday '20261225' is not a day as YYYY-MM-DD"),
        ("{holidays: 2026-12-25}", ":1:22: 'calendar.holidays': expected a list"),
        ("{timezone: UTC}", ":1:12: unknown key 'timezone' (did you mean 'time-zone'?)"),
        (
            "{country: CH}",
            ":1:12: country holidays need another package; 'pip install pmlint[holidays]' adds it",
        ),
    ],
)
def test_a_mistake_in_the_calendar_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, calendar: str, told: str
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    Path(".pmlint.yaml").write_text(f"calendar: {calendar}\n")
    assert run(["check"]) == 2
    assert capsys.readouterr().err.startswith(f"error: .pmlint.yaml{told}")


@pytest.mark.parametrize(
    "as_of", ["2026-3-1", "20260301", "2026-W10-1", "2026-03-01 08:00", "2026-02-30", "08:00", "T", ""]
)
def test_what_is_neither_day_nor_time_is_refused(capsys: pytest.CaptureFixture[str], as_of: str) -> None:
    assert run(["check", f"--as-of={as_of}"]) == 2
    assert "is not a day as YYYY-MM-DD, nor a time as YYYY-MM-DDTHH:MMZ" in capsys.readouterr().err
