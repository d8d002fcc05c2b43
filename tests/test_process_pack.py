"""`pmlint process pack`: the pack that a process document describes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from pmlint.packs import DEFAULT_PACK, bundled_folder, load_bundled, load_written
from pmlint.process import Process
from pmlint.process_document import (
    data_of,
    description,
    disagreements,
    hooks_of,
    meta_faults,
    pack_data,
    read_parts,
    topics_of,
)
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml, yaml_text

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).parent / "pmlint"
EXAMPLE = ROOT / "examples" / "process" / "PROCESS.md"
SHARED = ROOT.parent / "shared" / "process" / "PROCESS.md"
TEXT = EXAMPLE.read_text("utf-8")
META = EXAMPLE.with_suffix(".meta.json").read_text("utf-8")
KNOWN = load_bundled(DEFAULT_PACK)
LOST = TEXT.translate(str.maketrans("≤≥→", "???"))
"""The document as it is where its signs got lost."""


class Made(NamedTuple):
    """What is made of a document: the process, the YAML, what is told, and what `process check` still finds."""

    process: Process
    yaml: str
    told: tuple[str, ...]
    left: tuple[str, ...]
    found: tuple[tuple[str, str], ...]

    @property
    def data(self) -> dict[str, Any]:
        """What the YAML says, apart from the lines of the document."""
        text = re.sub(r", line [0-9]+", "", self.yaml)
        data = as_data(parse_yaml(Source("pack.yaml", text), Span(0, len(text))))
        assert isinstance(data, dict)
        return data


@cache
def made(text: str, meta: str = META) -> Made:
    doc = read_parts(Source("PROCESS.md", text))
    data = Source("PROCESS.meta.json", meta)
    described = description(doc, data_of(data), KNOWN.vocabulary, "PROCESS.md")
    assert described
    process, units = described.process, described.process.words.times.units
    found = [
        *disagreements(doc, topics_of(process), units),
        *meta_faults(data, "PROCESS.md", hooks_of(process), process.source, units, None),
    ]
    return Made(
        process,
        yaml_text(pack_data(process, KNOWN.process, DEFAULT_PACK)),
        tuple(each.message for each in described.told),
        described.left,
        tuple((each.kind, each.violation.message) for each in found if each.kind != "unverified"),
    )


def changes(one: object, other: object, at: str = "") -> set[str]:
    """The paths at which two packs differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {each for key in {**one, **other} for each in changes(one.get(key), other.get(key), f"{at}/{key}")}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return {each for index, (a, b) in pairs for each in changes(a, b, f"{at}/{index}")}
    return set() if one == other else {at}


def sentences(process: Process) -> dict[str, list[str]]:
    """All that a process says of itself, by topic."""
    return {each.title: [sentence.whole for sentence in each.says] for each in topics_of(process)}


@pytest.mark.parametrize("text", [TEXT, LOST], ids=["as written", "without its signs"])
def test_the_document_that_the_pack_is_made_of_describes_that_pack(text: str) -> None:
    pack = made(text)
    assert (pack.found, pack.told, pack.left) == ((), (), ())
    assert sentences(pack.process) == sentences(KNOWN.process)


ORDINAL = re.compile(r"^### ([0-9])\)", re.MULTILINE)
"""The number of a template's heading, which counts and says nothing."""

STEPS = re.compile(r"^([0-9])\. \*\*(?:Page|Ack|Triage)\*\*", re.MULTILINE)
"""The number of a step of paging, which a pack counts."""

ONCE = re.compile(r"\*\*Sev-([34]) |T\+(0)\)")
"""Figures that become none that a pack can hold: a severity of two digits, a time without a unit."""

NOT_HELD = [each.span(each.lastindex or 0) for form in (ORDINAL, STEPS, ONCE) for each in form.finditer(LOST)]
FIGURES = [each.span() for each in re.finditer(r"[0-9]+", LOST)]


def changed(place: tuple[int, int]) -> str:
    start, end = place
    return f"{LOST[:start]}{int(LOST[start:end]) + 7}{LOST[end:]}"


@pytest.mark.parametrize(
    "place",
    [each for each in FIGURES if each not in NOT_HELD],
    ids=lambda place: f"{LOST.count(chr(10), 0, place[0]) + 1}:{place[0]}",
)
def test_one_figure_changed_is_changed_in_the_pack_and_nothing_else_is(place: tuple[int, int]) -> None:
    pack, first = made(changed(place)), made(LOST)
    assert pack.found == ()
    assert pack.yaml != first.yaml
    before, now = sentences(first.process), sentences(pack.process)
    told = [
        (old, new)
        for title in now
        for old, new in zip(before.get(title, now[title]), now[title], strict=True)
        if old != new
    ]
    kept = [title for title in now if title not in before]
    is_severity = LOST[: place[0]].endswith("**Sev-")
    numbers = [(a.number, b.number) for a, b in zip(first.process.sections, pack.process.sections, strict=True)]
    renumbered = [pair for pair in numbers if pair[0] != pair[1]]
    assert len(told) + len(kept) + len(renumbered) == 1 or is_severity or "403" in LOST[slice(*place)]


@pytest.mark.parametrize("place", NOT_HELD[len(ORDINAL.findall(LOST)) :], ids=str)
def test_a_figure_that_a_pack_cant_hold_is_told(place: tuple[int, int]) -> None:
    pack = made(changed(place))
    assert pack.found


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("48h", "72h", {"/deadlines/draft-hours/value"}),
        ("48h", "3 days", {"/deadlines/draft-hours/value"}),
        ("5 business days", "7 business days", {"/deadlines/final-business-days/value"}),
        ("stable for 30m", "stable for 45m", {"/demotion/stable-minutes/value"}),
        ("(?5m)", "(?10m)", {"/paging/1/within"}),
        ("Ack (T+?5m)", "Ack (T+?10m)", {"/messages/0/within", "/messages/0/source"}),
        ("?30m \\[Unv", "?45m \\[Unv", {"/severities/1/time-to-repair/text", "/severities/1/repair-minutes/value"}),
        (
            "?50% errors",
            "?60% errors",
            {"/severities/0/criteria/1/text", "/severities/0/criteria/1/tests/0/figure"},
        ),
        ("errors 15m", "errors 20m", {"/severities/0/criteria/1/text", "/severities/0/criteria/1/tests/0/minutes"}),
        ("UJ1/UJ2 un", "UJ1/UJ5 un", {"/severities/0/criteria/1/text", "/severities/0/criteria/1/tests/0/journeys/1"}),
        ("(Critical)", "(Black)", {"/severities/0/name"}),
        ("**Root Cause:**", "**Why It Broke:**", {"/sections/3"}),
        ("**Corrective Actions:**", "**To Do:**", {"/sections/7"}),
        ("**Ops (Infra):**", "**Plumber (Infra):**", {"/roles/1/title"}),
        ("**Preventive**", "**For Good**", {"/action-groups/2/title"}),
        ("**MTTR:** ASAP", "**MTTR:** tomorrow", {"/severities/0/time-to-repair/text"}),
        ("**IC:** UI owner", "**IC:** the designer", {"/severities/3/commander"}),
    ],
)
def test_what_is_said_otherwise_is_otherwise_in_one_place(old: str, new: str, where: set[str]) -> None:
    assert LOST.count(old) == 1
    pack, first = made(LOST.replace(old, new)), made(LOST)
    assert pack.found == ()
    found = changes(first.data, pack.data)
    assert found == where or {each.split("/")[1] for each in found} == {each.split("/")[1] for each in where}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"(?m)^\* Demote only.*\n", "", "stable-minutes"),
        (r"(?m)^(\* Promote.*)$", r"\1\n* Wake the vendor after dinner.", "words only"),
        (r"(?m)^\| \*\*Sev-4.*\n", "", ""),
        (r"(?m)^5\. \*\*Contributing.*\n", "", ""),
        (r"(?m)^(9\. \*\*Att.*\n)", r"9. **Customer Messages:** what we told them.\n\1", ""),
        (r"(?m)^\* \*\*Scribe.*\n", "", ""),
        (r"(?m)^(\* \*\*Scribe.*)$", r"\1\n* **Customer Liaison (CL):** talks to customers.", "words only"),
        (r"(?m)^(3\. \*\*Triage.*)$", r"\1\n4. **Escalate** (≤45m): IC calls the vendor.", ""),
        (r"(?s)### 2\) Status.*?(?=### 3)", "", ""),
        (r"(?s)(?=## Blameless)", "### 5) Vendor (T+≤20m)\n\n```\nVendor of {who}\n```\n\n", "only people can fill"),
        (r"(?s)(?=## Blameless)", "It takes 21 parrots.\n\n- Feed the parrots.\n\n", "words only"),
        (r"48h", "90 minutes", "no figure for 'draft-hours'"),
        (r"Data loss/corruption", "Somebody lost a file", "nothing in a postmortem is tested"),
        (r"For \*\*Sev \? 2\*\*", "For **Sev ? 3**", "a different figure from PROCESS.md:93"),
    ],
)
def test_what_is_missing_or_new_is_so_in_the_pack_and_doubts_are_told(old: str, new: str, said: str) -> None:
    text = re.sub(old, new, LOST)
    assert text != LOST
    pack = made(text)
    assert pack.found == ()
    assert pack.yaml != made(LOST).yaml
    assert said in "\n".join((*pack.told, *pack.left))


def test_a_hook_and_the_version_are_taken_from_the_data_beside_the_document() -> None:
    pack = made(LOST, META.replace('"1.0"', '"1.4"').replace("≤ 2", "≤ 3"))
    assert pack.found == ()
    assert pack.process.source == "PROCESS.md, version 1.4"
    assert [each.text for each in pack.process.ci_hooks] == ["Postmortem required on Sev ≤ 3"]
    assert len(pack.told) == 1


def test_each_figure_has_its_section_and_line_and_its_mark() -> None:
    found = made(TEXT).process
    assert found.deadlines.draft_hours == (48, True, "PROCESS.md, Policy, line 95")
    assert found.severities[1].repair_minutes == (30, True, "PROCESS.md, Severity Matrix, line 10")
    assert [(step.within, step.unverified) for step in found.paging] == [(0, True), (5, True), (15, True)]
    assert found.paging[1].source == "PROCESS.md, Page→Ack→Triage SLA, line 36"
    assert [each.unverified for each in found.severities[0].criteria] == [False, False, True, True]


HOSTILE = [
    '!!python/object/apply:os.system ["x"]', "# no comment", "a\tb", "x" * 300_000, "\x07\x1b[31mred",
    "\u202etxt\u2066",
    "- {a: b}", "&a *a", "%TAG ! x", "---", "...", "<!-- x", "{required}", "null", "true", "0x10", "123", "@x",
    "? x : y",    "\ufeffbom", "😀", "\u2028line", "\\", "<script>x</script>", "::error::x",
]  # fmt: skip
PLACES = [
    "# Incident Process — Crypto Analytics Dashboard (MVP)", "**Impact:**", "Sev-4 (Low)", "Visual regressions",
    "**Ops (Infra):**",
    "**Ack**", "* Promote to higher", "Fix: {action taken}", "## Severity Matrix", "**Preventive**", "2) Status Update",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_a_pack_of_hostile_words_loads_and_shows_no_hidden_character(words: str) -> None:
    text = LOST
    for place in PLACES:
        name = re.search(r"\w[\w /]+", place)
        assert name
        text = text.replace(place, place.replace(name[0], words.replace("|", "")))
    written = made(text, json.dumps({"version": words, "ci_hooks": [words]})).yaml
    assert all(char.isprintable() or char == "\n" for char in written)
    pack = load_written(Path("x"), {"pack.yaml": written}, DEFAULT_PACK)
    assert pack.process.name == "process"


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> Path:
        for file in (EXAMPLE, EXAMPLE.with_suffix(".meta.json")):
            shutil.copy(file, tmp_path)
        return tmp_path

    def run(self, folder: Path, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run([COMMAND, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def pack(self, folder: Path, output: str = "ours") -> tuple[int, str, str]:
        return self.run(folder, "process", "pack", "PROCESS.md", "--output", output)

    def found(self, folder: Path, *arguments: str) -> list[tuple[str, str, int, str]]:
        _, out, _ = self.run(folder, *arguments, "--format", "json", "--as-of", "2026-11-28")
        return [(each["path"], each["rule"], each["line"], each["level"]) for each in json.loads(out)["findings"]]

    @pytest.mark.parametrize("document", [EXAMPLE, SHARED], ids=["example", "shared"])
    def test_the_pack_loads_agrees_with_its_document_and_judges_alike(self, folder: Path, document: Path) -> None:
        if not document.exists():
            pytest.skip("only beside this checkout")
        shutil.copy(document, folder / "PROCESS.md")
        assert self.pack(folder) == (0, "ours/pack.yaml\n", "")
        assert self.run(folder, "rules", "--pack", "./ours")[0] == 0
        notes = self.found(folder, "process", "check", "PROCESS.md", "--pack", "./ours")
        assert {rule for _, rule, _, _ in notes} == {"PM816"}
        documents = [str(ROOT / "examples" / "incidents"), str(ROOT / "tests" / "cases")]
        assert self.found(folder, "check", *documents, "--pack", "./ours") == self.found(folder, "check", *documents)

    def test_it_is_deterministic_and_keeps_the_schema(self, folder: Path) -> None:
        self.pack(folder)
        self.pack(folder, "again/and")
        text = (folder / "ours" / "pack.yaml").read_text("utf-8")
        assert text == (folder / "again" / "and" / "pack.yaml").read_text("utf-8")
        schema = json.loads((bundled_folder() / "pack.schema.json").read_text("utf-8"))
        Draft202012Validator(schema).validate(as_data(parse_yaml(Source("", text), Span(0, len(text)))))
        assert max(map(len, text.splitlines())) <= 120

    def test_other_sections_get_a_template_which_new_begins_from(self, folder: Path) -> None:
        text = TEXT.replace("**Root Cause:**", "**Why It Broke:**")
        (folder / "PROCESS.md").write_text(text, "utf-8")
        assert self.pack(folder)[1] == "ours/pack.yaml\nours/template.md\n"
        assert "## 4. Why It Broke" in (folder / "ours" / "template.md").read_text("utf-8")
        code, out, _ = self.run(
            folder, "new", "--pack", "./ours", "--severity", "2", "--title", "Rates stood still", "--folder", "."
        )
        assert code == 0
        assert "## 4. Why It Broke" in (folder / out.strip()).read_text("utf-8")

    def test_each_section_is_asked_for(self, folder: Path) -> None:
        text = re.sub(r"(?m)^(9\. \*\*Att.*\n)", r"9. **Customer Messages:** what we told.\n\1", TEXT)
        (folder / "PROCESS.md").write_text(text, "utf-8")
        self.pack(folder)
        (folder / "empty.md").write_text("# Rates stood still\n\nSeverity: Sev-1\n", "utf-8")
        _, out, _ = self.run(folder, "check", "--pack", "./ours", "empty.md", "--format", "json")
        missing = [each["message"] for each in json.loads(out)["findings"] if each["rule"] == "PM101"]
        assert len(missing) == 10  # the sign-off has a rule of its own
        assert sum("Customer Messages" in each for each in missing) == 1

    def test_what_is_not_said_is_left_to_the_other_pack_and_named(self, folder: Path) -> None:
        (folder / "PROCESS.md").write_text(TEXT[: TEXT.index("## Blameless")], "utf-8")
        (folder / "PROCESS.meta.json").unlink()
        code, _, err = self.pack(folder)
        assert code == 0
        for name in ("sections", "groups of actions", "draft-hours", "ci_hooks"):
            assert name in err.splitlines()[0]

    def test_a_taken_folder_a_missing_file_and_another_document_are_bad_usage(self, folder: Path) -> None:
        self.pack(folder)
        before = (folder / "ours" / "pack.yaml").read_bytes()
        code, out, err = self.pack(folder)
        assert (code, out) == (2, "")
        assert "'ours' is not empty" in err
        assert (folder / "ours" / "pack.yaml").read_bytes() == before
        assert self.pack(folder, "PROCESS.md")[0] == 2
        (folder / "link").symlink_to(folder / "elsewhere")
        assert self.pack(folder, "link")[0] == 2
        for content in (b"# Rates stood still\n\n## Summary\n\n- Nothing.\n", b"", b"\xff\xfe", b"- a\n" * 300_000):
            (folder / "PROCESS.md").write_bytes(content)
            code, _, err = self.pack(folder, "other")
            assert code == 2, err
            assert not (folder / "other").exists()
        assert "Markdown" in err or "larger" in err
        (folder / "PROCESS.md").unlink()
        assert self.pack(folder, "other")[:2] == (2, "")

    def test_an_empty_folder_is_written_to_and_the_terminal_gets_no_escape(self, folder: Path) -> None:
        (folder / "ours").mkdir()
        (folder / "PROCESS.md").write_text(f"{TEXT}\n\n- \x1b[31mFeed the parrots.\n", "utf-8")
        code, out, err = self.pack(folder)
        assert code == 0
        assert "Feed the parrots" in err
        assert "\x1b" not in out + err
