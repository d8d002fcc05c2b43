"""The front matter as fields with places."""

from __future__ import annotations

from dataclasses import dataclass

from pmlint.markdown import Document
from pmlint.model import Fault
from pmlint.text import Span, Text
from pmlint.yaml_text import Mapping, Node, YamlFault, parse_yaml


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of the front matter; none when it is missing or broken, which `fault` tells."""

    fields: tuple[tuple[Text, Node], ...] = ()
    span: Span | None = None
    fault: Fault | None = None


def read_front_matter(document: Document) -> FrontMatter:
    """The front matter of a document."""
    if document.front_matter is None:
        return FrontMatter()
    try:
        node = parse_yaml(document.source, document.front_matter.span)
    except YamlFault as fault:
        return FrontMatter(fault=Fault("front-matter", fault.span, fault.message, fault.help))
    return FrontMatter(node.entries if isinstance(node, Mapping) else (), document.front_matter_span)
