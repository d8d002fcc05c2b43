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
    said: dict[Topic, list[Said]] = defaultdict(list)
    unread: list[Part] = []
    for part, topic in assigned(doc.parts, topics, alignment):
        if topic:
            said[topic] += part.said
        else:
            unread.append(part)
    remarks = [_unverified(mark.span) for mark in doc.unverified]
    for topic, sentences in said.items():
        remarks += differences(sentences, topic, alignment)
    remarks += _not_read(unread, topics, alignment)
    remarks += _silent(topics, said.keys())
    return sorted(remarks, key=lambda each: each.violation.span)


def _unverified(span: Span) -> Remark:
    return remark("unverified", "mark", span, "marked [Unverified]", "agree on it with the team, and take the mark off")


def _not_read(parts: Iterable[Part], topics: Iterable[Topic], alignment: Alignment) -> Iterator[Remark]:
    """The parts that are about no topic. Prose is not held to the policy, unless it has a figure of its own."""
    sentences = [sentence.whole for topic in topics for sentence in topic.says]
    known = {token.key for text in sentences for token in _figures(alignment.tokens(text))}
    for part in parts:
        figures = [token.key for each in part.said for token in _figures(alignment.tokens(each.text))]
        if part.form == "paragraph" and known.issuperset(figures):
            continue
        first = part.said[0].text.strip() if part.said else ""
        where = f" below '{part.title}'" if part.title else ""
        message = f"this {part.form}{where} is about nothing that the policy says, and is not compared: '{first}'"
        yield remark("unread part", first, part.span, message, _HELP)


def _silent(topics: Sequence[Topic], spoken: Iterable[Topic]) -> Iterator[Remark]:
    """The topics that no part is about: of the severity matrix, only cells of rows that are there."""
    rows = {topic.severity for topic in spoken}
    silent = [topic for topic in topics if topic not in spoken and (not topic.column or topic.severity in rows)]
    if silent:
        names = ", ".join(topic.title for topic in silent)
        yield remark("missing part", names, Span(0, 0), f"nothing is understood of: {names}", _HELP)


def differences(said: Sequence[Said], topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """What differs between the sentences that are about a topic and what the policy says of it."""
    last = max((each.place for each in said), default=Span(0, 0))
    for each, sentence in alignment.pairs(said, topic):
        if each and sentence:
            yield from _difference(each, sentence, topic, alignment)
        elif each:
            shown = each.text.strip()
            message = f"{topic.title}: the policy does not say '{shown}'"
            yield remark("unknown part", f"{topic.title}: {shown}", each.place, message, _HELP)
        elif sentence:
            message = f"{topic.title}: '{sentence.whole}' is missing, which the policy says"
            yield remark("missing part", f"{topic.title}: {sentence.whole}", last, message, _HELP)


def _difference(said: Said, sentence: Sentence, topic: Topic, alignment: Alignment) -> Iterator[Remark]:
    """The figures that differ between two sentences, or else the name, or else the words."""
    text = alignment.reading(said, sentence, topic)
    written, wanted = alignment.tokens(text), alignment.tokens(sentence.whole)
    wrong = list(_wrong_figures(said, sentence, topic, text, alignment))
    yield from wrong
    if wrong or _keys(written) == _keys(wanted):
        return
    name, own = alignment.tokens(said.name), alignment.tokens(sentence.name) or wanted
    is_called_so = _keys(name) == _keys(own)
    if is_called_so and says_nothing(said.unnamed):
        return  # a list of names alone, which leaves out what the policy says behind them
    subject, shown = f"{topic.title}: {sentence.whole}", text.strip()
    if topic.names and not is_called_so:
        message = f"{topic.title}: the policy calls '{shown}' '{sentence.name or sentence.text}'"
        yield remark("name", subject, said.place, message, _HELP)
    else:
        message = f"{topic.title}: '{shown}' is worded otherwise than the policy's '{sentence.whole}'"
        yield remark("words", subject, said.place, message, _HELP)


def _wrong_figures(said: Said, sentence: Sentence, topic: Topic, text: str, alignment: Alignment) -> Iterator[Remark]:
    """The figures of a sentence that are not the policy's, one by one, or all together where there are more."""
    subject = f"{topic.title}: {sentence.whole}"
    figures, wanted = _figures(alignment.tokens(text)), _figures(alignment.tokens(sentence.whole))
    if len(figures) != len(wanted):
        message = f"{topic.title}: '{text.strip()}' has other figures than the policy's '{sentence.whole}'"
        yield remark("figure", subject, said.place, message, _HELP)
        return
    before = said.end - len(text)
    for token, other in zip(figures, wanted, strict=True):
        if not token.agrees(other):
            place = said.inline.locate(before + token.start, before + token.end)
            right = sentence.whole[other.start : other.end]
            message = f"{topic.title}: '{place.value}' where the policy has '{right}', in '{sentence.whole}'"
            yield remark("figure", subject, place.span, message, _HELP)
    if said.number and sentence.number and said.number.value != str(sentence.number):
        message = (
            f"{topic.title}: number {said.number.value} where the policy has {sentence.number}: '{sentence.whole}'"
        )
        yield remark("figure", subject, said.number.span, message, _HELP)


def _figures(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.is_figure]


def _keys(tokens: Iterable[Token]) -> list[str]:
    return [token.key for token in tokens]


def remark(kind: RemarkKind, name: str, span: Span, message: str, help: str) -> Remark:
    """A remark about the process: its kind, what it is about, where and what is wrong, and what to do."""
    return Remark(kind, Violation(Subject("process", name), span, message, help))
