"""What each reporter writes, from one report that holds ordinary findings and hostile texts.

The golden files are rewritten by `pytest --update-goldens`; read what changed before you keep it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmlint import packs
from pmlint.engine import Input, lint
from pmlint.escape import plain
from pmlint.finding import Edit, Finding, Level, Related, Subject, Violation
from pmlint.policy import PolicyFile, make_policy
from pmlint.report import Lowered, Report, RuleInfo, Skipped
from pmlint.reporters import REPORTERS, View, job_summary
from pmlint.reporters.frame import columns
from pmlint.reporters.style import Tone
from pmlint.text import Source, Span

GOLDEN = Path(__file__).parent / "golden"
RENDER = {**REPORTERS, "job-summary": job_summary.render}
OWN_COLORS = re.compile(rf"\x1b\[(?:0|{'|'.join(re.escape(tone.value) for tone in Tone)})m")
HOSTILE = [
    "\x1b[2J\x1b]0;owned\x07",
    "::set-output name=findings::0",
    "##[stop-commands]x",
    "a\r::add-mask::e",
    "a\n::stop-commands::x",
    "%0A::add-mask::x",
    "\u202etxt.exe\u2066",
    "\x85::debug::x",
    "</td><script>x</script> ![i](http://a.example) @team closes #1 | ``",
    "\udcff",
]

ORDINARY = Source(
    "docs/incidents/2026-03-14-queue.md",
    "---\nseverity: Sev-1\n---\n# Orders stuck in the queue\n\nSeverity: Sev-2\n\n## Timeline\n\n"
    "09:40 pager rings\n09:07 deploy starts\n\n"
    "## Actions\n\n- [ ] 障害の再発防止 for the 🚒 team\n\t- [ ]\tAdd an alert\n",
)
LONG = Source("docs/incidents/2026-04-02-long.md", f"# Long\n\n{'word ' * 600}TODO {'日本語 ' * 750}\n")
MANY = Source("docs/incidents/2026-05-05-many.md", "# Many\n\n" + "".join(f"- action {n}\n" for n in range(1, 26)))
BAD = Source(
    "docs/incidents/::error::,=100%\x1b[31m\r\n##[group]x.md",
    "# \x1b[2J::set-output name=a::b\n##[stop-commands]x\n::add-mask::e\n\u202etfel\u2066 %0A a\x0bb \\u{1b}\n",
)


def at(source: Source, quote: str) -> Span:
    start = source.text.index(quote)
    return Span(start, start + len(quote))


SUBJECT = Subject("action", "convert rates once")


def finding(
    source: Source,
    span: Span,
    rule: str,
    level: Level,
    message: str,
    help: str | None = None,
    related: tuple[Related, ...] = (),
    ignored: str | None = None,
) -> Finding:
    rule_id, rule_name = rule.split(" ", 1)
    return Finding(source, rule_id, rule_name, level, Violation(SUBJECT, span, message, help, related), ignored)


ISSUE = "PM201 action-without-issue"
FINDINGS = (
    finding(
        ORDINARY,
        at(ORDINARY, "Sev-2"),
        "PM110 severity-conflict",
        Level.ERROR,
        "the severity is 'Sev-2' here and 'Sev-1' in the front matter",
        help="say the severity once, or the same in both places; pmlint judges by the graver one until then",
        related=(Related(at(ORDINARY, "Sev-1"), "first stated here"),),
    ),
    finding(
        ORDINARY,
        at(ORDINARY, "09:07"),
        "PM303 timeline-out-of-order",
        Level.WARNING,
        "09:07 stands after 09:40",
        related=(Related(at(ORDINARY, "09:40"), "the later time"),),
    ),
    finding(
        ORDINARY,
        at(ORDINARY, "障害の再発防止"),
        "PM205 vague-action",
        Level.NOTE,
        "the action '障害の再発防止' is vague",
    ),
    finding(ORDINARY, at(ORDINARY, "🚒 team"), "PM203 unknown-owner", Level.NOTE, "'🚒 team' is no person"),
    finding(ORDINARY, at(ORDINARY, "Add an alert"), ISSUE, Level.ERROR, "the action 'Add an alert' names no issue"),
    finding(ORDINARY, at(ORDINARY, "## Timeline\n\n09:40 pager rings\n"), "PM301 thin", Level.NOTE, "two entries only"),
    finding(LONG, at(LONG, "TODO"), "PM101 placeholder", Level.ERROR, "'TODO' stands for a text", help="write it"),
    finding(LONG, at(LONG, LONG.text[8:]), "PM102 long-line", Level.WARNING, f"too long: {LONG.text[8:]}"),
    *(
        finding(MANY, at(MANY, f"- action {n}\n"), ISSUE, Level.ERROR, f"the action 'action {n}' names no issue")
        for n in range(1, 26)
    ),
    *(
        finding(BAD, Span(n, n + 4), "PM900 hostile", Level.WARNING, f"it says '{text}'", help=text)
        for n, text in enumerate(HOSTILE)
    ),
    finding(
        BAD, at(BAD, "##[stop"), "PM900 hostile", Level.WARNING, "::error::first", related=(Related(Span(2, 9), "##["),)
    ),
    finding(BAD, at(BAD, "::add"), "PM900 hostile", Level.NOTE, "##"),
    finding(BAD, at(BAD, "tfel"), "PM900 hostile", Level.NOTE, "\\u{1b}"),
    finding(
        BAD, Span(len(BAD.text), len(BAD.text)), "PM104 no-sign-off", Level.NOTE, "the document ends without a sign-off"
    ),
)
IGNORED = (
    finding(
        ORDINARY, at(ORDINARY, "09:40"), "PM305 no-actor", Level.ERROR, "nobody acts", ignored="the pager has no name"
    ),
    finding(BAD, Span(0, 1), "PM900 hostile", Level.ERROR, "ignored", ignored="::stop-commands::x ##[group]`"),
)
REPORT = Report(
    findings=tuple(sorted(FINDINGS, key=lambda each: (each.source.path, each.violation.span))),
    ignored=tuple(sorted(IGNORED, key=lambda each: each.source.path)),
    files=(ORDINARY.path, LONG.path, MANY.path, BAD.path),
    skipped=(
        Skipped("docs/incidents/README.md", "not a postmortem", "README.md"),
        Skipped("##[add-mask]e.md", "excluded", "::stop-commands::*`\x1b"),
        *(Skipped(f"docs/{n}.md", "excluded", "docs/[0-9].md") for n in range(1, 6)),
        Skipped("docs/incidents/.drafts/", "hidden"),
        Skipped("docs/incidents/photo.png", "not Markdown"),
        Skipped("::error::README.md", "outside paths"),
    ),
    since=date(2026, 3, 1),
    older=(LONG.path,),
    unread=("docs/incidents/photo.md", "::warning::\x1b.md"),
    rules=(
        RuleInfo(
            "PM201",
            "action-without-issue",
            "each action names an issue",
            "what is not filed is forgotten",
            "file it",
            "PROCESS.md, CI Rules",
            "pmlint explain PM201",
        ),
    ),
    pack="incident-process",
    as_of=date(2026, 6, 1),
    configuration="::warning::x/.pmlint.yaml",
    lowered=(Lowered("PM003", "misnamed-file", None), Lowered("PM402", "::error::\x1b[31m", Level.NOTE)),
)
CLEAN = REPORT._replace(findings=(), ignored=(), skipped=(), unread=(), configuration=None, lowered=())
CALM = CLEAN._replace(
    findings=tuple(sorted(FINDINGS[:6], key=lambda each: each.violation.span)),
    ignored=IGNORED[:1],
    files=(ORDINARY.path,),
)


@pytest.mark.parametrize(
    ("name", "format", "report", "view"),
    [
        ("full.txt", "full", REPORT, View()),
        ("full-calm.txt", "full", CALM, View(width=80)),
        ("full-calm-color.txt", "full", CALM, View(width=80, color=True)),
        ("full-verbose.txt", "full", CALM, View(verbose=True)),
        ("full-clean.txt", "full", CLEAN, View()),
        ("concise.txt", "concise", REPORT, View()),
        ("concise-verbose.txt", "concise", REPORT, View(verbose=True)),
        ("concise-color.txt", "concise", CALM, View(color=True)),
        ("concise-quiet.txt", "concise", CALM, View(quiet=True)),
        ("github.txt", "github", REPORT, View(in_repository=lambda path: f"services/shop/{path}")),
        ("report.json", "json", REPORT, View()),
        ("clean.json", "json", CLEAN, View()),
        ("job-summary.md", "job-summary", REPORT, View()),
        ("job-summary-clean.md", "job-summary", CLEAN, View()),
    ],
)
def test_a_report_is_rendered_as_in_its_golden_file(
    golden: Callable[[Path, str], None], name: str, format: str, report: Report, view: View
) -> None:
    golden(GOLDEN / name, RENDER[format](report, view))


def left_over(output: str) -> list[str]:
    """The characters of an output that no sink may get, our own colours aside."""
    return re.findall(
        r"[^\n\x20-\x7e\xa1-\ud7ff\ue000-\U0010ffff]|[\u2028-\u202e\u2066-\u2069]", OWN_COLORS.sub("", output)
    )


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", [None, 1, 60])
@pytest.mark.parametrize("format", RENDER)
def test_no_hostile_text_leaves_as_a_command_or_an_escape(
    foreign: Callable[[str], list[object]], format: str, width: int | None, verbose: bool, color: bool
) -> None:
    output = RENDER[format](REPORT, View(color=color, verbose=verbose, width=width))
    assert foreign(output) == []
    assert left_over(output) == []
    assert output.endswith("\n")


@pytest.mark.parametrize("format", RENDER)
def test_without_color_no_escape_sequence_leaves(format: str) -> None:
    assert "\x1b" not in RENDER[format](REPORT, View(verbose=True))


TEXTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.lists(st.sampled_from([*HOSTILE, *"#[]:%|`\\ \t\n\r", "::", "##", "##[", "::error::", "[add-mask]"])).map(
        "".join
    ),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    def one(ignored: str | None) -> Finding:
        source = Source(draw(TEXTS), draw(TEXTS))
        offsets = st.integers(0, len(source.text))
        span, other = (Span(*sorted((draw(offsets), draw(offsets)))) for _ in range(2))
        violation = Violation(
            Subject("action", draw(TEXTS)),
            span,
            draw(TEXTS),
            draw(st.none() | TEXTS),
            (Related(other, draw(TEXTS)),),
            (Edit(other, draw(TEXTS)),),
        )
        return Finding(source, draw(TEXTS), draw(TEXTS), draw(st.sampled_from(Level)), violation, ignored)

    paths = st.lists(TEXTS, max_size=2).map(tuple)
    return Report(
        findings=tuple(one(None) for _ in range(draw(st.integers(0, 3)))),
        ignored=tuple(one(draw(TEXTS)) for _ in range(draw(st.integers(0, 1)))),
        files=draw(paths),
        skipped=tuple(Skipped(path, "excluded", draw(TEXTS)) for path in draw(paths)),
        unread=draw(paths),
        rules=(RuleInfo(*(draw(TEXTS) for _ in RuleInfo._fields)),),
        pack=draw(TEXTS),
        as_of=date(2026, 6, 1),
        configuration=draw(st.none() | TEXTS),
        lowered=(Lowered(draw(TEXTS), draw(TEXTS), None), Lowered(draw(TEXTS), draw(TEXTS), Level.NOTE)),
    )


VIEWS = st.builds(
    View,
    color=st.booleans(),
    verbose=st.booleans(),
    quiet=st.booleans(),
    width=st.none() | st.integers(0, 90),
    in_repository=TEXTS.map(lambda folder: lambda path: f"{folder}/{path}"),
)


@given(reports(), VIEWS)
def test_whatever_is_said_every_reporter_stays_silent_to_the_runner(
    foreign: Callable[[str], list[object]], report: Report, view: View
) -> None:
    for render in RENDER.values():
        output = render(report, view)
        assert foreign(output) == []
        assert left_over(output) == []


def decode(
    commands: Callable[[str], list[tuple[str, str, str, str]]], output: str
) -> list[tuple[str, dict[str, str], str]]:
    """(level, properties, message) of each annotation, decoded as actions/runner does."""

    def decoded(text: str) -> str:
        for written, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(written, char)
        return text

    return [
        (
            name,
            {key: decoded(value) for key, value in (pair.split("=", 1) for pair in properties.split(","))},
            data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"),
        )
        for _, name, properties, data in commands(output)
    ]


Commands = Callable[[str], list[tuple[str, str, str, str]]]


def test_annotations_decode_to_the_message_with_place_and_rule(commands: Commands) -> None:
    report = CLEAN._replace(findings=tuple(each for each in FINDINGS if each.level is Level.WARNING)[:10])
    for (level, properties, message), each in zip(
        decode(commands, REPORTERS["github"](report, View())), report.findings, strict=True
    ):
        place = each.source.position(each.violation.span.start)
        remedy = f" ({each.violation.help})" if each.violation.help else ""
        whole = plain(
            f"{each.source.path}:{place.line}:{place.column}: {each.rule_id} {each.violation.message}{remedy}"
        )
        assert level == "warning"
        assert message == whole or (len(message) == 4000 and whole.startswith(message[:-1]))
        assert properties["title"] == f"{each.rule_id} {each.rule_name}"
        assert properties["file"] == plain(each.source.path)
        assert properties["line"] == str(place.line)


def test_github_gets_ten_annotations_a_level_errors_first_and_the_rest_in_the_log(commands: Commands) -> None:
    output = REPORTERS["github"](REPORT, View())
    levels = [level for level, _, _ in decode(commands, output)]
    assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 6
    log = [line for line in output.splitlines() if not line.startswith("::")]
    assert log[0] == "... and 23 more, which are only in this log (GitHub shows 10 annotations a level):"
    assert len([line for line in log if re.search(r": (error|warning|note) PM", line)]) == 23
    assert output.count("'action 25' names no issue") == 1


def test_an_annotation_has_columns_only_on_one_line(commands: Commands) -> None:
    found = {message: properties for _, properties, message in decode(commands, REPORTERS["github"](CALM, View()))}
    one = found[
        "docs/incidents/2026-03-14-queue.md:6:11: PM110 "
        + FINDINGS[0].violation.message
        + f" ({FINDINGS[0].violation.help})"
    ]
    assert (one["line"], one["endLine"], one["col"], one["endColumn"]) == ("6", "6", "11", "16")
    more = found["docs/incidents/2026-03-14-queue.md:8:1: PM301 two entries only"]
    assert (more["line"], more["endLine"]) == ("8", "10")
    assert "col" not in more
    assert "endColumn" not in more


@pytest.mark.parametrize(("path", "file"), [("docs/a.md", "docs/a.md"), ("./a.md", "a.md"), ("/srv/a.md", "/srv/a.md")])
def test_annotated_files_are_as_written_where_no_repository_is_known(commands: Commands, path: str, file: str) -> None:
    source = Source(path, "x")
    report = CLEAN._replace(findings=(finding(source, Span(0, 1), ISSUE, Level.NOTE, "m"),))
    ((_, properties, message),) = decode(commands, REPORTERS["github"](report, View()))
    assert properties["file"] == file
    assert message.startswith(f"{path}:1:1: ")


@pytest.mark.parametrize(
    ("line", "quote", "width", "frame"),
    [
        ("a word here", "word", None, ["1 | a word here", "  |   ^^^^"]),
        ("\tx\ty", "y", None, ["1 |     x   y", "  |         ^"]),
        ("日本 word", "本", None, ["1 | 日本 word", "  |   ^^"]),
        ("e\u0301te\u0301 x", "x", None, ["1 | e\u0301te\u0301 x", "  |     ^"]),
        ("👩‍🚒 x", "x", None, ["1 | 👩‍🚒 x", "  |    ^"]),
        ("👍🏽 x", "x", None, ["1 | 👍🏽 x", "  |    ^"]),
        ("⚠️ x", "x", None, ["1 | ⚠️ x", "  |    ^"]),
        ("a\x1bb x", "\x1b", None, ["1 | a\\u{1b}b x", "  |  ^^^^^^"]),
        ("##[x] y", "y", None, ["1 | #\\u{23}[x] y", f"  | {' ' * 11}^"]),
        ("word", "", None, ["1 | word", "  | ^"]),
        ("first\nsecond", "rst\nsec", None, ["1 | first", "  |   ^^^"]),
        ("", "", None, ["1 |", "  | ^"]),
        (f"{'a' * 50}X{'b' * 50}", "X", 44, [f"1 | …{'a' * 12}X{'b' * 25}…", f"  | {' ' * 13}^"]),
        (f"{'a' * 50}X", "X", 44, [f"1 | …{'a' * 37}X", f"  | {' ' * 38}^"]),
        (f"X{'b' * 50}", "X", 44, [f"1 | X{'b' * 37}…", "  | ^"]),
        ("a" * 90, "a" * 90, 44, [f"1 | {'a' * 38}…", f"  | {'^' * 38}"]),
    ],
)
def test_carets_stand_under_the_span(line: str, quote: str, width: int | None, frame: list[str]) -> None:
    source = Source("a.md", line)
    report = CLEAN._replace(findings=(finding(source, at(source, quote), ISSUE, Level.ERROR, "m"),))
    assert REPORTERS["full"](report, View(width=width, quiet=True)).splitlines()[5:] == frame


def test_a_megabyte_in_one_line_is_framed_by_looking_at_its_neighbourhood_only() -> None:
    source = Source("a.md", "x" * 500_000 + "Y" + "z" * 500_000)
    report = CLEAN._replace(findings=(finding(source, at(source, "Y"), ISSUE, Level.ERROR, "m"),) * 50)
    frames = REPORTERS["full"](report, View(width=80, quiet=True)).splitlines()
    assert frames[5].startswith("1 | …xxx")
    assert frames[5].endswith("zzz…")
    assert frames[5][frames[6].index("^")] == "Y"


def test_json_says_what_the_report_says() -> None:
    data = json.loads(REPORTERS["json"](REPORT, View()))
    assert list(data) == ["version", "tool", "summary", "findings", "files", "older", "skipped", "unread"]
    assert data["summary"] == {
        "errors": 28,
        "warnings": 13,
        "notes": 6,
        "ignored": 2,
        "known": 0,
        "files": 4,
        "older": 1,
        "skipped": 10,
        "not_a_postmortem": 1,
        "excluded": 6,
        "not_markdown": 1,
        "hidden": 1,
        "outside_paths": 1,
        "unread": 2,
        "complete": False,
        "exit": 4,
    }
    assert data["tool"]["configuration"] == REPORT.configuration
    assert [each["level"] for each in data["tool"]["lowered"]] == ["off", "note"]
    assert data["skipped"][0] == {
        "path": "docs/incidents/README.md",
        "reason": "not a postmortem",
        "pattern": "README.md",
    }
    assert len(data["findings"]) == len(FINDINGS) + len(IGNORED)
    assert {each["message"] for each in data["findings"]} == {each.violation.message for each in FINDINGS + IGNORED}
    reasons = {each["message"]: each["ignored"] for each in data["findings"] if each["ignored"] is not None}
    assert reasons == {"nobody acts": "the pager has no name", "ignored": "::stop-commands::x ##[group]`"}
    places = [(each["path"], each["line"], each["column"]) for each in data["findings"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("report", "fail_on", "exit", "verdict"),
    [
        (CLEAN, Level.NOTE, 0, "passed"),
        (CALM, Level.ERROR, 1, "failed"),
        (CALM._replace(findings=FINDINGS[1:2]), Level.ERROR, 0, "passed"),
        (CALM._replace(findings=FINDINGS[1:2]), Level.WARNING, 1, "failed"),
        (REPORT, Level.ERROR, 4, "not complete"),
    ],
)
def test_the_verdict_follows_the_exit_code(report: Report, fail_on: Level, exit: int, verdict: str) -> None:
    assert json.loads(REPORTERS["json"](report, View(fail_on=fail_on)))["summary"]["exit"] == exit
    assert job_summary.render(report, View(fail_on=fail_on)).startswith(f"## pmlint: {verdict}\n")


def test_a_job_summary_holds_texts_of_others_in_code_spans_only() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(job_summary.render(REPORT, View()))
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} == {"text", "code_inline", "html_inline"}
    assert {child.content for child in inline if child.type == "html_inline"} == {"<br>"}
    own = " ".join(child.content for child in inline if child.type == "text")
    assert re.fullmatch(r"[a-z0-9 :,;.-]*", own, re.IGNORECASE)


def test_a_job_summary_stays_below_what_github_takes() -> None:
    texts = [f"the action '{'日本語' * 100}' {n}" for n in range(2000)]
    report = REPORT._replace(findings=tuple(finding(MANY, Span(0, 1), ISSUE, Level.ERROR, text) for text in texts))
    page = job_summary.render(report, View())
    assert 850_000 < len(page.encode()) < 901_000
    shown = page.count("`PM201 action-without-issue`")
    assert f"\n... and {len(texts) - shown + len(IGNORED) + len(REPORT.skipped)} more, too many for this page\n" in page


def test_quiet_keeps_findings_and_unread_files_and_drops_the_rest() -> None:
    report = CALM._replace(unread=("docs/photo.md",), skipped=REPORT.skipped)
    lines = REPORTERS["concise"](report, View(quiet=True)).splitlines()
    assert len(lines) == len(report.findings) + 1
    assert lines[-1] == "docs/photo.md: not read, so the check is not complete"
    assert REPORTERS["concise"](CLEAN, View(quiet=True)) == ""
    assert REPORTERS["full"](CLEAN, View(quiet=True)) == ""


@pytest.mark.parametrize("format", RENDER)
def test_rendering_twice_gives_the_same(format: str) -> None:
    assert RENDER[format](REPORT, View()) == RENDER[format](REPORT, View())


def _luminance(red: int, green: int, blue: int) -> float:
    """That of WCAG 2."""
    parts = (each / 255 for each in (red, green, blue))
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("background", [(255, 255, 255), (30, 30, 30), (0, 0, 0)], ids=["white", "editor", "black"])
@pytest.mark.parametrize("tone", [tone for tone in Tone if "38;5;" in tone.value], ids=str)
def test_a_colour_can_be_read_on_light_and_dark(tone: Tone, background: tuple[int, int, int]) -> None:
    number = int(tone.value.rpartition(";")[2])
    cube = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    colour = [(0, 95, 135, 175, 215, 255)[each] for each in cube] if number < 232 else [8 + (number - 232) * 10] * 3
    dark, light = sorted((_luminance(*colour), _luminance(*background)))
    assert (light + 0.05) / (dark + 0.05) >= 3.5


def test_no_tone_is_of_the_colours_that_a_theme_changes() -> None:
    assert all(re.fullmatch(r"(?:[14]|(?:1;)?38;5;[0-9]+|1;4)", tone.value) for tone in Tone)


JAPANESE = Source(
    "docs/二重課金.md",
    "# 二重課金 の 調査\n\n## アクション アイテム\n\n" + "- [ ] 監視を 追加する: 決済 の 監視 と 通知 の 改善\n" * 3,
)


@cache
def _judged(pack: str) -> Report:
    """What is found in the documents of a pack, and for the default pack in all cases."""
    policy = make_policy(packs.load_bundled(pack), PolicyFile(), {})
    files = [*(packs.bundled_folder() / pack).glob("*.md")]
    if pack == packs.DEFAULT_PACK:
        files += (Path(__file__).parents[1] / "cases").glob("*.md")
    sources = [Source(f"docs/{file.name}", file.read_text("utf-8")) for file in sorted(files)]
    return lint([Input(each) for each in (*sources, JAPANESE)], policy, date(2026, 5, 2))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("pack", packs.bundled_names())
def test_full_breaks_no_line_inside_a_word(pack: str, width: int) -> None:
    shown = RENDER["full"](_judged(pack), View(width=width)).splitlines()
    assert len(shown) > 100
    too_wide = [line for line in shown if columns(line) > width and len(line.split()) > 1]
    assert [line for line in too_wide if not line.startswith(r"  \u{3a}")] == []  # else a command to a runner


def test_a_label_without_room_behind_its_mark_stands_below() -> None:
    source = Source("a.md", f"{'word ' * 13}here\nsecond\n")
    related = (Related(at(source, "here"), "this is where it was"),)
    found = finding(source, at(source, "second"), "PM001 a-rule", Level.ERROR, "m", related=related)
    lines = RENDER["full"](REPORT._replace(findings=(found,), unread=()), View(width=80, quiet=True)).splitlines()
    assert lines[-2:] == [f"  | {' ' * 65}----", "  | this is where it was"]
