"""Action items in the forms that people write them in."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint import packs
from pmlint.model import ActionItem, Postmortem
from pmlint.read import read
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled("incident-process").process)


def document(body: str) -> Postmortem:
    return read(Source("a.md", "# Cart outage\n\n## Corrective Actions\n\n" + body), VOCABULARY)


def items(body: str) -> tuple[ActionItem, ...]:
    return document(body).action_items


def only(body: str) -> ActionItem:
    (item,) = items(body)
    return item


def place(doc: Postmortem, text: Text | None) -> tuple[int, int, int]:
    """Line, column and end column of a text."""
    assert text is not None
    start = doc.source.position(text.span.start)
    return (*start, doc.source.position(text.span.end).column)


def summary(item: ActionItem) -> tuple[str, list[str], list[str], str | None]:
    return (
        item.text.value,
        [owner.value for owner in item.owners],
        [issue.value for issue in item.issues],
        item.due.text.value if item.due else None,
    )


@pytest.mark.parametrize(
    "written",
    [
        "- Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- [ ] Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- Warn early – owner: Ines – issue: CART-7 – due: 2026-05-22",
        "- Warn early | Owner: Ines | Ticket: CART-7 | ETA: 2026-05-22",
        "- Warn early; Assignee: Ines; Jira: CART-7; Deadline: 2026-05-22",
        "- Warn early, Owner: Ines, Issue: CART-7, Due: 2026-05-22",
        "- Warn early **Owner:** Ines **Issue:** CART-7 **Due:** 2026-05-22",
        "- Warn early **Owner**: Ines **Issue**: `CART-7` **Due**: 2026-05-22",
        "- Warn early - Owner: Ines. Issue: CART-7. Due: 2026-05-22.",
        "- Warn early\n  Owner: Ines\n  Issue: CART-7\n  Due: 2026-05-22",
        "- Warn early (Owner: Ines, Issue: CART-7, Due: 2026-05-22)",
        "- Warn early (owner: Ines; CART-7; due 2026-05-22)",
        "- Warn early (Ines, CART-7, 2026-05-22)",
        "- Warn early\n  - Owner: Ines\n  - Issue ID: CART-7\n  - Due date: 2026-05-22",
        "- Warn early\n\n  Owner: Ines\n\n  Issue: CART-7\n\n  Due by: 2026-05-22",
        "1. Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- Issue: CART-7 - Action: Warn early - Owner: Ines - Due: 2026-05-22",
        "#### 1) Warn early\n\n- Owner: Ines\n- Issue: CART-7\n- Due: 2026-05-22",
        "#### Warn early (CART-7)\n\nSome prose.\n\n**Owner:** Ines\n\n**Due:** 2026-05-22",
        "**Action:** Warn early\n**Owner:** Ines\n**Issue:** CART-7\n**Due:** 2026-05-22",
        "**1. Warn early**\n- Owner: Ines\n- Issue: CART-7\n- Due: 2026-05-22",
        "**Warn early** (Owner: Ines, Issue: CART-7, Due: 2026-05-22)",
        "Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "#### Warn early\n\n| Field | Value |\n|--|--|\n| Owner | Ines |\n| Issue | CART-7 |\n| Due | 2026-05-22 |",
        "#### Warn early\n\n| Owner | Ines |\n|--|--|\n| Issue | CART-7 |\n| Due | 2026-05-22 |",
        "| Action | Owner | Issue | Due date |\n|---|---|---|---|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
        "| Due | Ticket | # | Who | What |\n|--|--|--|--|--|\n| 2026-05-22 | CART-7 | 1 | Ines | Warn early |",
        "| 期限 | 担当 | アクション | チケット |\n|--|--|--|--|\n| 2026-05-22 | Ines | Warn early | CART-7 |",
        "| Aufgabe | Zuständig | Ticket # | Fällig am |\n|--|--|--|--|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
        "| 조치 사항 | 담당자 | 티켓 번호 | 완료 예정일 |\n|--|--|--|--|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
    ],
)
def test_the_fields_are_the_same_in_every_form(written: str) -> None:
    item = only(written)
    assert summary(item) == ("Warn early", ["Ines"], ["CART-7"], "2026-05-22")
    assert item.due is not None
    assert item.due.day == date(2026, 5, 22)


@pytest.mark.parametrize(
    ("written", "owners"),
    [
        ("- Do it - Owner: Ines, Bo and Cy", ["Ines", "Bo", "Cy"]),
        ("- Do it - Owners: Ines & Bo / Cy", ["Ines", "Bo", "Cy"]),
        ("- Do it - Owner: [Ines](mailto:ines@acme.test)", ["Ines"]),
        ("- Do it - Owner: `@ines` and @acme/core", ["@ines", "@acme/core"]),
        ("- Do it - Owner: Ines Roth (core, on call)", ["Ines Roth"]),
        ("- Do it - Owner: 李雷、韩梅", ["李雷", "韩梅"]),
        ("- Do it (owner: Ines, CART-7, due 2026-05-22)", ["Ines"]),
        ("- Do it - Owner: #12", []),
        ("- Do it - Owner: Seán O'Dea", ["Seán O'Dea"]),
        ("- Do it - Owner: Anderson", ["Anderson"]),
        ("- 先做。责任人：网络组 赵磊，完成时间：2026-05-22（已完成）", ["网络组 赵磊"]),
        ("- やる（担当：山田、期限：2026-05-22）", ["山田"]),
        ("- 하기 (담당: 윤서진, ~9/15)", ["윤서진"]),
        ("- Do it - Owner: the cart team", ["the cart team"]),
        ("- Do it - Owner: @everyone", ["@everyone"]),
        ("- Do it @ines", ["@ines"]),
        ("- Do it (@ines)", ["@ines"]),
        ("- @ines to do it", ["@ines"]),
        ("- [Ines](mailto:ines@acme.test) will look at it", ["Ines"]),
        ("- Ines and Bo to write the page", ["Ines", "Bo"]),
        ("### Clean up `@ines`", ["@ines"]),
        ("- Anna: do it", ["Anna"]),
        ("- Anna Roth and Ben: do it", ["Anna Roth", "Ben"]),
        ("- **Anna** do it", ["Anna"]),
        ("- **Anna** \u2013 do it", ["Anna"]),
        ("- Anna will do it", ["Anna"]),
        ("- Ines Roth to do it", ["Ines Roth"]),
        ("- The cart team will do it", ["The cart team"]),
        ("- Do it (Anna)", ["Anna"]),
        ("- Do it *(Anna, Ines)*", ["Anna", "Ines"]),
        ("- Do it (Ines, 2026-05-22)", ["Ines"]),
        ("- Do it (Anna to ask for a date)", ["Anna"]),
        ("- Do it [cart team]", ["cart team"]),
        ("- Do it \u2014 _Anna Roth_", ["Anna Roth"]),
        ("- Do it - Anna (half done)", ["Anna"]),
        ("- Do it \u2192 Anna", ["Anna"]),
        ("- Do it, Anna", ["Anna"]),
        ("- Do it, @ines, due 2026-05-22", ["@ines"]),
        ("- Do it (@ines + @acme/core)", ["@ines", "@acme/core"]),
        ("- Do it @ines #12", ["@ines"]),
        ("- Do it @Xanti R.", ["@Xanti R."]),
        ("- Do it (@Xanti R., @bo)", ["@Xanti R.", "@bo"]),
        ("- @Xanti Rotate it", ["@Xanti"]),
        ("- Do it @Xanti @May 22, 2026", ["@Xanti"]),
        ("- Do it @Xanti Roth", ["@Xanti Roth"]),
        ("- Do it (assigned to Ines)", ["Ines"]),
        ("- Do it -- owner [Ines Roth](https://github.com/ines)", ["Ines Roth"]),
        ("- [ ] @ines do it", ["@ines"]),
        ("- @ines and @bo will do it", ["@ines", "@bo"]),
        ("- (@ines) Do it", ["@ines"]),
        ("- [P1] [Ines](mailto:ines@acme.test) will do it", ["Ines"]),
        ("- CART-7: Anna to do it", ["Anna"]),
        ("### 2) Do it `@ines` [detect]", ["@ines"]),
        ("| Action | Issue |\n|--|--|\n| Do it (Anna) | CART-7 |", ["Anna"]),
        ("| Action | Issue |\n|--|--|\n| Do it | [Anna to file it] |", ["Anna"]),
        ("- Grafana: do it", []),
        ("- Do it (Grafana)", []),
        ("- Do it (Optional)", []),
        ("- Do it (High)", []),
        ("- Grafana will page", []),
        ("- We told the teams to do it", []),
        ("- Migration to a new pool", []),
        ("- Switched to pools", []),
        ("- Alerts to page for it", []),
        ("- @types/pool upgrade", []),
        ("- Nobody saw it. Anna will do it.", ["Anna"]),
        ("- Nobody saw it. @ines will do it.", ["@ines"]),
        ("- Anna:\n  - Do it", ["Anna"]),
        ("### @ines\n\n- Do it", ["@ines"]),
        ("**Owner: Ines**\n\n- Do it", ["Ines"]),
        ("- **Owner: Ines** do it", ["Ines"]),
        ("### Cart team\n\n- Do it (Anna)", ["Anna"]),
        ("- Do it - Owner: TBD", []),
        ("- Do it - Owner: ＴＢＤ", []),
        ("- Do it - Owner: \u0422BD", []),
        ("- Do it - Owner: -", []),
        ("- Do it", []),
        ("- Need to do it", []),
        ("- Migrate Postgres to new hosts", []),
        ("- Switch to using one pool", []),
        ("- Upgrade `@types/node` to 20", []),
        ("- Ask @ines about it first", []),
        ("- Write to ops@acme.test", []),
    ],
)
def test_owners_are_names(written: str, owners: list[str]) -> None:
    assert [owner.value for owner in only(written).owners] == owners


def test_names_that_are_not_known_count_where_others_stand_beside_them() -> None:
    read = items("- Do it (Anna)\n- Do that (Ines)\n- Do more \u2014 Ben (soon)\n- Do no more\n")
    assert [[owner.value for owner in item.owners] for item in read] == [["Anna"], ["Ines"], ["Ben"], []]
    assert [item.owners for item in items("- Do it (Pool)\n- Do that (Cart)\n- Do more (Anna)\n")[:2]] == [(), ()]


def test_who_is_named_elsewhere_in_the_document_may_be_an_owner() -> None:
    body = "- Ines: do it\n- Do that (Xanti)\n- Do more (Yoda)\n- Cart: do no more\n"
    doc = document(
        f"{body}\n## Sign-off\n\nIncident Commander: Ines Roth\n\n"
        "| Time | Who | What |\n|--|--|--|\n| 9:00 | Xanti | x |\n"
    )
    assert [[owner.value for owner in item.owners] for item in doc.action_items] == [["Ines"], ["Xanti"], [], []]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- Owner: Pool -->",
        "See <!-- Owner: Pool --> there.",
        "<!--\nOwner: Pool\n-->",
        "<!--\n| Who | What |\n|--|--|\n| Pool | x |\n-->",
        "```\n@pool\n```",
        "```\nOwner: Pool\n```",
        "    Owner: Pool",
        "<template>\n\nOwner: Pool\n\n</template>",
        "<div hidden>@pool</div>",
        "[Owner: Pool]: https://example.test/",
        "[x]: https://example.test/@pool",
        "![@pool](a.png)",
        "| Time | Who | What |\n| 9:00 | Pool | x |",
    ],
)
def test_who_is_named_where_nobody_sees_it_is_nobody(hidden: str) -> None:
    (item,) = document(f"- Show more sources (Pool)\n\n## Attachments\n\n{hidden}\n").action_items
    assert item.owners == ()


def test_a_name_in_the_front_matter_is_no_owner() -> None:
    text = "---\nowner: Pool\nchat: '@pool'\n---\n# O\n\n## Corrective Actions\n\n- Show more sources (Pool)\n"
    (item,) = read(Source("a.md", text), VOCABULARY).action_items
    assert item.owners == ()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-22", date(2026, 5, 22)),
        ("22 May 2026", date(2026, 5, 22)),
        ("May 22, 2026", date(2026, 5, 22)),
        ("2026年5月22日", date(2026, 5, 22)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-05-22 (moved)", date(2026, 5, 22)),
        ("by 2026-05-22", date(2026, 5, 22)),
        ("2026-05-22 17:00 UTC", date(2026, 5, 22)),
        ("Friday, 22 May 2026", date(2026, 5, 22)),
        ("22/05/2026", date(2026, 5, 22)),
        ("05/22/2026", date(2026, 5, 22)),
        ("22.05.2026", date(2026, 5, 22)),
        ("06.05.2026", None),
        ("32.05.2026", None),
        ("22.05.26", None),
        ("20260522", None),
        ("05/06/2026", None),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("２０２６-０５-２２", None),
        ("ASAP", None),
        ("Q3", None),
        ("TBD", None),
        ("ongoing", None),
        ("2026-05-22?", None),
        ("2026-05-22 or 2026-06-22", None),
        ("not before 2026-05-22", None),
        ("~2026-05-22", None),
        ("2026-05-22 (2026-06-22)", None),
    ],
)
def test_a_due_date_is_a_day_only_if_it_is_one(written: str, day: date | None) -> None:
    row = only(f"| Action | Due |\n|--|--|\n| Do it | {written} |")
    assert row.due is not None
    assert (row.due.text.value, row.due.day) == (written, day)
    item = only(f"- Do it - Due: {written}")
    assert item.due is not None
    assert (item.due.text.value, item.due.day) == (written, day)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("- Do it by 2026-05-22", "2026-05-22"),
        ("- Do it (due 2026-05-22)", "2026-05-22"),
        ("- Do it (due ASAP)", "ASAP"),
        ("- Do it - 2026-05-22", "2026-05-22"),
        ("- Do it by 2026-05-22?", "2026-05-22?"),
        ("- Do it by Friday, 22 May 2026", "Friday, 22 May 2026"),
        ("- Do it no later than 2026-05-22", "2026-05-22"),
        ("- Do it (target date 2026-05-22)", "2026-05-22"),
        ("- Do it 📅 2026-05-22", "2026-05-22"),
        ("- Do it @Anna R. @May 22, 2026", "May 22, 2026"),
        ("- Do it (owner: @channel, CART-8, due 2026-05-22)", "2026-05-22"),
        ("- Do it (owner: Ines, by hand, due 2026-05-22)", "2026-05-22"),
        ("- Do it bis zum 22.05.2026", "22.05.2026"),
        ("- やる（担当：山田、期限：2026-05-22）", "2026-05-22"),
        ("- 先做。责任人：赵磊，完成时间：2026-05-22", "2026-05-22"),
        ("- Do it, due 05/06/2026", "05/06/2026"),
        ("- Do it due to load", None),
        ("- Since 2026-05-22 it fails; do it", None),
    ],
)
def test_a_due_date_needs_no_label_where_it_is_clear(written: str, due: str | None) -> None:
    item = only(written)
    assert (item.due.text.value if item.due else None) == due


@pytest.mark.parametrize(
    ("written", "done"),
    [
        ("- [x] Do it", True),
        ("- [X] Do it", True),
        ("- [ ] Do it", False),
        ("- [ ] Do it (done)", False),
        ("- Do it (Done)", True),
        ("- Do it (DONE!)", True),
        ("- DONE: do it", True),
        ("- Do it - in progress", False),
        ("- TODO Do it", False),
        ("- ✅ Do it", True),
        ("- Do it ✔️", True),
        ("- ~~Do it~~", True),
        ("- [x] ~~Do it~~", True),
        ("- Do it - Status: open", False),
        ("- Do it - Status: shipped 2026-03-01", True),
        ("- Do it - Status: Done?", None),
        ("- Do it - Status: not sure", None),
        ("- Do it, which closed the gap", None),
        ("- Do it. Done in #12.", True),
        ("- Do it. Open the door first.", None),
        ("- Do it :white_check_mark:", True),
        ("- :construction: Do it", False),
        ("- 🔲 Do it", False),
        ("- ~~Do it~~ done", True),
        ("- Do it\n  - This has been done: at last", True),
        ("- Do it\n  - Done.\n  - Open", None),
        ("### 2) TODO Do it `@ines`", False),
        ("**In progress (next two weeks):**\n\n- Do it", False),
        ("### Remaining work\n\n- Do it", False),
        ("### Open source\n\n- Do it", None),
        ("### Completed actions\n\n- Do it", True),
        ("### Not yet completed\n\n- Do it", None),
        ("### In Progress 🚧\n\n- Do it", False),
        ("- Do it", None),
        ("### Actions (completed)\n\n- Do it", True),
        ("**Actions planned:**\n\n- Do it", False),
        ("| Action | Status |\n|--|--|\n| Do it | **完了**（`1a2b3c4`） |", True),
        ("| Action | Status |\n|--|--|\n| Do it | 未 |", False),
        ("| Action | Ticket + status |\n|--|--|\n| Do it | [CART-7] Status: Not started |", False),
        ("| Action | Bug |\n|--|--|\n| Do it | Bug 4567 **DONE** |", True),
        ("- {{done}} Do it", True),
        ("- Do it [CART-7] done", True),
        ("- Do it (담당: Anna) [CART-7] **완료**", True),
        ("- Do it **in progress**", False),
        ("- **Done** the wrong way", True),
        ("- **Open the door** now", None),
        ("| | Action | Owner |\n|--|--|--|\n| ✅ | Do it | Ines |", True),
        ("| | Action | Owner |\n|--|--|--|\n| [ ] | Do it | Ines |", False),
        ("- Do it. Owner: Ines. Due: done, 22 May", True),
        ("- Do it. Owner: Ines. Due: 2026-05-22 (done)", True),
        ("- Do it. Done: [page](https://example.test/)", True),
        ("| Action | Done |\n|--|--|\n| Do it | Yes |", True),
        ("| Action | Done |\n|--|--|\n| Do it | No longer sure |", None),
        ("| Action | Done? |\n|--|--|\n| Do it | No, next week |", False),
        ("| Action | Status | State |\n|--|--|--|\n| Do it | done | open |", None),
        ("| Action | Owner |\n|--|--|\n| [x] Do it | Ines |", True),
    ],
)
def test_an_action_is_done_if_it_says_so(written: str, done: bool | None) -> None:
    assert only(written).done is done


def test_kinds_come_from_headings_labels_and_type_columns() -> None:
    doc = document(
        "### Immediate Mitigations\n\n- a\n\n### 8.2 Corrective\n\n- b\n\n#### Database\n\n- c\n\n"
        "**Preventive**\n\n- d\n\n"
        "**Short term:**\n\n- e\n\n### Detection\n\n- f\n\n### Follow-up work\n\n"
        "- **Corrective** (code/config/tests/docs)\n  - g\n- Preventive: h\n  - Owner: Ines\n- Later:\n  - i\n\n"
        "| Action | Type | Owner |\n|--|--|--|\n| j | Prevent | Ines |\n| k | code | Ines |\n"
        "| **Corrective** | | |\n| l | | Bo |\n"
    )
    assert [(item.text.value, item.kind) for item in doc.action_items] == [
        ("a", "immediate"),
        ("b", "corrective"),
        ("c", "corrective"),
        ("d", "preventive"),
        ("e", "corrective"),
        ("f", None),
        ("g", "corrective"),
        ("h", "preventive"),
        ("i", None),
        ("j", "preventive"),
        ("k", None),
        ("l", "corrective"),
    ]
    assert [heading.kind for heading in doc.action_headings] == [
        "immediate", "corrective", "preventive", "corrective", "preventive", "corrective",
    ]  # fmt: skip


def test_a_group_without_actions_has_its_heading() -> None:
    doc = document("### Immediate Mitigations\n\nRolled back.\n\n### Preventive\n")
    assert doc.action_items == ()
    assert [(heading.kind, place(doc, heading.title)) for heading in doc.action_headings] == [
        ("immediate", (5, 5, 26)),
        ("preventive", (9, 5, 15)),
    ]


def test_the_template_as_an_ordered_list() -> None:
    doc = read(
        Source(
            "a.md",
            "# Outage\n\n7. **What Worked / What Didn't:** paging.\n8. **Corrective Actions:**\n\n"
            "   * **Immediate Mitigations** (done)\n     * Rolled back\n   * **Corrective** (code/config/tests/docs)\n"
            "     * Cap it - Owner: Ines - Issue: CART-7 - Due: 2026-05-22\n"
            "   * **Preventive** (alerts, runbooks, drills, budgets)\n"
            "   * Each with **owner**, **issue ID**, **due date**.\n"
            "9. **Attachments:** none\n",
        ),
        VOCABULARY,
    )
    assert [(item.kind, summary(item), item.done) for item in doc.action_items] == [
        ("immediate", ("Rolled back", [], [], None), True),
        ("corrective", ("Cap it", ["Ines"], ["CART-7"], "2026-05-22"), None),
    ]
    assert [heading.kind for heading in doc.action_headings] == ["immediate", "corrective", "preventive"]


@pytest.mark.parametrize(
    "written",
    [
        "We will do much: watch it, and cap it.",
        "```\n- Do it - Owner: Ines\n```",
        "| Action | Owner |\n| Do it | Ines |",
        "> - Do it - Owner: Ines",
        "<table><tr><td>Do it</td><td>Ines</td></tr></table>",
        "<!-- - Do it - Owner: Ines -->",
        "-\n-\n- [ ]",
        "| Action | Owner |\n|--|--|\n|  |  |\n| <!-- Do it --> | - |\n| 2 |  |",
        "| Host | Load |\n|--|--|\n| a1 | 80 |",
        "### Preventive\n\nNothing to do.",
        "- Each with owner, issue ID, due date.",
    ],
)
def test_what_readers_do_not_see_as_actions_is_none(written: str) -> None:
    assert items(written) == ()


def test_items_below_an_action_are_no_actions_but_items_below_a_label_are() -> None:
    body = (
        "- Build an early warning that tells:\n  - who is hit\n  - how long, see CART-9\n- Process:\n  - review it\n"
        "- **Tests**\n  - [ ] load\n- Cache\n  - size it - Owner: Ines\n"
    )
    assert [item.text.value for item in items(body)] == [
        "Build an early warning that tells:",
        "review it",
        "load",
        "size it",
    ]
    assert [issue.value for issue in items(body)[0].issues] == ["CART-9"]


@pytest.mark.parametrize(
    "introduction",
    [
        "All of it was due to missing tests:",
        "We have set criteria for switching it off:",
        "We decided against:",
        "**We will not do:**",
        "### Out of scope",
        "#### カテゴリの説明",
        "We should know it better by now. The first part is right and is not going to change, as the pool hands out "
        "what it has, and the cart asks again when a second has gone by without an answer from it. The course is now:",
    ],
)
def test_a_list_of_something_else_is_no_list_of_actions(introduction: str) -> None:
    assert items(f"{introduction}\n\n- the pool\n- the cart\n") == ()
    read = items(f"{introduction}\n\n- the pool\n- [ ] size it\n- cap it - Owner: Ines\n\n### Next\n\n- warn\n")
    assert [item.text.value for item in read] == ["size it", "cap it", "warn"]


@pytest.mark.parametrize(
    "introduction",
    [
        "Because of the missing tests we will:",
        "There were gaps. The next steps:",
        "**Tests:**",
        "Much went wrong in the pool on that day, and the cart asked again and again, so that nobody could order and "
        "the telephones rang all afternoon, which is why we have come to these conclusions; we will now do this:",
        "以下の対応を実施する:",
    ],
)
def test_a_list_of_actions_may_be_introduced(introduction: str) -> None:
    assert len(items(f"{introduction}\n\n- size the pool\n- cap the cart\n")) == 2


def test_what_stands_between_the_numbers_of_a_list_belongs_to_an_item() -> None:
    body = (
        "1. **Cap the cart**\n\nWe will look at:\n\n- its size, see CART-9\n- its age\n\n2. **Warn early**\n\n"
        "The page will then say:\n\n- who\n- what\n\n**Later:**\n\n- review it\n"
    )
    assert [summary(item)[::2] for item in items(body)] == [
        ("Cap the cart", ["CART-9"]),
        ("Warn early", []),
        ("review it", []),
    ]
    grouped = "**Preventive:**\n\n1. a\n\n**Corrective:**\n\n2. b\n\n- c\n"
    assert [item.kind for item in items(grouped)] == ["preventive", "corrective", "corrective"]


@pytest.mark.parametrize(
    "written",
    [
        "- None",
        "- N/A",
        "- TBD",
        "- None required, as the fix is out.",
        "- No further actions.",
        "- なし",
        "- <what> <by whom>",
        "- {{ action }}",
        "| Action | Owner |\n|--|--|\n| None | - |",
        "| Ticket | Title |\n|--|--|\n| [JIRA-123](https://jira.acme.test/) | *\\<Title\\> \\<What it is for\\>* |",
    ],
)
def test_what_says_that_there_is_no_action_is_none(written: str) -> None:
    assert items(written) == ()


def test_what_only_begins_so_is_an_action() -> None:
    assert len(items("- None of the alerts fired: mend them\n- [ ] None\n- Cap `{a}` at {b}\n- Not now: warn\n")) == 4


def test_items_are_labels_when_all_of_their_list_are() -> None:
    body = "- Alerts\n  - warn early\n- **Process and training of the team:**\n  - review it\n"
    assert [item.text.value for item in items(body)] == ["warn early", "review it"]
    assert [item.text.value for item in items("- Cart improvements\n  - cap it\n- warn\n")] == ["cap it", "warn"]
    assert [item.text.value for item in items(body + "- Docs\n")] == [
        "Alerts",
        "Process and training of the team:",
        "Docs",
    ]


def test_sub_headings_that_group_are_no_actions() -> None:
    body = "### 1. Service\n\n- a\n\n### 2. Rotate the keys\n\nAs agreed.\n\n### Docs (@ines)\n\n- [ ] b\n"
    assert [(item.text.value, item.form) for item in items(body)] == [
        ("a", "item"),
        ("Rotate the keys", "heading"),
        ("b", "item"),
    ]


def test_a_heading_with_a_number_of_its_own_is_an_action() -> None:
    body = (
        "### AI-1: Warn\n\nEarly.\n\n### Action 2 - Cap\n\n### CART-3 Size\n\nIt.\n\n"
        "### Phase 4: Later\n\nOn.\n\n### Week 5\n"
    )
    assert [(item.text.value, item.form) for item in items(body)] == [
        ("AI-1: Warn", "heading"),
        ("Action 2 - Cap", "heading"),
        ("CART-3 Size", "heading"),
    ]


def test_a_heading_with_only_an_owner_or_a_state_groups_what_is_listed_below() -> None:
    body = "### Pool work (completed)\n\n- a\n- b\n\n### Cart `@ines`\n\n- c\n\n### Warn `@bo`\n\nAs agreed.\n"
    assert [item.text.value for item in items(body)] == ["a", "b", "c", "Warn"]
    assert [item.done for item in items(body)][:2] == [True, True]


def test_an_item_is_read_once_though_its_section_is_nested() -> None:
    doc = read(
        Source(
            "a.md",
            "# O\n\n## Action items\n\n### Corrective actions\n\n- a\n\n### Action items\n\n- b\n\n## Links\n\n- c\n",
        ),
        VOCABULARY,
    )
    assert [item.text.value for item in doc.action_items] == ["a", "b"]


def test_other_sections_within_hold_no_actions() -> None:
    assert [item.text.value for item in items("- a\n\n### References\n\n- b\n")] == ["a"]


def test_places_are_exact_in_an_item() -> None:
    line = "- [ ] Cap **it** — Owner: `@ines`, [Bo](mailto:bo@acme.test) — Issue:  — Due: May 22, 2026"
    doc = document(line)
    (item,) = doc.action_items
    assert place(doc, item.text) == (5, 7, 17)
    assert place(doc, item.owner) == (5, 27, 61)
    assert [place(doc, owner) for owner in item.owners] == [(5, 28, 33), (5, 37, 39)]
    assert item.issue is not None
    blank = line.index("Issue:") + len("Issue:") + 1
    assert (item.issue.text.value, place(doc, item.issue.text)) == ("", (5, blank, blank))
    assert item.due is not None
    assert place(doc, item.due.text) == (5, line.index("May") + 1, len(line) + 1)
    assert doc.source.slice(item.span).startswith("- [ ] Cap")


def test_places_are_exact_in_a_table() -> None:
    doc = document("| Action | Owner | Issue | Due |\n|--|--|--|--|\n| Cap `a\\|b` |  | CART-7 |\n")
    (item,) = doc.action_items
    assert (item.text.value, place(doc, item.text)) == ("Cap a|b", (7, 3, 13))
    assert item.owner is not None
    assert item.due is not None
    assert (item.owner.value, place(doc, item.owner)) == ("", (7, 16, 16))
    assert [place(doc, issue) for issue in item.issues] == [(7, 19, 25)]
    assert (item.due.text.value, place(doc, item.due.text)) == ("", (7, 27, 27))


def test_a_field_without_a_place_is_none_and_a_blank_one_is_empty() -> None:
    bare = only("- Do it")
    assert (bare.owner, bare.issue, bare.due) == (None, None, None)
    row = only("| Action | Owner | Issue |\n|--|--|--|\n| Do it | <!-- Ines --> | |")
    assert row.owner is not None
    assert row.issue is not None
    assert (row.owner.value, row.owners, row.issue.text.value, row.due) == ("", (), "", None)


def test_a_column_with_an_unknown_header_is_no_owner_column() -> None:
    for header in ("Own\u0435r", "Colour", ""):
        assert only(f"| Action | {header} | Issue |\n|--|--|--|\n| Do it | Ines | #4 |").owner is None


def test_cells_behind_the_last_column_are_unseen() -> None:
    row = only("| Action | Owner | Due |\n|--|--|--|\n| Do it |  |  | Ines | 2026-05-22 |")
    assert [cell.value for cell in row.unseen] == ["Ines", "2026-05-22"]
    assert (row.owners, row.due.day if row.due else "no place") == ((), None)


def test_what_is_said_twice_is_not_chosen_silently() -> None:
    row = only(
        "| Action | Owner | Owner | Due | ETA | Issue |\n|--|--|--|--|--|--|\n"
        "| Do it | Ines | TBD | 2026-05-22 | 2026-06-22 | #4 |"
    )
    assert row.owner is not None
    assert row.due is not None
    assert (row.owner.value, row.due.text.value, row.due.day) == ("Ines, TBD", "2026-05-22, 2026-06-22", None)
    item = only("- Do it - Due: 2026-05-22 - Due: 2026-05-22 - Owner: Ines - Owner: Bo")
    assert item.due is not None
    assert (item.due.day, [owner.value for owner in item.owners]) == (date(2026, 5, 22), ["Ines", "Bo"])


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Owner / Due", "Anna, 2026-05-22"),
        ("Owner & due date", "@anna (2026-05-22)"),
        ("Due + owner", "2026-05-22<br>Anna"),
        ("Owner/ETA", "Owner: Anna, due: 2026-05-22"),
    ],
)
def test_a_column_may_hold_several_fields(header: str, cell: str) -> None:
    row = only(f"| Action | {header} |\n|--|--|\n| Do it | {cell} |")
    assert [owner.value.lower().lstrip("@") for owner in row.owners] == ["anna"]
    assert row.due is not None
    assert row.due.day == date(2026, 5, 22)


def test_a_header_that_could_be_two_fields_is_none() -> None:
    row = only("| Action | Owner / Due | Issue |\n|--|--|--|\n| Do it | Xanti | #4 |")
    assert (row.owner, row.due) == (None, None)
    assert only("| Ticket title / Context | Issue |\n|--|--|\n| Do it | #4 |").text.value == "Do it"


def test_the_row_of_a_table_may_be_the_section() -> None:
    text = (
        "# O\n\n| Impact | Half of the carts were empty |\n|--|--|\n"
        "| Action items | 1. Warn early (Anna, 22/05/2026)<br>2. Cap *it* (@ines, done)<br/>3. None |\n"
    )
    doc = read(Source("a.md", text), VOCABULARY)
    assert [(summary(item), item.done) for item in doc.action_items] == [
        (("Warn early", ["Anna"], [], "22/05/2026"), None),
        (("Cap it", ["@ines"], [], None), True),
    ]
    assert [place(doc, item.text) for item in doc.action_items] == [(5, 21, 31), (5, 57, 65)]


def test_a_list_in_a_cell_is_not_cut_within_a_comment() -> None:
    text = "# O\n\n| Impact | Carts |\n|--|--|\n| Action items | 1. Warn early<!--<br>2. Cap it (@ines)--> |\n"
    assert [item.text.value for item in read(Source("a.md", text), VOCABULARY).action_items] == ["Warn early"]


def test_each_table_has_its_own_columns() -> None:
    body = "| Action | Owner |\n|--|--|\n| a | Ines |\n\n| Owner | Action |\n|--|--|\n| Bo | b |\n| Owner | Action |\n"
    assert [summary(item)[:2] for item in items(body)] == [("a", ["Ines"]), ("b", ["Bo"])]


@pytest.mark.parametrize(
    ("written", "struck"),
    [
        ("- ~~Do it~~", True),
        ("- [ ] ~~Do it~~", True),
        ("- ~~Do it~~ - Owner: Ines", True),
        ("- ~~Do that~~ Do it", False),
        ("| Action | Owner |\n|--|--|\n| ~~Do it~~ | ~~Ines~~ |", True),
        ("| Action | Owner |\n|--|--|\n| ~~Do it~~ | Ines |", True),
        ("| Action | Owner |\n|--|--|\n| Do it | ~~Ines~~ |", False),
    ],
)
def test_struck_actions_are_withdrawn(written: str, struck: bool) -> None:
    assert only(written).struck is struck


def test_a_link_elsewhere_is_kept_with_its_target() -> None:
    for written in ("- Do it - Issue: [CART-7](https://example.test/)", "- Do it ([CART-7](https://example.test/))"):
        item = only(written)
        assert item.issue is not None
        assert (item.issue.text.value, item.issue.ids, item.issue.target) == ("CART-7", (), "https://example.test/")
        assert item.issues == ()


def test_ids_in_the_text_count_only_without_an_issue_field() -> None:
    text = only("- Do it ([#12](https://github.com/acme/shop/pull/12)), then CART-7\n  - and CART-8\n")
    assert [issue.value for issue in text.issues] == ["#12", "CART-7", "CART-8"]
    assert only("- Undo CART-7 - Issue: none yet").issues == ()
    assert only("| Action | Issue |\n|--|--|\n| Undo CART-7 | |").issues == ()


def test_a_very_long_item_is_read_in_linear_time() -> None:
    for hostile in (
        "Owner: " * 10_000,
        "(@a " * 10_000,
        "by " * 20_000,
        "a, " * 20_000,
        "~ " * 30_000,
        "y" + " " * 30_000,
    ):
        assert len(items(f"- {hostile}x")) == 1


def test_a_cell_that_is_struck_out_says_nothing_of_an_action_that_stands() -> None:
    row = "| Warn early | ~~Ines~~ | <del>CART-7</del> | ~~2026-05-22~~ |\n"
    text = f"| Action | Owner | Issue | Due |\n|--|--|--|--|\n{row}"
    item = only(text)
    assert (item.owner, item.issues, item.due, item.struck) == (None, (), None, False)


@pytest.mark.parametrize(
    ("written", "owner", "due"),
    [
        ("- Swap the batteries (Hoffmann, bis Ende Juli)", "Hoffmann", "bis Ende Juli"),
        ("- Print the plan (Brandt, done)", "Brandt", None),
        ("- Write it down (@livia, at\u00e9 10/02)", "@livia", "at\u00e9 10/02"),
        (
            "- \u544a\u8b66\uff08\u674e\u840c\uff0c2 \u6708 15 \u65e5\u524d\uff09",
            "\u674e\u840c",
            "2 \u6708 15 \u65e5\u524d",
        ),
        ("- Send rules to staging (platform, due 2026-05-01)", "platform", "2026-05-01"),
        ("- Keep the old key (before the drill)", None, None),
        ("- Keep the old key (Staging)", None, None),
        ("- Refuse to delete an index that is read", None, None),
    ],
)
def test_a_remark_of_a_name_and_a_day_in_words_is_owner_and_due_date(
    written: str, owner: str | None, due: str | None
) -> None:
    (item,) = items(written)
    assert [each.value for each in item.owners] == ([owner] if owner else [])
    assert (item.due.text.value if item.due else None) == due
    assert item.due is None or item.due.day in (None, date(2026, 5, 1))


def test_names_that_nobody_knows_are_some_where_they_end_the_items_of_a_list_again_and_again() -> None:
    listed = items("- Ring the bell (Quispe)\n- Lock the crank (Ferrand)\n- Buy a relay (Ferrand)\n")
    assert [[owner.value for owner in item.owners] for item in listed] == [["Quispe"], ["Ferrand"], ["Ferrand"]]
    assert [item.owners for item in items("- Ring the bell (Quispe)\n- Lock the crank (Ferrand)\n")] == [(), ()]
