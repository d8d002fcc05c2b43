"""Which texts are actions: lists, labels, groups, headings, and what is none."""

from __future__ import annotations

import pytest

from pmlint.read import read
from pmlint.text import Source

from .action_documents import VOCABULARY, document, items, place, summary


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
