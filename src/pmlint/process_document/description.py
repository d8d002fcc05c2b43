"""The process that a document describes: that of the policy, with all in its place that the document says otherwise."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.markdown import Inline
from pmlint.messages.templates import GAP, gaps_of
from pmlint.process import (
    ActionGroup,
    MessageKind,
    PagingStep,
    Process,
    Role,
    SectionKind,
    Statement,
    WrittenPart,
)
from pmlint.process_document.alignment import Alignment
from pmlint.process_document.assignment import assigned
from pmlint.process_document.comparison import unread
from pmlint.process_document.describing import Describing, Told, slug
from pmlint.process_document.gaps import SaidIn, with_figures
from pmlint.process_document.matching import MOST_SENTENCES, Match
from pmlint.process_document.matrix import severities
from pmlint.process_document.meta import Data
from pmlint.process_document.parts import Part, ProcessDocument, Said
from pmlint.process_document.retesting import MINUTE, duration, in_bounds, is_duration
from pmlint.process_document.rewording import MOST_CHARACTERS, is_unverified, shown, written
from pmlint.process_document.tokens import Tokens
from pmlint.process_document.topics import Matter, Topic, figures_of, filled, hooks_of, topics_of
from pmlint.spelling import name_key, says_nothing
from pmlint.vocabulary import Vocabulary

_OF_A_PROCESS: frozenset[Matter] = frozenset({"severities", "cell", "paging", "sections", "message", "written"})
"""The matters of which a process document says one in a list, a table or code; a postmortem has headings like its."""

_NAME_END = re.compile(r"[(,:/]|\s+[-–—]\s")
_ROLE = re.compile(r"\{role ([^{}]+)\}")


MOST_NEW_MESSAGES = 20
"""Of a document that are taken over: five times as many as a process has."""


class Description(NamedTuple):
    """A process as a document describes it, what is to be told of that, and what is left to the policy."""

    process: Process
    told: tuple[Told, ...]
    left: tuple[str, ...]


def description(doc: ProcessDocument, data: Data | None, vocabulary: Vocabulary, name: str) -> Description | None:
    """The process that a document describes, on top of that of a vocabulary; `None` for what is no process document.

    `name` is what sources call the document.
    """
    process = vocabulary.process
    alignment = Alignment(Tokens(process.words.times.units))
    describing = Describing(doc, topics_of(process), alignment, name)
    if not describing.matched.listed & _OF_A_PROCESS:
        return None
    describer = _Describer(describing, vocabulary)
    described = describer.process(data, name)
    return Description(described, tuple(describing.told), tuple(describer.left(data)))


class _Describer:
    """Takes over a process, matter by matter."""

    def __init__(self, describing: Describing, vocabulary: Vocabulary) -> None:
        self.describing = describing
        self.vocabulary = vocabulary
        self.known = vocabulary.process
        self.rewording = describing.rewording
        self.written = list(self._written_parts())
        self.unsaid: Sequence[str] = ()

    def process(self, data: Data | None, name: str) -> Process:
        """The process as the document, and the data beside it, describe it."""
        matrix = severities(self.describing, self.known)
        hooks = self._hooks(data)
        says = [SaidIn(match, part.says) for part, found in self.written for match in found]
        says += [SaidIn(match, self.known.ci_hooks) for match in hooks]
        process = self.known._replace(
            severities=matrix.rows,
            severity_label=matrix.label,
            sections=self._sections(),
            action_groups=self._groups(),
            roles=self._roles(),
            paging=self._paging(),
            messages=self._messages(),
        )
        process, self.unsaid = with_figures(process, says, self.describing, self.known)
        figures = figures_of(process)
        title = shown(self.describing.doc.title)
        version = f", version {data.version}" if data and data.version else ""
        process = process._replace(
            name=slug(os.path.splitext(name)[0], (), "process").replace("_", "-"),
            title=title if 0 < len(title) <= _LONGEST_TITLE else name,
            source=f"{name}{version}",
            written=tuple(self._written(figures)),
            ci_hooks=self._statements(hooks, self.known.ci_hooks, figures) if data else self.known.ci_hooks,
        )
        return process._replace(written=(*process.written, *self._kept(process)))

    def left(self, data: Data | None) -> Iterator[str]:
        """What the document does not say, by name."""
        matched, topics = self.describing.matched, self.describing.topics
        said = {topic.matter for topic in topics if matched.parts(topic)}
        names = {"severities": "severities", "sections": "sections", "groups": "groups of actions", "paging": "paging"}
        yield from (name for matter, name in names.items() if matter not in said)
        if "severities" in said:
            there = set(matched.columns.values())
            yield from dict.fromkeys(each.column for each in topics if each.column and each.column not in there)
        if "message" not in said:
            yield "messages"
        yield from (each.title for each in topics if each.matter == "written" and not matched.parts(each))
        yield from self.unsaid
        if data is None and self.known.ci_hooks:
            yield "ci_hooks"

    # Sections and groups

    def _sections(self) -> tuple[SectionKind, ...]:
        topic = self.describing.topic("sections")
        if topic is None:
            return self._asked(self.known.sections)
        found = self.describing.sentences(topic)
        kinds = self._kinds(found)
        are_numbered = any(match.said.number for match in found)
        keeps_numbers = not are_numbered and kinds == [each.id for each in self.known.sections]
        sections: list[SectionKind] = []
        for match, kind in zip(found, kinds, strict=True):
            section = self._section(match, kind, [*self.vocabulary.kinds, *(each.id for each in sections)])
            if not keeps_numbers:
                section = section._replace(number=self._number(match))
            if not _is_name(section.title) or name_key(section.title) in [name_key(each.title) for each in sections]:
                self.describing.tell(match.said, "is not imported as a section: it has no name, or that of another")
            else:
                sections.append(section)
        return self._asked(sections)

    def _kinds(self, found: Sequence[Match]) -> list[str | None]:
        """The id of the known section that each sentence is about: by its title, by what is said of it, by a name."""
        names = [name_key(_name(match.said)) for match in found]
        titles = {name_key(each.title): each.id for each in self.known.sections}
        actions = next((each.id for each in self.known.sections if each.holds == "actions"), None)
        over_groups = [name_key(part.title) for part in self._parts_of_groups()]
        ways: tuple[list[str | None], ...] = (
            [titles.get(name) for name in names],
            [self.known.sections[match.sentence.entry].id if match.sentence else None for match in found],
            [self.vocabulary.sections.get(name) for name in names],
            [actions if name in over_groups else None for name in names],
        )
        return _in_turn(ways, len(found))

    def _parts_of_groups(self) -> Sequence[Part]:
        topic = self.describing.topic("groups")
        return self.describing.matched.parts(topic) if topic else ()

    def _section(self, match: Match, kind: str | None, taken: Sequence[str]) -> SectionKind:
        known = self.vocabulary.kinds.get(kind or "")
        name, said = _name(match.said), match.said
        guidance = written(said, said.middle, said.end) if said.name else ""
        if known is None:
            number = said.number.value if said.number else str(len(taken))
            return SectionKind(slug(name, taken, f"section_{number}"), name, guidance=shown(guidance))
        title = known.title if name_key(name) == name_key(known.title) else name
        if says_nothing(guidance):
            return known._replace(title=title)
        return known._replace(title=title, guidance=self.rewording.taken(guidance, known.guidance))

    def _number(self, match: Match) -> int | None:
        said = match.said.number
        if said is None:
            return None
        if in_bounds(SectionKind, "number", int(said.value)):
            return int(said.value)
        self.describing.tell(match.said, f"is imported without its number {said.value}: no section has that number")
        return None

    def _asked(self, sections: Sequence[SectionKind]) -> tuple[SectionKind, ...]:
        """Sections, with what the document asks of each action as the guidance of theirs."""
        topic = self.describing.topic("groups")
        if topic is None:
            return tuple(sections)
        found = [each for each in self.describing.sentences(topic) if each.sentence and not each.sentence.name]
        guidance = self.describing.taken(found[0]) if found else ""
        return tuple(each._replace(guidance=guidance) if each.holds == "actions" else each for each in sections)

    def _groups(self) -> tuple[ActionGroup, ...]:
        topic = self.describing.topic("groups")
        if topic is None:
            return self.known.action_groups
        groups = []
        for match in self.describing.sentences(topic):
            if match.sentence is None:
                self.describing.tell(match.said, "is not imported as a group of actions: it matches no known group")
            elif match.sentence.name:
                known = self.known.action_groups[match.sentence.entry]
                name, said = _name(match.said), match.said
                title = known.title if self.rewording.agree(name, known.title) or not _is_name(name) else name
                guidance = written(said, said.middle, said.end) if said.name else ""
                text = known.guidance if says_nothing(guidance) else self.rewording.taken(guidance, known.guidance)
                groups.append(known._replace(title=title, guidance=text))
        return tuple(groups) or self.known.action_groups

    # Roles, paging and messages

    def _roles(self) -> tuple[Role, ...]:
        known = {each.id: each for each in self.known.roles}
        named = {role for part in self.known.written for says in part.says for role in _roles_in(says)}
        roles: list[Role] = []
        for match, ids in self._told_roles():
            role = next((known[each] for each in ids if each in known), None)
            if role := self._role(match, role, [*known, *(each.id for each in roles)]):
                roles.append(role)
        unnamed = [each for each in self.known.roles if each.id not in named]
        return (*roles, *unnamed) if roles else self.known.roles

    def _told_roles(self) -> Iterator[tuple[Match, list[str]]]:
        """The sentences about roles, each with the ids of those that the policy's has."""
        for part, found in self.written:
            if part.names and any(map(_roles_in, part.says)):
                for match in found:
                    yield match, _roles_in(part.says[match.sentence.entry]) if match.sentence else []

    def _role(self, match: Match, known: Role | None, taken: Sequence[str]) -> Role | None:
        """A role by its name."""
        title = _before_name_end(_name(match.said))
        if not _is_name(title):
            self.describing.tell(match.said, "is not imported as a role: it has no name")
            return None
        if known and self.rewording.agree(title, known.title):
            title = known.title
        role = known or Role(slug(title, taken, "role"), title)
        return role._replace(title=title, unverified=self.describing.is_unverified(match))

    def _paging(self) -> tuple[PagingStep, ...]:
        topic = self.describing.topic("paging")
        if topic is None:
            return self.known.paging
        steps: list[PagingStep] = []
        for match in self.describing.sentences(topic):
            step = self._step(match, self.known.paging[match.sentence.entry] if match.sentence else None)
            if step and step.name not in [each.name for each in steps]:
                steps.append(step)
        return tuple(steps) or self.known.paging

    def _step(self, match: Match, known: PagingStep | None) -> PagingStep | None:
        """A step of paging: its name, the first time that it says, and what is done."""
        said = match.said
        text = written(said, said.start, said.end)
        times = [each for each in self.rewording.figures(text) if is_duration(each)]
        within = duration(times[0], MINUTE) if times else None
        if within is None or not in_bounds(PagingStep, "within", within):
            self.describing.tell(said, "is not imported as a step of paging: it gives no time in whole minutes")
            return None
        name = _before_name_end(shown(said.name) or shown(text[: times[0].start]))
        behind = text[times[0].end :].partition(":")
        action = behind[2] if behind[1] else behind[0] if ":" in text[: times[0].start] else ""
        step = known or PagingStep(name, within, "")
        if known:
            name = known.name if self.rewording.agree(name, known.name) else name
            action = known.action if says_nothing(action) else self.rewording.taken(action, known.action)
        return step._replace(
            name=name,
            within=within,
            action=action if known else shown(action),
            unverified=self.describing.is_unverified(match),
            source=self.describing.source(said, match.part),
        )

    def _messages(self) -> tuple[MessageKind, ...]:
        topics = self.describing.matched.of("message", self.describing.topics)
        parts = {part.span.start: topic for topic in topics for part in self.describing.matched.parts(topic)}
        messages: list[MessageKind] = []
        for part in sorted((*self._message_parts(topics), *self._new_messages()), key=lambda each: each.span.start):
            topic = parts.get(part.span.start)
            known = self.known.messages[topic.entry] if topic else None
            message = self._message(
                part, known, [*(each.id for each in self.known.messages), *(each.id for each in messages)]
            )
            if message and message.id not in [each.id for each in messages]:
                messages.append(message)
        return tuple(messages) if topics else self.known.messages

    def _message_parts(self, topics: Sequence[Topic]) -> Iterator[Part]:
        for topic in topics:
            yield from self.describing.matched.parts(topic)

    def _new_messages(self) -> Sequence[Part]:
        """The code that is no message of the policy, and has gaps as only messages do."""
        found = [
            part
            for part in self.describing.matched.unread
            if part.form == "code" and part.title and any(GAP.search(said.inline.text) for said in part.said[1:])
        ]
        for part in found[MOST_NEW_MESSAGES:]:
            self.describing.tell(part.said[0], f"is not imported: {MOST_NEW_MESSAGES} new messages are")
        return found[:MOST_NEW_MESSAGES]

    def _message(self, part: Part, known: MessageKind | None, taken: Sequence[str]) -> MessageKind | None:
        lines = part.said[1:] if part.title else part.said
        if len(lines) > MOST_SENTENCES or any(len(each.text) > MOST_CHARACTERS for each in lines):
            self.describing.tell(part.said[0], "is not imported as a message: it is too long")
            return None
        text = self._message_text(part, lines, known)
        gaps = [gap[0] for gap in GAP.finditer(text)]
        message = known or MessageKind("", "", "", ())
        if known is None:
            title = shown(part.said[0].text)
            message = MessageKind(slug(_before_name_end(title), taken, "message"), title, text, ())
            message = message._replace(facts=self._known_facts(message))
            self.describing.tell(part.said[0], "is imported as a message whose gaps only people can fill")
        else:
            message = message._replace(text=text, facts=_facts(gaps, message))
        return self._entitled(message, part) if part.title else message

    def _known_facts(self, message: MessageKind) -> tuple[str, ...]:
        """What fills the gaps of a new message: what fills those of the same words behind the same label elsewhere."""
        facts = {
            (name_key(gap.label), each.text[gap.start : gap.end]): gap.fact
            for each in self.known.messages
            for gap in gaps_of(each)
        }
        gaps = ((name_key(gap.label), message.text[gap.start : gap.end]) for gap in gaps_of(message))
        return tuple(facts.get(gap, "") for gap in gaps)

    def _message_text(self, part: Part, lines: Sequence[Said], known: MessageKind | None) -> str:
        """The text of a message: each line as the policy has it, if the two agree; with the document's blank lines."""
        position = self.describing.doc.source.position
        wanted = [each for each in known.text.splitlines() if each.strip()] if known else []
        agreeing = len(wanted) == len(lines) and all(
            self.rewording.agree(line.inline.text, other) for line, other in zip(lines, wanted, strict=True)
        )
        if known and agreeing:
            return known.text
        text, before = "", None
        for at, line in enumerate(lines):
            number_of_line = position(line.inline.span.start).line
            text += "\n" if before and number_of_line > before + 1 else ""
            other = wanted[at] if len(wanted) == len(lines) else None
            same = other is not None and self.rewording.figured(line.inline.text, other) is not None
            text += f"{self.rewording.taken(line.inline.text, other) if same and other else _as_code(line)}\n"
            before = number_of_line
        return text

    def _entitled(self, message: MessageKind, part: Part) -> MessageKind:
        """A message with what the heading over it says: its title, and until when it is sent."""
        said = part.said[0]
        match = Match(said, part)
        before, bracket, behind = said.text.rpartition("(")
        times = [each for each in self.rewording.figures(behind) if is_duration(each)] if bracket else []
        within = duration(times[0], MINUTE) if times else None
        if within is not None and not in_bounds(MessageKind, "within", within):
            within = None
        title = shown(said.text if within is None else before)
        if self.rewording.agree(title, message.title):
            title = message.title
        return message._replace(
            title=title,
            within=within,
            unverified=is_unverified(said.text),
            source=self.describing.source(said, match.part),
        )

    # Sentences

    def _written_parts(self) -> Iterator[tuple[WrittenPart, list[Match]]]:
        """The parts of `written` of which the document says something, with its sentences."""
        for topic in self.describing.matched.of("written", self.describing.topics):
            yield self.known.written[topic.entry], self.describing.sentences(topic)

    def _hooks(self, data: Data | None) -> list[Match]:
        if data is None or not data.hooks:
            return []
        part = Part("list", "", data.hooks[0].span, ())
        said = [(Said(Inline.verbatim(each), 0, 0, len(each.value)), part) for each in data.hooks]
        found = self.describing.matched.beside(said, hooks_of(self.known))
        return self.describing.readable([match._replace(source=data.source) for match in found], "ci_hooks")

    def _written(self, figures: dict[str, str]) -> Iterator[WrittenPart]:
        for part, found in self.written:
            yield part._replace(says=self._statements(found, part.says, figures))

    def _statements(
        self, found: Sequence[Match], says: Sequence[Statement], figures: dict[str, str]
    ) -> tuple[Statement, ...]:
        return tuple(self._statement(match, says, figures) for match in found)

    def _statement(self, match: Match, says: Sequence[Statement], figures: dict[str, str]) -> Statement:
        """A sentence, with the policy's names for its figures as long as these are what it says."""
        said = match.said
        text = written(said, said.start, said.end)
        unverified = self.describing.is_unverified(match)
        if match.sentence is None:
            self._tell_words(match)
            return Statement(shown(text), unverified)
        known = says[match.sentence.entry]
        wanted = filled(known, figures) or match.sentence.whole
        if self.rewording.agree(text, filled(known, figures)):
            return Statement(known.text, unverified)
        if "{" not in known.text and self.rewording.figured(text, wanted) is None:
            self._tell_words(match)
        return Statement(self.rewording.taken(text, wanted), unverified)

    def _tell_words(self, match: Match) -> None:
        self.describing.tell(match.said, "is imported as words only: no rule is changed by it", match.source)

    def _kept(self, process: Process) -> Iterator[WrittenPart]:
        """What the document says beside all that a process does: kept word for word, for `process check` only."""
        topics, describing = topics_of(process), self.describing
        beside = [part for part, topic in assigned(describing.doc.parts, topics, describing.alignment) if not topic]
        names = [each.name for each in self.known.written]
        kept: dict[str, list[Statement]] = {}
        for part in unread(beside, topics, describing.alignment):
            if part.form in ("list", "paragraph"):
                found = self.describing.readable([Match(said, part) for said in part.said], part.title)
                name = shown(part.title)[:_LONGEST_NAME] or "text"
                while name in names or (part.form == "list" and name in kept):
                    name += " (more)"
                for match in found:
                    self._tell_words(match)
                    kept.setdefault(name, []).append(self.describing.statement([match]))
        count = 0
        for name, says in kept.items():
            count += len(says)
            if count <= MOST_SENTENCES:
                yield WrittenPart(name, tuple(says))


_LONGEST_TITLE = 200
"""Characters of a title, as `pmlint new` has it."""

_LONGEST_NAME = 60
"""Characters of a heading by which words that are kept are called."""


def _in_turn(ways: Iterable[Sequence[str | None]], count: int) -> list[str | None]:
    """What each of some things is by the first way that tells; nothing is two of them."""
    found: list[str | None] = [None] * count
    for way in ways:
        for at, each in enumerate(way):
            if each and found[at] is None and each not in found:
                found[at] = each
    return found


def _name(said: Said) -> str:
    """The name of a thing as a heading has it: what is bold or before a colon, else the whole sentence."""
    name = shown(said.name)
    return (shown(said.text) if says_nothing(name) else name).rstrip(":. ")


def _is_name(text: str) -> bool:
    """Whether a thing can be called so."""
    return bool(name_key(text)) and not says_nothing(text)


def _before_name_end(text: str) -> str:
    """A name without what stands beside it: `Incident Commander (IC):`."""
    return _NAME_END.split(text, maxsplit=1)[0].strip()


def _roles_in(statement: Statement) -> list[str]:
    """The ids of the roles that a sentence names in braces."""
    return _ROLE.findall(statement.text)


def _as_code(said: Said) -> str:
    """A line of code as a pack has it."""
    return "".join(char for char in said.inline.text if char.isprintable()).rstrip()


def _facts(gaps: Sequence[str], message: MessageKind) -> tuple[str, ...]:
    """What fills the gaps of a message: what filled those that say the same in the policy's, in their order."""
    facts = dict(enumerate(message.facts))
    known = deque((gap[0], facts.get(at, "")) for at, gap in enumerate(GAP.finditer(message.text)))
    if len(known) == len(gaps):
        return message.facts
    found = []
    for gap in gaps:
        at = next((at for at, (other, _) in enumerate(known) if other == gap), None)
        found.append("" if at is None else known[at][1])
        for _ in range(0 if at is None else at + 1):
            known.popleft()
    return tuple(found)
