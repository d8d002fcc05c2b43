"""A process document beside the policy: where figures, names and words differ, what is missing, what is not understood.

A part of the document is about the topic with which it shares most; then each sentence is laid beside the policy's
sentence that is most like it, and what is left over on both sides in the order in which it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.finding import Remark, RemarkKind, Subject, Violation
from pmlint.process import Units
from pmlint.process_document.parts import Part, ProcessDocument, Said
from pmlint.process_document.tokens import Token, Tokens, counted, likeness
from pmlint.process_document.topics import Sentence, Topic
from pmlint.text import Span

_ABOUT = 0.4
"""From which mean likeness of its sentences on a part is about a topic: in the parts of one document that are about
different matters it stays below 0.3, and a part in which half of the words were changed is still above."""

_PROSE_ABOUT = 0.6
"""The same for a paragraph: prose speaks of what lists say, and is not held to it."""

_ALIKE = 0.34
"""From which likeness on two sentences say the same otherwise: a third of their words."""

_HELP = "change the document, or the policy: the pack, or 'process' in the configuration"


class Pair(NamedTuple):
    """A sentence of the document, and the policy's that it is laid beside; one of them may be missing."""

    said: Said | None
    sentence: Sentence | None


def disagreements(doc: ProcessDocument, topics: Sequence[Topic], units: Units) -> list[Remark]:
    """What is to be said of a process document, held to the topics of a policy, in order of the document."""
    comparison = _Comparison(doc, topics, Tokens(units))
    remarks = [
        _remark(
            "unverified", "policy", mark.span, "marked [Unverified]", "verify it with the team, and take the mark off"
        )
        for mark in doc.unverified
    ]
    return sorted([*remarks, *comparison.remarks()], key=lambda each: each.violation.span)


def compare_sentences(said: Sequence[Said], topic: Topic, units: Units) -> Iterator[Remark]:
    """What differs between some sentences and a topic."""
    yield from _Comparison(None, [topic], Tokens(units)).differences(said, topic)


class _Comparison:
    def __init__(self, doc: ProcessDocument | None, topics: Sequence[Topic], tokens: Tokens) -> None:
        self.parts = doc.parts if doc else ()
        self.topics = topics
        self.tokens = tokens
        self._counted: dict[str, Counter[str]] = {}
        self._unread: list[Remark] = []
        said = (sentence.whole for topic in topics for sentence in topic.says)
        self._known = {token.key for text in said for token in _figures(tokens.of(text))}

    def remarks(self) -> Iterator[Remark]:
        about: dict[int, list[Said]] = defaultdict(list)
        for part, topic in self._assigned():
            about[self.topics.index(topic)] += part.said
        for index, said in sorted(about.items()):
            yield from self.differences(said, self.topics[index])
        yield from self._unread
        silent = [topic for index, topic in enumerate(self.topics) if index not in about and topic.severity is None]
        silent += self._silent_columns(about)
        if silent:
            names = ", ".join(topic.title for topic in silent)
            yield _remark("missing part", names, Span(0, 0), f"nothing is understood of: {names}", _HELP)

    def _silent_columns(self, about: Iterable[int]) -> list[Topic]:
        """The cells of the severity matrix that are missing, where there is a matrix at all."""
        found = [self.topics[index] for index in about]
        rows = {topic.severity for topic in found if topic.severity is not None}
        return [topic for topic in self.topics if topic.severity in rows and topic not in found]

    def _assigned(self) -> Iterator[tuple[Part, Topic]]:
        """The parts that are about a topic, each with it; the others are noted."""
        tables = {part.table: [each for each in self.parts if each.table == part.table] for part in self.parts}
        for table, cells in tables.items():
            if table is not None:
                yield from self._matrix(cells)
        for part in self.parts:
            if part.table is None and part.said:
                score, topic = max(
                    (
                        (self._score(part.said, topic), topic)
                        for topic in self.topics
                        if topic.is_code == (part.form == "code")
                    ),
                    key=lambda each: each[0],
                    default=(0.0, None),
                )
                if topic and score >= (_PROSE_ABOUT if part.form == "paragraph" else _ABOUT):
                    yield part, topic
                elif part.form != "paragraph" or self._has_new_figure(part):
                    self._not_read(part)

    def _matrix(self, cells: Sequence[Part]) -> Iterator[tuple[Part, Topic]]:
        """The cells of a severity matrix, each with its topic."""
        rows = [part for part in cells if part.column == 0]
        severities = next((topic for topic in self.topics if topic.title == "severities"), None)
        firsts = [part.said[0] for part in rows]
        if severities is None or self._score(firsts, severities) < _ABOUT:
            self._not_read(cells[0])
            return
        levels = [topic.severity for topic in self.topics if topic.severity is not None]
        known = list(dict.fromkeys(levels))
        row_of = {
            pair.said: known[severities.says.index(pair.sentence)]
            for pair in self._paired(firsts, severities)
            if pair.said and pair.sentence and len(known) == len(severities.says)
        }
        for part in rows:
            yield part, severities
        taken: set[str] = set()
        for column in range(1, max(part.column for part in cells) + 1):
            inside = [(part, row_of.get(part.row)) for part in cells if part.column == column and part.row]
            kind = self._column(inside, taken)
            taken.add(kind)
            for part, level in inside:
                topic = next((each for each in self.topics if each.column == kind and each.severity == level), None)
                if kind and topic:
                    yield part, topic
            if not kind:
                self._not_read(inside[0][0])

    def _column(self, cells: Sequence[tuple[Part, int | None]], taken: Iterable[str]) -> str:
        """Which column of the policy's matrix a column of the document's is; empty for none."""
        scores: dict[str, float] = defaultdict(float)
        for part, level in cells:
            for topic in self.topics:
                if topic.column and topic.severity == level and topic.column not in taken:
                    scores[topic.column] += self._score(part.said, topic) / len(cells)
        best = max(scores, key=lambda column: scores[column], default="")
        return best if scores[best] >= _ABOUT else ""

    def _has_new_figure(self, part: Part) -> bool:
        """Whether a part has a figure that the policy has nowhere: prose is not held to it, but has to be told."""
        written = (token for said in part.said for token in _figures(self.tokens.of(said.text)))
        return any(token.key not in self._known for token in written)

    def _not_read(self, part: Part) -> None:
        where = f" below '{part.title}'" if part.title else ""
        first = part.said[0].text if part.said else ""
        message = f"this {part.form}{where} is about nothing that the policy says, and is not compared: '{first}'"
        self._unread.append(_remark("unread part", first, part.span, message, _HELP))

    def _score(self, said: Sequence[Said], topic: Topic) -> float:
        """How much some sentences are about a topic, from 0 to 1."""
        best = [max((self._likeness(each, sentence, topic) for sentence in topic.says), default=0.0) for each in said]
        return sum(best) / max(len(best), 1)

    def _likeness(self, said: Said, sentence: Sentence, topic: Topic) -> float:
        whole = self._count(sentence.whole)
        return max(likeness(self._count(text), whole) for text in _readings(said, topic))

    def _count(self, text: str) -> Counter[str]:
        if text not in self._counted:
            self._counted[text] = counted(self.tokens.of(text))
        return self._counted[text]

    def _paired(self, said: Sequence[Said], topic: Topic) -> list[Pair]:
        """Each sentence with the policy's that is most like it; what is left on both sides goes together in order."""
        ranked = sorted(
            (
                (-self._likeness(each, sentence, topic), abs(i - j), i, j)
                for i, each in enumerate(said)
                for j, sentence in enumerate(topic.says)
            ),
        )
        paired: dict[int, int] = {}
        for score, _, i, j in ranked:
            if -score >= _ALIKE and i not in paired and j not in paired.values():
                paired[i] = j
        rest = [j for j in range(len(topic.says)) if j not in paired.values()]
        for i in range(len(said)):
            if i not in paired and rest:
                paired[i] = rest.pop(0)
        pairs = [Pair(each, topic.says[paired[i]] if i in paired else None) for i, each in enumerate(said)]
        return [*pairs, *(Pair(None, topic.says[j]) for j in rest)]

    def differences(self, said: Sequence[Said], topic: Topic) -> Iterator[Remark]:
        """What differs between the sentences that are about a topic and what the policy says of it."""
        pairs = self._paired(said, topic)
        end = max((each.place for each in said), default=Span(0, 0))
        for each, sentence in pairs:
            if each and sentence:
                yield from self._difference(each, sentence, topic)
            elif each:
                message = f"{topic.title}: the policy does not say '{each.text.strip()}'"
                yield _remark("unknown part", f"{topic.title}: {each.text}", each.place, message, _HELP)
            elif sentence:
                message = f"{topic.title}: '{sentence.whole}' is missing, which the policy says"
                yield _remark("missing part", f"{topic.title}: {sentence.whole}", end, message, _HELP)

    def _difference(self, said: Said, sentence: Sentence, topic: Topic) -> Iterator[Remark]:
        wanted = self.tokens.of(sentence.whole)
        text = max(_readings(said, topic), key=lambda each: likeness(self._count(each), counted(wanted)))
        written, before = self.tokens.of(text), said.end - len(text)
        subject = f"{topic.title}: {sentence.whole}"
        figures, asked = _figures(written), _figures(wanted)
        same = len(figures) == len(asked)
        wrong = [pair for pair in zip(figures, asked, strict=False) if not pair[0].agrees(pair[1])] if same else []
        for token, other in wrong:
            place = said.inline.locate(before + token.start, before + token.end)
            right = sentence.whole[other.start : other.end]
            message = f"{topic.title}: '{place.value}' where the policy has '{right}', in '{sentence.whole}'"
            yield _remark("figure", subject, place.span, message, _HELP)
        if not same:
            message = f"{topic.title}: '{text.strip()}' has other figures than the policy's '{sentence.whole}'"
            yield _remark("figure", subject, said.place, message, _HELP)
        if said.number and sentence.number and int(said.number.value) != sentence.number:
            message = (
                f"{topic.title}: number {said.number.value}, where the policy has {sentence.number}: '{sentence.whole}'"
            )
            yield _remark("figure", subject, said.number.span, message, _HELP)
        if wrong or not same:
            return
        name = self.tokens.of(said.inline.text[said.start : said.middle])
        only_name = name and not said.inline.text[said.middle : said.end].strip(" .:")
        of_policy = self.tokens.of(sentence.name) if sentence.name else wanted
        if _keys(written) == _keys(wanted) or (only_name and _keys(name) == _keys(of_policy)):
            return
        shown = text.strip()
        if topic.names and (only_name or not sentence.name or _keys(name) != _keys(of_policy)):
            wanted_name = sentence.name or sentence.text
            message = f"{topic.title}: the policy calls '{shown}' '{wanted_name}'"
            yield _remark("name", subject, said.place, message, _HELP)
        else:
            message = f"{topic.title}: '{shown}' is worded otherwise than the policy's '{sentence.whole}'"
            yield _remark("words", subject, said.place, message, _HELP)


def _readings(said: Said, topic: Topic) -> tuple[str, ...]:
    """A sentence as it may be compared: in the severity matrix also without the label before it (`MTTR: ASAP`)."""
    text = said.text
    return (text, said.inline.text[said.middle : said.end]) if topic.column else (text,)


def _figures(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.is_figure]


def _keys(tokens: Iterable[Token]) -> list[str]:
    return [token.key for token in tokens]


def _remark(kind: RemarkKind, name: str, span: Span, message: str, help: str) -> Remark:
    return Remark(kind, Violation(Subject("process", name), span, message, help))
