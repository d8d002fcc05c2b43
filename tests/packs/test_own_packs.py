"""What a pack of one's own may say, and what is told of it: the installed command, on documents of a team."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmlint.packs import bundled_names, load_bundled
from pmlint.policy import unasked_sections

from .quay import DOCUMENT, PACK, RULE, quay_pack, ran

OPTIONAL = PACK + "  - {id: bill, title: What it cost, optional: true}\n"
ORDER = (
    "id: QY002\nname: mixed\nsummary: s\nlevel: error\ncheck: [{kind: sections-in-order}, {kind: sections-not-empty}]\n"
    "source: s\nwhy: w\nfix: f\nexamples: []\n"
)
COST = "## What it cost\n\nForty bookings went to the southern port.\n"


def found(folder: Path, document: str) -> list[str]:
    """What is said of a document by the pack beside it, without its place."""
    (folder / "2026-09-02-crane.md").write_text(document, encoding="utf-8")
    _, lines, _ = ran(folder, "check", "--pack", "./quay", "2026-09-02-crane.md")
    return [line.partition(": ")[2] for line in lines if ".md:" in line]


class TestOptionalSections:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return quay_pack(tmp_path, pack=OPTIONAL, mixed=ORDER).parent

    def test_one_that_is_absent_is_not_missing(self, folder: Path) -> None:
        assert found(folder, DOCUMENT) == []

    def test_one_that_is_there_has_its_place(self, folder: Path) -> None:
        assert found(folder, f"{DOCUMENT}\n{COST}") == []
        before = DOCUMENT.replace("## Summary", f"{COST}\n## Summary")
        assert found(folder, before) == ["error QY002 section 'What it cost' is out of order"]

    def test_one_that_is_there_has_to_say_something(self, folder: Path) -> None:
        empty = f"{DOCUMENT}\n## What it cost\n"
        assert found(folder, empty) == ["error QY002 section 'What it cost' is empty"]

    def test_the_others_are_still_asked_for(self, folder: Path) -> None:
        assert found(folder, DOCUMENT.replace("## Lessons", "## Also")) == ["error QY001 section 'Lessons' is missing"]

    def test_a_rule_may_ask_for_it_by_its_id(self, tmp_path: Path) -> None:
        folder = quay_pack(tmp_path, pack=OPTIONAL, lost=RULE.replace("present}", "present, only: [bill]}")).parent
        assert "error QY001 section 'What it cost' is missing" in found(folder, DOCUMENT)

    def test_they_are_shown_as_such(self, folder: Path) -> None:
        shown = " ".join(" ".join(ran(folder, "rules", "--pack", "./quay")[1]).split())
        assert "What it cost (bill, optional, 1 name)" in shown
        assert "Lessons (lessons, 1 name)" in shown

    def test_a_template_may_leave_them_out(self, folder: Path) -> None:
        template = (
            "# {title}\n\nDate: {YYYY-MM-DD}\n\n## Summary\n\n{what}\n\n## Timeline\n\n{when}\n\n## Lessons\n\n{l}\n"
        )
        (folder / "quay" / "template.md").write_text(template, encoding="utf-8")
        options = ("--pack", "./quay", "--title", "Cranes stood still", "--date", "2026-09-02", "--slug", "cranes")
        code, _, told = ran(folder, "new", *options, "--folder", ".")
        assert code == 0, told
        written = (folder / "2026-09-02-cranes.md").read_text(encoding="utf-8")
        assert "{when}" in written
        assert "What it cost" not in written


class TestSectionsThatNoRuleAsksFor:
    def told(self, folder: Path) -> list[str]:
        (folder / "2026-09-02-crane.md").write_text(DOCUMENT, encoding="utf-8")
        code, _, told = ran(folder, "check", "--pack", "./quay", "2026-09-02-crane.md")
        assert code in (0, 1)
        return [line for line in told if line.startswith("warning")]

    def test_a_pack_without_a_rule_is_told(self, tmp_path: Path) -> None:
        """The first thing that an author writes: all documents would pass."""
        pack = quay_pack(tmp_path)
        (pack / "lost.yaml").unlink()
        (line,) = self.told(tmp_path)
        assert line.startswith(
            "warning: pack 'quay': no rule asks whether these sections are there: 'Summary', 'Timeline', 'Lessons' ("
        )

    def test_one_that_no_rule_names_is_told(self, tmp_path: Path) -> None:
        quay_pack(tmp_path, lost=RULE.replace("present}", "present, only: [summary, lessons]}"))
        (line,) = self.told(tmp_path)
        assert ": 'Timeline' (" in line

    def test_one_that_a_rule_leaves_out_is_not(self, tmp_path: Path) -> None:
        quay_pack(tmp_path, lost=RULE.replace("present}", "present, but: [timeline]}"))
        assert self.told(tmp_path) == []

    def test_an_optional_one_is_not(self, tmp_path: Path) -> None:
        quay_pack(tmp_path, pack=OPTIONAL)
        assert self.told(tmp_path) == []

    def test_a_rule_that_a_pack_switches_off_asks_for_nothing(self, tmp_path: Path) -> None:
        text = "extends: google-sre\nname: quay\ntitle: T\nsource: S\nlevels: {missing-section: off}\n"
        pack = quay_pack(tmp_path, pack=text)
        (pack / "lost.yaml").unlink()
        (line,) = self.told(tmp_path)
        assert "'Summary', 'Impact'" in line

    @pytest.mark.parametrize("name", bundled_names())
    def test_no_bundled_pack_has_one(self, name: str) -> None:
        pack = load_bundled(name)
        assert unasked_sections(pack.process, pack.rules) == []


class TestBorrowedRules:
    BORROWING = PACK + "borrow: [google-sre/missing-status, google-sre/missing-title]\n"

    def shown(self, folder: Path) -> tuple[int, list[str], list[str]]:
        return ran(folder, "rules", "--pack", "./quay", "--color", "never")

    def test_they_are_rules_of_the_pack_with_their_ids(self, tmp_path: Path) -> None:
        """One that the other pack takes over itself is borrowed by its name, too."""
        folder = quay_pack(tmp_path, pack=self.BORROWING).parent
        code, lines, told = self.shown(folder)
        assert (code, told) == (0, [])
        assert [line.split()[:3] for line in lines if line.startswith(("PM005", "PM017", "QY"))] == [
            ["PM005", "missing-title", "warning"],
            ["PM017", "missing-status", "warning"],
            ["QY001", "lost", "error"],
        ]
        assert any("PM017" in line for line in found(folder, DOCUMENT))

    def test_a_level_of_one_is_changed_as_that_of_an_inherited_one(self, tmp_path: Path) -> None:
        text = self.BORROWING + "levels: {missing-status: error, PM005: off}\n"
        lines = self.shown(quay_pack(tmp_path, pack=text).parent)[1]
        assert [line.split()[:3] for line in lines if line.startswith(("PM005", "PM017"))] == [
            ["PM017", "missing-status", "error"]
        ]

    def test_one_of_a_folder_is_borrowed_by_its_path(self, tmp_path: Path) -> None:
        quay_pack(tmp_path)
        other = tmp_path / "company" / "ferry"
        other.mkdir(parents=True)
        (other / "pack.yaml").write_text(PACK + "borrow: [../../quay/lost]\n", encoding="utf-8")
        code, lines, _ = ran(tmp_path, "rules", "--pack", "company/ferry")
        assert code == 0
        assert any(line.startswith("QY001  lost") for line in lines)

    def test_two_packs_may_borrow_from_each_other(self, tmp_path: Path) -> None:
        quay_pack(tmp_path, pack=PACK + "borrow: [../ferry/late]\n")
        (tmp_path / "ferry").mkdir()
        (tmp_path / "ferry" / "pack.yaml").write_text(PACK + "borrow: [../quay/lost]\n", encoding="utf-8")
        late = RULE.replace("QY001", "QY007").replace("name: lost", "name: late")
        (tmp_path / "ferry" / "late.yaml").write_text(late, encoding="utf-8")
        assert [line.split()[0] for line in self.shown(tmp_path)[1] if line.startswith("QY")] == ["QY001", "QY007"]

    def test_their_examples_are_those_of_their_own_pack(self, tmp_path: Path) -> None:
        folder = quay_pack(tmp_path, pack=self.BORROWING).parent
        assert "PM017" in "".join(ran(folder, "rules", "--test", "--pack", "./quay")[1])
        (folder / "quay" / "example.md").write_text(
            DOCUMENT.replace("Date: 2026-09-02", "Date: 2026-09-02\n\nStatus: final"), encoding="utf-8"
        )
        assert ran(folder, "rules", "--test", "--pack", "./quay")[1] == ["2 examples pass"]

    @pytest.mark.parametrize(
        ("borrow", "told"),
        [
            (
                "[google-sre/missing-statuss]",
                "11:10: the pack has no rule 'missing-statuss' (did you mean 'missing-status'?)",
            ),
            ("[google-sr/missing-status]", "11:10: no pack is called 'google-sr' (did you mean 'google-sre'?)"),
            ("[missing-status]", "11:10: 'missing-status' is not a rule of a pack (write PACK/RULE, such as "),
            ("[../nowhere/lost]", "11:10: no pack is called '../nowhere' (bundled: "),
            ("google-sre/missing-status", "11:9: 'borrow': expected a list"),
            (
                "[google-sre/missing-section]",
                "11:10: 'google-sre/missing-section' can't be borrowed: the template has no section 'attachments' (it",
            ),
            (
                "[google-sre/empty-section, pagerduty/empty-section]",
                "11:36: a rule called 'empty-section' is borrowed already",
            ),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, tmp_path: Path, borrow: str, told: str) -> None:
        folder = quay_pack(tmp_path, pack=f"{PACK}borrow: {borrow}\n").parent
        code, _, lines = self.shown(folder)
        assert code == 2
        assert lines[0].startswith(f"error: quay/pack.yaml:{told}")
