"""The owners of actions: who is named, and by which form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmlint.read import read
from pmlint.text import Source

from .action_documents import VOCABULARY, document, items, made_by, only, place

OWNERS = [
    ("label", "- Do it - Owner: Ines, Bo and Cy", ["Ines", "Bo", "Cy"]),
    ("label", "- Do it - Owners: Ines & Bo / Cy", ["Ines", "Bo", "Cy"]),
    ("label", "- Do it - Owner: [Ines](mailto:ines@acme.test)", ["Ines"]),
    ("label", "- Do it - Owner: `@ines` and @acme/core", ["@ines", "@acme/core"]),
    ("label", "- Do it - Owner: Ines Roth (core, on call)", ["Ines Roth"]),
    ("label", "- Do it - Owner: 李雷、韩梅", ["李雷", "韩梅"]),
    ("label", "- Do it (owner: Ines, CART-7, due 2026-05-22)", ["Ines"]),
    ("label", "- Do it - Owner: #12", []),
    ("label", "- Do it - Owner: Seán O'Dea", ["Seán O'Dea"]),
    ("label", "- Do it - Owner: Anderson", ["Anderson"]),
    ("label", "- 先做。责任人：网络组 赵磊，完成时间：2026-05-22（已完成）", ["网络组 赵磊"]),
    ("label", "- やる（担当：山田、期限：2026-05-22）", ["山田"]),
    ("label", "- 하기 (담당: 윤서진, ~9/15)", ["윤서진"]),
    ("label", "- Do it - Owner: the cart team", ["the cart team"]),
    ("label", "- Do it - Owner: @everyone", ["@everyone"]),
    ("handle", "- Do it @ines", ["@ines"]),
    ("handle", "- Do it (@ines)", ["@ines"]),
    ("handle", "- @ines to do it", ["@ines"]),
    ("profile", "- [Ines](mailto:ines@acme.test) will look at it", ["Ines"]),
    ("name", "- Ines and Bo to write the page", ["Ines", "Bo"]),
    ("handle", "### Clean up `@ines`", ["@ines"]),
    ("name", "- Anna: do it", ["Anna"]),
    ("name", "- Anna Roth and Ben: do it", ["Anna Roth", "Ben"]),
    ("name", "- **Anna** do it", ["Anna"]),
    ("name", "- **Anna** – do it", ["Anna"]),
    ("name", "- Anna will do it", ["Anna"]),
    ("name", "- Ines Roth to do it", ["Ines Roth"]),
    ("team", "- The cart team will do it", ["The cart team"]),
    ("name", "- Do it (Anna)", ["Anna"]),
    ("name", "- Do it *(Anna, Ines)*", ["Anna", "Ines"]),
    ("name", "- Do it (Ines, 2026-05-22)", ["Ines"]),
    ("name", "- Do it (Anna to ask for a date)", ["Anna"]),
    ("team", "- Do it [cart team]", ["cart team"]),
    ("name", "- Do it — _Anna Roth_", ["Anna Roth"]),
    ("name", "- Do it - Anna (half done)", ["Anna"]),
    ("name", "- Do it → Anna", ["Anna"]),
    ("name", "- Do it, Anna", ["Anna"]),
    ("handle", "- Do it, @ines, due 2026-05-22", ["@ines"]),
    ("handle", "- Do it (@ines + @acme/core)", ["@ines", "@acme/core"]),
    ("handle", "- Do it @ines #12", ["@ines"]),
    ("mention", "- Do it @Xanti R.", ["@Xanti R."]),
    ("mention", "- Do it (@Xanti R., @bo)", ["@Xanti R.", "@bo"]),
    ("handle", "- @Xanti Rotate it", ["@Xanti"]),
    ("handle", "- Do it @Xanti @May 22, 2026", ["@Xanti"]),
    ("mention", "- Do it @Xanti Roth", ["@Xanti Roth"]),
    ("field in words", "- Do it (assigned to Ines)", ["Ines"]),
    ("field in words", "- Do it -- owner [Ines Roth](https://github.com/ines)", ["Ines Roth"]),
    ("handle", "- [ ] @ines do it", ["@ines"]),
    ("handle", "- @ines and @bo will do it", ["@ines", "@bo"]),
    ("handle", "- (@ines) Do it", ["@ines"]),
    ("profile", "- [P1] [Ines](mailto:ines@acme.test) will do it", ["Ines"]),
    ("name", "- CART-7: Anna to do it", ["Anna"]),
    ("handle", "### 2) Do it `@ines` [detect]", ["@ines"]),
    ("name", "| Action | Issue |\n|--|--|\n| Do it (Anna) | CART-7 |", ["Anna"]),
    ("name", "| Action | Issue |\n|--|--|\n| Do it | [Anna to file it] |", ["Anna"]),
    ("", "- Grafana: do it", []),
    ("", "- Do it (Grafana)", []),
    ("", "- Do it (Optional)", []),
    ("", "- Do it (High)", []),
    ("", "- Grafana will page", []),
    ("", "- We told the teams to do it", []),
    ("", "- Migration to a new pool", []),
    ("", "- Switched to pools", []),
    ("", "- Alerts to page for it", []),
    ("", "- @types/pool upgrade", []),
    ("name", "- Nobody saw it. Anna will do it.", ["Anna"]),
    ("handle", "- Nobody saw it. @ines will do it.", ["@ines"]),
    ("group", "- Anna:\n  - Do it", ["Anna"]),
    ("group", "### @ines\n\n- Do it", ["@ines"]),
    ("group", "**Owner: Ines**\n\n- Do it", ["Ines"]),
    ("label", "- **Owner: Ines** do it", ["Ines"]),
    ("name", "### Cart team\n\n- Do it (Anna)", ["Anna"]),
    ("label", "- Do it - Owner: TBD", []),
    ("label", "- Do it - Owner: ＴＢＤ", []),
    ("label", "- Do it - Owner: \u0422BD", []),
    ("label", "- Do it - Owner: -", []),
    ("label", "- Do it - Owner: {{incident.owner}}", []),
    ("label", "- Do it - Owner: <who>", []),
    ("", "- Do it", []),
    ("", "- Need to do it", []),
    ("", "- Migrate Postgres to new hosts", []),
    ("", "- Switch to using one pool", []),
    ("", "- Upgrade `@types/node` to 20", []),
    ("", "- Ask @ines about it first", []),
    ("", "- Write to ops@acme.test", []),
    ("handle", "- [P1] (now) [core]: @ines do it", ["@ines"]),
    ("", "- [P1] (now) [core] (so) @ines do it", []),
    ("handle", "- CART-7 - @ines, do it", ["@ines"]),
    ("profile", "- [Ines](https://github.com/ines) will do it", ["Ines"]),
    ("", "- [Ines](https://github.com/ines) did it", []),
    ("", "- ![Ines](mailto:ines@acme.test) will do it", []),
    ("name", "- **Ines:** do it", ["Ines"]),
    ("", "- **Do it**", []),
    ("handle", "- Do it @ines @2026-05-22", ["@ines"]),
    ("team handle", "- @acme/core will do it", ["@acme/core"]),
    ("", "- @acme/core do it", []),
    ("handle", "- @ines, @bo: do it", ["@ines", "@bo"]),
    ("handle", "- @ines @bo do it", ["@ines", "@bo"]),
    ("handle", "- It is late. @ines fixed it. @bo will do it.", ["@bo"]),
    ("name", "- It is late. Grafana will show it. Ines will do it. Anna will, too.", ["Ines"]),
    ("", "- It is late. Ines: do it", []),
    ("by", "- Do it, by Ana Silva, CART-7", ["Ana Silva"]),
    ("by", "- Do it (by Ana Silva and Ines Roth)", ["Ana Silva", "Ines Roth"]),
    ("", "- Do it, by Friday", []),
    ("", "- Do it, by Ana Silva or the pool", []),
    ("handle", "- Do it @ines and @bo (half done) #12 CART-7", ["@ines", "@bo"]),
    ("", f"- Do it @ines ({'x' * 59})", []),
    ("handle", f"- Do it @ines ({'x' * 58})", ["@ines"]),
    ("handle", "- Do it @ines [later]; ", ["@ines"]),
    ("", "- Do it @ines - later", []),
    ("handle", "- Do it -- @ines, due 2026-05-22, CART-7", ["@ines"]),
    ("handle", "- Do `@ines` it, `@bo`", ["@bo"]),
    ("", "- Use `x @ines`", []),
    ("name in a list", "- Xanti Roth to do it", ["Xanti Roth"]),
    ("", "- Xanti to do it", []),
    ("", "- Xanti Roth and so on - do it", []),
]


@pytest.mark.parametrize(("form", "written", "owners"), OWNERS)
def test_owners_are_names(form: str, written: str, owners: list[str]) -> None:
    item = only(written)
    assert (made_by(item, "owner"), [owner.value for owner in item.owners]) == (form, owners)


def test_where_owners_stand_and_what_is_left_to_do_is_what_was_read_and_approved(
    golden: Callable[[Path, str], None],
) -> None:
    """Of each text its action, each owner with the place, and what made it one."""
    lines: list[str] = []
    for _, written, _ in OWNERS:
        doc = document(written)
        (item,) = doc.action_items
        owners = [f"{owner.value!r} at {':'.join(map(str, place(doc, owner)))}" for owner in item.owners]
        made = " ".join(filter(None, dict(item.why).get("owner", ())))
        lines += [repr(written), f"    {item.text.value!r}; {', '.join(owners)} ({made})"]
    golden(Path(__file__).parent / "owners.txt", "".join(f"{line}\n" for line in lines))


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
    "label",
    [
        "<b>Author</b>: Xanti",
        "[Author](https://a.test/x): Xanti",
        "Auth&#111;r: Xanti",
        "&nbsp;Author: Xanti",
        "**Author:** Xanti",
    ],
)
def test_markup_hides_no_label_of_people(label: str) -> None:
    (item,) = document(f"- Show more sources (Xanti)\n\n## Attachments\n\n{label}\n").action_items
    assert [owner.value for owner in item.owners] == ["Xanti"]


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


@pytest.mark.parametrize("label", ["**Dr. Xanti Roth**", "**Ana Quispe (Ledger)**", "**佐藤 健**", "Мария Иванова:"])
def test_a_full_name_over_a_list_owns_what_is_listed(label: str) -> None:
    (item,) = items(f"{label}\n\n- Ring the bell\n")
    assert len(item.owners) == 1


@pytest.mark.parametrize(
    "label", ["**Quick Wins**", "**Code Changes**", "**Short Term**", "**Ottoline**", "**短期 対応**"]
)
def test_what_is_only_written_as_a_name_over_a_list_owns_nothing(label: str) -> None:
    (item,) = items(f"{label}\n\n- Ring the bell\n")
    assert item.owners == ()
