"""Places are exact: what stands in the source at the place of a value is the value as written.

Written is a value where the source at its place is the value itself, or, with inline markup in between, where that
piece of source is the value once it is rendered as inline Markdown. The few values that are neither are of three kinds,
each with a test of its own here: see `_is_told_otherwise`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from pmlint import packs
from pmlint.model import ActionItem, Postmortem, SignOff
from pmlint.model_json import as_json
from pmlint.read import read
from pmlint.text import Source, Span, Text

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "files"
DOCUMENTS = sorted(
    [
        *(ROOT / "tests" / "cases").glob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        *(ROOT / "rules").rglob("*.md"),
    ]
)
VOCABULARY = packs.load_bundled(packs.DEFAULT_PACK).vocabulary
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

MARKS = ("*", "**", "***", "_", "__", "`", "~~")
SEVERAL = (".action_items.owner", ".action_items.issue.text", ".action_items.due.text")
"""Fields that a document may say several times: then their value is all of it, and stands in more than one place."""


def postmortem(path: Path) -> Postmortem:
    return read(Source(str(path), path.read_bytes().decode("utf-8-sig", "replace")), VOCABULARY)


def values(part: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every value of the model with its place, whatever part it stands in; a file name has no place in the text."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, Source | Span | str) or getattr(part, "said_in", None) == "file name":
        return
    elif isinstance(part, tuple) and hasattr(part, "_fields"):
        for field in part._fields:
            yield from values(getattr(part, field), f"{path}.{field}")
    elif isinstance(part, tuple):
        for each in part:
            yield from values(each, path)


def plain(text: str) -> str:
    return " ".join(text.split())


class Rendering:
    """What a piece of source shows: all of it, what is not struck out, and where its links lead."""

    def __init__(self, written: str, references: dict[str, Any]) -> None:
        # The markers of a quotation and the indentation of an item are no part of the text.
        lines = re.sub(r"\n[ \t>]*", "\n", re.sub(r"\r\n?", "\n", written))
        self.targets: list[str] = []
        shown, kept, struck = "", "", 0
        for token in RENDERER.parseInline(lines, {"references": references})[0].children or []:
            piece = token.content if token.type in ("text", "text_special", "code_inline") else ""
            if token.type in ("softbreak", "hardbreak") or re.match(r"<br\s*/?>", token.content):
                piece = "\n"
            struck += token.nesting if token.tag == "s" else 0
            shown += piece
            kept += "" if struck else piece
            self.targets += [str(token.attrs[name]) for name in ("href", "src") if name in token.attrs]
        self.texts = (plain(shown), plain(kept))


def how_written(path: str, value: str, written: str, references: dict[str, Any]) -> str:
    """How a value stands at its place: `as it is`, `with markup`, `otherwise`, or `not at all`."""
    if written == value:
        return "as it is"
    if plain(value) in Rendering(written, references).texts:
        return "with markup"
    return "otherwise" if _is_told_otherwise(path, value, written, references) else "not at all"


def _is_told_otherwise(path: str, value: str, written: str, references: dict[str, Any]) -> bool:
    """Whether a value is one of the three kinds that can't stand at one place.

    What a field says several times, joined by commas, each in its turn. Where a link leads that has its target
    elsewhere, or writes it with escapes. And the rest of a text whose beginning has the other mark of an emphasis.
    """
    shown = Rendering(written, references)
    if path in SEVERAL and ", " in value:
        at = 0
        for part in value.split(", "):
            at = shown.texts[0].find(plain(part), at)
            if at < 0:
                return False
        return True
    if len(shown.targets) == 1 and value in shown.targets[0]:
        return True
    completed = [mark + written for mark in MARKS] + [written + mark for mark in MARKS]
    return any(plain(value) in Rendering(each, references).texts for each in completed)


def references_of(source: Source) -> dict[str, Any]:
    env: dict[str, Any] = {}
    RENDERER.parse(source.text, env)
    found = env.get("references", {})
    return found if isinstance(found, dict) else {}


def count(doc: Postmortem) -> Counter[str]:
    """How the values of a document are written; fails for one that does not stand at its place."""
    source, references = doc.source, references_of(doc.source)
    counts: Counter[str] = Counter()
    for path, (value, span) in values(doc):
        assert 0 <= span.start <= span.end <= len(source.text), path
        how = how_written(path, value, source.slice(span), references)
        assert how != "not at all", (source.path, path, value, source.slice(span))
        counts[how] += 1
    return counts


def is_in(span: Span, around: Sequence[Span]) -> bool:
    return any(each.holds(span) for each in around)


def spans_of_parts(doc: Postmortem) -> set[Span]:
    return {
        *(section.span for section in doc.sections),
        *(entry.span for entry in doc.timeline),
        *(item.span for item in doc.action_items),
        *(line.span for line in doc.sign_off),
        *(ignore.span for ignore in doc.ignores),
        *(milestone.text.span for milestone in doc.incident.milestones if milestone),
        *((doc.incident.implied.text.span,) if doc.incident.implied else ()),
    }


def check_parts(doc: Postmortem) -> None:
    """Sections, events, actions and signatures begin with what shows, hold their own, and stand in their section."""
    source = doc.source
    for section in doc.sections:
        assert section.span.holds(section.title.span)
        assert section.span.end <= section.body.start <= section.body.end
    bodies = [Span(section.span.start, section.body.end) for section in doc.sections]
    for entry in doc.timeline:
        assert is_in(entry.span, bodies)
        assert entry.when is None or entry.span.holds(entry.when.span)
        assert is_in(entry.text.span, bodies)
    by_section: dict[str, Sequence[ActionItem | SignOff]] = {
        "corrective_actions": doc.action_items,
        "sign_off": doc.sign_off,
    }
    for id_, parts in by_section.items():
        own = [body for section, body in zip(doc.sections, bodies, strict=True) if section.id == id_]
        for part in parts:
            assert is_in(part.span, own)
            assert all(is_in(value.span, own) for _, value in values(part))
    for item in doc.action_items:
        assert item.span.holds(item.text.span)
    for span in spans_of_parts(doc):
        assert source.text[span.start].strip()  # so the line that it claims is the line it begins on


def check_json(doc: Postmortem) -> None:
    """The JSON of the model gives the places of the model."""
    source = doc.source
    known = {value for _, value in values(doc)}
    spans = spans_of_parts(doc)

    def go_through(data: object) -> None:
        if isinstance(data, list):
            for each in data:
                go_through(each)
        elif isinstance(data, dict):
            if data.get("line"):
                start, end = (
                    source.offset(data[line]) + data[column] - 1
                    for line, column in (("line", "column"), ("end_line", "end_column"))
                )
                assert source.position(start) == (data["line"], data["column"])
                if "value" in data:
                    assert Text(data["value"], Span(start, end)) in known or (start, end) == (0, 0)  # a file name
                else:
                    assert Span(start, end) in spans
            for each in data.values():
                go_through(each)

    go_through(as_json(doc))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_value_stands_at_its_place(path: Path) -> None:
    doc = postmortem(path)
    assert count(doc)["otherwise"] == 0
    check_parts(doc)
    check_json(doc)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
def test_every_value_of_real_documents_stands_at_its_place() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file()):
        doc = postmortem(path)
        counts += count(doc)
        check_parts(doc)
        check_json(doc)
    assert counts["otherwise"] <= counts.total() / 500, counts
