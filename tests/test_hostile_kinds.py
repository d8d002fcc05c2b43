"""Siblings of the hostile documents: the same kinds of attack, and of honest forms, in many more spellings.

Each is the same small postmortem with one thing changed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from pmlint.engine import lint
from pmlint.files import decode
from pmlint.finding import Level
from pmlint.packs import DEFAULT_PACK, bundled_folder, load_folder
from pmlint.policy import Policy, PolicyFile, TrackerSettings, make_policy
from pmlint.report import ExitCode

AS_OF = date(2026, 4, 25)

HEAD = {
    "front matter": "---\nid: PM-2026-009\nseverity: {severity}\ndate: 2026-04-02\nstatus: final\n---\n\n"
    "# Late parcels\n\n",
    "lines": "# Late parcels\n\nID: PM-2026-009\nSeverity: {severity}\nDate: 2026-04-02\nStatus: final\n\n",
    "table": "# Late parcels\n\n| Field | Value |\n| --- | --- |\n| ID | PM-2026-009 |\n| Severity | {severity} |\n"
    "| Date | 2026-04-02 |\n\n",
}
CAUSE = "The sorter read the label twice and sent each parcel back to the first belt."
SECTIONS = {
    "1. Summary": "For 70 minutes parcels went in circles. The second scanner was switched off.",
    "2. Impact": "- 310 parcels left a day late.\n- No parcel was lost.",
    "3. Timeline": "- 2026-04-02T08:02Z monitor: belt 4 is full\n- 2026-04-02T09:12Z Ida Brand: scanner switched off",
    "4. Root Cause": CAUSE,
    "5. Contributing Factors": "- Both scanners had the same name.\n- The belt's alarm was silenced in March.",
    "6. Detection & Response": "A driver called. From the call to the switch it took half an hour.",
    "7. What Worked / What Didn't": "What worked: the emergency stop.\n\nWhat didn't: the map of the belts.",
    "8. Corrective Actions": "",
    "9. Attachments": "- Belt log: attachments/belt.csv",
    "10. Sign-off": "- Incident Commander: Ida Brand - approved 2026-04-07\n- Owner: Olu Ade - approved 2026-04-07",
}
TABLE = "| Action | Owner | Issue | Due |\n| --- | --- | --- | --- |\n"
ROW = "| {action} | {owner} | {issue} | {due} |"
BULLET = "- [ ] {action} - Owner: {owner} - Issue: {issue} - Due: {due}"
PREVENTIVE = "### Preventive\n\nNone: the names are checked at start-up."
FORMS = ("table", "bullets")


@cache
def policy() -> Policy:
    settings = PolicyFile(trackers=TrackerSettings(("BELT", "YARD")))
    return make_policy(load_folder(bundled_folder() / DEFAULT_PACK), settings, {}, final=True)


def actions(form: str = "table", **fields: str) -> str:
    said = {"action": "Name the scanners", "owner": "Olu Ade", "issue": "BELT-31", "due": "2026-05-22"} | fields
    return (TABLE + ROW if form == "table" else BULLET).format(**said)


def document(
    head: str = "front matter", severity: str = "Sev-2", corrective: str | None = None, **sections: str | None
) -> str:
    """The postmortem; `sections` has other bodies by the words of a title, `None` for a section that is left out."""
    text = HEAD[head].format(severity=severity)
    for title, body in SECTIONS.items():
        key = "_".join(re.findall(r"[a-z]+", title.lower())[:2])
        said = sections.get(key, body)
        if title.startswith("8."):
            said = f"### Corrective\n\n{actions() if corrective is None else corrective}\n\n{PREVENTIVE}"
        if said is not None:
            text += f"## {title}\n\n{said}\n\n"
    return text


def errors(text: str) -> set[str]:
    report = lint([decode("docs/2026-04-02-late-parcels.md", text.encode())], policy(), AS_OF)
    found = {finding.rule_id for finding in report.findings if finding.level is Level.ERROR}
    assert (report.exit_code(Level.ERROR) is ExitCode.CLEAN) == (not found)
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("head", HEAD)
def test_the_document_complies(head: str, form: str) -> None:
    assert errors(document(head, corrective=actions(form))) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "owner",
    [
        "TBD", "T/B/D", "tbd.", "`TBD`", "T<!-- -->BD", "&#x54;BD", "TBD by Olu", "TBD Olu Ade", "Olu Ade (TBC)",
        "Olu / TBD",
        "Olu Ade?", "maybe Olu", "Olu or Ida?", "the team", "Belt Team", "team-belts", "belts squad", "@acme/belts",
        "@here",
        "#belts", "belts-oncall", "on-call", "current on-call", "rotation", "whoever is free", "someone", "nobody",
        "us all",
        "@unassigned", "@username", "unassigned@example.org", "ops@example.org", "Full Name", "Your name",
        "Jane Doe", "the intern",
        "new hire", "to be hired", "vacancy", "pending hire", "helpdesk", "DBA", "the developer", "reporter",
        "ticket owner", "x",
        "42", "\U0001f937", "\u3164", "~~Olu Ade~~", "<s>Olu Ade</s>", "[](https://example.org/olu)",
        "![](olu.png)",
        "\\<owner\\>", "{owner}", "ditto", "\u3003", "see above", "per ticket", "\u672a\u5b9a", "\u0422\u0411\u0414",
        "\u1d1b\u0299\u1d05",
        "\U0001d413\U0001d401\U0001d403", "TBDTBD", "Impact", "1) TBD",
    ],
)  # fmt: skip
def test_an_owner_who_is_nobody_fails(owner: str, form: str) -> None:
    assert errors(document(corrective=actions(form, owner=owner))) & {"PM202", "PM205"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "owner",
    [
        "O'Hara", "Anne-Marie O\u2019Hara", "Li", "\u674e\u5c0f\u9f99", "\u6797 Olu",
        "\u0645\u062d\u0645\u062f \u0639\u0644\u064a",
        "\u0418\u0440\u0438\u043d\u0430 \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430",
        "\u0395\u03bb\u03ad\u03bd\u03b7 \u03a0\u03b1\u03c0\u03c0\u03ac",
        "Nguy\u1ec5n Th\u1ecb \u00c1nh", "Zoe\u0308 A\u030angstro\u0308m", "@olu", "`@olu`", "**Olu Ade**",
        "Olu\u00a0Ade", "Olu Ade (Belts)", "Olu Ade, Ida Brand",
        "Olu Ade & Ida Brand", "olu@example.org", "[Olu Ade](https://example.org/olu)", "Dr. Olu Ade", "J. R. Ade",
        "Olu \U0001f469\U0001f3fd\u200d\U0001f4bb",
        "Sam Open", "May June", "Tobias B. Dietrich", "Annie One",
    ],
)  # fmt: skip
def test_a_persons_name_passes(owner: str, form: str) -> None:
    assert errors(document(corrective=actions(form, owner=owner))) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "due",
    [
        "TBD", "?", "asap", "A.S.A.P.", "Q3 2026", "H2", "EOM", "end of month", "next sprint", "in two weeks",
        "+14d", "Sprint 42",
        "CW 22", "2026-W22", "2026-W22-5", "2026-142", "1780000000", "epoch", "2026", "2026-05", "May 2026",
        "May 22", "Friday",
        "05-06-2026", "5.6.2026", "5/6/26", "2026-13-01", "2026-02-30", "2027-02-29", "2026-05-00", "0000-00-00",
        "9999-12-31",
        "2126-05-22", "1970-01-01", "2026-03-01", "2026-05-22 or later", "2026-05-22 - 2026-06-30",
        "2026-05-22..2026-06-30",
        "~2026-05-22", "2026-05-22?", "2026-05-22 (TBC)", "not 2026-05-22", "after 2026-05-22", "~~2026-05-22~~",
        "<del>2026-05-22</del>",
        "<!-- 2026-05-22 -->", "\u0662\u0660\u0662\u0666-\u0660\u0665-\u0662\u0662", "2026-O5-22", "2O26-05-22",
        "20 26-05-22", "12026-05-22",
        "2026-05-22T25:00", "YYYY-MM-DD", "2026-05-XX", "\\<date\\>", "{date}", "ongoing", "never",
        "when BELT-1 is done", "v2.3", "\u221e",
    ],
)  # fmt: skip
def test_what_is_no_due_date_fails(due: str, form: str) -> None:
    assert errors(document(corrective=actions(form, due=due))) & {"PM203", "PM206", "PM207", "PM208"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "due",
    [
        "2026-05-22", "**2026-05-22**", "`2026-05-22`", "\u00a02026-05-22", "2026-05-22 (Fri)", "Fri 2026-05-22",
        "by 2026-05-22", "22 May 2026",
        "May 22, 2026", "22-May-2026", "2026/05/22", "2026-05-22T17:00Z", "2026-05-22 (after the inventory)",
        "2026-04-25", "2028-02-29",
    ],
)  # fmt: skip
def test_a_day_passes(due: str, form: str) -> None:
    assert errors(document(corrective=actions(form, due=due))) <= ({"PM208"} if due.startswith("2028") else set())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "issue",
    [
        "TBD", "?", "#", "#0", "#-1", "BELT", "BELT-", "BELT-0", "BELT-TBD", "BELT-???", "BELT-31?",
        "BELT-31 or BELT-32?", "maybe BELT-31",
        "not BELT-31", "BELT-31 (to be created)", "BELT-31, BELT-TBD", "BELT_31", "BELT 31", "BELT-31a", "XBELT-31",
        "BELT-31-2", "BELT-1e3",
        "UTF-8", "RFC-2119", "CVE-2026-1234", "PROJ-123", "ABC-1", "1202", "PR #12", "!12", "deadbeef", "see chat",
        "ticket", "to be filed",
        "[BELT-31]()", "[BELT-31](#)", "[BELT-31](/)", "[BELT-31](javascript:alert(1))",
        "[BELT-31](file:///etc/passwd)",
        "[BELT-31](http://127.0.0.1/)", "[BELT-31](https://tracker.example/browse/BELT-99)",
        "[BELT-31](https://tracker.example/browse/BELT-310)",
        "[BELT-31](https://evil.example/?u=BELT-31)", "[#12](https://example.org/acme/belt/pull/12)",
        "https://tracker.example/", "~~BELT-31~~",
        "<del>BELT-31</del>", "<!-- BELT-31 -->", "\u0412ELT-31", "BELT-\uff13\uff11", "BELT-\u00b9\u00b2",
        "BELT\u200b-31", "BELT-99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_no_issue_fails(issue: str, form: str) -> None:
    assert errors(document(corrective=actions(form, issue=issue))) & {"PM201", "PM204"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "issue",
    [
        "BELT-31", "`BELT-31`", "**BELT-31**", "(BELT-31)", "BELT-31.", "BELT-31, YARD-7", "BELT-31 and YARD-7",
        "#31", "acme/belts#31",
        "[BELT-31](https://tracker.example/browse/BELT-31)",
        "[BELT-31](https://tracker.example/browse/BELT-31?focus=1#c2)",
        "<https://tracker.example/browse/BELT-31>", "[#31](https://github.com/acme/belts/issues/31)",
        "[`BELT-31`](https://tracker.example/BELT-31)",
        "[BELT-31: name them](https://tracker.example/browse/BELT-31)",
    ],
)  # fmt: skip
def test_an_issue_passes(issue: str, form: str) -> None:
    assert errors(document(corrective=actions(form, issue=issue))) == set()


@pytest.mark.parametrize("head", HEAD)
@pytest.mark.parametrize(
    "severity",
    [
        "", "TBD", "lowish", "Sev-0", "Sev-5", "Sev-44", "Sev-3.9", "Sev-2.5", "Sev-IV", "Sev-\u2163", "Sev-\uff14",
        "Sev-\u0664", "Sev-\u2463", "Sev-\u00b9",
        "Sev-four", "Sev-4?", "maybe Sev-4", "not Sev-4", "no severity", "Sev-X", "Sev-4a", "Sev-4-1", "Sev-3/4",
        "Sev-3 or Sev-4", "Sev-2 to Sev-4",
        "Sev-1 -> Sev-4", "Sev-4 (was Sev-1)", "Sev-1 (now Sev-4)", "Sev-4, Sev-1",
        "Sev-4 by impact, Sev-1 by duration", "\u017fev-4", "S\u0435v-4",
        "Sev\u200b-4", "+4", "0x4", "4.0", "critical (Sev-4)",
    ],
)  # fmt: skip
def test_an_unclear_severity_never_lets_a_section_go(severity: str, head: str) -> None:
    found = errors(document(head, severity, contributing_factors=None))
    assert found & {"PM002", "PM010", "PM011", "PM012", "PM101"}


@pytest.mark.parametrize(
    "head",
    [
        "---\nid: PM-1\ns\u0435verity: Sev-4\n---\n\n# Late parcels\n\n",
        "---\nid: PM-1\nseverity: Sev-1\ns\u0435verity: Sev-4\n---\n\n# Late parcels\n\n",
        "---\nid: PM-1\nincident: {severity: Sev-4}\n---\n\n# Late parcels\n\n",
        "---\nid: PM-1\nseverity: |\n  Sev-4\n  Sev-1\n---\n\n# Late parcels\n\n",
        "\n---\nid: PM-1\nseverity: Sev-4\n---\n\n# Late parcels\n\n",
        "# Late parcels\n\n<!--\nSeverity: Sev-4\n-->\n\n",
        "# Late parcels\n\n```\nSeverity: Sev-4\n```\n\n",
        "# Late parcels\n\n<div hidden>\n\nSeverity: Sev-4\n\n</div>\n\n",
        "# Late parcels\n\nSeverity: Sev-1\nSeverity: Sev-4\n\n",
        "---\nseverity: Sev-4\n---\n\n# Late parcels (SEV1)\n\n",
    ],
)
def test_a_severity_that_readers_do_not_see_as_one_lets_no_section_go(head: str) -> None:
    body = document(contributing_factors=None).partition("# Late parcels\n\n")[2]
    assert errors(head + body) & {"PM002", "PM010", "PM011", "PM012", "PM101"}


@pytest.mark.parametrize(
    "body",
    [
        "", "TBD", "T B D", "TODOTODOTODO", "TODO \u2192 Olu", "TO<!-- -->DO", "\U0001f6a7", ":construction:",
        "(none)", "N.A.", "none known", "no comment",
        "hello", "https://", "to be continued", "We do not know.", "We don't know yet.", "Will be filled in later.",
        "Details in the ticket.",
        "Describe the root cause.", "Click to edit", "left blank intentionally", "See the chat.", "[here](#)",
        "[^1]\n\n[^1]: It did.", "***", "$$", "&zwnj;",
        "Impact", "2. Impact", "```\n...\n```", "```\nTODO\n```", "> > TODO", "### Trigger\n\n#### TBD",
        "| When | What |\n|-|-|\n| - | - |",
        f"~~{CAUSE}~~", f"<del>{CAUSE}</del>", f"<template>\n{CAUSE}\n</template>",
        f"<template>\n\n{CAUSE}\n\n</template>", f"<div hidden>\n\n{CAUSE}\n\n</div>",
        f'<div style="display: none">\n\n{CAUSE}\n\n</div>', f"<a title='{CAUSE}'></a>",
        SECTIONS["1. Summary"],
    ],
)  # fmt: skip
def test_a_section_without_a_word_of_its_own_fails(body: str) -> None:
    assert errors(document(root_cause=body)) & {"PM102", "PM103"}


@pytest.mark.parametrize(
    "section",
    [
        f"<template>\n\n## 4. Root Cause\n\n{CAUSE}\n\n</template>",
        f"<div hidden>\n\n## 4. Root Cause\n\n{CAUSE}\n\n</div>",
        f"<DIV STYLE='visibility:hidden'>\n\n## 4. Root Cause\n\n{CAUSE}\n\n</DIV>",
        f"<noscript>\n\n## 4. Root Cause\n\n{CAUSE}\n</noscript>",
        f"<script>\n## 4. Root Cause\n\n{CAUSE}\n</script>",
        f"<!-- x --\n>\n## 4. Root Cause\n\n{CAUSE}\n-->",
        f"<![CDATA[\n## 4. Root Cause\n\n{CAUSE}\n]]>",
        f"<details>\n<summary>4. Root Cause</summary>\n\n{CAUSE}\n\n</details>",
        f"## ~~4. Root Cause~~\n\n{CAUSE}",
        f"## <del>4. Root Cause</del>\n\n{CAUSE}",
        f"## <!-- 4. Root Cause -->\n\n{CAUSE}",
        f"## ![4. Root Cause](cause.png)\n\n{CAUSE}",
        f"#### 4. Root Cause\n\n{CAUSE}",
        f"- ## 4. Root Cause\n\n  {CAUSE}",
        f"> ## 4. Root Cause\n>\n> {CAUSE}",
        f"    ## 4. Root Cause\n\n{CAUSE}",
        f"\\## 4. Root Cause\n\n{CAUSE}",
        f"##4. Root Cause\n\n{CAUSE}",
        f"##\u20034. Root Cause\n\n{CAUSE}",
        f"\u200b## 4. Root Cause\n\n{CAUSE}",
        f"**4. Root Cause**\n\n{CAUSE}",
        f"## 4. R\u043e\u043et Cause\n\n{CAUSE}",
        f"## 4. \u0280\u1d0f\u1d0f\u1d1b \u1d04\u1d00\u1d1c\ua731\u1d07\n\n{CAUSE}",
        f"## 4. Root\u2060 Cause\n\n{CAUSE}",
        "- [4. Root Cause](#4-root-cause)",
        f"## 4./5. Root Cause, Contributing Factors\n\n{CAUSE}",
    ],
)
def test_a_heading_that_is_none_makes_no_section(section: str) -> None:
    whole = document()
    start, end = whole.index("## 4."), whole.index("## 5.")
    if "4./5." in section:
        end = whole.index("## 6.")
    assert errors(f"{whole[:start]}{section}\n\n{whole[end:]}") & {"PM006", "PM101", "PM102"}


@pytest.mark.parametrize(
    "signed",
    [
        "", "-", "TBD", "Approved.", "LGTM", "Signed", "auto-approved", "2026-04-07", "\U0001f44d", ":construction:",
        "Root Cause", "4. Impact",
        "- Incident Commander:", "- Incident Commander: ____", "- Incident Commander: the team",
        "- Incident Commander: \u2705",
        "- Incident Commander: to be signed", "- Incident Commander: Ida Brand?", "- [ ] Incident Commander: Ida Brand",
        "- Incident Commander: Ida Brand - not approved",
        "- Incident Commander: Ida Brand - not yet approved 2026-04-07",
        "- Incident Commander: Ida Brand - rejected 2026-04-07", "- Incident Commander: Ida Brand - pending",
        "- Incident Commander: ~~Ida Brand~~",
        "- Incident Commander: <!-- Ida Brand -->", "> Incident Commander: Ida Brand",
        "Approved by: Approved by: Approved by:",
        "Appr\u00adoved by: Appr\u00adoved by:", "\u2014 1.", "| Role | Name |\n|-|-|\n| Incident Commander | |",
        "<b>4. Root Cause</b>",
    ],
)  # fmt: skip
def test_a_sign_off_without_a_signature_fails(signed: str) -> None:
    assert errors(document(sign_off=signed)) & {"PM102", "PM103", "PM107", "PM401"}


@pytest.mark.parametrize(
    "signed",
    [
        "- Incident Commander: Ida Brand - approved 2026-04-07, pending the minutes\n- Owner: Olu Ade",
        "- [x] Incident Commander: Ida Brand\n- [x] Owner: Olu Ade",
        "- :white_check_mark: Incident Commander: Ida Brand\n- :white_check_mark: Owner: Olu Ade",
        "| Role | Name |\n|-|-|\n| Incident Commander | Ida Brand, 2026-04-07 |\n| Owner | Olu Ade, 2026-04-07 |",
        "Approved by Ida Brand (IC) on 2026-04-07",
        "- IC: @ida \u2705\n- Owner: @olu \u2705",
    ],
)
def test_a_signature_passes(signed: str) -> None:
    assert errors(document(sign_off=signed)) == set()


@pytest.mark.parametrize(
    "corrective",
    [
        "",
        TABLE,
        TABLE + "| | | | |",
        actions(action="TBD"),
        actions(action=""),
        actions(action="~~Name the scanners~~"),
        "> " + actions().replace("\n", "\n> "),
        f"```\n{actions()}\n```",
        f"<template>\n\n{actions()}\n\n</template>",
        f"<!--\n{actions()}\n-->",
        actions().replace("| --- |\n", "|\n"),
        actions().replace("Owner", "\u041ewner"),
        actions().replace("| Due |", "| D\u0443e |"),
        "![the actions](actions.png)",
        "We will name the scanners.",
        actions() + "\n| Draw a map | ditto | ditto | ditto |",
        f"{actions()}\n\n{actions(owner='TBD')}",
    ],
)
def test_actions_that_are_none_fail(corrective: str) -> None:
    rules = {"PM201", "PM202", "PM203", "PM204", "PM205", "PM206", "PM209", "PM210"}
    assert errors(document(corrective=corrective)) & rules


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- pmlint-disable -->", "<!-- PMLINT: IGNORE -->", "<!-- pmlint: disable=PM205 why not -->",
        "<!-- pmlint: ignore[*] why not -->",
        "<!-- pmlint: ignore[PM2*] why not -->", "<!-- pmlint: ignore[PM205] -->",
        "<!-- pmlint: ignore[PM205] . -->", "<!-- pmlint: ignore[PM205] TODO -->",
        "<!-- pmlint: ignore[PM205] \u200b\u200b -->", "<!-- pmlint: ignore[PM205] hiring until=2020-01-01 -->",

        "<!-- pmlint: ignore[PM205] hiring until=2026-13-01 -->",
        "<!-- pml\u00ednt: ignore[PM205] why not -->", "<!-- pmlint: ignore[PM205] not closed",
        "<!-- pmlint: ignore-file[PM205] too late -->",
        "`<!-- pmlint: ignore[PM205] why not -->`", "\\<!-- pmlint: ignore[PM205] why not -->",
        "[//]: # (pmlint: ignore[PM205] why not)",
        "```\n<!-- pmlint: ignore[PM205] why not -->\n```", "<?pmlint ignore[PM205] why not?>", "<!-- noqa -->",
        "<!-- pmlint: off -->",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS)
def test_no_trick_excuses_an_action_without_owner(comment: str, form: str) -> None:
    assert errors(document(corrective=f"{comment}\n\n{actions(form, owner='TBD')}"))
