"""The title of a document."""

from __future__ import annotations

import pytest

from .reading import read


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# Queue **stood** `still` 🔥\n", "Queue stood still 🔥", id="markup"),
        pytest.param("Queue stood still\n=====\n", "Queue stood still", id="underlined"),
        pytest.param("## Summary\n\n# Queue\n", "Queue", id="behind a section"),
        pytest.param("# Timeline\n\n# Queue\n", "Queue", id="behind a section of its level"),
        pytest.param("---\ntitle: From the front\n---\n\n## Summary\n", "From the front", id="front matter"),
        pytest.param("---\ntitle: From the front\n---\n\n# Heading\n", "Heading", id="heading before front matter"),
        pytest.param(
            "---\ntitle: From the front\n---\n\n# Part one\n\n# Part two\n", "From the front", id="parts of a document"
        ),
        pytest.param("## Queue report\n\n## Date: 12 March 2026\n", "Queue report", id="lower heading"),
        pytest.param("# Incident: queue stood still\n", "Incident: queue stood still", id="incident"),
        pytest.param("# incident date: 2026-03-14, queue\n", "incident date: 2026-03-14, queue", id="date and text"),
        pytest.param("# Queue <!-- of mails -->\n", "Queue", id="comment"),
        pytest.param("## Date: 12 March 2026\n\nText.\n", None, id="field"),
        pytest.param("## Summary\n\nText.\n", None, id="section"),
        pytest.param("Text.\n", None, id="no heading"),
        pytest.param("Text.\n\n## Log\n\n- 10:05 down\n", None, id="what may be a section"),
    ],
)
def test_the_title_is_the_first_heading_that_names_the_document(text: str, title: str | None) -> None:
    found = read(text).title
    assert (found.value if found else None) == title


def test_a_title_has_its_place() -> None:
    found = read("Text.\n\n#  Queue stood still ##\n")
    assert found.title is not None
    assert found.place(found.title) == (3, 4)
    assert found.source.slice(found.title.span) == "Queue stood still"
