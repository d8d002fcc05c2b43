"""A process document beside the policy: where figures, names and words differ, what is missing or not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pmlint.finding import Remark, RemarkKind, Subject, Violation
from pmlint.process import Units
from pmlint.process_document.alignment import Alignment
from pmlint.process_document.assignment import assigned
from pmlint.process_document.parts import Part, ProcessDocument, Said
from pmlint.process_document.tokens import Token, Tokens
from pmlint.process_document.topics import Sentence, Topic
from pmlint.spelling import says_nothing
from pmlint.text import Span

_HELP = "change the document, or the policy: the pack, or 'process' in the configuration"


def disagreements(doc: ProcessDocument, topics: Sequence[Topic], units: Units) -> list[Remark]:
    """What is to be said of a process document, held to the topics of a policy, in order of the document."""
    alignment = Alignment(Tokens(units))
    found = list(assigned(doc.parts, topics, alignment))
    listed = {topic for part, topic in found if topic and part.form != "paragraph"}
    said: dict[Topic, list[Said]] = defaultdict(list)
    remarks = [_unverified(mark.span) for mark in doc.unverified]
    for part, topic in found:
        if topic and topic in listed and part.form == "paragraph":
            remarks += _restated(part, topic, alignment)
        elif topic:
            said[topic] += part.said
    for topic, sentences in said.items():
        remarks += differences(sentences, topic, alignment)
    remarks += map(_not_read, unread([part for part, topic in found if topic is None], topics, alignment))
    remarks += _silent(topics, said.keys())
    return sorted(remarks, key=lambda each: each.violation.span)


def _unverified(span: Span) -> Remark:
    return remark("unverified", "mark", span, "marked [Unverified]", "agree on it with the team, and remove the mark")


def _restated(part: Part, topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """The figures that differ where prose says once more what a list says."""
    for each in part.said:
        sentence = alignment.nearest(each, topic)
        yield from _wrong_figures(each, sentence, topic, alignment)


def unread(parts: Iterable[Part], topics: Iterable[Topic], alignment: Alignment) -> Iterator[Part]:
    """Those of the parts about no topic that have to be told: prose is not, unless it has a figure of its own."""
    sentences = [sentence.whole for topic in topics for sentence in topic.says]
    known = {token.key for text in sentences for token in _figures(alignment.tokens(text))}
    for part in parts:
        figures = [token.key for each in part.said for token in _figures(alignment.tokens(each.text))]
        if part.form != "paragraph" or not known.issuperset(figures):
            yield part


def _not_read(part: Part) -> Remark:
    first = part.said[0].text.strip() if part.said else ""
    where = f" below '{part.title}'" if part.title else ""
    message = f"this {part.form}{where} matches nothing in the policy, and is not compared: '{first}'"
    return remark("unread part", first, part.span, message, _HELP)


def _silent(topics: Sequence[Topic], spoken: Iterable[Topic]) -> Iterator[Remark]:
    """The topics that no part is about: of the severity matrix, only cells of rows that are there."""
    rows = {topic.severity for topic in spoken}
    silent = [topic for topic in topics if topic not in spoken and (not topic.column or topic.severity in rows)]
    if silent:
        names = ", ".join(topic.title for topic in silent)
        yield remark("missing part", names, Span(0, 0), f"nothing was understood about: {names}", _HELP)


def differences(said: Sequence[Said], topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """What differs between the sentences that are about a topic and what the policy says of it."""
    last = max((each.place for each in said), default=Span(0, 0))
    for each, sentence, _ in alignment.pairs(said, topic):
        if each and sentence:
            yield from _difference(each, sentence, topic, alignment)
        elif each:
            shown = each.text.strip()
            message = f"{topic.title}: the policy does not say '{shown}'"
            yield remark("unknown part", f"{topic.title}: {shown}", each.place, message, _HELP)
        elif sentence:
            message = f"{topic.title}: '{sentence.whole}' is in the policy, but missing here"
            yield remark("missing part", f"{topic.title}: {sentence.whole}", last, message, _HELP)


def _difference(said: Said, sentence: Sentence, topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """The figures that differ between two sentences, or else the name, or else the words."""
    text, wanted, _ = alignment.beside(said, sentence, topic)
    wrong = list(_wrong_figures(said, sentence, topic, alignment))
    yield from wrong
    if wrong or _keys(alignment.tokens(text)) == _keys(alignment.tokens(wanted)):
        return
    is_called_so = _name(said.name or text, alignment) == _name(sentence.name or wanted, alignment)
    if is_called_so and not (said.name and not says_nothing(said.unnamed)):
        return  # a name alone, which leaves out what the policy says behind it
    subject, shown = f"{topic.title}: {sentence.whole}", text.strip()
    if topic.names and not is_called_so:
        message = f"{topic.title}: the policy calls '{shown}' '{sentence.name or sentence.text}'"
        yield remark("name", subject, said.place, message, _HELP)
    else:
        message = f"{topic.title}: '{shown}' is worded differently from the policy's '{sentence.whole}'"
        yield remark("words", subject, said.place, message, _HELP)


def _wrong_figures(said: Said, sentence: Sentence, topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """The figures of a sentence that are not the policy's, one by one, or all together where there are more."""
    text, wanted, _ = alignment.beside(said, sentence, topic)
    subject = f"{topic.title}: {sentence.whole}"
    figures, right = _figures(alignment.tokens(text)), _figures(alignment.tokens(wanted))
    if len(figures) != len(right):
        message = f"{topic.title}: '{text.strip()}' has different figures from the policy's '{wanted}'"
        yield remark("figure", subject, said.place, message, _HELP)
        return
    before = said.end - len(text)
    for token, other in zip(figures, right, strict=True):
        if not token.agrees(other):
            place = said.inline.locate(before + token.start, before + token.end)
            shown = wanted[other.start : other.end]
            message = f"{topic.title}: '{place.value}' where the policy has '{shown}', in '{wanted}'"
            yield remark("figure", subject, place.span, message, _HELP)
    if said.number and sentence.number and said.number.value != str(sentence.number):
        message = (
            f"{topic.title}: number {said.number.value} where the policy has {sentence.number}: '{sentence.whole}'"
        )
        yield remark("figure", subject, said.number.span, message, _HELP)


def _figures(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.is_figure]


def _name(text: str, alignment: Alignment) -> list[str]:
    """A name as it is compared: an ampersand is the word, as for a section's heading (`spelling.name_key`)."""
    return _keys(alignment.tokens(text.replace("&", " and ")))


def _keys(tokens: Iterable[Token]) -> list[str]:
    return [token.key for token in tokens]


def remark(kind: RemarkKind, name: str, span: Span, message: str, help: str) -> Remark:
    """A remark about the process: its kind, what it is about, where and what is wrong, and what to do."""
    return Remark(kind, Violation(Subject("process", name), span, message, help))
