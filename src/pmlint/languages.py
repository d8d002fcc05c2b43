"""The words of a pack, one file a language: `words/<language>.yaml`, merged into what `pack.yaml` says.

The files have the same keys, so that who speaks a language can review one alone and lay it beside another.
`rules/README.md` documents them; every mistake in them is told with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pmlint.data_fault import DataFault, DataFaults
from pmlint.extending import NOTHING_SPOKEN, Spoken, together
from pmlint.process import Language, SometimesWords
from pmlint.spelling import name_key, near
from pmlint.text import Source, Span

if TYPE_CHECKING:
    from pmlint.yaml_text import Node

_GAP = "..."


class WordFile(NamedTuple):
    """A file of the words of a pack, checked: its text with places, and its words."""

    source: Source
    node: Node
    spoken: Spoken

    def unknown(self, data: dict[str, Any]) -> Iterator[DataFault]:
        """Sections, roles and fields that the file names, and that the process, as plain data, does not have."""
        from pmlint.yaml_text import key_place

        sections = [str(each.get("id")) for key in ("sections", "other-sections") for each in data.get(key) or ()]
        roles = [str(each.get("id")) for each in data.get("roles") or ()]
        fields = [str(field) for field in (data.get("words") or {}).get("field-priority") or ()]
        for what, at, named, known in (
            ("section", ("sections",), self.spoken.sections, sections),
            ("role", ("roles",), self.spoken.roles, roles),
            ("field", ("words", "fields"), self.spoken.words.get("fields", {}), fields),
        ):
            for name in named:
                if name not in known:
                    guess = near(name, known)
                    hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(known)}"
                    place = key_place(self.node, (*at, name)) or Span(0, 0)
                    yield DataFault(self.source, place, f"no {what} is called '{name}'", hint)


class Written(NamedTuple):
    """A word as a file says it: what it names (`section`, `group`, `role`, `field` or `word`), of which one, where."""

    kind: str
    of: str
    """The id of the section or role, the kind of the group, the name of the field, the key of the list of words."""
    word: str
    span: Span


def word_file(source: Source, node: Node, data: dict[str, Any]) -> WordFile:
    """A file of words, of which `data` is what it says. Raises `DataFaults`."""
    from pmlint.schema import validated

    written = {"sections": {}, "groups": {}, "roles": {}, "words": {}, **data}
    if isinstance(written["words"], dict):
        written["words"] = {"fields": {}, **written["words"]}
    sometimes: dict[str, SometimesWords] = {}
    sections = written["sections"]
    if isinstance(sections, dict):
        written["sections"] = {id_: _without_sometimes(names) for id_, names in sections.items()}
        for id_, names in sections.items():
            if isinstance(names, dict) and "sometimes" in names:
                at = ("sections", id_, "sometimes")
                sometimes[id_] = validated(SometimesWords, names["sometimes"], source, node, at)
    language = validated(Language, written, source, node)
    faults = [*_gaps(language, source, node), *unusable_words(source, node)]
    if faults:
        raise DataFaults(faults)
    return WordFile(source, node, _spoken(language, sometimes, data))


def _without_sometimes(names: Any) -> Any:
    return {key: value for key, value in names.items() if key != "sometimes"} if isinstance(names, dict) else names


def _gaps(language: Language, source: Source, node: Node) -> Iterator[DataFault]:
    """Names with a gap that do not stand among the phrases, the only ones that may have one."""
    from pmlint.yaml_text import place_of

    for id_, lists in language.sections.items():
        for key, names in lists.items():
            for index, name in enumerate(names if key != "phrases" else ()):
                if _GAP in name:
                    place = place_of(node, ("sections", id_, key, index)) or Span(0, 0)
                    yield DataFault(source, place, f"'{name}' has a gap", "write it under 'phrases'")


def unusable_words(source: Source, node: Node | None) -> Iterator[DataFault]:
    """Words by which nothing or everything would be read: blank ones, a gap alone, and several gaps in one."""
    for written in written_words(node):
        if not written.word.replace(_GAP, "").strip():
            yield DataFault(source, written.span, f"'{written.word}' says nothing", "write a word, or remove it")
        elif written.word.count(_GAP) > 1:
            yield DataFault(source, written.span, f"'{written.word}' has more than one gap", "leave one of them")


def _spoken(language: Language, sometimes: dict[str, SometimesWords], data: dict[str, Any]) -> Spoken:
    sections: dict[str, dict[str, Any]] = {}
    for id_, lists in language.sections.items():
        names = [name for key, each in lists.items() if key != "phrases" for name in each]
        only = sometimes.get(id_, SometimesWords())._asdict()
        sections[id_] = {
            "aliases": names,
            "phrases": list(lists.get("phrases", ())),
            "sometimes": [{"when": when, "names": list(each)} for when, each in only.items() if each],
        }
    groups = {kind: list(names) for kind, names in language.groups._asdict().items() if names}
    return Spoken(
        sections, groups, {id_: list(names) for id_, names in language.roles.items()}, data.get("words") or {}
    )


def merged(files: Iterable[WordFile]) -> Spoken:
    """The words of all files, in their order."""
    both = NOTHING_SPOKEN
    for file in files:
        both = Spoken(*(together(mine, others, adding=True) for mine, others in zip(both, file.spoken, strict=True)))
    return both


def place_of_name(files: Sequence[WordFile], section: str, name: str) -> tuple[Source, Span] | None:
    """Where the first of some files gives a name to a section, if one does."""
    for file in files:
        for each in written_words(file.node):
            if each.kind == "section" and each.of == section and name_key(each.word) == name_key(name):
                return file.source, each.span
    return None


def written_words(node: Node | None) -> Iterator[Written]:
    """All words that a file says by which documents are read, in its order: a file of words, or a `pack.yaml`."""
    for path, word, span in _texts(node, (), ""):
        match path:
            case ("sections" | "aliases", str(of), *_):
                yield Written("section", of, word, span)
            case ("action-groups" | "groups", str(of), *_):
                yield Written("group", of, word, span)
            case ("roles", str(of), *_):
                yield Written("role", of, word, span)
            case ("words", "fields", str(of), *_):
                yield Written("field", of, word, span)
            case ("words", *keys):
                yield Written("word", ".".join(keys), word, span)


_IDENTITIES = ("id", "kind")
_NO_NAMES = frozenset(("id", "kind", "guidance", "when", "source", "holds"))


def _texts(node: Node | None, path: tuple[str, ...], key: str) -> Iterator[tuple[tuple[str, ...], str, Span]]:
    """The texts below a node with their keys; an entry of a list stands below its id."""
    from pmlint.yaml_text import Mapping, Scalar, Sequence

    match node:
        case Mapping():
            for name, value in node.entries:
                if name.value != "field-priority" and not (name.value in _NO_NAMES and isinstance(value, Scalar)):
                    yield from _texts(value, (*path, name.value), name.value)
        case Sequence():
            for item in node.items:
                ids = [item.get(each) for each in _IDENTITIES] if isinstance(item, Mapping) else []
                own = next((each.text.value for each in ids if isinstance(each, Scalar)), None)
                yield from _texts(item, (*path, own) if own else path, key)
        case Scalar():
            yield path, node.text.value, node.text.span
