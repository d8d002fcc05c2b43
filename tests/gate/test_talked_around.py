"""Documents, registers and configurations that try to talk around the gate: none of them may end as 0.

Each row puts files into a repository whose one postmortem complies, and says why the incident then stays open.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from .repository import (
    DOC,
    EXAMPLE,
    INC,
    PLACEHOLDER,
    WITHOUT_ACTIONS,
    WITHOUT_ISSUE,
    WITHOUT_OWNER,
    WITHOUT_SECTION,
    Gate,
    changed,
    codes,
    write,
)

Files = dict[str, str | bytes | None]


class Dodge(NamedTuple):
    """What is put into the repository, and why the incident stays open for all that."""

    name: str
    files: Files
    code: str
    exit: int = 1
    arguments: tuple[str, ...] = (INC, "--severity", "2")


def configured(name: str, text: str, document: str = WITHOUT_SECTION) -> Dodge:
    """A configuration that would let a document pass in which something is missing."""
    return Dodge(f"configuration: {name}", {".pmlint.yaml": text, DOC: document}, "findings")


def packed(name: str, files: dict[str, str], document: str = WITHOUT_SECTION) -> Dodge:
    """A pack of the team's own that extends the bundled one and asks for less."""
    own: Files = {f"ours/{path}": text for path, text in files.items()}
    own.setdefault("ours/pack.yaml", "extends: incident-process\nname: ours\ntitle: Ours\nsource: ours\n")
    return Dodge(f"pack: {name}", {".pmlint.yaml": "pack: ./ours\n", DOC: document, **own}, "findings")


def stated(name: str, *replacements: tuple[str, str], code: str = "no-postmortem") -> Dodge:
    """A document that only seems to name the incident."""
    return Dodge(f"document: {name}", {DOC: changed(*replacements)}, code)


def asking(comment: str) -> str:
    """A document without a section whose body begins with a comment."""
    return changed(("# FX drift", f"{comment}\n# FX drift"), text=WITHOUT_SECTION)


PACK = "extends: incident-process\nname: ours\ntitle: Ours\nsource: ours\n"
RULE = (
    "id: PM101\nname: missing-section\nsummary: Each section is there\nlevel: note\ncheck: {kind: sections-present}\n"
    "source: ours\nwhy: ours\nfix: ours\nexamples: [{good: '# T'}]\n"
)
EXCLUDED_BY_NAME = "docs/incidents/README.md"
IGNORE = "<!-- pmlint: ignore[PM201] vendor tracks it -->"
IGNORED = "".join(
    f"| Alert number {number} for the hold | Mira Okafor | | 2026-04-02 | {IGNORE}\n" for number in range(3)
)
TABLE = "| Action | Owner | Issue | Due |\n| --- | --- | --- | --- |\n| Page when"
WHOLE_FILE_IGNORE = "<!-- pmlint: ignore-file[PM101] agreed with the owners until=2026-05-01 -->\n"

DODGES = [
    # The document lacks something, and the configuration says that it need not have it.
    configured("a level off", "levels: {missing-section: off}\n"),
    configured("a level off by id", "levels: {PM101: off}\n"),
    configured("all levels of a kind off", "levels: {PM1: off}\n"),
    configured("a level lowered", "levels: {missing-section: note}\n"),
    configured("issues off", "levels: {PM201: off}\n", WITHOUT_ISSUE),
    configured("owners off", "levels: {PM202: warning}\n", WITHOUT_OWNER),
    configured("no actions asked for", "levels: {PM2: off}\n", WITHOUT_ACTIONS),
    configured("placeholders allowed", "levels: {PM103: note}\n", PLACEHOLDER),
    configured(
        "two severities allowed",
        "levels: {conflicting-severity: off}\n",
        changed(("commander:", "sev: Sev-4\ncommander:")),
    ),
    configured("since", "since: 2027-01-01\n"),
    configured("overrides with levels", "overrides: [{paths: [docs], levels: {PM101: off}}]\n"),
    configured("overrides with since", "overrides: [{paths: [docs], since: 2030-01-01}]\n"),
    configured("overrides with another pack", "overrides: [{paths: [docs], pack: google-sre}]\n"),
    configured("overrides with a severity", "overrides: [{paths: [docs], severity: 4}]\n"),
    configured("overrides with a process", "overrides: [{paths: [docs], process: {sections: [summary]}}]\n"),
    configured("fewer sections", "process: {sections: [summary, corrective_actions, sign_off]}\n"),
    configured("no postmortem required", "process: {severities: [{level: 2, postmortem: optional}]}\n"),
    configured("other severities", "process: {severities: [{level: 4, name: High, postmortem: optional}]}\n"),
    configured("severity of documents", "severity: 4\n", changed(("severity: Sev-2\n", ""), text=WITHOUT_SECTION)),
    configured(
        "a section that holds no actions any more",
        "process: {sections: [{id: corrective_actions, holds: prose}]}\n",
        WITHOUT_ISSUE,
    ),
    configured(
        "a group that asks for no issues",
        "process: {action-groups: [{kind: immediate, title: Preventive, aliases: [Corrective]}]}\n",
        WITHOUT_ISSUE,
    ),
    configured("fail-on is not the gate's", "fail-on: error\nlevels: {PM101: warning}\n"),
    configured(
        "drafts are judged", "final: false\n", changed(("status: final", "status: draft"), text=WITHOUT_SECTION)
    ),
    configured(
        "somebody called TBD",
        "people: [TBD, Tomas Lind, Noor Haddad, Mira Okafor]\n",
        changed(("ten minutes | Mira Okafor |", "ten minutes | TBD |")),
    ),
    configured("an issue called none", "process: {trackers: {patterns: [none]}}\n", changed(("PAY-412", "none"))),
    configured("one word is enough", "process: {enough-words: 1}\n", PLACEHOLDER),
    configured("a tracker without projects", "trackers: {projects: [NONE]}\n", EXAMPLE),
    # A pack of the team's own asks for less.
    packed("fewer sections", {"pack.yaml": f"{PACK}sections: [summary, impact]\n"}),
    packed("a level off", {"pack.yaml": f"{PACK}levels: {{missing-section: off}}\n"}),
    packed("issues off", {"pack.yaml": f"{PACK}levels: {{PM201: off}}\n"}, WITHOUT_ISSUE),
    packed("owners are notes", {"pack.yaml": f"{PACK}levels: {{PM202: note, PM205: note}}\n"}, WITHOUT_OWNER),
    packed(
        "a pack between",
        {
            "pack.yaml": PACK.replace("incident-process", "./between"),
            "between/pack.yaml": f"{PACK}levels: {{PM101: off}}\n",
        },
    ),
    packed("no sections", {"pack.yaml": f"{PACK}sections: []\n"}),
    packed("no severities at all", {"pack.yaml": f"{PACK}severities: []\n"}),
    packed("a rule replaced", {"missing-section.yaml": RULE}),
    packed(
        "a rule that may be ignored",
        {"missing-section.yaml": f"{RULE.replace('level: note', 'level: error')}ignorable-in-file: true\n"},
        asking(WHOLE_FILE_IGNORE),
    ),
    packed(
        "no severities",
        {"pack.yaml": f"{PACK}severities: [{{level: 1, postmortem: optional}}, {{level: 2, postmortem: optional}}]\n"},
    ),
    # The document is not there for the gate.
    Dodge("excluded", {".pmlint.yaml": "exclude: ['2026*']\n"}, "no-postmortem"),
    Dodge("outside paths", {".pmlint.yaml": "paths: [other]\n", "other/.gitkeep": ""}, "no-postmortem"),
    Dodge("named as none", {".pmlint.yaml": "not-postmortems: ['2026*']\n"}, "no-postmortem"),
    Dodge("a name that is none", {DOC: None, EXCLUDED_BY_NAME: EXAMPLE}, "no-postmortem"),
    Dodge("another ending", {DOC: None, "docs/incidents/x.txt": EXAMPLE}, "no-postmortem"),
    Dodge("hidden", {DOC: None, "docs/incidents/.x.md": EXAMPLE}, "no-postmortem"),
    Dodge("another folder", {DOC: None, "notes/x.md": EXAMPLE, "docs/incidents/.gitkeep": ""}, "no-postmortem"),
    Dodge("no folder", {DOC: None, "notes/x.md": EXAMPLE}, "no-postmortem"),
    Dodge("an empty file", {DOC: ""}, "no-postmortem"),
    # The document names no incident, or names it where nobody has to mean it.
    stated("no ID", (f"id: {INC}\n", "")),
    stated("another ID", (f"id: {INC}", "id: INC-2026-008")),
    stated("the ID and more", (f"id: {INC}", f"id: {INC}1")),
    stated("in prose", (f"id: {INC}\n", ""), ("On 12 March", f"In {INC}, on 12 March")),
    stated("as a label in a section", (f"id: {INC}\n", ""), ("## 2. Impact\n", f"## 2. Impact\n\nSee {INC}.\n")),
    stated("in a link", (f"id: {INC}\n", ""), ("On 12 March", f"[On](https://x.example/{INC}) 12 March")),
    stated("in a comment", (f"id: {INC}\n", ""), ("# FX drift", f"<!-- id: {INC} -->\n\n# FX drift")),
    stated("in code", (f"id: {INC}\n", ""), ("## 1. Summary", f"```\nid: {INC}\n```\n\n## 1. Summary")),
    stated("in hidden HTML", (f"id: {INC}\n", ""), ("## 1.", f"<div hidden>\n\n**ID:** {INC}\n\n</div>\n\n## 1.")),
    stated("struck out", (f"id: {INC}\n", ""), ("## 1. Summary", f"~~**Incident ID:** {INC}~~\n\n## 1. Summary")),
    stated("below another key", (f"id: {INC}\n", f"related:\n  id: {INC}\n")),
    stated("among others", (f"id: {INC}\n", f"id: [{INC}, INC-1]\n")),
    stated("with a letter that looks alike", (f"id: {INC}", f"id: IN\u0421{INC[3:]}")),
    stated("with a hidden sign", (f"id: {INC}", f"id: INC\u200b{INC[3:]}")),
    stated("with wide digits", (f"id: {INC}", "id: INC-２０２６-007")),
    Dodge(
        "in the name of the file only",
        {DOC: None, f"docs/incidents/{INC}.md": changed((f"id: {INC}\n", ""))},
        "no-postmortem",
    ),
    Dodge("in an action", {DOC: changed((f"id: {INC}\n", ""), ("PAY-411", INC))}, "no-postmortem"),
    # Two documents, or two incidents.
    Dodge("two files", {"docs/incidents/copy.md": EXAMPLE}, "several-postmortems"),
    Dodge("a thin second file", {"docs/incidents/a.md": f"---\nid: {INC}\n---\n# T\n"}, "several-postmortems"),
    Dodge("the ID in small letters", {"docs/incidents/a.md": EXAMPLE.replace(INC, INC.lower())}, "several-postmortems"),
    stated("two IDs", ("# FX drift", "# INC-2026-009: FX drift"), code="findings"),
    # The document is milder than the record, or of another day.
    stated("milder", ("severity: Sev-2", "severity: Sev-3"), code="severity-differs"),
    stated("mildest", ("severity: Sev-2", "severity: Sev-4"), code="severity-differs"),
    Dodge("milder than the command line", {}, "severity-differs", arguments=(INC, "--severity", "1")),
    Dodge("milder, and thin", {DOC: changed(("Sev-2", "Sev-4"), text=WITHOUT_SECTION)}, "findings"),
    stated("no severity", ("severity: Sev-2\n", ""), code="findings"),
    stated("two severities", ("commander:", "sev: Sev-4\ncommander:"), code="findings"),
    # The document asks to be excused.
    Dodge("ignores a section", {DOC: asking(WHOLE_FILE_IGNORE)}, "findings"),
    Dodge(
        "ignores more than the budget", {DOC: changed((TABLE, TABLE.replace("| Page", f"{IGNORED}| Page")))}, "findings"
    ),
    Dodge("ignores by another tool", {DOC: asking("<!-- markdownlint-disable -->\n")}, "findings"),
    Dodge("a draft", {DOC: changed(("status: final", "status: draft"), text=WITHOUT_SECTION)}, "findings"),
    Dodge("a section in a comment", {DOC: changed(("## 5. ", "<!--\n## 5. "), ("## 6. ", "-->\n## 6. "))}, "findings"),
    # The register.
    Dodge(
        "severity by the document only",
        {"i.yaml": f"incidents: [{{id: {INC}}}]\n", DOC: changed(("Sev-2", "Sev-4"), text=WITHOUT_SECTION)},
        "findings",
        arguments=("--register", "i.yaml"),
    ),
    Dodge(
        "the register names the postmortem of another",
        {"i.yaml": f"incidents: [{{id: INC-1, severity: 2, postmortem: {DOC}}}]\n"},
        "id-differs",
        arguments=("--register", "i.yaml"),
    ),
    Dodge(
        "the register names no file",
        {"i.yaml": "incidents: [{id: INC-1, severity: 2, postmortem: docs/incidents/none.md}]\n"},
        "no-postmortem",
        arguments=("--register", "i.yaml"),
    ),
    Dodge(
        "the register names a file that is excluded",
        {
            "i.yaml": f"incidents: [{{id: {INC}, severity: 2, postmortem: {DOC}}}]\n",
            ".pmlint.yaml": "exclude: [2026*]\n",
        },
        "no-postmortem",
        arguments=("--register", "i.yaml"),
    ),
    Dodge(
        "another day",
        {"i.yaml": f"incidents: [{{id: {INC}, severity: 2, opened: 2026-01-12}}]\n"},
        "dates-differ",
        arguments=("--register", "i.yaml"),
    ),
    Dodge(
        "a day after it was closed",
        {"i.csv": f"id,severity,closed\n{INC},2,2026-03-01\n"},
        "dates-differ",
        arguments=("--register", "i.csv"),
    ),
    Dodge(
        "by hand, with the severity of the register",
        {".pmlint.yaml": "gate: {register: i.yaml}\n", "i.yaml": f"incidents: [{{id: {INC}, severity: 1}}]\n"},
        "severity-differs",
        arguments=(INC,),
    ),
    Dodge(
        "by hand, milder than the register",
        {".pmlint.yaml": "gate: {register: i.yaml}\n", "i.yaml": f"incidents: [{{id: {INC}, severity: 1}}]\n"},
        "severity-differs",
        arguments=(INC, "--severity", "4"),
    ),
    # What can't be read may be anybody's.
    Dodge("not UTF-8", {DOC: b"\xff\xfe"}, "unreadable", 4),
    Dodge("binary beside it", {"docs/incidents/b.md": b"\0"}, "unreadable", 4),
    Dodge("too large", {"docs/incidents/b.md": b"x" * (1024 * 1024 + 1)}, "unreadable", 4),
    Dodge("nested too deep", {"docs/incidents/b.md": "# T\n\n" + "- " * 60 + "x\n"}, "unreadable", 4),
]


@pytest.mark.parametrize("dodge", DODGES, ids=lambda dodge: dodge.name)
def test_the_gate_is_not_talked_around(dodge: Dodge, gate: Gate) -> None:
    write(dodge.files)
    code, told = gate(*dodge.arguments)
    assert code == dodge.exit
    assert dodge.code in codes(told)


def test_the_rows_are_enough_and_the_document_without_a_dodge_may_close(gate: Gate) -> None:
    assert len(DODGES) >= 60
    assert gate(INC, "--severity", "2")[0] == 0


@pytest.mark.parametrize("make", ["fifo", "link", "loop", "folder link", "device"])
def test_what_is_no_file_leaves_it_undecided(make: str, gate: Gate) -> None:
    target = Path("docs/incidents/x.md")
    if make == "fifo":
        os.mkfifo(target)
    else:
        target.symlink_to({"link": Path(DOC).name, "loop": "x.md", "folder link": ".", "device": "/dev/zero"}[make])
    code, told = gate(INC, "--severity", "2")
    assert code == 4
    assert "unreadable" in codes(told)


def test_a_file_that_nobody_may_read_leaves_it_undecided(gate: Gate) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    write({"docs/incidents/b.md": "x"})
    os.chmod("docs/incidents/b.md", 0)
    assert gate(INC, "--severity", "2")[0] == 4
