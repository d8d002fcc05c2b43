"""Texts that are nothing but the gaps of a template."""

from __future__ import annotations

import re

_GAPS = re.compile(r"<[^<>]{0,300}>|\{\{?\s{0,3}(?:[^\s{}]{1,30}\s{0,3}){1,3}\}\}?")


def is_template(text: str) -> bool:
    """Whether a text is nothing but the gaps of a template: `<what> <by whom>`, `{{ action }}`."""
    if "<" not in text and "{" not in text:
        return False
    rest = _GAPS.sub("", text)
    return rest != text and not any(map(str.isalnum, rest))
