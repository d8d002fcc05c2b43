"""The documents of `tests/cases`: what is found in each is what is marked in it, over all rules, both ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pmlint.check import Files, NoFiles
from pmlint.engine import lint
from pmlint.examples import MemoryFiles
from pmlint.files import decode
from pmlint.finding import Level, LevelWord
from pmlint.packs import DEFAULT_PACK, bundled_folder, bundled_names, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.report import ExitCode, Report

from .said import said

CASES = Path(__file__).resolve().parents[1] / "cases"
MESSAGES = Path(__file__).parent / "messages"
"""What is said of the cases; read what changed before you keep what `--update-goldens` writes."""

AS_OF = date(2026, 6, 1)
MARK = re.compile(r"(?:<!--|#) pmlint: expect\[([A-Z0-9, ]+)\](?: -->)?")

FILES = sorted(file for file in CASES.rglob("*.md") if file.name != "README.md")


REPOSITORY = {
    "docs/incidents/artifacts/2026-05-14/freeze.png": "",
    "artifacts/2026-05-14/worker.log": "",
    "artifacts/2026-05-14/manifest.json": '{"files": ["prices.tar"], "bytes": 41772}',
    "drills/2026-05-10/drill_report.json": '{"restored": true,\n "minutes": 12,}',
}
"""What lies in the repository of the cases that are about files; those of the other rules lie in none."""

ABOUT_FILES = {"missing-attachment", "attachment-outside-repository", "malformed-attachment"}


@cache
def policy(pack: str = DEFAULT_PACK, clock: bool = False) -> Policy:
    """All rules of a pack, or without the clock those that a document can break by its own words."""
    loaded = load_folder(bundled_folder() / pack)
    off: dict[str, LevelWord] = {rule.id: "off" for rule in loaded.rules if rule.applies.deadlines and not clock}
    return make_policy(loaded, PolicyFile(), off)


CLOCK = {rule.name for name in bundled_names() for rule in policy(name).known if rule.applies.deadlines}
"""The rules that the clock alone may break, which are asked of the cases about them only."""


def pack_of(case: Path) -> str:
    """The pack that a case is about: its folder's, and the default one for those that lie in none."""
    return DEFAULT_PACK if case.parent == CASES else case.parent.name


def report(content: bytes, name: str, pack: str = DEFAULT_PACK, case: str = "") -> Report:
    files: Files = MemoryFiles(REPOSITORY) if case in ABOUT_FILES else NoFiles()
    return lint([decode(f"docs/incidents/{name}", content)], policy(pack, case in CLOCK), AS_OF, files=files)


EACH = pytest.mark.parametrize("case", FILES, ids=lambda case: f"{pack_of(case)}-{case.stem}")


def marked(text: str) -> Counter[tuple[int, str]]:
    """The findings that a document's marks stand for, as pairs of line and rule; see `tests/cases/README.md`."""
    found: Counter[tuple[int, str]] = Counter()
    waiting: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        rules = [rule.strip() for mark in MARK.finditer(line) for rule in mark[1].split(",")]
        if rules and MARK.fullmatch(line.strip()) and number > 1:
            waiting += rules
            continue
        for rule in (*waiting, *rules):
            found[number, rule] += 1
        waiting = []
    assert not waiting, "a mark at the end of a document stands for nothing"
    return found


@EACH
def test_what_is_found_is_what_is_marked(case: Path) -> None:
    text = case.read_text("utf-8")
    findings = report(text.encode(), f"2026-05-14-{case.stem}.md", pack_of(case), case.stem).findings
    found = Counter((each.source.position(each.violation.span.start).line, each.rule_id) for each in findings)
    assert found == marked(text), "\n".join(each.violation.message for each in findings)


@EACH
def test_what_a_finding_says_is_what_was_read_and_approved(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Its place, message, help and what it points at besides."""
    findings = report(case.read_bytes(), f"2026-05-14-{case.stem}.md", pack_of(case), case.stem).findings
    lines = [line for each in findings for line in said(each)]
    golden(MESSAGES / pack_of(case) / f"{case.stem}.txt", "".join(f"{line}\n" for line in lines))


def test_no_messages_are_kept_of_a_case_that_is_gone() -> None:
    kept = {str(file.relative_to(MESSAGES).with_suffix("")) for file in MESSAGES.rglob("*.txt")}
    assert kept == {f"{pack_of(case)}/{case.stem}" for case in FILES}


@EACH
def test_a_case_is_about_its_rule(case: Path) -> None:
    rule = next(each for each in policy(pack_of(case)).known if each.name == case.stem)
    text = case.read_text("utf-8")
    assert rule.id in {rule_id for _, rule_id in marked(text)}
    assert "expect[" not in MARK.sub("", text), "a mark that is not read as one"


@EACH
def test_marks_change_nothing_but_what_they_hide(case: Path) -> None:
    """Without its marks a document has the same findings, apart from the lines that are gone."""
    lines = case.read_text("utf-8").split("\n")
    bare = "\n".join(MARK.sub("", line) for line in lines if not MARK.fullmatch(line.strip()))
    name = f"2026-05-14-{case.stem}.md"
    with_marks = report("\n".join(lines).encode(), name, pack_of(case), case.stem).findings
    without = report(bare.encode(), name, pack_of(case), case.stem).findings
    assert [(each.rule_id, each.level) for each in without] == [(each.rule_id, each.level) for each in with_marks]


class TestFilesThatAreNoText:
    """`unreadable-file`: one finding, no other rule speaks, and the check is not complete."""

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("# Ausfall der Übersicht\n".encode("latin-1"), "byte 0xDC in line 1"),
            ("# Outage\n".encode("utf-16"), "UTF-16"),
            ("# Outage\n".encode("utf-16-be"), "binary"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
            (b"# Outage\n\n<!-- \xff -->\n", "byte 0xFF in line 3"),
            (b"# Outage \xed\xa0\x80\n", "byte 0xED in line 1"),
            (b"# Outage\n\nCut in the middle of a letter: \xe2\x82", "byte 0xE2 in line 3"),
        ],
        ids=["latin-1", "utf-16-with-mark", "utf-16-without-mark", "image", "in-comment", "surrogate", "cut-letter"],
    )
    def test_are_unreadable(self, content: bytes, says: str) -> None:
        result = report(content, "2026-05-14-outage.md")
        (finding,) = result.findings
        assert (finding.rule_id, finding.level) == ("PM001", Level.ERROR)
        assert finding.source.position(finding.violation.span.start) == (1, 1)
        assert says in finding.violation.message
        assert result.exit_code(Level.ERROR) is ExitCode.INCOMPLETE

    def test_are_read_when_they_are_utf_8_with_any_letters(self) -> None:
        text = (CASES / "missing-title.md").read_text("utf-8").replace("opening bell", "Öffnung 開始")
        for content in (text.encode(), text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode()):
            result = report(content, "2026-05-14-missing-title.md")
            assert [finding.rule_id for finding in result.findings] == ["PM005"]
            assert result.complete


class TestDocumentsThatSayNothing:
    """They are read whole, judged as the most severe, and lack all that can be lacking."""

    @pytest.mark.parametrize("text", ["", "\n", " \n\t\n\n", "\ufeff", "<!-- -->\n", "---\n---\n"])
    def test_lack_title_severity_id_and_every_section(self, text: str) -> None:
        result = report(text.encode(), "2026-05-14-outage.md")
        found = Counter(finding.rule_id for finding in result.findings)
        assert found == {"PM005": 1, "PM010": 1, "PM013": 1, "PM101": 9, "PM107": 1}
        assert result.exit_code(Level.ERROR) is ExitCode.FINDINGS


class TestFileNames:
    """`misnamed-file` is about what no mark can stand in."""

    GOOD = ("2026-05-14-outage.md", "2026-05-14-s3.md", "2026-05-14-fx-drift-hold-2.md", "2024-02-29-leap-day.md")
    BAD = (
        "outage.md",
        "2026-05-14.md",
        "2026-05-14-.md",
        "2026-05-14-Outage.md",
        "2026-05-14-out_age.md",
        "2026-05-14 outage.md",
        "2026-05-14--outage.md",
        "2026-05-14-outage-.md",
        "2026-05-14-ausfall-übersicht.md",
        "2026-5-14-outage.md",
        "20260514-outage.md",
        "14-05-2026-outage.md",
        "2026-02-30-outage.md",
        "2026-13-01-outage.md",
        "２０２６-05-14-outage.md",
        "2026-05-14-outage.markdown",
        "2026-05-14-outage.md.bak",
        "INC-2026-031-2026-05-14-outage.md",
    )

    def found(self, name: str) -> list[tuple[str, Level, tuple[int, int]]]:
        text = (CASES / "missing-title.md").read_text("utf-8")
        return [
            (finding.rule_id, finding.level, finding.source.position(finding.violation.span.start))
            for finding in report(text.encode(), name).findings
            if finding.rule_id == "PM003"
        ]

    @pytest.mark.parametrize("name", GOOD)
    def test_a_date_and_a_slug_are_accepted(self, name: str) -> None:
        assert self.found(name) == []

    @pytest.mark.parametrize("name", BAD)
    def test_anything_else_is_told_at_the_top_of_the_document(self, name: str) -> None:
        assert self.found(name) == [("PM003", Level.WARNING, (1, 1))]

    def test_the_folder_does_not_matter(self) -> None:
        assert self.found("2026/q2/2026-05-14-outage.md") == []
        assert self.found("2026-05-14-outage/README-of-it.md") == [("PM003", Level.WARNING, (1, 1))]

    def test_the_message_proposes_a_name_made_of_day_and_title(self) -> None:
        text = (CASES / "missing-incident-id.md").read_text("utf-8")
        (finding,) = (each for each in report(text.encode(), "draft.md").findings if each.rule_id == "PM003")
        assert "'2026-05-14-nightly-backup-failed-for-three.md'" in (finding.violation.help or "")


class TestTwoDocumentsAboutOneIncident:
    """`duplicate-incident`: the later ones are told, in order of their paths, which one was there before."""

    @staticmethod
    def found(**documents: str) -> list[tuple[str, str, tuple[int, int]]]:
        """The path of each finding of the rule, the path that it names, and its place."""
        inputs = [decode(f"{name}.md", text.encode()) for name, text in documents.items()]
        return [
            (each.source.path, each.violation.message.rpartition(": ")[2], each.source.position(each.violation.span[0]))
            for each in lint(inputs, policy(), AS_OF).findings
            if each.rule_id == "PM025"
        ]

    def test_the_later_ones_name_the_first(self) -> None:
        texts = {"c": "id: inc-2026-031", "a": "id: INC-2026-031", "b": "id: INC-2026-032", "d": "id: Inc-2026-031"}
        found = self.found(**{name: f"---\n{line}\n---\n\n# T\n" for name, line in texts.items()})
        assert found == [("c.md", "'a.md'", (2, 5)), ("d.md", "'a.md'", (2, 5))]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param("# INC-2026-031: Rates\n", "# Rates\n\n- Incident ID: INC-2026-031\n", id="wherever-said"),
            pytest.param("# T\n\nID: INC-7\n", "---\nid: INC-8\n---\n\n# INC-7: T\n", id="one-of-several"),
        ],
    )
    def test_an_id_counts_wherever_a_document_states_it(self, first: str, second: str) -> None:
        assert [path for path, _, _ in self.found(a=first, b=second)] == ["b.md"]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param("---\nid: INC-1\n---\n", "---\nid: INC-11\n---\n", id="other"),
            pytest.param("---\nid: TBD\n---\n", "---\nid: TBD\n---\n", id="placeholder"),
            pytest.param("---\nid: '{INCIDENT_ID}'\n---\n", "---\nid: '{INCIDENT_ID}'\n---\n", id="gap"),
            pytest.param("---\nid: INC-1\n---\n", "# T\n\nAs in INC-1, the cache was cold.\n", id="in-passing"),
            pytest.param("---\nid: INC-1\n---\n", "<!-- id: INC-1 -->\n", id="hidden"),
            pytest.param("# T\n", "# T\n", id="none"),
        ],
    )
    def test_what_states_no_incident_or_another_one_is_no_duplicate(self, first: str, second: str) -> None:
        assert self.found(a=first, b=second) == []

    def test_a_bare_number_counts_within_its_folder(self) -> None:
        text = "---\nid: 7\n---\n\n# T\n"
        names = ("cart/a", "cart/b", "search/a")
        assert self.found(**dict.fromkeys(names, text)) == [("cart/b.md", "'cart/a.md'", (2, 5))]

    def test_a_file_name_counts_among_file_names_only(self) -> None:
        stated, unstated = "---\nid: INC-2026-031\n---\n\n# T\n", "# T\n"
        names = {"INC-2026-031": unstated, "INC-2026-031-b": unstated}
        assert self.found(**names) == [("INC-2026-031.md", "'INC-2026-031-b.md'", (1, 1))]
        assert self.found(**{"INC-2026-031": unstated, "a": stated}) == []
        other = stated.replace("031", "040")
        assert self.found(**{"INC-2026-031": other, "INC-2026-031-b": unstated}) == []
        assert self.found(**{"INC-2026-031": other, "a": other}) == [("a.md", "'INC-2026-031.md'", (2, 5))]
        assert self.found(a=stated, b=other, c=stated, d=other) == [
            ("c.md", "'a.md'", (2, 5)),
            ("d.md", "'b.md'", (2, 5)),
        ]

    def test_it_can_be_ignored_where_it_speaks(self) -> None:
        text = "---\nid: INC-2026-031\n---\n\n# T\n"
        comment = "<!-- pmlint: ignore-file[PM025] the first was for the board until=2026-07-01 -->\n\n"
        report = lint([decode("a.md", text.encode()), decode("b.md", (text + comment).encode())], policy(), AS_OF)
        assert "PM025" not in {each.rule_id for each in report.findings}
        assert [(each.source.path, each.rule_id) for each in report.ignored] == [("b.md", "PM025")]

    def test_the_same_file_twice_is_one_document(self) -> None:
        text = b"---\nid: INC-2026-031\n---\n\n# T\n"
        report = lint([decode("a.md", text), decode("a.md", text)], policy(), AS_OF)
        assert "PM025" not in {each.rule_id for each in report.findings}


class TestLevels:
    """One document with its faults, at each severity and as a draft."""

    @staticmethod
    def levels(severity: str, status: str) -> dict[str, Level]:
        text = (CASES / "action-without-owner.md").read_text("utf-8")
        text = text.replace("severity: Sev-2", f"severity: {severity}").replace(", declares Sev-2", "")
        text = text.replace("status: final", f"status: {status}")
        text = text.replace("- Incident Commander: Priya Nair", "- Owner: Priya Nair").replace("OPS-88", "OPS-88x")
        found = report(text.encode(), "2026-05-14-action-without-owner.md").findings
        return {finding.rule_id: finding.level for finding in found}

    @pytest.mark.parametrize("severity", ["Sev-1", "Sev-2"])
    def test_what_the_process_demands_is_an_error_and_what_it_advises_a_warning(self, severity: str) -> None:
        expected = {"PM202": Level.ERROR, "PM204": Level.ERROR, "PM402": Level.WARNING}
        assert self.levels(severity, "final") == expected

    @pytest.mark.parametrize("severity", ["Sev-1", "Sev-2"])
    def test_what_a_draft_lacks_is_a_warning_and_what_it_says_wrongly_an_error(self, severity: str) -> None:
        expected = {"PM202": Level.WARNING, "PM204": Level.ERROR, "PM402": Level.WARNING}
        assert self.levels(severity, "draft") == expected

    @pytest.mark.parametrize("severity", ["Sev-3", "Sev-4"])
    @pytest.mark.parametrize("status", ["final", "draft"])
    def test_where_a_postmortem_is_optional_the_same_faults_are_notes(self, severity: str, status: str) -> None:
        assert self.levels(severity, status) == {"PM202": Level.NOTE, "PM204": Level.NOTE}

    @pytest.mark.parametrize("severity", ["Sev-9", "high-ish", "Sev-3/4", "~Sev-4"])
    def test_an_unclear_severity_never_makes_them_milder(self, severity: str) -> None:
        found = self.levels(severity, "final")
        assert found.pop("PM011") is Level.ERROR
        assert found == self.levels("Sev-1", "final")

    def test_a_demotion_never_makes_them_milder(self) -> None:
        found = self.levels("Sev-4 (was Sev-1)", "final")
        assert found.pop("PM029") is Level.WARNING
        assert found == self.levels("Sev-1", "final")


class TestMarks:
    """The notation itself."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a\nb <!-- pmlint: expect[PM101] -->\n", {(2, "PM101")}),
            ("a\n<!-- pmlint: expect[PM101] -->\nb\n", {(3, "PM101")}),
            ("a\n<!-- pmlint: expect[PM101] -->\n<!-- pmlint: expect[PM102] -->\nb\n", {(4, "PM101"), (4, "PM102")}),
            ("<!-- pmlint: expect[PM005] -->\nb\n", {(1, "PM005")}),
            ("---\nseverity: x  # pmlint: expect[PM011, PM012]\n---\n", {(2, "PM011"), (2, "PM012")}),
            ("---\n# pmlint: expect[PM011]\nseverity: x\n---\n", {(3, "PM011")}),
        ],
        ids=["behind it", "above it", "two above it", "at the top", "behind a key", "above a key"],
    )
    def test_stand_for_a_line(self, text: str, expected: set[tuple[int, str]]) -> None:
        assert set(marked(text)) == expected
