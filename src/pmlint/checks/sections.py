"""The sections of the template."""

from bisect import bisect_left
from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck
from pmlint.checks.parameters import Chosen, Marked, MarkedBut, standing_in
from pmlint.checks.wording import quote
from pmlint.finding import Listed, Related, Subject, Together, Violation
from pmlint.model import Postmortem, Section
from pmlint.process import Process, SectionKind
from pmlint.spelling import name_key
from pmlint.text import Span

_MARKED = {
    "bold": "bold text",
    "bold-item": "a bold list item",
    "label": "a label",
    "table-row": "a table row",
    "heading": "a heading",
    "ordered-label": "an item of an ordered list",
}
_HIDDEN = {
    "comment": "in a comment, which readers do not see",
    "code": "in a code block",
    "quotation": "in a quotation",
    "front matter": "in the front matter",
    "html": "in raw HTML, which does not count as a heading",
    "html heading": "in raw HTML: write it with '##'",
    "definition": "in a link definition, which readers do not see",
    "table": "in a table",
    "list item": "inside a list item",
    "text": "in ordinary text",
    "no blank": "right after '#': put a space between the two",
}

_TEMPLATE = "'pmlint new' starts a postmortem from the template, with all headings"


class SectionsPresent(DocumentCheck, Chosen):
    """The document has each section of the template, marked in one of `forms`."""

    kind = "sections-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        standing = standing_in(doc, self.forms)
        found = {section.id for section in standing}
        for wanted in context.process.sections:
            if wanted.id in found or not self.asks(wanted):
                continue
            seen, cause = self._seen(doc, wanted), self._cause(doc, wanted)
            place, where = _slot(doc, context.process, standing, wanted)
            heading = f"'## {wanted.heading}'"
            advice = f"write {heading} {where}"
            if not standing and wanted is context.process.sections[0]:
                advice += ", or start with 'pmlint new', which writes all headings"
            hints = (f"'{wanted.heading}': {seen[0]}",) if seen else ()
            yield Violation(
                Subject("section", wanted.id),
                place,
                f"section '{wanted.heading}' is missing{cause}",
                "; ".join(filter(None, (advice, seen and seen[0]))),
                (Related(seen[1], "it is mentioned here"),) if seen else (),
                together=Together(
                    "missing sections",
                    Listed("sections ", f"'{wanted.heading}'", f" are missing{cause}"),
                    (Listed("write ", heading, f" {where}"), *hints, _TEMPLATE),
                ),
            )

    def _cause(self, doc: Postmortem, wanted: SectionKind) -> str:
        """Why a section is missing whose heading is no Markdown, or is taken for code."""
        for sighting in doc.sightings:
            if sighting.id == wanted.id and sighting.unclosed:
                line = doc.source.position(sighting.unclosed.start).line
                return f": line {line} opens a code block that is never closed"
            if sighting.id == wanted.id and sighting.form == "html heading":
                return ": headings in raw HTML are not read"
        return ""

    def _seen(self, doc: Postmortem, wanted: SectionKind) -> tuple[str, Span] | None:
        """Where the words of a missing section were seen, in words and as a place."""
        for section in doc.sections:
            if section.id == wanted.id:
                line = doc.source.position(section.span.start).line
                if section.form not in self.forms:
                    return f"line {line} has it only as {_MARKED[section.form]}", section.span
                return f"line {line} has it inside another section, one level too deep", section.span
        for sighting in doc.sightings:
            if sighting.id == wanted.id:
                line = doc.source.position(sighting.text.span.start).line
                return f"line {line} mentions it {_HIDDEN[sighting.form]}", sighting.text.span
        return None


def _slot(doc: Postmortem, process: Process, standing: list[Section], wanted: SectionKind) -> tuple[Span, str]:
    """Where a missing section would stand: before the first section that comes later in the template."""
    ids = [section.id for section in process.sections]
    later = ids[ids.index(wanted.id) + 1 :]
    for section in standing:
        if section.id in later:
            at = section.span.start
            line = doc.source.position(at).line
            return Span(at, at), f"before {quote(section.title.value)} (line {line})"
    end = len(doc.source.text.rstrip())
    return Span(end, end), "at the end"


def _asked(doc: Postmortem, asked: MarkedBut, context: Context) -> Iterator[tuple[Section, SectionKind]]:
    """The sections that have to say something, each with what the template says of it."""
    for section in standing_in(doc, asked.forms):
        wanted = context.process.section(section.id or "")
        if wanted and wanted.id not in asked.but:
            yield section, wanted


def _advice(wanted: SectionKind, context: Context) -> str:
    """What the template asks for in a section."""
    known = wanted.guidance and context.chosen
    return f"the template asks for: {wanted.guidance}" if known else "write what belongs there."


class SectionsNotEmpty(DocumentCheck, MarkedBut):
    """No section is without text."""

    kind = "sections-not-empty"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section, wanted in _asked(doc, self, context):
            if section.says == "nothing":
                yield Violation(
                    Subject("section", wanted.id),
                    section.title.span,
                    f"section {quote(section.title.value)} is empty",
                    _advice(wanted, context),
                )


class SectionsWritten(DocumentCheck, MarkedBut):
    """No section holds only what stands for text that is still to be written."""

    kind = "sections-written"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section, wanted in _asked(doc, self, context):
            if section.says == "filler":
                filler = section.filler[0] if section.filler else section.title
                yield Violation(
                    Subject("section", wanted.id),
                    filler.span,
                    f"section {quote(section.title.value)} says only {quote(filler.value)}",
                    f"{_advice(wanted, context)} If there is nothing to say, say why",
                )


class SectionsNotCopied(DocumentCheck, MarkedBut):
    """No section repeats the text of an earlier one word for word."""

    kind = "sections-not-copied"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section, wanted in _asked(doc, self, context):
            if section.repeats:
                yield Violation(
                    Subject("section", wanted.id),
                    section.title.span,
                    f"section {quote(section.title.value)} only repeats {quote(section.repeats.value)}",
                    _advice(wanted, context),
                    (Related(section.repeats.span, "the same text is here"),),
                )


class SectionsInOrder(DocumentCheck, Marked):
    """The sections are in the order of the template."""

    kind = "sections-in-order"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        places: dict[str | None, int] = {section.id: at for at, section in enumerate(context.process.sections)}
        firsts = {section.id: section for section in reversed(standing_in(doc, self.forms)) if section.id in places}
        standing = sorted(firsts.values(), key=lambda section: section.span)
        keep = _longest_rise([places[section.id] for section in standing])
        for index, section in enumerate(standing):
            if index in keep:
                continue
            after = [standing[i] for i in sorted(keep) if places[standing[i].id] < places[section.id]]
            title = quote(section.title.value)
            where = f"after {quote(after[-1].title.value)}" if after else "before all others"
            yield Violation(
                Subject("section", section.id or ""),
                section.title.span,
                f"section {title} is out of order",
                f"move it {where}",
                (Related(after[-1].title.span, "it belongs after this section"),) if after else (),
                together=Together(
                    "order of sections",
                    Listed("sections ", title, " are out of order"),
                    (f"move {title} {where}",),
                ),
            )


def _longest_rise(numbers: list[int]) -> set[int]:
    """The indexes of a longest rising subsequence: what stays, so that as few as possible have to move."""
    tails: list[int] = []  # indexes; tails[k] ends the rise of length k + 1 with the smallest end
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        at = bisect_left([numbers[tail] for tail in tails], number)
        before.append(tails[at - 1] if at else None)
        tails[at : at + 1] = [index]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


class SectionsUnique(DocumentCheck, Marked):
    """No section of the template appears twice.

    Two that share a section of the template under different names, such as Detection and Response, are no duplicates.
    """

    kind = "sections-unique"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        first: dict[tuple[str | None, str], Section] = {}
        for section in standing_in(doc, self.forms):
            name = (section.id, name_key(section.title.value))
            before = first.setdefault(name, section)
            if before is not section:
                line = doc.source.position(before.span.start).line
                yield Violation(
                    Subject("section", section.id or ""),
                    section.title.span,
                    f"section {quote(section.title.value)} repeats the one at line {line}",
                    "merge them",
                    (Related(before.title.span, "first here"),),
                )


class SectionsNumbered(DocumentCheck, Marked):
    """A section that carries a number carries that of the template."""

    kind = "sections-numbered"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section in standing_in(doc, self.forms):
            wanted = context.process.section(section.id or "")
            if wanted and wanted.number and section.number is not None and section.number != wanted.number:
                yield Violation(
                    Subject("section", section.id or ""),
                    section.title.span,
                    f"section {quote(section.title.value)} is numbered {section.number}, not {wanted.number}",
                    f"rename it to '{wanted.heading}'",
                )
