"""What a document gives as evidence."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import parse
from pmlint.model import Evidence, Why
from pmlint.process import SectionKind
from pmlint.read.evidence import read_evidence
from pmlint.read.sections.reader import read_sections
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


def evidence(text: str, vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    document = parse(Source("x.md", text))
    parts, _ = read_sections(document, vocabulary)
    return read_evidence(parts, vocabulary)


TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("said", "kind", "target"),
    [
        pytest.param("[graph](https://graphs.example.com/d/1)", "link", "https://graphs.example.com/d/1", id="link"),
        pytest.param(
            "<https://graphs.example.com/d/1>", "link", "https://graphs.example.com/d/1", id="address in angle brackets"
        ),
        pytest.param(
            "see https://graphs.example.com/d_(1).",
            "link",
            "https://graphs.example.com/d_(1)",
            id="address at the end of a sentence",
        ),
        pytest.param("![p99](dashboards/p99.png)", "image", "dashboards/p99.png", id="image"),
        pytest.param("![](dashboards/p99.png)", "image", "dashboards/p99.png", id="image without a text"),
        pytest.param("[export](exports/heap.json)", "file", "exports/heap.json", id="link to a file"),
        pytest.param("dashboards/p99.png", "file", "dashboards/p99.png", id="file in a folder"),
        pytest.param("`manifest.json`", "file", "manifest.json", id="file as code"),
        pytest.param("drill_report.json", "file", "drill_report.json", id="bare file name"),
        pytest.param("`/metrics` snapshot", "metrics", "/metrics", id="metrics"),
        pytest.param("http://127.0.0.1:9090/metrics", "link", "http://127.0.0.1:9090/metrics", id="address of metrics"),
        pytest.param(
            "`localhost:9090/metrics?q=up`", "metrics", "localhost:9090/metrics?q=up", id="metrics with a host"
        ),
        pytest.param(f"span {TRACE} is slow", "trace", TRACE, id="trace ID"),
        pytest.param("span 00f067aa0ba902b7", "trace", "00f067aa0ba902b7", id="span ID"),
        pytest.param("trace id: `ab-12-cd`", "trace", "ab-12-cd", id="labelled ID as code"),
        pytest.param("Trace ID ab12cd34", "trace", "ab12cd34", id="labelled ID"),
    ],
)
def test_evidence_among_the_attachments_is_found(said: str, kind: str, target: str, vocabulary: Vocabulary) -> None:
    assert [(found.kind, found.target) for found in evidence(f"## Attachments\n\n- {said}\n", vocabulary)] == [
        (kind, target)
    ]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("[up](#top)", id="place in the document"),
        pytest.param("[mail](mailto:mina@example.com)", id="mail address"),
        pytest.param("commit 0123456789abcdef0123456789abcdef01234567", id="commit"),
        pytest.param("card 1234567890123456", id="card number"),
        pytest.param("we trace the request", id="verb"),
        pytest.param("metrics of today", id="metrics as a word"),
        pytest.param("the e.g. in etc. and v1.2", id="abbreviations"),
    ],
)
def test_what_cannot_be_looked_up_is_no_evidence(said: str, vocabulary: Vocabulary) -> None:
    assert evidence(f"## Attachments\n\n- {said}\n", vocabulary) == ()


@pytest.mark.parametrize(
    ("said", "form"),
    [
        pytest.param("[graph](https://graphs.example.com/d/1)", "link", id="link"),
        pytest.param("https://graphs.example.com/d/1", "address", id="address"),
        pytest.param("`/metrics`", "metrics", id="metrics"),
        pytest.param("dashboards/p99.png", "path", id="file"),
        pytest.param(TRACE, "trace ID", id="trace ID"),
        pytest.param("Trace ID ab12cd34-5", "labelled trace", id="labelled"),
        pytest.param("trace_id: ab12cd34", "labelled trace", id="labelled with a colon"),
    ],
)
def test_evidence_says_what_made_it(said: str, form: str, vocabulary: Vocabulary) -> None:
    found = evidence(f"## Attachments\n\n- {said}\n", vocabulary)
    assert [each.why for each in found] == [Why(form)]


def test_several_trace_ids_follow_one_label(vocabulary: Vocabulary) -> None:
    found = evidence(f"## Attachments\n\nTrace IDs: ab12cd34, {TRACE} and ef56ab78\n", vocabulary)
    assert [(each.kind, each.text.value) for each in found] == [
        ("trace", "ab12cd34"),
        ("trace", TRACE),
        ("trace", "ef56ab78"),
    ]


def test_evidence_stands_where_it_is_written(vocabulary: Vocabulary) -> None:
    text = (
        "## Impact\n\nErrors, see [the **graph**](https://g.example.com).\n\n## Timeline\n\n"
        f"| Time (UTC) | Event |\n|---|---|\n| 10:05 | `exports/a.txt`, {TRACE} |\n"
    )
    source = Source("x.md", text)
    found = evidence(text, vocabulary)
    assert [(each.kind, tuple(source.position(each.text.span.start))) for each in found] == [
        ("link", (3, 14)),
        ("file", (9, 12)),
        ("trace", (9, 28)),
    ]
    assert source.slice(found[1].text.span) == "exports/a.txt"
    assert source.slice(found[2].text.span) == TRACE


@pytest.mark.parametrize(
    "table",
    [
        "| Trace ID | Route |\n|---|---|\n| ab12cd34 | /search |",
        "| Route | Trace IDs (Jaeger) |\n|---|---|\n| /search | ab12cd34 |",
        "| What | Value |\n|---|---|\n| Trace ID | `ab12cd34` |",
    ],
)
@pytest.mark.parametrize("section", ["Attachments", "Impact"])
def test_the_name_of_a_column_or_row_says_what_a_trace_id_is(vocabulary: Vocabulary, section: str, table: str) -> None:
    found = evidence(f"## {section}\n\n{table}\n", vocabulary)
    assert [(each.kind, each.target, each.named) for each in found] == [("trace", "ab12cd34", True)]


@pytest.mark.parametrize("cell", ["n/a", "-", "none kept", "2026-03-12", ""])
def test_a_column_of_trace_ids_may_have_none(vocabulary: Vocabulary, cell: str) -> None:
    assert evidence(f"## Impact\n\n| Trace ID | Route |\n|---|---|\n| {cell} | search |\n", vocabulary) == ()


def test_only_sections_that_give_evidence_are_searched(vocabulary: Vocabulary) -> None:
    assert (
        evidence("## Action Items\n\n- [x](https://example.com)\n\n## Sign-off\n\nhttps://example.com\n", vocabulary)
        == ()
    )


def test_a_file_name_in_prose_needs_a_folder_or_code(vocabulary: Vocabulary) -> None:
    assert evidence("## Impact\n\nThe app.json was lost.\n", vocabulary) == ()
    assert [each.target for each in evidence("## Impact\n\nThe `app.json` was lost.\n", vocabulary)] == ["app.json"]


def test_nothing_is_given_twice_where_sections_stand_in_each_other(vocabulary: Vocabulary) -> None:
    text = "## Impact\n\n### Timeline\n\n- 10:00 [a](https://a.example.com)\n"
    assert [each.target for each in evidence(text, vocabulary)] == ["https://a.example.com"]


def test_a_section_that_holds_evidence_gives_it_whatever_it_is_called() -> None:
    process = packs.load_bundled("incident-process").process
    own = SectionKind("belege", "Belege", holds="evidence")
    found = evidence("## Belege\n\nhttps://example.com/trace\n", Vocabulary(process._replace(sections=(own,))))
    assert [each.target for each in found] == ["https://example.com/trace"]
