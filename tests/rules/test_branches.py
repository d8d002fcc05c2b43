"""What rules say where a document breaks them in a way that no example and no case shows.

Each row changes the example document of a pack, which breaks no rule. What is found then stands in `branches/`, whole:
messages, helps, and what they point at. Read what changed before you keep what `--update-goldens` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pmlint.packs import DEFAULT_PACK, bundled_names
from pmlint.rule import Example

from .said import said
from .test_rule_examples import examples, reported

ALONE = Example()
"""Nothing lies around the documents, and the clock is not asked."""

GOLDENS = Path(__file__).parent / "branches"
SEEN = "## 4. Root Cause\n\n"


def changed(edits: Mapping[str, str], pack: str = DEFAULT_PACK) -> str:
    """The example of a pack; each edit replaces the body of a section, by its id, or else words."""
    parts = dict(examples(pack).parts)
    for old, new in edits.items():
        if old == "head":
            parts[old] = new
        elif old in parts:
            parts[old] = f"{parts[old].partition(LINE)[0]}\n\n{new}\n\n"
        else:
            assert any(old in part for part in parts.values()), old
            parts = {name: part.replace(old, new, 1) for name, part in parts.items()}
    return "".join(parts.values())


def in_order(*first: str, behind: str = "") -> str:
    """The example with some sections in this order before all others, and something behind them all."""
    names = ("head", *first)
    return "".join(PARTS[name] for name in (*names, *(name for name in PARTS if name not in names))) + behind


LINE = "\n"
PARTS = examples(DEFAULT_PACK).parts
BODY = PARTS["root_cause"].removeprefix(SEEN).rstrip()
SIGNED = "- Incident Commander: Noor Haddad - approved 2026-03-17"
MIRA = "- Owner: Mira Okafor - approved 2026-03-18"
OWNERS = f"- Owner: Tomas Lind - approved 2026-03-17\n{MIRA}"
ACTION = "- Convert once (owner: Tomas Lind, PAY-411, due 2026-03-26)\n"
MITIGATED = "### Immediate Mitigations\n\nNone.\n\n### Corrective\n\n"
PREVENTED = "### Preventive\n\n"
ISSUE = "https://github.com/acme/fx/issues/"
CORRECTIVE = "| Tomas Lind | PAY-411 | 2026-03-26 |"
EMPTY_HEAD = "---\nstatus: final\n---\n\n"

ROOT_CAUSE_AS = {
    "a bold list item": f"- **Root Cause**\n\n  {BODY}\n\n",
    "a label": f"**Root Cause:** {BODY}\n\n",
    "a table row": f"| Part | Text |\n| --- | --- |\n| Root Cause | {BODY.partition('.')[0]} |\n\n",
    "in a quotation": "> ## Root Cause\n>\n> Two sources.\n\n",
    "in a link definition": '[a]: https://a.test "Root Cause"\n\n',
    "inside a list item": "- ## Root Cause\n\n  Two sources.\n\n",
    "in code": "```\n## Root Cause\n```\n\n",
    "in text": "Root Cause\n\n",
    "in another section's text": "What was the Root Cause here\nnobody knows.\n\n",
}

SECOND = "| 2026-03-12T07:52Z |"
THIRD = "| 2026-03-12T07:58Z |"
LAST = "| 2026-03-12T08:44Z |"
STATUS = "status: final\n"


def with_fields(*fields: str) -> str:
    """The example with further fields in its front matter."""
    return changed({STATUS: "".join(f"{line}\n" for line in (STATUS.strip(), *fields))})


DOCUMENTS: dict[str, dict[str, str]] = {
    "times": {
        "earlier by seconds in one rounded minute": changed({SECOND: "| 2026-03-12T07:58:30Z |"}),
        "earlier by seconds": changed({SECOND: "| 2026-03-12T07:58:30Z |", THIRD: "| 2026-03-12T07:58:05Z |"}),
        "in the future, without a zone": changed({"Time (UTC)": "Time", LAST: "| 2026-03-22 08:44 |"}),
        "one day ahead, without a zone": changed({"Time (UTC)": "Time", LAST: "| 2026-03-21 08:44 |"}),
        "one day ahead": changed({LAST: "| 2026-03-21T08:44Z |"}),
        "a moment ahead of the last zone": changed({LAST: "| 2026-03-21T12:00Z |"}),
        "not long before": changed({"date: 2026-03-12": "date: 2026-03-10"}),
        "signed in time by the zone of the end": with_fields("ended: 2026-03-12T23:30-05:00").replace(
            "approved 2026-03-18", "approved 2026-03-20"
        ),
        "signed late by the zone of the end": with_fields("ended: 2026-03-13T00:30+05:00").replace(
            "approved 2026-03-18", "approved 2026-03-20"
        ),
    },
    "durations": {
        "rounded to half an hour": with_fields(
            "started: 2026-03-12T08:04Z", "ended: 2026-03-12T08:44Z", "duration: 30 minutes"
        ),
        "a third off": with_fields("started: 2026-03-12T08:04Z", "ended: 2026-03-12T08:44Z", "duration: 29 minutes"),
        "half a day off": with_fields(
            "started: 2026-03-12T07:10Z", "ended: 2026-03-12T08:44Z", "duration: 13 h 34 min"
        ),
        "acknowledged as far off as zones are": with_fields("acknowledged: 2026-03-12 09:58"),
        "acknowledged half a day off, without a zone": with_fields("acknowledged: 2026-03-12 19:58"),
        "acknowledged at another time": with_fields("acknowledged: 2026-03-12T09:58Z"),
        "the end before the start": with_fields("started: 2026-03-12", "ended: 2026-03-11"),
        "the end in another zone's day before": with_fields("started: 2026-03-12T00:10", "ended: 2026-03-11"),
    },
    "sections": {
        "last first": in_order("sign_off"),
        "first behind others": in_order("impact", "timeline", "summary"),
        "two out of order": in_order("root_cause", "impact", "timeline", "summary"),
        "two rises as long": in_order("root_cause", "contributing_factors", "summary", "impact"),
        "again at the end": in_order(behind=PARTS["impact"]),
        "again, and first out of order": in_order("impact", behind=PARTS["impact"]),
        "three times": in_order(behind="\n## Impact\n\nNobody saw it.\n\n## Impact\n\nNobody was billed.\n"),
        "other number": changed({"## 4. Root": "## 3. Root", "## 5. C": "## C", "## 7. W": "## 8. W"}),
        "no section at all": "---\nid: INC-7\nseverity: Sev-2\ndate: 2026-03-12\n---\n\n# Rates stood still\n",
        "first missing": changed({"## 1. Summary": "Some words."}),
        "empty, filler, copied": changed({"impact": "", "summary": "TBD\n\nTODO", "contributing_factors": BODY}),
    },
    "seen elsewhere": {name: changed({"root_cause": "", SEEN: written}) for name, written in ROOT_CAUSE_AS.items()},
    "severity": {
        "below another key": changed({"severity: Sev-2": "incident:\n  severity: Sev-2"}),
        "no title": changed({"head": EMPTY_HEAD, ", declares Sev-2": ""}),
        "empty": changed({"severity: Sev-2": "severity:"}),
        "four ways": changed(
            {"severity: Sev-2": "severity: Sev-3", "# FX": "# Sev-2: FX", "## 1.": "Severity: SEV3\n\n## 1."},
        ),
        "unknown, and evidence": changed({"severity: Sev-2": "severity: Sev-9"}),
        "evidence is graver": changed({"declares Sev-2": "declares Sev-1"}),
        "evidence is as grave": changed({"severity: Sev-2": "severity: Sev-1"}),
        "lowered in its field": changed({"severity: Sev-2": "severity: Sev-3 (downgraded from Sev-1)"}),
        "a criterion, and its end": changed(
            {"- UJ2 (portfolio value) was stale": "- UJ1 was down: 80 % of requests failed"}
        ),
        "lowered without follow-ups": changed(
            {
                "| 2026-03-12T08:44Z |": "| 2026-03-12T08:40Z | Noor Haddad | lowers the severity to Sev-3 |\n"
                "| 2026-03-12T08:44Z |",
                "corrective_actions": f"{MITIGATED}- ~~Convert once (PAY-411)~~\n\n{PREVENTED}- Page when it lasts\n",
            },
        ),
    },
    "incident": {
        "no ID": changed({"id: INC-2026-007\n": ""}),
        "no ID and no title": EMPTY_HEAD + "## 1. Summary\n\nRates stood still.\n",
        "blank ID": changed({"id: INC-2026-007": "id:"}),
        "IDs that are none": changed({"id: INC-2026-007": "id: INC 2026 007 of March", "## 1.": "ID: a/b/c\n\n## 1."}),
        "three IDs": changed(
            {"# FX": "# INC-8: FX", "## 1.": "Incident ID: inc-2026-007\n\n- Incident ID: INC-9\n\n## 1."}
        ),
        "ID and addresses": changed(
            {"## 1.": f"Incident ID: {ISSUE}7\n\n- Incident ID: {ISSUE}8\n\n## 1."},
        ),
        "a gap for a title": changed({"# FX drift hold kept the portfolio page from updating": "# {title}"}),
        "dated ahead twice": changed({"date: 2026-03-12": "date: 2026-03-21", "On 12 March 2026": "On 22 March 2026"}),
        "dated on the day of the check": changed({"date: 2026-03-12": "date: 2026-03-20"}),
        "no day": changed({"date: 2026-03-12": "date: some day in March"}),
        "no day, and a day": changed({"date: 2026-03-12": "date: March", "## 1.": "Date: 2026-03-12\n\n## 1."}),
    },
    "actions": {
        "all of a kind withdrawn": changed(
            {
                "| Page when a drift hold lasts ten minutes": "| ~~Page when a drift hold lasts~~",
                "| Show the rate source in": "| ~~Show the rate source~~ in",
                "| Mira Okafor | PAY-412 | 2026-04-02 |": "| ~~Mira~~ | ~~PAY-412~~ | ~~2026-04-02~~ |",
            },
        ),
        "a list of them withdrawn": changed(
            {"corrective_actions": f"{MITIGATED}{ACTION}\n{PREVENTED}- ~~Page (PAY-412)~~\n- ~~Show it (PAY-413)~~\n"},
        ),
        "no group has any": changed(
            {"corrective_actions": "### Corrective\n\n- ~~Convert once (PAY-411)~~\n- ~~Or never (PAY-412)~~\n"}
        ),
        "groups without words": changed(
            {"corrective_actions": f"### Immediate Mitigations\n\n### Corrective\n\n{ACTION}\n{PREVENTED}TBD\n"},
        ),
        "one list without groups": changed({"corrective_actions": ACTION}),
        "mitigations open, struck and done": changed(
            {"- [x] Use the end": "- [ ] Empty the queue\n- [ ] ~~Restart it~~\n- Look at it\n- [x] Use the end"},
        ),
        "behind the last column": changed(
            {"| Mira Okafor | PAY-412 | 2026-04-02 |": "| Mira Okafor | | | PAY-412 | 2026-04-02 |"}
        ),
        "same words, other issue": changed(
            {"Show the rate source in the operator console": "Page when a drift hold lasts ten minutes"},
        ),
        "same words and issue, three times": changed(
            {
                "| Show the rate": "| PAGE when a drift hold lasts ten minutes | Mira Okafor | pay-412 | 2026-04-02 |\n"
                "| *Page* when a drift hold lasts ten minutes | Mira Okafor | PAY-412 | 2026-04-02 |\n| Show the rate"
            },
        ),
        "words that say nothing": changed(
            {
                "| Page when a drift hold lasts ten minutes": "| Mira Okafor",
                "| Show the rate source in the operator console": "| alerts, runbooks, drills, budgets",
            },
        ),
        "an issue alone": changed(
            {
                "corrective_actions": f"### Corrective\n\n- #12\n- acme/fx#12\n- {ISSUE}12\n- See #12\n- https://example.test/12\n"
            },
        ),
    },
    "owners": {
        "nobody among several": changed({CORRECTIVE: "| Tomas Lind and someone | PAY-411 | 2026-03-26 |"}),
        "team beside a person": changed({CORRECTIVE: "| Tomas Lind, FX team | PAY-411 | 2026-03-26 |"}),
        "teams alone": changed({CORRECTIVE: "| FX team, Rates team | PAY-411 | 2026-03-26 |"}),
        "left open": changed({CORRECTIVE: "| Tomas Lind? | PAY-411 | 2026-03-26 |"}),
        "unknown twice, and another": changed(
            {
                CORRECTIVE: "| Xanti | PAY-411 | 2026-03-26 |",
                "| Mira Okafor | PAY-412": "| xanti | PAY-412",
                "| Noor Haddad | PAY-413": "| Yoda | PAY-413",
            },
        ),
        "unknown beside a person": changed({CORRECTIVE: "| Xanti, Tomas Lind | PAY-411 | 2026-03-26 |"}),
        "unknown, and shown": changed(
            {
                CORRECTIVE: "| Xanti | PAY-411 | 2026-03-26 |",
                "| Mira Okafor | PAY-412": "| Yoda | PAY-412",
                "| Noor Haddad | PAY-413": "| Quispe | PAY-413",
                "| monitor |": "| Xanti |",
                "- Owner: Tomas Lind": "- Owner: Yoda",
                "status: final": "status: final\nscribe: Quispe",
            },
        ),
    },
    "issues": {
        "all have one": changed({"PAY-412": "PAY-411", "PAY-413": "PAY-411"}),
        "two of three": changed({"PAY-412": "PAY-411"}),
        "as many, under wider names": changed({"PAY-411": "acme/fx#7", "PAY-412": "#7", "PAY-413": f"{ISSUE}7"}),
        "a change": changed({"PAY-411": "https://github.com/acme/fx/pull/7"}),
        "with doubt": changed(
            {"PAY-411": "PAY-411 or maybe PAY-9", "PAY-412": "PAY-412 (closed)", "PAY-413": "PAY-413 perhaps"},
        ),
        "other script": changed({"PAY-411": "РAY-411", "PAY-412": "pay 412", "PAY-413": "COVID-19"}),
        "links": changed(
            {
                "PAY-411": "[PAY-411](https://a.test/)",
                "PAY-412": "[tbd](https://a.test/)",
                "PAY-413": "[the issue](https://a.test/x)",
            },
        ),
        "placeholders": changed({"PAY-411": "-", "PAY-412": "{issue}", "PAY-413": "none"}),
    },
    "due dates": {
        "at both ends": changed({"2026-03-26": "2026-03-12", "2026-04-02": "2028-03-11", "2026-04-16": "2028-03-12"}),
        "the day before": changed({"2026-03-26": "2026-03-11"}),
        "without a day of the incident": changed(
            {
                "date: 2026-03-12\n": "",
                "On 12 March 2026": "One day",
                "timeline": "The log is lost.",
                "2026-03-26": "2028-03-19",
                "2026-04-02": "2028-03-20",
            },
        ),
        "not one day": changed(
            {"2026-03-26": "2026-03-26 or 2026-03-28", "2026-04-02": "2026-04-02 at the latest", "2026-04-16": "soon"},
        ),
        "at the end of time": changed({"date: 2026-03-12": "date: 9999-03-12", "2026-03-26": "9999-12-31"}),
    },
    "sign-off": {
        name: changed({"sign_off": body})
        for name, body in {
            "nobody, in words": "Not yet.",
            "a blank name": "- Incident Commander:\n- Owner:",
            "a blank name with a day": "- Incident Commander: - approved 2026-03-17",
            "a placeholder": "- Incident Commander: TBD",
            "a letter": f"- Incident Commander: N - approved 2026-03-17\n{OWNERS}",
            "a team": f"- Incident Commander: FX team - approved 2026-03-17\n{OWNERS}",
            "an empty box": "- [ ] Incident Commander: Noor Haddad",
            "nobody has signed yet": "- Incident Commander: Noor Haddad - pending",
            "commander refuses": f"- Incident Commander: Noor Haddad - refused\n{OWNERS}",
            "commander's box is empty": f"- [ ] Incident Commander: Noor Haddad\n{OWNERS}",
            "commander without a role": f"- Noor Haddad - pending\n{OWNERS}",
            "no commander": OWNERS,
            "a commander by name": f"- Noor Haddad - approved 2026-03-17\n{OWNERS}",
            "two commanders, one signs": f"- IC: Ana Silva - pending\n{SIGNED}\n{OWNERS}",
            "an empty box beside": f"{SIGNED}\n- [ ] Owner: Tomas Lind\n{MIRA}",
            "a refusal beside": f"{SIGNED}\n- Owner: Tomas Lind - refused\n{MIRA}",
            "a day that is none": f"{SIGNED}\n- Owner: Tomas Lind - approved 2026-02-30\n{MIRA}",
            "a day before the incident": "- Incident Commander: Noor Haddad - approved 2026-03-10",
            "the first day": "- Incident Commander: Noor Haddad - approved 2026-03-11\n" + OWNERS,
            "a day ahead": f"{SIGNED}\n- Owner: Tomas Lind - approved 2026-03-22\n{MIRA.replace('18', '21')}",
            "either of two days": f"{SIGNED.replace('2026-03-17', '03/12/2026')}\n{OWNERS}",
            "neither of two days": f"{SIGNED.replace('2026-03-17', '04/05/2026')}\n{OWNERS}",
            "another commander": f"{SIGNED.replace('Noor Haddad', 'Ana Silva')}\n{OWNERS}",
            "the same in part": f"{SIGNED.replace('Noor Haddad', 'Noor H.')}\n{OWNERS}",
            "a handle of the name": f"{SIGNED.replace('Noor Haddad', '@nhaddad')}\n{OWNERS}",
            "a handle of nobody": f"{SIGNED.replace('Noor Haddad', '@captain')}\n{OWNERS}",
            "a handle of an owner": f"{SIGNED.replace('Noor Haddad', '@tlind')}\n{OWNERS}",
            "a short handle": f"{SIGNED.replace('Noor Haddad', '@no')}\n{OWNERS}",
            "another script": f"{SIGNED.replace('Noor Haddad', 'Нур Хаддад')}\n{OWNERS}",
            "owners missing": SIGNED,
            "nothing": "",
        }.items()
    }
    | {
        "owners twice, a team and nobody": changed(
            {
                "sign_off": SIGNED,
                "| Mira Okafor | PAY-412": "| Tomas Lind | PAY-412",
                "| Noor Haddad | PAY-413": "| FX team, TBD, @acme/fx | PAY-413",
            },
        ),
        "struck owner": changed(
            {
                "sign_off": f"{SIGNED}\n{OWNERS}",
                "| Show the rate": "| ~~Show it~~ | ~~Wen Li~~ | ~~PAY-9~~ | ~~2026-04-01~~ |\n| Show the rate",
            },
        ),
        "incident dated ahead": changed({"date: 2026-03-12": "date: 2026-05-01"}),
    },
    "ignored": {
        "as many as allowed": changed(
            {
                "| Action | Owner": "<!-- pmlint: ignore[PM205] it changes hands on Monday -->\n\n| Action | Owner",
                CORRECTIVE: "| everyone | PAY-411 | 2026-03-26 |",
            },
        ),
        "a reason that is blank": changed({"### Corrective": "### Corrective <!-- pmlint: ignore[PM205]  -->"}),
        "names that are none": changed(
            {"### Corrective": "### Corrective <!-- pmlint: ignore[PM999, zebra, Nobody-Ownr] so it is -->"},
        ),
        "ends today and tomorrow": changed(
            {
                "## 1.": "<!-- pmlint: ignore-file[PM106] the archive keeps its numbers until=2026-03-20 -->\n\n"
                "<!-- pmlint: ignore-file[PM104] the archive keeps its order until=2026-03-19 -->\n\n"
                "<!-- pmlint: ignore-file[PM003] the archive keeps its file names until=2026-06-18 -->\n\n"
                "<!-- pmlint: ignore-file[PM004] the archive keeps its file names until=2026-06-19 -->\n\n## 1."
            },
        ),
    },
    "google-sre": {
        "all that is asked for left open": changed(
            {
                "**Date:** 2026-03-10": "**Date:** TBD",
                "Ines Castellano, Ravi Menon": "TBD",
                "Complete, action items in progress": "TBD",
            },
            "google-sre",
        ),
        "left open once": changed({"**Status:**": "**Status:** TBD\n\n**Status:**"}, "google-sre"),
        "a status that is one": changed({"Complete, action items in progress": "Draft"}, "google-sre"),
        "nothing said": changed({"head": "# Route search answered with errors\n\n"}, "google-sre"),
        "no title either": changed({"head": ""}, "google-sre"),
        "in the text and the file name": changed({"**Date:** 2026-03-10\n": ""}, "google-sre"),
    },
    "pagerduty": {
        "roles left open": changed({"Lena Achterberg": "Delivery"}, "pagerduty"),
        "nothing said": changed({"head": "# Webhooks were late\n\n"}, "pagerduty"),
        "nobody owns, and a team does": changed(
            {"| Delivery team | 2026-03-24": "| everyone | 2026-03-24", "| Petra Novak |": "| Petra or someone |"},
            "pagerduty",
        ),
    },
    "atlassian": {
        "nothing said": changed({"head": "# Cards were refused\n\n"}, "atlassian"),
        "roles left open": changed({"[Farid Osei, Hanne Vik]": "[TBD, Hanne Vik]", "Dov Lindgren": "TBD"}, "atlassian"),
        "late by severity": changed({"2026-03-27": "2026-05-08", "2026-05-07": "2026-06-12"}, "atlassian"),
        "in time by severity": changed({"2026-05-07": "2026-05-08"}, "atlassian"),
    },
    "quoted": {
        "at the limits": changed(
            {
                "| Page when a drift hold lasts ten minutes": f"| {'Page us now ' * 3}soon",
                "| PAY-412 | 2026-04-02": "| | ",
                "| Show the rate source in the operator console": f"| {'Show us now ' * 3}later",
                "| PAY-413 | 2026-04-16": f"| {'x' * 60} | {'y' * 61}",
            },
        ),
    },
}
"""Documents by what is wrong with them, in groups."""


@pytest.mark.parametrize("group", DOCUMENTS)
def test_what_is_said_of_a_document_is_what_was_read_and_approved(
    group: str, golden: Callable[[Path, str], None]
) -> None:
    lines: list[str] = []
    pack = group if group in bundled_names() else DEFAULT_PACK
    for name, text in DOCUMENTS[group].items():
        lines += [name, *(f"    {line}" for each in reported(text, pack=pack, example=ALONE) for line in said(each))]
    golden(GOLDENS / f"{group.replace(' ', '-')}.txt", "".join(f"{line}\n" for line in lines))


NAMES: dict[str, dict[str, str]] = {
    "2026-03-12-fx_drift hold.md": {},
    "2026-02-30-fx.md": {},
    "a\\b\\2026-03-12-fx.md": {},
    "2026-03-12-fx.MD": {},
    "fx.md": {"# FX drift hold kept": "# Postmortem 2026-03-12: Überlauf! Incident of FX-2 kept"},
    "2026-03-12-FX.md": {"date: 2026-03-12\n": "", "On 12 March 2026": "One day", "timeline": "Lost."},
    "outage.md": {"date: 2026-03-12\n": "", "On 12 March 2026": "One day", "timeline": "Lost."},
    "drift.md": {"# FX drift hold kept the portfolio page from updating": "# 為替の停止"},
    "hold.md": {"# FX drift hold kept": f"# {'abcdefghi-' * 9}kept"},
    "hold-2.md": {"# FX drift hold kept": f"# {'a' * 75} bcde f"},
    "2026-03-13-fx.md": {},
    "2026-03-25-fx.md": {"date: 2026-03-12\n": "", "On 12 March 2026": "One day", "timeline": "Lost."},
    "2026-03-14-fx.md": {"date: 2026-03-12": "date: 2026-03-12 to 2026-03-14"},
    "2026-03-15-fx.md": {"date: 2026-03-12": "date: TBD", "On 12 March 2026": "On 12 March 2026, or 13 March 2026,"},
}
"""Names of files, each with what is changed in the example."""

DATED = ("PM003", "PM004", "PM015")
"""The rules about the day of the incident and the name of the file."""


def test_what_is_said_of_a_file_name_is_what_was_read_and_approved(golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for name, edits in NAMES.items():
        found = reported(changed(edits), name, example=ALONE)
        lines += [
            name,
            *(f"    {line}" for each in found for line in said(each) if each.rule_id in ("PM003", "PM004", "PM015")),
        ]
    golden(GOLDENS / "file-names.txt", "".join(f"{line}\n" for line in lines))


def test_goldens_are_of_documents_that_there_are() -> None:
    groups = {group.replace(" ", "-") for group in DOCUMENTS}
    assert {file.stem for file in GOLDENS.glob("*.txt")} == {*groups, "file-names"}
