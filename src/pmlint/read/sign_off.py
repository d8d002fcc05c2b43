"""Who signed off a document."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.model import SignOff
from pmlint.read.sections import Part
from pmlint.read.vocabulary import Vocabulary


def read_sign_off(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[SignOff, ...]:
    """The lines of the sign-off sections, in order of the document."""
    return ()
