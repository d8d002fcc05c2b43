"""What our types say of their fields: the text below each, which is the description in editors and on the page."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from typing import Any


@cache
def field_docs(kind: Any) -> dict[str, str]:
    """The first paragraph below each field of a named tuple, or of the one that a check is made of."""
    docs: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.startswith("pmlint.") and hasattr(each, "_fields"):
            docs |= _docs_of(each)
    return {field: docs[field] for field in kind._fields if field in docs}


@cache
def _docs_of(kind: Any) -> dict[str, str]:
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(written, ast.ClassDef)
    docs: dict[str, str] = {}
    for field, below in zip(written.body, written.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            docs[field.target.id] = " ".join(inspect.cleandoc(str(below.value.value)).split("\n\n")[0].split())
    return docs
