"""What sections speak of, and what a document should not say: what a template left, and what blames persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pmlint.forms.blaming import Blaming
from pmlint.forms.lexicon import Found
from pmlint.markdown import Block, Document, Heading, Inline, List, Paragraph, Quote, inlines
from pmlint.model import ActionItem, Blame, Leftover, Passage, Section, SignOff
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

MOST_WORDS_OF_A_DENIAL = 3
"""Words before a phrase in which it is denied: `rather than a human error`."""

_UNVERIFIED = re.compile(r"\[\s?unverified\s?\]", re.IGNORECASE)
# What stands alone in braces, as a template writes a gap: no part of a path, a label of a metric, a set, an attribute.
_BRACES = re.compile(r"(?<![\w{/$#%\\.=({:])\{(?=[^\W\d_]|`)[^{}\n\"'=:;<>$]{2,300}\}(?![\w/}(]|\.\w)")
_SET = re.compile(r"\{\s*[\w.*-]+(?:\s*[,|]\s*[\w.*-]+)+\s*\}")
_QUOTES = re.compile(
    r"\"[^\"\n]{1,300}\"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|‘[^’\n]{1,300}’|「[^」\n]{1,300}」"
)
_WORD_BEFORE = re.compile(r"(\w+)\W{1,3}$")
_WORDS_BEFORE = re.compile(rf"(?:\w+\W{{1,3}}){{1,{MOST_WORDS_OF_A_DENIAL}}}$")


def with_passages(parts: Iterable[Part]) -> Iterator[Section]:
    """The sections, with what stands in them, block by block."""
    return (part.section._replace(passages=tuple(_passages(part))) for part in parts)


def _passages(part: Part) -> Iterator[Passage]:
    if part.lead and part.lead.value:
        yield Passage(part.lead.span, part.lead.value)
    if part.cell:
        yield Passage(part.cell.span, part.cell.text)
    is_below_heading = False
    for block in part.blocks:
        is_below_heading = is_below_heading or isinstance(block, Heading)
        text = " ".join(" ".join(inline.text for inline in inlines((block,))).split())
        if text:
            yield Passage(block.span, text, is_below_heading or not isinstance(block, Paragraph | List))


# --- what a template left ---------------------------------------------------------------------------------------------


def read_leftovers(
    document: Document,
    title: Text | None,
    sections: Iterable[Section],
    actions: Iterable[ActionItem],
    sign_off: Iterable[SignOff],
) -> Iterator[Leftover]:
    """The gaps and marks that are left where readers see them, but for gaps that stand where a value is asked for."""
    asked = sorted(_asked(sections, actions, sign_off))
    asked += [title.span] if title else []
    for inline in inlines(document.blocks):
        if "{" not in inline.raw and "nverified" not in inline.raw.lower():
            continue
        for found in _UNVERIFIED.finditer(inline.text):
            if not _is_code(inline, found.start()):
                yield Leftover("unverified", inline.locate(*found.span()))
        for found in _BRACES.finditer(inline.text):
            text = inline.locate(*found.span())
            held = any(span.holds(text.span) for span in asked)
            if not (held or _is_code(inline, found.start()) or _SET.fullmatch(found[0])):
                yield Leftover("gap", text)


def _asked(sections: Iterable[Section], actions: Iterable[ActionItem], sign_off: Iterable[SignOff]) -> Iterator[Span]:
    """Where other rules speak about what stands for a value, or for the text of a section."""
    for section in sections:
        if section.id and section.says == "filler":
            yield section.body
    for item in actions:
        if item.text.value.startswith("{") and item.text.value.endswith("}"):
            yield item.span
        issue = item.issue.text if item.issue else None
        due = item.due.text if item.due else None
        yield from (text.span for text in (item.owner, issue, due) if text)
    for line in sign_off:
        yield line.span


def _is_code(inline: Inline, at: int) -> bool:
    run = inline.run_at(at)
    return run is not None and (run.code or run.struck)


# --- blame ------------------------------------------------------------------------------------------------------------


def read_blame(document: Document, named: Iterable[str], vocabulary: Vocabulary) -> Iterator[Blame]:
    """What blames persons, outside code, quotations and links; `named` are the people whom the document names."""
    persons = {word.casefold() for name in named for word in name.split()}
    for inline in _own_words(document.blocks):
        told_to = 0
        for spoken in sorted(vocabulary.blaming.find(inline.text), key=lambda each: (each.start, -each.end)):
            if spoken.start < told_to:
                continue
            before = inline.text[: spoken.start]
            if spoken.meaning.behind_person and not _ends_with_person(before, persons, vocabulary):
                continue
            if _is_cited(inline, spoken) or _is_denied(before, vocabulary):
                continue
            told_to = spoken.end
            yield Blame(inline.locate(spoken.start, spoken.end), spoken.meaning.instead)


def _is_cited(inline: Inline, spoken: Found[Blaming]) -> bool:
    """Whether words are a name, stand in a link, or between quotation marks."""
    if _is_name(inline, spoken) or inline.link_at(inline.locate(spoken.start, spoken.end).span.start):
        return True
    return any(found.start() <= spoken.start < found.end() for found in _QUOTES.finditer(inline.text))


def _is_name(inline: Inline, spoken: Found[Blaming]) -> bool:
    """Whether words are code, or a part of a name that is written with underscores, such as `human_error`."""
    return _is_code(inline, spoken.start) or "_" in inline.text[max(0, spoken.start - 1) : spoken.end + 1]


def _own_words(blocks: Sequence[Block]) -> Iterator[Inline]:
    """The texts that are no quotation."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from _own_words(item.blocks)
        elif not isinstance(block, Quote):
            yield from inlines((block,))


def _ends_with_person(before: str, persons: set[str], vocabulary: Vocabulary) -> bool:
    found = _WORD_BEFORE.search(before[-80:])
    if found is None:
        return False
    word = found[1].casefold()
    return word in vocabulary.persons_blamed or (found[1][0].isupper() and word in persons)


def _is_denied(before: str, vocabulary: Vocabulary) -> bool:
    found = _WORDS_BEFORE.search(before[-80:])
    return found is not None and vocabulary.denying.is_in(found[0])
