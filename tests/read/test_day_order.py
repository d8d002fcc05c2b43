"""A date with dots begins with the day where another one, or the language of the document, tells so."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.engine import Input, read_input
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled("incident-process").process)
DOCUMENT = (
    "# {0}\n\n{1}\n\n## Action items\n\n| Action | Owner | Ticket | Due |\n|-|-|-|-|\n| Cap it | Ana | PAY-1 | {2} |\n"
)
GERMAN = "Der Dienst war nicht erreichbar und wurde mit einer alten Version gestartet."
FRENCH = "Le service est tombé dans la nuit, et une alerte a été vue par les équipes."
ENGLISH = "The service was down and was started with an old version."


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        (GERMAN, "07.05.2026", "2026-05-07"),
        (FRENCH, "07.05.2026", "2026-05-07"),
        (ENGLISH, "07.05.2026", ""),
        (ENGLISH, "22.05.2026", "2026-05-22"),
        (ENGLISH + " It began on 22.03.2026.", "07.05.2026", "2026-05-07"),
        (GERMAN + " Am 03.22.2026 begann es.", "07.05.2026", ""),
        (ENGLISH + " <!-- 22.03.2026 -->", "07.05.2026", ""),
        (GERMAN, "07/05/2026", ""),
        (GERMAN, "32.05.2026", ""),
    ],
)
def test_the_document_tells_which_number_is_the_day(text: str, written: str, day: str) -> None:
    document = read_input(Input(Source("x.md", DOCUMENT.format("Down", text, written))), VOCABULARY)
    assert [str((item.due and item.due.day) or "") for item in document.action_items] == [day]
