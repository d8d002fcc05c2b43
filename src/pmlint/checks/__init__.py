"""All checks: the words by which rule files name them."""

from __future__ import annotations

from pmlint.checks.title import TitlePresent

AnyCheck = TitlePresent

KINDS: dict[str, type[AnyCheck]] = {
    "title-present": TitlePresent,
}
