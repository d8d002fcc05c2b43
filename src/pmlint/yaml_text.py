"""YAML as text with places: the one door to PyYAML, for front matter, packs, rules and configuration.

Every scalar stays the string that is written, so that `severity: 0x2`, `no` and `10:30` are what they look like. What
makes YAML say something else than it shows is refused: anchors, aliases, merge keys, tags, directives, a second
document, duplicate keys (also when they differ in case only).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pmlint.spelling import fold, near
from pmlint.text import Source, Span, Text

if TYPE_CHECKING:
    from yaml import Node as YamlNode

MOST_DEEP = 32
"""Levels of nesting that are read."""

_TOO_DEEP = f"YAML nested deeper than {MOST_DEEP} levels"


class YamlFault(Exception):
    """Why a YAML text is refused; `message` and `help` may quote it."""

    def __init__(self, span: Span, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.span = span
        self.message = message
        self.help = help


class Scalar(NamedTuple):
    """A scalar; `plain` when it is written without quotes."""

    text: Text
    plain: bool

    @property
    def span(self) -> Span:
        return self.text.span


class Sequence(NamedTuple):
    span: Span
    items: tuple[Node, ...]


class Mapping(NamedTuple):
    span: Span
    entries: tuple[tuple[Text, Node], ...]

    def get(self, key: str) -> Node | None:
        """The value of a key, if the mapping has it."""
        return next((value for name, value in self.entries if name.value == key), None)


Node = Scalar | Sequence | Mapping


def parse_yaml(source: Source, span: Span, *, escaped_controls: bool = True) -> Node | None:
    """The value of a part of a source; `None` when it says nothing.

    `escaped_controls` tells whether a scalar may hold a control character that is written as an escape, as in `"\\0"`.
    Raises `YamlFault` for what is no YAML, or is refused.
    """
    import yaml  # 35 ms, which a document without front matter need not pay

    text = source.slice(span)
    if not text.isprintable() and (control := _CONTROL.search(text)):
        at = span.start + control.start()
        raise YamlFault(Span(at, at + 1), _control_message(control[0]), "remove the character")
    try:
        # One event after the other: the builder stops at what is refused before a hostile text is read to its end.
        return _Builder(source, span.start, escaped_controls).build(
            yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(span.start + (mark.index if mark else 0), span.end)
        if "nesting depth" in str(error.problem):  # libyaml's own limit, which it may reach while it looks ahead
            raise YamlFault(Span(at, at), _TOO_DEEP) from None
        hint = "put the value in quotes" if str(error.problem).endswith(_SAID_OF_MARKS) else None
        raise YamlFault(
            Span(at, min(at + 1, span.end)), f"not valid YAML: {error.problem or error.context}", hint
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlFault(Span(span.start, span.start), f"not valid YAML: {type(error).__name__}") from None


_SAID_OF_MARKS = ("cannot start any token", "alphabetic or numeric character", "whitespace or line break")
"""How the parser's messages about a value end that begins with a mark of YAML's own, such as `*.md`, `!a` and `@a`."""

# Control characters, lone surrogates and byte order marks; and what ends a line in YAML and in few editors: carriage
# return, next line, line and paragraph separator. Tabs and the line ends LF and CRLF are YAML's own.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]|\r(?!\n)")


def _control_message(character: str) -> str:
    return f"control character U+{ord(character):04X} in YAML"


class _Builder:
    """Builds nodes from parser events, with a stack of its own: depth is a limit here, not a crash."""

    def __init__(self, source: Source, base: int, escaped_controls: bool) -> None:
        self.source = source
        self.base = base
        self.escaped_controls = escaped_controls

    def build(self, events: Iterable[object]) -> Node | None:
        documents = 0
        stack: list[tuple[str, int, list[Node]]] = []
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            where = self.span(event)
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise YamlFault(where, "a second YAML document", "keep one document")
                if getattr(event, "version", None) or getattr(event, "tags", None):
                    raise YamlFault(where, "a YAML directive", "remove the line that starts with %")
            elif kind == "AliasEvent":
                raise YamlFault(where, "a YAML alias", "write the value out, or put it in quotes")
            elif kind in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
                self.refuse_tricks(event, where)
                if kind == "ScalarEvent":
                    written = Text(str(getattr(event, "value", "")), where)
                    if not self.escaped_controls and (control := _CONTROL.search(written.value)):
                        raise YamlFault(where, _control_message(control[0]), "remove the character")
                    plain = getattr(event, "style", None) in (None, "")
                    root = self.put(Scalar(written if plain else self.unquoted(written), plain), stack, root)
                    continue
                if len(stack) >= MOST_DEEP:
                    raise YamlFault(where, _TOO_DEEP)
                stack.append((kind, where.start, []))
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                opened, start, children = stack.pop()
                whole = Span(start, where.end)
                node = (
                    Sequence(whole, tuple(children))
                    if opened == "SequenceStartEvent"
                    else self.mapping(whole, children)
                )
                root = self.put(node, stack, root)
        return root

    def span(self, event: object) -> Span:
        start = getattr(getattr(event, "start_mark", None), "index", 0)
        end = getattr(getattr(event, "end_mark", None), "index", start)
        return Span(self.base + start, self.base + max(start, end))

    def unquoted(self, written: Text) -> Text:
        """A quoted value with its place between the quotes, if it says something and stands there as it is."""
        inner = Span(written.span.start + 1, written.span.end - 1)
        stands = written.value and self.source.slice(inner) == written.value
        return Text(written.value, inner) if stands else written

    def refuse_tricks(self, event: object, where: Span) -> None:
        if getattr(event, "anchor", None):
            raise YamlFault(where, "a YAML anchor", "write the value out where it is used")
        if getattr(event, "tag", None):
            raise YamlFault(where, "a YAML tag", "remove the tag that starts with !, or put the value in quotes")

    def put(self, node: Node, stack: list[tuple[str, int, list[Node]]], root: Node | None) -> Node | None:
        if not stack:
            return node
        stack[-1][2].append(node)
        return root

    def mapping(self, span: Span, children: list[Node]) -> Mapping:
        entries: list[tuple[Text, Node]] = []
        seen: dict[str, Text] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise YamlFault(key.span, "a key that is a list or a mapping", "use a word as the key")
            if not key.text.value:
                raise YamlFault(key.span, "an empty key", "write a word before the colon")
            if key.text.value == "<<":
                raise YamlFault(key.span, "a YAML merge key", "write the values out")
            folded = fold(key.text.value)
            if folded in seen:
                raise YamlFault(key.span, f"key '{key.text.value[:60]}' appears twice", "keep one of the two")
            seen[folded] = key.text
            entries.append((key.text, value))
        return Mapping(span, tuple(entries))


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def as_data(node: Node | None) -> object:
    """A node as plain data: plain `true`, `false`, `null` and whole numbers are that, all else strings."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return {key.value: as_data(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_data(item) for item in node.items]
    value = node.text.value
    if not node.plain:
        return value
    if value in ("", "~", "null"):
        return None
    if value in ("true", "false"):
        return value == "true"
    return int(value) if _INTEGER.fullmatch(value) else value


def as_node(data: object) -> Node:
    """Plain data as a node without places: what a parser gives that knows none, such as TOML's."""
    nowhere = Span(0, 0)
    if isinstance(data, dict):
        return Mapping(nowhere, tuple((Text(str(key), nowhere), as_node(value)) for key, value in data.items()))
    if isinstance(data, list):
        return Sequence(nowhere, tuple(map(as_node, data)))
    return Scalar(Text(str(data), nowhere), plain=False)


def node_at(node: Node | None, path: Iterable[str | int]) -> Node | None:
    """The value at a path of keys and indexes; `None` where there is none."""
    for step in path:
        if isinstance(step, int):
            node = node.items[step] if isinstance(node, Sequence) and step < len(node.items) else None
        else:
            node = node.get(step) if isinstance(node, Mapping) else None
    return node


def place_of(node: Node | None, path: tuple[str | int, ...]) -> Span | None:
    """Where the value at a path of keys and indexes stands, or as much of the path as there is."""
    if node is None:
        return None
    for step in path:
        if isinstance(node, Mapping):
            found = next(((key, value) for key, value in node.entries if key.value == step), None)
            if found is None:
                return node.span
            node = found[1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node.span


def key_place(node: Node | None, path: tuple[str | int, ...]) -> Span | None:
    """Where the key at the end of a path stands."""
    if not path or node is None:
        return None
    parent: Node | None = node
    for step in path[:-1]:
        if isinstance(parent, Mapping):
            parent = parent.get(str(step))
        elif isinstance(parent, Sequence) and isinstance(step, int) and step < len(parent.items):
            parent = parent.items[step]
    if isinstance(parent, Mapping):
        return next((key.span for key, _ in parent.entries if key.value == path[-1]), None)
    return None


def unknown_key(key: str, allowed: list[str]) -> str:
    """What to do about a key that is not known."""
    guess = near(key, allowed)
    return f"did you mean '{guess}'?" if guess else f"allowed: {', '.join(sorted(allowed))}"


_WIDTH = 118
"""Columns of the YAML that we write, as in the bundled packs."""

_IN_FLOW = 108
"""Characters, as Python shows them, up to which a list or a mapping stands on one line."""


def yaml_text(data: dict[str, object]) -> str:
    """Plain data as YAML as people write it: short entries on one line, texts of several lines as such.

    Whatever a text says, it is read back as that text; characters that do not show are written as escapes.
    """
    from yaml import SafeDumper, serialize

    class Dumper(SafeDumper):
        """As PyYAML has it, with lists set in, double quotes, and no character that does not show."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def choose_scalar_style(self) -> str:
            style: str = super().choose_scalar_style()
            return '"' if style == "'" else style

        def write_double_quoted(self, text: str, split: bool = True) -> None:
            self.allow_unicode = text.isprintable()
            super().write_double_quoted(text, split)

    text = ""
    for key, value in data.items():
        part = serialize(_yaml_node({key: value}), Dumper=Dumper, allow_unicode=True, width=_WIDTH)
        text += part if isinstance(value, str) else f"\n{part}"
    return text


def _yaml_node(data: object, depth: int = 0) -> YamlNode:
    """Data as a node for PyYAML, with the style in which each value is written."""
    from yaml import MappingNode, ScalarNode, SequenceNode

    in_flow = depth > 1 and "\\n" not in repr(data) and len(repr(data)) <= _IN_FLOW
    if isinstance(data, dict):
        pairs = [(_yaml_node(key), _yaml_node(value, depth + 1)) for key, value in data.items()]
        return MappingNode(f"{_TAG}map", pairs, flow_style=in_flow)
    if isinstance(data, list):
        entries = [_yaml_node(each, depth + 1) for each in data]
        return SequenceNode(f"{_TAG}seq", entries, flow_style=in_flow or not data)
    if isinstance(data, str):
        lines = data.split("\n")
        block = "|" if len(lines) > 1 else ">" if len(data) > _IN_FLOW else None
        style = block if all(map(str.isprintable, lines)) else '"'
        return ScalarNode(f"{_TAG}str", data, style=style)
    kind = "null" if data is None else "bool" if isinstance(data, bool) else "int"
    return ScalarNode(f"{_TAG}{kind}", "null" if data is None else str(data).lower())


_TAG = "tag:yaml.org,2002:"
