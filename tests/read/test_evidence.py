"""What a document gives as evidence."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import parse
from pmlint.model import Evidence
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
        ("[graph](https://graphs.example.com/d/1)", "link", "https://graphs.example.com/d/1"),
        ("<https://graphs.example.com/d/1>", "link", "https://graphs.example.com/d/1"),
        ("see https://graphs.example.com/d_(1).", "link", "https://graphs.example.com/d_(1)"),
        ("![p99](dashboards/p99.png)", "image", "dashboards/p99.png"),
        ("![](dashboards/p99.png)", "image", "dashboards/p99.png"),
        ("[export](exports/heap.json)", "file", "exports/heap.json"),
        ("dashboards/p99.png", "file", "dashboards/p99.png"),
        ("`manifest.json`", "file", "manifest.json"),
        ("drill_report.json", "file", "drill_report.json"),
        ("`/metrics` snapshot", "metrics", "/metrics"),
        ("http://127.0.0.1:9090/metrics", "link", "http://127.0.0.1:9090/metrics"),
        ("`localhost:9090/metrics?q=up`", "metrics", "localhost:9090/metrics?q=up"),
        (f"span {TRACE} is slow", "trace", TRACE),
        ("span 00f067aa0ba902b7", "trace", "00f067aa0ba902b7"),
        ("trace id: `ab-12-cd`", "trace", "ab-12-cd"),
        ("Trace ID ab12cd34", "trace", "ab12cd34"),
    ],
)
def test_evidence_among_the_attachments_is_found(said: str, kind: str, target: str, vocabulary: Vocabulary) -> None:
    assert [(found.kind, found.target) for found in evidence(f"## Attachments\n\n- {said}\n", vocabulary)] == [
        (kind, target)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "[up](#top)",
        "[mail](mailto:mina@example.com)",
        "commit 0123456789abcdef0123456789abcdef01234567",
        "card 1234567890123456",
        "we trace the request",
        "metrics of today",
        "the e.g. in etc. and v1.2",
    ],
)
def test_what_cannot_be_looked_up_is_no_evidence(said: str, vocabulary: Vocabulary) -> None:
    assert evidence(f"## Attachments\n\n- {said}\n", vocabulary) == ()


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
