"""What opens a section, where it ends, and where its words make none."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import List, Paragraph, Table, parse
from pmlint.model import Section, Sighting
from pmlint.read.sections.reader import Part, read_sections
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled(packs.DEFAULT_PACK).process)


def read(text: str) -> tuple[Source, list[Part], list[Sighting]]:
    source = Source("x.md", text)
    return source, *read_sections(parse(source), VOCABULARY)


def known(text: str) -> list[Section]:
    return [part.section for part in read(text)[1] if part.section.id]


def ids(text: str) -> list[str | None]:
    return [section.id for section in known(text)]


def part(text: str, id: str) -> Part:
    return next(part for part in read(text)[1] if part.section.id == id)


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "id", "number"),
    [
        pytest.param("## Summary", "summary", None, id="name"),
        pytest.param("## 2. Impact ##", "impact", 2, id="number"),
        pytest.param("Timeline\n--------", "timeline", None, id="underlined"),
        pytest.param("## **Contributing factors**", "contributing_factors", None, id="bold"),
        pytest.param('## <a name="d"></a>6. Detection &amp; Response', "detection_response", 6, id="anchor and entity"),
        pytest.param("## \uff18\uff0e Corrective Actions", "corrective_actions", None, id="full-width number"),
        pytest.param("## Attachments {#files}", "attachments", None, id="anchor behind"),
        pytest.param("## 10) Sign-off", "sign_off", 10, id="number with a bracket"),
        pytest.param("## 4. Root <!-- one of several -->Cause", "root_cause", 4, id="comment inside"),
    ],
)
def test_a_heading_names_a_section(heading: str, id: str, number: int | None) -> None:
    section = known(f"# Cache outage\n\n{heading}\n\nThe node was full.\n")[0]
    assert (section.id, section.number, section.form) == (id, number, "heading")
    assert section.why.form == "name"


@pytest.mark.parametrize("heading", ["## Resolution", "## Background", "## Monday", "## 10:42 UTC", "##", "## ???"])
def test_other_headings_are_sections_without_an_id(heading: str) -> None:
    _, parts, _ = read(f"# Cache outage\n\n{heading}\n\nThe node was full.\n")
    assert [part.section.id for part in parts] == [None, None]


def test_a_title_is_a_section_only_by_its_whole_name() -> None:
    assert ids("# The day of the long timeline\n\n## Impact\n\nTen users.\n") == ["impact"]
    assert ids("# Timeline\n\n10:00 it broke\n\n# Impact\n\nTen users.\n") == ["timeline", "impact"]


LOG = "- 10:00 slow\n- 10:20 down\n- 11:00 up\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## What happened?\n\nThe node was full.\n", ["summary"]),
        (f"## What happened?\n\n{LOG}", ["timeline"]),
        ("## Summary\n\nDown.\n\n## What happened?\n\nThe node was full.\n", ["summary"]),
        (f"## Timeline\n\n{LOG}\n## Background\n\n{LOG}", ["timeline"]),
        (f"## Background\n\n{LOG}", ["timeline"]),
        ("## Details\n\nThe node was full.\n\n## Impact\n\nTen users.\n", ["summary", "impact"]),
        ("## Impact\n\nTen users.\n\n## Details\n\nThe node was full.\n", ["impact"]),
        ("## Scope\n\nThis is about caches.\n\n## Impact\n\nTen users.\n", ["impact"]),
        ("## Summary\n\nDown.\n\n## Scope\n\nTen users.\n", ["summary", "impact"]),
        ("## Solution\n\n- [ ] add disks\n", ["corrective_actions"]),
        ("## Solution\n\nWe added disks.\n", []),
        ("## Remediation\n\n| Task | Owner |\n|--|--|\n| disks | Ana |\n", ["corrective_actions"]),
        ("## Authors\n\nAna\n", ["sign_off"]),
        ("**Authors:** Ana\n", []),
        ("## Actions\n\n### Detection\n\n- alert\n", ["corrective_actions"]),
        ("## Actions\n\n### 9. Attachments\n\n- alert\n", ["corrective_actions", "attachments"]),
    ],
)
def test_an_ambiguous_name_is_decided_by_place_and_content(text: str, expected: list[str]) -> None:
    assert ids(f"# Cache outage\n\n{text}") == expected


# --- forms ---------------------------------------------------------------------------------------------------------


def test_an_ordered_list_of_labels_is_ten_sections() -> None:
    titles = [f"{kind.number}. **{kind.title}:** we saw it" for kind in VOCABULARY.process.sections]
    titles[7] = "8. **Corrective Actions:**\n\n   - **Preventive**\n     - add disks, Ana, #12"
    source, parts, _ = read("# Cache outage\n\n" + "\n".join(titles) + "\n")
    found = parts[1:]
    assert [part.section.id for part in found] == [kind.id for kind in VOCABULARY.process.sections]
    assert [part.section.number for part in found] == list(range(1, 11))
    assert {part.section.form for part in found} == {"ordered-label"}
    assert {part.section.nested for part in found} == {False}
    assert source.position(found[0].section.title.span.start) == (3, 6)
    assert [part.lead.value if part.lead else None for part in found] == ["we saw it"] * 7 + [None] + ["we saw it"] * 2
    assert isinstance(found[7].blocks[0], List)


def test_the_last_label_of_a_list_takes_what_follows_the_list() -> None:
    text = (
        "1. **Summary:** down\n2. **Timeline:**\n\n| Time | Event |\n|--|--|\n| 10:00 | down |\n\n3. **Impact:** ten\n"
    )
    assert ids(text) == ["summary", "timeline", "impact"]
    assert [type(block) for block in part(text, "timeline").blocks] == [Table]
    assert part(text, "summary").blocks == []


@pytest.mark.parametrize(
    ("text", "form", "place", "lead", "blocks"),
    [
        ("**Impact**\n\nTen users.\n", "bold", (1, 3), None, [Paragraph]),
        ("**Impact:**\n\nTen users.\n\n- a\n", "bold", (1, 3), None, [Paragraph, List]),
        ("**Impact:** ten `api` users\n", "label", (1, 3), "ten api users", []),
        ("__Impact__: ten users\n\nMore.\n", "label", (1, 3), "ten users", [Paragraph]),
        ("\U0001f525 **Impact:** ten\nusers\n", "label", (1, 5), "ten\nusers", []),
        ("Impact:\n\n- ten users\n", "label", (1, 1), None, [List]),
        ("Impact: ten users\n", "label", (1, 1), "ten users", []),
        ("- **Impact**: ten users\n", "bold-item", (1, 5), "ten users", []),
        ("- **Impact:**\n  - ten users\n", "bold-item", (1, 5), None, [List]),
        (
            "| Key | Value |\n|--|--|\n| Impact | ten users saw an error |\n",
            "table-row",
            (3, 3),
            "ten users saw an error",
            [],
        ),
        ("| Impact | ten users saw an error |\n|--|--|\n", "table-row", (1, 3), "ten users saw an error", []),
    ],
)
def test_a_label_opens_a_section(
    text: str, form: str, place: tuple[int, int], lead: str | None, blocks: list[type]
) -> None:
    source, parts, _ = read(text)
    assert len(parts) == 1
    found = parts[0]
    assert (found.section.id, found.section.form, found.section.level) == ("impact", form, None)
    assert source.position(found.section.span.start) == place
    assert (found.lead.value if found.lead else None) == lead
    assert [type(block) for block in found.blocks] == blocks
    assert found.section.says == "text"


@pytest.mark.parametrize(
    "text",
    [
        "The **Impact** was small.\n",
        "Impacted: ten users\n",
        "- Impact: ten users\n",
        "- [Impact](#impact)\n- [Timeline](#timeline)\n",
        "1. Impact\n2. Timeline\n",
        "| Key | Value |\n|--|--|\n| Impact | High |\n",
        "| Time | Event | Who |\n|--|--|--|\n| Impact | ten users saw an error | Ana |\n",
        "> **Impact:** ten users\n",
        "Monitoring: all green\n",
    ],
)
def test_other_words_open_none(text: str) -> None:
    assert ids(text) == []


def test_several_labels_in_one_paragraph_share_it() -> None:
    text = "**Summary:** down  \n**Impact:** ten\nusers  \n**Root cause:** disk\n"
    leads = [part.lead.value if part.lead else None for part in read(text)[1]]
    assert (ids(text), leads) == (["summary", "impact", "root_cause"], ["down", "ten\nusers", "disk"])


def test_a_label_ends_where_the_next_begins_and_a_bold_date_begins_none() -> None:
    text = (
        "**Timeline**\n\n**3 May**\n\n- 10:00 down\n\n**Resolution**\n\nDisks.\n\n"
        "Impact:\n\nTen.\n\n**Attachments**\n\nNone but one.\n"
    )
    assert [type(block) for block in part(text, "timeline").blocks] == [Paragraph, List]
    assert [type(block) for block in part(text, "impact").blocks] == [Paragraph]


def test_in_a_known_section_only_a_bold_paragraph_label_opens_another() -> None:
    text = "## Lessons learned\n\n- **Impact:** ten\n\n**Action items:**\n\n- disks\n"
    assert [(section.id, section.nested) for section in known(text)] == [
        ("what_worked", False),
        ("corrective_actions", True),
    ]


@pytest.mark.parametrize(
    "label",
    ["What went well:\nwe", "*What went well:*  \nwe", "<u>What went well:</u>\nwe", "What went well:\\\nwe"],
    ids=["plain", "two blanks", "tag", "backslash"],
)
def test_a_label_alone_on_its_line_divides_the_section_that_it_means(label: str) -> None:
    assert ids(f"## What worked\n\nWe were\n\n{label} had runbooks\n") == ["what_worked", "what_worked"]


# --- the outline ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("# T\n\n## 3. Timeline\n\nx\n\n### 4. Root Cause\n\nx\n\n## 5. Impact\n\nx\n", ["root_cause"]),
        ("# T\n\n## 3. Timeline\n\nx\n\n#### 4. Root Cause\n\nx\n\n## 5. Impact\n\nx\n", ["root_cause"]),
        ("# T\n\n## Analysis\n\n### Root Cause\n\nx\n\n## Impact\n\nx\n", []),
        ("# Summary\n\nx\n\n## Impact\n\nx\n\n## Timeline\n\nx\n", []),
        ("## Summary\n\nx\n\n# Timeline\n\nx\n", []),
        ("# Summary\n\nx\n\n# Timeline\n\nx\n", []),
    ],
)
def test_a_section_inside_another_one_is_nested(text: str, nested: list[str]) -> None:
    assert [section.id for section in known(text) if section.nested] == nested


def test_a_body_ends_at_the_next_heading_of_its_level() -> None:
    text = "# T\n\n## Impact\n\nTen users.\n\n### By region\n\nNorth.\n\n## Timeline\n\nx\n"
    source, parts, _ = read(text)
    impact = next(part for part in parts if part.section.id == "impact")
    assert source.slice(impact.section.body).strip() == "Ten users.\n\n### By region\n\nNorth."
    assert len(impact.blocks) == 3


# --- sightings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form", "place"),
    [
        ("<!-- ## 4. Root Cause\nthe disk -->\n", "comment", (1, 9)),
        ("```\n## 4. Root Cause\n", "code", (2, 4)),
        ("    ## 4. Root Cause\n", "code", (1, 8)),
        ("> ## Root cause\n", "quotation", (1, 6)),
        ("---\nnotes: |\n  ## 4. Root Cause\n---\n", "front matter", (3, 6)),
        ("<h2>4. Root Cause</h2>\n", "html heading", (1, 5)),
        ("<textarea>\n## 4. Root Cause\n</textarea>\n", "html", (2, 4)),
        ('x\n\n[//]: # "## 4. Root Cause"\n', "definition", (3, 13)),
        (
            'x\n\n[//]: # "## 4. Root Cause The disk was full for a day and nobody saw it, as no alert was set."\n',
            "definition",
            (3, 13),
        ),
        ("| A | B |\n|--|--|\n| ## 4. Root Cause | the disk |\n", "table", (3, 6)),
        ("- disks\n\n   ## 4. Root Cause\n", "list item", (3, 7)),
        ("##\u00a04. Root Cause\n", "text", (1, 4)),
        ("##Root cause\n", "no blank", (1, 3)),
        ("\\## 4. Root Cause\n", "text", (1, 5)),
    ],
)
def test_words_that_open_no_section_are_sighted(text: str, form: str, place: tuple[int, int]) -> None:
    source, parts, sightings = read(text)
    assert "root_cause" not in [part.section.id for part in parts]
    assert [(sighting.id, sighting.form) for sighting in sightings] == [("root_cause", form)]
    assert source.position(sightings[0].text.span.start) == place
    assert source.slice(sightings[0].text.span) == sightings[0].text.value


def test_words_of_a_section_that_stands_are_no_sighting() -> None:
    assert read("## Root cause\n\nThe disk.\n\n<!-- Root cause -->\n")[2] == []
    assert [
        found.id for found in read("## Timeline\n\nx\n\n## Impact\n\nx\n\n### Root cause\n\n<!-- Root cause -->\n")[2]
    ] == ["root_cause"]


@pytest.mark.parametrize(
    "text", ["", "\n", "#", "**", "1. ", "|", "- \n  - ", "**:**", ":", "# \n## \n", "\x00", "[^1]:"]
)
def test_any_text_has_sections(text: str) -> None:
    _, parts, _ = read(text)
    assert all(part.section.id is None for part in parts)


def test_many_headings_take_time_in_proportion() -> None:
    text = "".join(f"{'#' * (1 + at % 6)} Impact {at}\n" for at in range(3000))
    assert len(read(text)[1]) == 3000


# --- further marks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!bug] Root cause\n> The valve was left open.\n", ["root_cause"]),
        (":::danger At a glance\n\nThe site was down.\n\n:::\n", ["summary"]),
        ('!!! note "TL;DR"\n    The site was down.\n', ["summary"]),
        ("TL;DR \u2014 the disk was full.\n", ["summary"]),
        ("\U0001f4a1 **TL;DR** The digest went out twice to everybody.\n", ["summary"]),
        ("**Timeline** (CET)\n\n- 10:00 It broke\n", ["timeline"]),
        ("**Where we got lucky**[^2]\n\n- It was Sunday\n", ["what_worked"]),
        ("What went well?\n\n- The pager\n\nWhat went badly?\n\n- The door\n", ["what_worked", "what_worked"]),
        ("Log:\n\n- 10:00 It broke\n- 10:05 We saw\n- 10:30 It worked\n", ["timeline"]),
        ("1. Abstract\n\n   The disk was full.\n\n2. Chronology\n\n   It was slow.\n", ["summary", "timeline"]),
        ("> Root cause\n> The valve was left open.\n", []),
        ("**Note** The site was down.\n", []),
        ("Impact - some users were annoyed.\n", []),
        ("Is this the root cause?\n", []),
    ],
)
def test_boxes_bold_words_and_questions_mark_sections(text: str, expected: list[str]) -> None:
    assert ids(f"# Outage\n\n{text}") == expected


def test_bold_lines_divide_a_section_and_fields_in_it_do_not() -> None:
    text = "## Lessons learned\n\n**What went well**\n\n- The pager\n\n**What went wrong**\n\n- The door\n"
    assert ids(text) == ["what_worked"] * 3
    assert (
        ids(text.replace("**", "").replace("well\n", "well:\n").replace("wrong\n", "wrong:\n")) == ["what_worked"] * 3
    )
    assert ids("## Impact\n\n**Impact**\n\nAll pages.\n") == ["impact"]
    assert ids("## Action items\n\n**Detection and response:**\n\n- Page sooner\n") == ["corrective_actions"]


def test_a_block_of_bold_labels_below_a_known_heading_names_each_section() -> None:
    text = "## Timeline\n\n### Tuesday\n\n**Duration:** an hour\n**Impact:** half of it\n\n**Root causes:**\n\n- Age\n"
    assert ids(text) == ["timeline", "impact", "root_cause"]


def test_rows_of_a_table_below_the_summary_hold_sections_where_they_are_prose() -> None:
    text = (
        "## Summary\n\n| | |\n|---|---|\n| Start | 2026-03-14 |\n| **Customer impact** | One page in ten failed |\n"
        "| **How was it detected?** | A customer told us so |\n| Impact | High |\n\nThe cache was full.\n"
    )
    assert ids(text) == ["summary", "impact", "detection_response"]


def test_the_first_of_several_top_headings_may_be_a_section() -> None:
    assert ids("# What happened\n\nThe disk was full.\n\n# Impact\n\nAll.\n") == ["summary", "impact"]
    assert ids("# What happened\n\nThe disk was full.\n") == []


def test_a_log_may_stand_below_its_days() -> None:
    text = "## Log\n\n- Monday\n  - 10:00 It broke\n  - 10:05 We saw\n  - 10:30 It worked\n"
    assert ids(text) == ["timeline"]


# --- hidden text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("**Authors:** Ana <!-- so\nImpact: forty orders\n-->\n", [], id="label inside a comment"),
        pytest.param(
            "**Authors:** Ana <span hidden>\nImpact: forty orders\n</span>\n", [], id="label in a hidden element"
        ),
        pytest.param("**Root cause<!-- x -->**\n\nThe disk.\n", [("root_cause", "Root cause")], id="bold line"),
        pytest.param("**Impact<!-- x -->:** forty orders\n", [("impact", "Impact")], id="bold label"),
        pytest.param("Root cause<!-- x -->: the disk\n", [("root_cause", "Root cause")], id="label"),
        pytest.param("Root cause <!-- x -->\u2014 the disk\n", [("root_cause", "Root cause")], id="dashed label"),
        pytest.param("1. **Impact<!-- x -->:** forty\n", [("impact", "Impact")], id="ordered label"),
        pytest.param("1. Impact<!-- x -->\n\n   Forty.\n", [("impact", "Impact")], id="memo"),
        pytest.param("> [!NOTE] <!-- x --> Summary\n> It broke.\n", [("summary", "Summary")], id="box"),
        pytest.param(
            f"| Impact<!-- {'x' * 90} --> | forty orders of ten users |\n|--|--|\n", [("impact", "Impact")], id="row"
        ),
        pytest.param("| Impact | High <!-- as ten users told us --> |\n|--|--|\n", [], id="comment is no prose"),
    ],
)
def test_a_comment_makes_no_section_and_takes_none_away(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(section.id, section.title.value) for section in known(f"# Outage\n\n{text}")] == expected


@pytest.mark.parametrize(
    ("text", "form", "word"),
    [
        pytest.param("## Overview\n\nx\n", "name", "overview", id="name"),
        pytest.param("## What happened?\n\nIt broke.\n", "sometimes unnamed", "what happened", id="confirmed"),
        pytest.param("**Blast radius:** all of it\n", "name", "blast radius", id="bold label"),
        pytest.param("## Monday\n\nx\n", "", "", id="no section"),
    ],
)
def test_a_section_tells_the_word_that_named_it(text: str, form: str, word: str) -> None:
    assert tuple(read(f"# Outage\n\n{text}")[1][-1].section.why) == (form, word)
