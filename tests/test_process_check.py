"""`pmlint process check`: the document of a process beside the policy."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pmlint.finding import Remark
from pmlint.packs import DEFAULT_PACK, load_bundled
from pmlint.policy import PolicyFile, make_policy
from pmlint.process_document import disagreements, hooks_of, meta_faults, read_parts, topics_of
from pmlint.text import Source

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).parent / "pmlint"
EXAMPLE = ROOT / "examples" / "process" / "PROCESS.md"
TEXT = EXAMPLE.read_text("utf-8")
META = EXAMPLE.with_suffix(".meta.json").read_text("utf-8")
POLICY = make_policy(load_bundled(DEFAULT_PACK), PolicyFile(), {}, final=False)
PROCESS = POLICY.process
UNITS = PROCESS.words.times.units

LOST = TEXT.translate(str.maketrans("≤≥→", "???"))
"""The document as it is where its signs got lost."""


@cache
def remarks(text: str) -> Counter[tuple[str, str]]:
    """What is said of a process document but for `[Unverified]`: each kind and message."""
    found = disagreements(read_parts(Source("PROCESS.md", text)), topics_of(PROCESS), UNITS)
    return Counter((each.kind, each.violation.message) for each in found if each.kind != "unverified")


def said_of_data(text: str, runs_pmlint: bool | None = None) -> list[Remark]:
    source = Source("PROCESS.meta.json", text)
    return meta_faults(source, "PROCESS.md", hooks_of(PROCESS), PROCESS.source, UNITS, runs_pmlint)


@pytest.mark.parametrize("text", [TEXT, LOST], ids=["as written", "without its signs"])
def test_the_document_that_the_pack_is_made_of_agrees_with_it(text: str) -> None:
    assert remarks(text) == Counter()
    marks = disagreements(read_parts(Source("PROCESS.md", text)), topics_of(PROCESS), UNITS)
    assert len(marks) == text.count(r"\[Unverified") + text.count("[Unverified]}") == 22


ORDINAL = re.compile(r"^### ([0-9])\)", re.MULTILINE)
"""The number of a template's heading, which counts and says nothing."""

FIGURES = [
    figure.span()
    for figure in re.finditer(r"[0-9]+", LOST)
    if figure.start() not in [each.start(1) for each in ORDINAL.finditer(LOST)]
]


@pytest.mark.parametrize("place", FIGURES, ids=[f"{LOST.count(chr(10), 0, at) + 1}:{at}" for at, _ in FIGURES])
def test_one_figure_changed_is_one_finding_more(place: tuple[int, int]) -> None:
    start, end = place
    found = remarks(f"{LOST[:start]}{int(LOST[start:end]) + 7}{LOST[end:]}")
    in_prose = LOST.rfind("\n", 0, start) in (LOST.rfind("\n", 0, LOST.find(each)) for each in ("> Local", "*Reason"))
    assert [kind for kind, _ in found.elements()] == ["unread part" if in_prose else "figure"]


@pytest.mark.parametrize(
    "name",
    [
        "Critical", "High", "Medium", "Low", "Incident Commander", "Ops", "Scribe", "Summary", "Impact", "Timeline",
        "Root Cause", "Contributing Factors", "Detection & Response", "What Worked / What Didn’t", "Corrective Actions",
        "Attachments", "Sign-off", "Immediate Mitigations", "Corrective", "Preventive",
    ],
)  # fmt: skip
def test_a_section_role_severity_or_group_renamed_is_one_finding_more(name: str) -> None:
    written = re.search(rf"(?<=\*\*){re.escape(name)}(?=[*:/ ])|(?<=\(){re.escape(name)}(?=\)\*\*)", LOST)
    assert written, name
    found = remarks(f"{LOST[: written.start()]}Zebra{LOST[written.end() :]}")
    assert [kind for kind, _ in found.elements()] == ["name"]


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("**MTTR:** ASAP", "**MTTR:** tomorrow"),
        ("API/Worker owner", "Worker"),
        ("an issue ID and owner", "an issue ID"),
        ("must exist before closing", "should exist before closing"),
        ("**owner**, **issue ID**, **due date**", "**owner**, **issue ID**"),
        ("On-call receives alert", "The manager receives alert"),
        ("≤2 GB".replace("≤", "?**") + "**", "?**2 TB**"),
    ],
)
def test_a_target_or_a_rule_in_other_words_is_one_finding_more(written: str, now: str) -> None:
    assert LOST.count(written) == 1
    assert sum(remarks(LOST.replace(written, now)).values()) == 1


@pytest.mark.parametrize("sign", [">5m", "≥5m", "<5m"])
def test_another_sign_is_one_finding_more_and_a_lost_one_none(sign: str) -> None:
    changed = TEXT.replace("(≤5m)", f"({sign})", 1).replace("Ack (T+", "Ack (T+")
    assert sum(remarks(changed).values()) == 1
    assert remarks(TEXT.replace("(≤5m)", "(?5m)", 1)) == Counter()


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (r"(?m)^\* Demote only.*\n", "", ["missing part"]),
        (r"(?m)^(\* Promote.*)$", r"\1\n* Wake the vendor after dinner.", ["unknown part"]),
        (r"(?m)^\| \*\*Sev-4.*\n", "", ["missing part"]),
        (r"(?m)^5\. \*\*Contributing.*\n", "", ["missing part"]),
        (r"\*\*CI Rules\*\*", "**What runs by itself**", []),
        (r"15m\)", "15 minutes)", []),
        (r"\*\*48h\*\*", "**2 days**", []),
        (r"\*\*", "__", []),
        (r"(?m)^\* ", "- ", []),
    ],
)
def test_what_is_missing_or_new_is_told_and_another_way_of_writing_is_not(old: str, new: str, kinds: list[str]) -> None:
    changed = re.sub(old, new, TEXT)
    assert changed != TEXT
    assert [kind for kind, _ in remarks(changed).elements()] == kinds


OTHER = """\
# How we handle incidents

| Level | When | Who leads |
|---|---|---|
| Sev-1 (Critical) | API/UI hard down (/health failing); UJ1/UJ2 unavailable (≥ 60 % errors 15 min) | API owner; ASAP |
| Sev-2 (High) | Fast SLO burn (>2x budget 1h); FX drift hold > 30 min or growing queue | API/Worker owner; 45 minutes |

## Who is paged

- Page, T+0: On-call receives alert (channel)
- Ack, 5 minutes: IC acknowledges; posts initial severity and scope
- Triage, ≤ 20 min: run Runbook Immediate Checks; decide mitigations

## What a postmortem has

1. Summary
2. What it did
3. Timeline
4. Root Cause
5. Contributing Factors
6. Detection and Response
7. What Worked / What Didn't
8. Corrective Actions
9. Attachments
10. Sign-off

For Sev ≤ 3 a postmortem file with sections 1-10 must exist before closing the incident. It takes 20 minutes a day.

| Day | Who |
|---|---|
| Monday | Ana |
"""
"""Another team's document: in its own words, in the same shapes."""


def test_the_document_of_another_team_is_read_as_far_as_it_is_understood() -> None:
    found = [message for kind, message in remarks(OTHER) if kind in ("figure", "name")]
    assert len(found) == 5
    for told in (
        "'≥ 60 %' where",
        "'≤ 20 min' where",
        "'45 minutes' where",
        "'≤ 3' where",
        "calls 'What it did' 'Impact'",
    ):
        assert sum(told in message for message in found) == 1, told


def test_what_is_not_understood_is_told() -> None:
    found = [message for kind, message in remarks(OTHER) if kind == "unread part"]
    assert [message.rpartition(": ")[2] for message in found] == ["'It takes 20 minutes a day.'", "'Monday'"]


@pytest.mark.parametrize(("figure", "kinds"), [("48h", []), ("72h", ["figure"])])
def test_prose_that_restates_a_rule_is_held_to_its_figures(figure: str, kinds: list[str]) -> None:
    text = f"{TEXT}\n\nDue: draft in {figure}, finalized in 5 business days.\n"
    assert [kind for kind, _ in remarks(text).elements()] == kinds


def test_a_matter_of_which_nothing_is_said_is_told_once() -> None:
    ((kind, message),) = remarks(TEXT[: TEXT.index("**CI Rules**")])
    assert (kind, message) == ("missing part", "nothing was understood about: CI rules")


@pytest.mark.parametrize(
    "text", ["", "# Ours\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "```\n```\n", "- \n  - \n", "\0"]
)
def test_any_text_is_a_process_document(text: str) -> None:
    assert "missing part" in {kind for kind, _ in remarks(text)}


def test_hidden_text_is_no_part_of_the_document() -> None:
    assert remarks(f"{TEXT}\n<!--\n- Draft in 72h.\n-->\n") == Counter()


def test_the_data_of_the_example_is_without_fault() -> None:
    assert said_of_data(META) == []
    assert said_of_data(META.replace("≤ 2", "? 2")) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('"1.0"', '"1.1"', "figure"),
        ("≤ 2", "≤ 3", "figure"),
        ("INCIDENTS/PROCESS.md", "INCIDENTS/RUNBOOK.md", "meta"),
        ('"Draft"', '""', "meta"),
        ('"status": "Draft",\n', "", "meta"),
        ('["PROJECT_BLUEPRINT.md"]', '"PROJECT_BLUEPRINT.md"', "meta"),
        ('"open_questions": []', '"open_questions": [1]', "meta"),
        ('"version": "1.0",', '"version": "1.0", "version": "1.0",', "meta"),
        ("{", "", "meta"),
        ('"1.0"', "1" * 5000, "meta"),
        ("[]", "[" * 100_000, "meta"),
        ("Postmortem required on Sev ≤ 2", "Coffee", "figure"),
    ],
)
def test_each_fault_of_the_data_is_one_finding(old: str, new: str, kind: str) -> None:
    changed = META.replace(old, new, 1)
    assert changed != META
    assert [each.kind for each in said_of_data(changed)] == [kind]


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"version": NaN}', '"\\ud800"', "null"])
def test_any_text_is_data_with_faults(text: str) -> None:
    assert said_of_data(text)


@pytest.mark.parametrize(("runs", "count"), [(None, 0), (True, 0), (False, 1)])
def test_a_hook_that_nothing_runs_is_told_inside_a_repository(runs: bool | None, count: int) -> None:
    assert [each.kind for each in said_of_data(META, runs)] == ["hook"] * count


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> Path:
        for file in (EXAMPLE, EXAMPLE.with_suffix(".meta.json")):
            shutil.copy(file, tmp_path)
        return tmp_path

    def run(self, folder: Path, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [COMMAND, "process", "check", "PROCESS.md", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout, done.stderr

    def rules(self, folder: Path, *arguments: str) -> tuple[int, list[tuple[str, str, int]]]:
        code, out, _ = self.run(folder, "--format", "json", *arguments)
        found: list[dict[str, Any]] = json.loads(out)["findings"]
        return code, [(each["path"], each["rule"], each["line"]) for each in found if each["rule"] != "PM816"]

    def test_ends_with_0_where_there_are_notes_only(self, folder: Path) -> None:
        code, out, err = self.run(folder)
        assert (code, err) == (0, "")
        assert out.endswith("22 notes in 2 files\n")

    def test_ends_with_1_where_a_figure_differs_and_says_the_line(self, folder: Path) -> None:
        (folder / "PROCESS.md").write_text(TEXT.replace("**48h**", "**72h**"), "utf-8")
        assert self.rules(folder) == (1, [("PROCESS.md", "PM811", 95)])
        assert self.rules(folder, "--exit-zero")[0] == 0
        assert self.rules(folder, "--level", "process-figure-differs=warning")[0] == 0

    def test_holds_the_document_to_the_policy_in_force(self, folder: Path) -> None:
        (folder / ".pmlint.yaml").write_text("process:\n  deadlines: {draft-hours: 72}\n", "utf-8")
        assert self.rules(folder) == (1, [("PROCESS.md", "PM811", 95)])
        (folder / "PROCESS.md").write_text(TEXT.replace("**48h**", "**72h**"), "utf-8")
        assert self.rules(folder) == (0, [])

    @pytest.mark.parametrize(
        ("path", "text", "held"),
        [
            (".github/workflows/ci.yml", "steps:\n  - run: pmlint docs/incidents\n", True),
            (".github/workflows/ci.yml", "steps:\n  # pmlint comes later\n  - run: make\n", False),
            (".pre-commit-config.yaml", "repos:\n  - repo: https://example.org/pmlint\n", True),
            ("ci.txt", "pmlint", False),
        ],
    )
    def test_a_hook_is_held_by_what_the_repository_runs(self, folder: Path, path: str, text: str, held: bool) -> None:
        (folder / ".git").mkdir()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
        assert self.rules(folder) == (0, [] if held else [("PROCESS.meta.json", "PM817", 5)])

    def test_a_file_that_is_not_there_is_bad_usage_and_one_that_cant_be_read_is_incomplete(self, folder: Path) -> None:
        (folder / "PROCESS.meta.json").unlink()
        code, _, err = self.run(folder)
        assert (code, err) == (0, "note: no 'PROCESS.meta.json' next to it\n")
        (folder / "PROCESS.md").write_bytes(b"\xff\xfe")
        assert self.run(folder)[0] == 4
        (folder / "PROCESS.md").unlink()
        assert self.run(folder)[0] == 2
