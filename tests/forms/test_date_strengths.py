"""Which part of the model takes which strength of dates: the table of docs/forms/dates.md, tried on whole documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmlint import packs
from pmlint.model import Postmortem
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

PROBES = {"certain": "22.5.2026", "near": "5.6.2026", "order": "4/6/26"}
"""For each strength a date that is none in a weaker one."""

PARTS: dict[str, tuple[str, str, Callable[[Postmortem], bool]]] = {
    "metadata": ("x.md", "---\ndate: {}\n---\n\n# Queue\n", lambda doc: doc.incident.day is not None),
    "title": ("x.md", "# Queue, {}\n", lambda doc: doc.incident.day is not None),
    "file name": ("{}.md", "# Queue\n", lambda doc: doc.incident.day is not None),
    "text, for the day of the incident": (
        "x.md",
        "# Queue\n\n## Summary\n\nOn {} it was full.\n",
        lambda doc: doc.incident.day is not None,
    ),
    "timeline": (
        "x.md",
        "# Queue\n\n## Timeline\n\n- {} page\n- 2026-06-13 done\n- 13/6/26 all done\n",
        lambda doc: doc.timeline[0].at is not None,
    ),
    "due dates": (
        "x.md",
        "# Queue\n\n## Corrective Actions\n\n- Cap it - Owner: @ana - Due: {}\n",
        lambda doc: bool(doc.action_items[0].due and doc.action_items[0].due.day),
    ),
    "sign-off": ("x.md", "# Queue\n\n## Sign-off\n\n- Ana Silva, {}\n", lambda doc: doc.sign_off[0].when is not None),
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


@pytest.mark.form_table("dates", "Which is used where")
def test_a_part_takes_its_strength_and_nothing_weaker(
    part_of_the_model: str, strength: str, vocabulary: Vocabulary
) -> None:
    path, text, has_date = PARTS[part_of_the_model]
    taken = list(PROBES).index(strength)
    for index, probe in enumerate(PROBES.values()):
        doc = read(Source(path.format(probe.replace("/", "-")), text.format(probe)), vocabulary)
        assert has_date(doc) == (index <= taken), probe
