"""Whether an action is done, open or withdrawn, and which form says so."""

from __future__ import annotations

import pytest

from .action_documents import items, made_by, only


@pytest.mark.parametrize(
    ("form", "written", "done"),
    [
        ("task box", "- [x] Do it", True),
        ("task box", "- [X] Do it", True),
        ("task box", "- [ ] Do it", False),
        ("task box", "- [ ] Do it (done)", False),
        ("state", "- Do it (Done)", True),
        ("state", "- Do it (DONE!)", True),
        ("mark", "- DONE: do it", True),
        ("state", "- Do it - in progress", False),
        ("mark", "- TODO Do it", False),
        ("drawn box", "- ✅ Do it", True),
        ("mark", "- Do it ✔️", True),
        ("struck out", "- ~~Do it~~", True),
        ("task box", "- [x] ~~Do it~~", True),
        ("label", "- Do it - Status: open", False),
        ("label", "- Do it - Status: shipped 2026-03-01", True),
        ("label", "- Do it - Status: Done?", None),
        ("label", "- Do it - Status: not sure", None),
        ("", "- Do it, which closed the gap", None),
        ("mark", "- Do it. Done in #12.", True),
        ("", "- Do it. Open the door first.", None),
        ("mark", "- Do it :white_check_mark:", True),
        ("mark", "- :construction: Do it", False),
        ("mark", "- 🔲 Do it", False),
        ("struck out", "- ~~Do it~~ done", True),
        ("state below", "- Do it\n  - This has been done: at last", True),
        ("", "- Do it\n  - Done.\n  - Open", None),
        ("mark", "### 2) TODO Do it `@ines`", False),
        ("group", "**In progress (next two weeks):**\n\n- Do it", False),
        ("group", "### Remaining work\n\n- Do it", False),
        ("", "### Open source\n\n- Do it", None),
        ("group", "### Completed actions\n\n- Do it", True),
        ("", "### Not yet completed\n\n- Do it", None),
        ("group", "### In Progress 🚧\n\n- Do it", False),
        ("", "- Do it", None),
        ("group", "### Actions (completed)\n\n- Do it", True),
        ("group", "**Actions planned:**\n\n- Do it", False),
        ("column", "| Action | Status |\n|--|--|\n| Do it | **完了**（`1a2b3c4`） |", True),
        ("column", "| Action | Status |\n|--|--|\n| Do it | 未 |", False),
        ("column", "| Action | Ticket + status |\n|--|--|\n| Do it | [CART-7] Status: Not started |", False),
        ("group", "| Action | Bug |\n|--|--|\n| Do it | Bug 4567 **DONE** |", True),
        ("mark", "- {{done}} Do it", True),
        ("mark", "- Do it [CART-7] done", True),
        ("mark", "- Do it (담당: Anna) [CART-7] **완료**", True),
        ("mark", "- Do it **in progress**", False),
        ("mark", "- **Done** the wrong way", True),
        ("", "- **Open the door** now", None),
        ("group", "| | Action | Owner |\n|--|--|--|\n| ✅ | Do it | Ines |", True),
        ("group", "| | Action | Owner |\n|--|--|--|\n| [ ] | Do it | Ines |", False),
        ("label", "- Do it. Owner: Ines. Due: done, 22 May", True),
        ("label", "- Do it. Owner: Ines. Due: 2026-05-22 (done)", True),
        ("mark", "- Do it. Done: [page](https://example.test/)", True),
        ("column", "| Action | Done |\n|--|--|\n| Do it | Yes |", True),
        ("column", "| Action | Done |\n|--|--|\n| Do it | No longer sure |", None),
        ("column", "| Action | Done? |\n|--|--|\n| Do it | No, next week |", False),
        ("column", "| Action | Status | State |\n|--|--|--|\n| Do it | done | open |", None),
        ("task box", "| Action | Owner |\n|--|--|\n| [x] Do it | Ines |", True),
    ],
)
def test_an_action_is_done_if_it_says_so(form: str, written: str, done: bool | None) -> None:
    item = only(written)
    assert (made_by(item, "done"), item.done) == (form, done)


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


def test_a_cell_that_is_struck_out_says_nothing_of_an_action_that_stands() -> None:
    row = "| Warn early | ~~Ines~~ | <del>CART-7</del> | ~~2026-05-22~~ |\n"
    text = f"| Action | Owner | Issue | Due |\n|--|--|--|--|\n{row}"
    item = only(text)
    assert (item.owner, item.issues, item.due, item.struck) == (None, (), None, False)


def test_a_heading_with_only_an_owner_or_a_state_groups_what_is_listed_below() -> None:
    body = "### Pool work (completed)\n\n- a\n- b\n\n### Cart `@ines`\n\n- c\n\n### Warn `@bo`\n\nAs agreed.\n"
    assert [item.text.value for item in items(body)] == ["a", "b", "c", "Warn"]
    assert [item.done for item in items(body)][:2] == [True, True]
