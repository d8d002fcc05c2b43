"""What a document implies of its severity, and when it lowered it."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.model import Incident
from pmlint.read import read
from pmlint.text import Source

VOCABULARY = packs.load_bundled("incident-process").vocabulary


def incident(body: str, head: str = "severity: Sev-3\ndate: 2026-03-12") -> Incident:
    return read(Source("a.md", f"---\nid: INC-2026-007\n{head}\n---\n\n# It broke\n\n{body}\n"), VOCABULARY).incident


def implied(body: str, head: str = "severity: Sev-3\ndate: 2026-03-12") -> tuple[int, str] | None:
    found = incident(body, head).implied
    return (found.level, found.text.value) if found else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Impact\n\n62 % of requests failed for 40 minutes.", (1, "62 % of requests failed for 40 minutes")),
        ("## Impact\n\n62 % of **requests** failed\nfor 40 minutes.", (1, "62 % of requests failed\nfor 40 minutes")),
        ("**Impact:** 62 % of requests failed for 40 minutes.", (1, "62 % of requests failed for 40 minutes")),
        ("## Impact\n\n- Start/end: 10:02–10:44 UTC\n- Errors: 62 %", (1, "Errors: 62 %")),
        ("## Impact\n\n- 10:02–10:44 slow\n- 11:02–11:09 worse\n- Errors: 62 %", None),
        (
            "## Impact\n\n| What | Value |\n| --- | --- |\n| Error rate | 62 % for 40 min |",
            (1, "Error rate: 62 % for 40 min"),
        ),
        ("## Impact\n\nUJ3: 62 % of requests failed for 40 minutes.", None),
        ("## Impact\n\nUJ3 was down. 62 % of requests failed for 40 minutes. UJ1 was not affected.", None),
        ("## Impact\n\n`/health` returned 503.", (1, "/health returned 503")),
        ("## Impact\n\n`error rate: 62 % for 40 min`", None),
        ("## Impact\n\n> 62 % of requests failed for 40 minutes.", None),
        ("## Impact\n\n<!-- 62 % of requests failed for 40 minutes. -->", None),
        ("## Impact\n\n~~62 % of requests failed for 40 minutes.~~ 12 % did.", None),
        ("## Impact\n\nIn INC-2025-003 62 % of requests failed for 40 minutes.", None),
        ("## Root Cause\n\n62 % of requests failed for 40 minutes.", None),
        ("## Timeline\n\n- 10:02 breaker OPEN\n- 10:20 breaker closed", (2, "breaker OPEN")),
        ("## Timeline\n\n- 10:02 breaker OPEN\n- 10:06 breaker closed", None),
        ("## Timeline\n\n- 10:20 breaker closed\n- 10:02 breaker OPEN", (2, "breaker OPEN")),
        ("## Timeline\n\n- 10:02 error rate 62 %\n- 10:20 error rate 2 %", (1, "error rate 62 %")),
        ("## Timeline\n\n- 10:02 error rate 62 %\n- 10:04 error rate 2 %\n- 10:40 error rate 60 %", None),
        ("## Timeline\n\n- 10:02 error rate 62 %\n- 10:40 errors back to normal", (1, "error rate 62 %")),
        ("## Impact\n\nThe queue kept growing.", None),
        ("## Impact\n\nFX drift hold. The queue kept growing.", (2, "queue kept growing")),
    ],
)
def test_the_severity_that_the_facts_imply(body: str, expected: tuple[int, str] | None) -> None:
    assert implied(body) == expected


def test_a_share_without_a_length_lasted_as_long_as_the_incident() -> None:
    head = "severity: Sev-3\nstart: 2026-03-12T10:02Z\nend: 2026-03-12T10:44Z"
    assert implied("## Impact\n\n62 % of requests failed.", head) == (1, "62 % of requests failed")
    assert implied("## Impact\n\n62 % of requests failed.") is None


EVENTS = "## Timeline\n\n- 09:55 Ana Silva: declares Sev-2\n- 10:00 alert: error rate high\n"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("- 10:12 Ana Silva: lowered to Sev-3", [(3, 12.0)]),
        ("- 10:45 Ana Silva: Sev-2 → Sev-3", [(3, 45.0)]),
        ("- 10:12 Ana Silva: declares Sev-3", [(3, 12.0)]),
        ("- 10:12 Ana Silva: raised to Sev-1", []),
        ("- 10:12 Ana Silva: not yet lowered to Sev-3", []),
        ("- 10:12 Ana Silva: lowered to Sev-3 after 35 minutes without errors", [(3, 35.0)]),
        ("- 10:30 errors recovered\n- 10:45 Ana Silva: demoted to Sev-3", [(3, 45.0)]),
    ],
)
def test_a_lowered_severity_has_the_minutes_since_the_last_trouble(
    events: str, expected: list[tuple[int, float]]
) -> None:
    found = incident(EVENTS + events, "severity: Sev-2\ndate: 2026-03-12").lowerings
    assert [(each.to, each.stable_minutes) for each in found] == expected


def test_the_field_tells_it_where_the_timeline_does_not() -> None:
    (found,) = incident("", "severity: Sev-3 (was Sev-2 until 09:40)").lowerings
    assert (found.to, found.stable_minutes) == (3, None)
