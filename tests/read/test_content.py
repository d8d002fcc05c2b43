"""What a section holds: text, fillers, or nothing that shows."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import parse
from pmlint.markdown.html_text import visible_html
from pmlint.model import Section
from pmlint.read.sections.reader import read_sections
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled(packs.DEFAULT_PACK).process)
GUIDANCE = {kind.id: kind.guidance for kind in VOCABULARY.process.sections}


def section(body: str, title: str = "4. Root Cause", id: str = "root_cause") -> Section:
    source = Source("x.md", f"# Cache outage\n\n## {title}\n\n{body}\n\n## Resolution\n\nDisks.\n")
    parts, _ = read_sections(parse(source), VOCABULARY)
    return next(part.section for part in parts if part.section.id == id)


@pytest.mark.parametrize(
    "body",
    [
        "TODO",
        "T.O.D.O.",
        "T B D",
        "T0D0",
        "T\u0336O\u0336D\u0336O\u0336",
        "x",
        "42",
        "DISK-12",
        "See DISK-12.",
        "TBD by Friday",
        "The root cause",
        "Root cause root cause",
        "The root cause is unknown.",
        "Trigger - TBD",
        "Why? TBD",
        "| Why | Answer |\n|--|--|\n| Trigger | TBD |\n| Mechanism | n/a |",
        f"| Why | Answer |\n|--|--|\n| Trigger | TBD<!-- {'x' * 90} --> |",
        "<del>The disk was full.</del>",
        "[^1]: The disk was full.",
        ". " * 400,
        "**TODO**",
        "`TBD`",
        "> TBD",
        "- TODO\n- TBD",
        "- [ ] TODO",
        "1. XXX\n2. XXX",
        "TODO TODO TODO " * 60,
        "\uff34\uff2f\uff24\uff2f",
        "T\u200bO\u200bD\u200bO",
        "\u0422\u041eD\u041e",
        "TODO!!!",
        "TODO: describe the cause",
        "TODO (ana)",
        "TBD - waiting for the vendor",
        "N/A",
        "n/a.",
        "...",
        "???",
        ".",
        "\u2705",
        "\U0001f6a7 TODO",
        ":construction:",
        "asdf asdf",
        "blah blah blah",
        "rhubarb rhubarb rhubarb",
        "xxxxx",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
        "Same",
        "later",
        "Will be added later.",
        "Details to follow.",
        "Insert the cause here",
        "This section will be filled in after the review.",
        "See above.",
        "See the timeline above.",
        "Same as the summary.",
        "[link](#timeline)",
        "{cause}",
        "{{ what broke }}",
        "[Describe the chain of causes]",
        "\\<cause of the incident\\>",
        "Root Cause",
        "**root cause:**\n\n4. Root cause",
        "[^1]",
        "[^1]\n\n[^1]: disk",
        "~~The disk was full.~~",
        "Trigger: TBD",
        "**Trigger:** TBD\n**Mechanism:** unknown",
        "| Why | Since |\n|--|--|\n| TBD | ??? |",
        "| Why | Answer |\n|--|--|\n| Trigger | {trigger} |\n| Mechanism | \\<mechanism\\> |",
        "```\nTODO\n```",
        "[TODO](https://example.org/x)",
        "\u672a\u5b9a",
        GUIDANCE["root_cause"],
        GUIDANCE["root_cause"].upper(),
        f"*{GUIDANCE['root_cause']}*",
        f"> {GUIDANCE['root_cause']}",
        f"Root cause: {GUIDANCE['root_cause']}",
        f"{GUIDANCE['root_cause']} \\[Unverified]",
        "- technical chain\n- include breaker/clamp behavior\n- FX drift",
        "Timeline",
        "2. Impact",
        "**Impact** TBD",
        "_Not yet written._",
        ":Construction: TBD",
        "TBD :construction:",
        "1) TBD, 2) TBD",
        "| [x] TBD |",
        "TBD[^1]\n",
        "F I X M E / F I X M E",
        "- F.I.X.M.E; F.I.X.M.E; F.I.X.M.E; F.I.X.M.E; F.I.X.M.E; F.I.X.M.E; F.I.X.M.E",
        "1\ufeff. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX; 1. XXX",
        "\u0422\u0323\u00d6D\u00d6",
        "[1) TBD](\u200c#cause)",
        "```\n...\n```",
        "```\n1. TBD\n2. n/a\n```",
        "~~~\n- [x] TODO\n:construction: TODO\n~~~",
        "```\n4. Root cause\n```",
        "<?why?>1) TBD",
        "https://example.org/graph",
        "[graph](img/disk.png)",
        "[[000552]]",
        "DNS",
    ],
)
def test_fillers_are_no_text(body: str) -> None:
    found = section(body)
    assert found.says == "filler"
    assert found.filler


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!-- The disk was full. -->",
        "<!-- a -->\n\n<!-- b -->",
        "\u200b\u2060\ufeff",
        "\u3164",
        "&nbsp;",
        "&#8203;",
        "<br>",
        "<div></div>",
        "<p>&nbsp;</p>",
        "<b></b>",
        "<cause of the incident>",
        "-",
        "-\n-\n-",
        "- [ ]",
        "1.",
        "***",
        "| Why | Since |\n|--|--|",
        "| Why | Since |\n|--|--|\n| | |\n| | |",
        "### Trigger\n\n### Mechanism",
        "**Trigger:**\n\n**Mechanism:**",
        "![]()",
        "![the disk]()",
        '<img src="">',
        '<img alt="" src="" title="The disk was full.">',
        "[](https://example.org)",
        "```\n\n```",
        "[//]: # (The disk was full.)",
        "<textarea>The disk was full.</textarea>",
        "<details><summary>Root cause</summary></details>",
        "<kbd>[]()</kbd>",
        "![disk](disk.png)",
        '<img src="disk.png">',
        '<p><img src="disk.png"></p>',
        "[<!-- The disk was full. -->](#here)",
    ],
)
def test_what_does_not_show_is_nothing(body: str) -> None:
    found = section(body)
    assert (found.says, found.filler) == ("nothing", ())


@pytest.mark.parametrize(
    "body",
    [
        "The disk was full.",
        "Human error",
        "DNS timeout",
        "\u78c1\u76d8\u5df2\u6ee1",
        "N/A - no data was lost, as writes were queued.",
        "A TODO in the loader hid the limit.",
        "TODO comments in the loader hid the limit.",
        "None of the replicas was promoted.",
        "Pending writes filled the disk.",
        "Unknown certificate authority",
        "Test data leaked.",
        "Same host ran both jobs, so that both failed together on that day.",
        "- TODO\n- The disk was full.",
        "```\nTODO\ndisk full\n```",
        "Impact on the disk: full.",
        "TODO\n\nThe disk was full.",
        "| Why | Since |\n|--|--|\n| 1 | the disk filled |",
        "| Impact | |\n|--|--|\n| Minutes of the full disk | 38 |",
        "**Trigger:** a cron job",
        "### Trigger\n\nA cron job.",
        "> A cron job.",
        "```\n# TODO check\ndf -h\nrm -r cache\n```",
        "`df` says that TODO is a directory.",
        "<p>The disk was full.</p>",
        "<details>\n<summary>More</summary>\n\nThe disk was full.\n\n</details>",
        "<!-->\n\nThe disk was full.",
        "~~The network.~~ The disk filled.",
        f"<!-- {GUIDANCE['root_cause']} -->\nThe disk was full.",
        "Disk guard",
        "The root cause was a full disk.",
    ],
)
def test_real_passages_are_text(body: str) -> None:
    assert section(body).says == "text"


def test_the_fillers_are_told_with_their_places() -> None:
    found = section("- **TODO**\n- see above")
    assert [text.value for text in found.filler] == ["TODO", "see above"]
    assert [tuple(text.span) for text in found.filler] == [(38, 42), (47, 56)]


def test_words_that_the_guidance_also_has_may_be_an_answer() -> None:
    assert section("- config drift", "Contributing Factors", "contributing_factors").says == "text"
    assert (
        section(
            "- caching gaps\n- config drift\n- missing tests\n- capacity",
            "Contributing Factors",
            "contributing_factors",
        ).says
        == "filler"
    )


@pytest.mark.parametrize(
    ("id", "title", "body", "holds"),
    [
        ("sign_off", "Sign-off", "- Incident Commander: TBD\n- Owner: TBD", "filler"),
        ("sign_off", "Sign-off", "- Ops:\n- Scribe:", "nothing"),
        ("sign_off", "Sign-off", "| Role | Name |\n|--|--|\n| IC | |\n| Owner | |", "nothing"),
        ("sign_off", "Sign-off", "| Role | Name |\n|--|--|\n| IC | Ana Lima |", "text"),
        ("sign_off", "Sign-off", "Ana Lima", "text"),
        ("timeline", "Timeline", "| Time | Event |\n|--|--|\n| 10:00 | TBD |", "filler"),
        ("timeline", "Timeline", "| Time | Event |\n|--|--|\n| 10:00 | disk full |", "text"),
        ("timeline", "Timeline", "- 10:00 TODO", "filler"),
        ("timeline", "Timeline", "- 10:00 disk full", "text"),
        (
            "corrective_actions",
            "Corrective Actions",
            "- **Corrective** (code/config/tests/docs)\n- **Preventive**",
            "nothing",
        ),
        ("corrective_actions", "Corrective Actions", "### Corrective\n\n- more disks", "text"),
        ("corrective_actions", "Corrective Actions", "| # | Action | Owner |\n|--|--|--|\n| 1 | TODO | |", "filler"),
        ("corrective_actions", "Corrective Actions", "- Immediate mitigation (moved the cache)", "text"),
    ],
)
def test_lists_and_tables_are_weighed_by_item_and_cell(id: str, title: str, body: str, holds: str) -> None:
    assert section(body, title, id).says == holds


def test_another_section_inside_does_not_count() -> None:
    assert section("### Impact\n\nTen users.").says == "nothing"
    assert section("### Five whys\n\nTen disks filled.").says == "text"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<p>a <b>b</b></p>", "a  b"),
        ("a<!-- b -->c", "ac"),
        ("<!-->a", "a"),
        ("<!--->a", "a"),
        ("<!-- a", ""),
        ("a < b", "a < b"),
        ("<script>a</script>b", "b"),
        ("<h2>a</h2>", ""),
        ("&lt;a&gt;", "<a>"),
        ("<!DOCTYPE html>a", "a"),
        ("<", "<"),
        ("<b", ""),
    ],
)
def test_visible_html_is_what_a_reader_sees(written: str, seen: str) -> None:
    assert visible_html(written) == seen
