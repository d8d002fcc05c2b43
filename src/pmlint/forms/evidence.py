"""What can be looked up, written out in a text: an address, `/metrics`, a file, the ID of a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

Kind = Literal["link", "image", "file", "trace", "metrics"]


class WrittenPath(NamedTuple):
    """A path in a file system, from a document or from the root of its repository, with `/` between its parts.

    `of_a_machine`: it names a file of one computer, as `file:///home/...` and `C:\\...` do. `of_a_site`: it may as well
    be an address of the site that is made of the documents: one from its root, of another page, or with an alias.
    """

    path: str
    of_a_machine: bool = False
    of_a_site: bool = False


class WrittenEvidence(NamedTuple):
    """A piece of evidence in a text, from `start` to `end`."""

    start: int
    end: int
    kind: Kind
    form: str
    named: bool = False
    """Whether the text says that it is a trace ID, whatever it looks like."""


# The formats of files in which people keep evidence. No words of a language, so they stand here and not in a pack.
_KINDS_OF_FILE = (
    "png|jpe?g|gif|svg|webp|pdf|txt|log|json|ndjson|jsonl|csv|tsv|ya?ml|md|html?|har|pcap|tar|t?gz|zip|sql|xlsx?|docx?"
    "|mp4|mov|dump|prof|pprof|out|patch|diff"
)
_FILE = re.compile(
    rf"(?<![\w/.:@~-])(?:\.{{0,2}}/)?(?:[\w.@+-]{{1,100}}/){{0,12}}[\w.@+-]{{0,100}}\w\.(?:{_KINDS_OF_FILE})(?![\w/]|\.\w)",
    re.IGNORECASE,
)
_IS_FILE = re.compile(rf"[^?#]*\.(?:{_KINDS_OF_FILE})(?:[?#]|$)", re.IGNORECASE)
_URL_WRITTEN = re.compile(r"https?://[^\s<>\"'`|\u3000-〿\uff00-／]+", re.IGNORECASE)
_METRICS = re.compile(r"(?<![\w/.-])(?:[\w.-]{1,80}(?::[0-9]{1,5})?)?/metrics(?![\w-]|\.\w)[^\s,;)\]]{0,200}")
_LOCAL_ADDRESS = re.compile(r"(?<![\w/.-])file:[^\s<>\"'`|)\]]{1,400}", re.IGNORECASE)
_OF_A_NAME = r"[^\s/\\:*?<>|{}$%\"'`@#=,;()\[\]]"
_PATH_IN_CODE = re.compile(
    rf"(?![/~])(?P<path>(?:(?:{_OF_A_NAME}|(?<=[0-9]):(?=[0-9])){{1,100}}/){{1,20}}{_OF_A_NAME}{{0,100}}\.[^\W\d_]\w{{0,11}})"
    r"(?::[0-9]+(?:-[0-9]+)?)?"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}/")
_TRACE = re.compile(r"(?<![\w/-])(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9A-F]{32}|[0-9A-F]{16})(?![\w/-])", re.ASCII)
_TRACE_LABEL = re.compile(r"\btrace\s?[:=]|\btrace[ _-]?(?P<id>ids?)(?:\s?[:=]|\s)", re.IGNORECASE)
_TRACE_ID = re.compile(
    r"(?P<joint>[\s,;:=`(]{0,4}(?:[^\W\d_]{1,3}\s)?)(?!\d{4}-\d\d-\d\d(?!\w))"
    r"(?P<id>(?=[^\s,;]*[0-9])[0-9A-Za-z][0-9A-Za-z_-]{5,63})(?![\w:/-]|\.\w)",
    re.ASCII,
)
_IN_BASE_16 = re.compile(r"(?=[0-9-]*[a-f])[0-9a-f-]+", re.IGNORECASE)
_TRACE_PARENT = re.compile(r"[0-9a-f]{2}-(?P<id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}", re.IGNORECASE)
_DIGITS_OF_A_TRACE = re.compile(
    r"(?:1-)?(?P<id>[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{24}|(?:[0-9a-f]{4}-){3}[0-9a-f]{12}))", re.IGNORECASE
)
_BEHIND_A_PATH = re.compile(r"[?#].*", re.DOTALL)
_OF_A_MACHINE = re.compile(r"file:|[a-z]:[\\/]", re.IGNORECASE)
_FROM_ITS_ROOT = re.compile(r"(?:~|/(?:tmp|var|etc|mnt|root|private|Volumes|(?:home|Users)/[^/]+))/(?=.*[^/]$)")
_OF_A_SITE = re.compile(r"[/@]|(?:\./)?\.\./(?:.*/|.*\.html?)$|[^/]*\.html?$", re.IGNORECASE)
_OF_A_FORGE = re.compile(r"(?:\.\./){2,}(?:blob|raw|tree|wiki|releases)/")
_GAP = re.compile(r"[{}<>*]")
_HAS_ENDING = re.compile(r"/$|[^/]\.[^\W\d_]\w{0,11}$|^\.{1,2}$")
_MAY_HOLD_EVIDENCE = re.compile(rf"\]|:/|/metrics|trace|[0-9a-f]{{16}}|\.(?:{_KINDS_OF_FILE})\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_ENDS_SENTENCE = ".,;:!?*_"
_AROUND_NAMES = " *_`:"


def may_hold_evidence(text: str) -> bool:
    """Whether a raw text may have any evidence, links included, which is soon found out."""
    return _MAY_HOLD_EVIDENCE.search(text) is not None


def written_evidence(text: str) -> Iterator[WrittenEvidence]:
    """The evidence that is written out, one form after another: what an earlier one covers, a later one may find again.

    A file without a folder has a form of its own, as in a sentence it may be anything.
    """
    for found in _URL_WRITTEN.finditer(text):
        yield WrittenEvidence(found.start(), _end(found), "link", "address")
    for found in _LOCAL_ADDRESS.finditer(text):
        yield WrittenEvidence(found.start(), _end(found), "file", "local address")
    for found in _METRICS.finditer(text):
        yield WrittenEvidence(found.start(), _end(found), "metrics", "metrics")
    for found in _FILE.finditer(text):
        yield WrittenEvidence(*found.span(), "file", "path" if "/" in found[0] else "file name")
    yield from _labelled_traces(text)
    for found in _TRACE.finditer(text):
        if not (found[0].isdecimal() or found[0].isalpha()):
            yield WrittenEvidence(*found.span(), "trace", "trace ID")


def _labelled_traces(text: str) -> Iterator[WrittenEvidence]:
    """The IDs behind `trace:` and `trace ID`: the next one, and those that follow it in a list.

    The next one is said to be a trace ID whatever it looks like; of those behind a comma, what is written as a number
    of base 16, as `trace ID 4bf92f35, PAY-411` names two things.
    """
    for label in _TRACE_LABEL.finditer(text):
        at, first = label.end(), True
        while following := _TRACE_ID.match(text, at):
            told = first or _IN_BASE_16.fullmatch(following["id"]) is not None
            named = label["id"] is not None and told and not any(map(str.isalpha, following["joint"]))
            yield WrittenEvidence(*following.span("id"), "trace", "labelled trace", named)
            at, first = following.end(), False


def trace_label(name: str) -> str:
    """What is read before a trace ID in a column or row with this name; nothing where the name is of anything else."""
    label = _TRACE_LABEL.match(f"{name.strip(_AROUND_NAMES)}:")
    return "" if label is None else "trace ID: " if label["id"] else "trace: "


def path_in_code(code: str) -> str | None:
    """The path that all of a code span is: with a folder and an ending, from no root and on no other host.

    `artifacts/2026-03-12T07:58Z/graph.parquet` is one, `src/rates.py:40` without the line, `/var/log/app.log`,
    `example.com/up.json`, `logs/*.txt` and `cat logs/app.txt` are none.
    """
    found = _PATH_IN_CODE.fullmatch(code)
    return found["path"] if found and not _HOST.match(code) else None


def is_trace_id(text: str) -> bool:
    """Whether a text is a trace ID as W3C Trace Context has it: 32 digits of base 16, not all of them zero.

    Source: https://www.w3.org/TR/trace-context/#trace-id. The marks of a UUID and the version in front of the IDs of
    AWS X-Ray are taken for granted, as is the header that has the ID inside.
    """
    digits = _TRACE_PARENT.fullmatch(text) or _DIGITS_OF_A_TRACE.fullmatch(text)
    return digits is not None and digits["id"].strip("0-") != ""


def local_path(target: str) -> WrittenPath | None:
    """The path that the target of a link or picture names, decoded; `None` where it names none.

    A target with a scheme or a host is elsewhere, but for `file:`, as is one among the pages of a forge
    (`../../../../blob/main/up.json`); one without an ending or a slash at its end may be a route, and one with a gap is
    a template.
    """
    path = unquote(_BEHIND_A_PATH.sub("", target))
    if _OF_A_MACHINE.match(path):
        return WrittenPath(path, of_a_machine=True)
    if _SCHEME.match(target) or path.startswith("//") or _GAP.search(path) or _OF_A_FORGE.match(path):
        return None
    if not _HAS_ENDING.search(path):
        return None
    of_a_machine = _FROM_ITS_ROOT.match(path) is not None
    return WrittenPath(path, of_a_machine, of_a_site=not of_a_machine and _OF_A_SITE.match(path) is not None)


def linked_evidence(label: str, target: str) -> Kind | None:
    """What a link gives; a place in the document or a mail address is no evidence."""
    if target.lower().startswith(("http://", "https://")):
        return "metrics" if _METRICS.search(label or target) else "link"
    if _OF_A_MACHINE.match(target):
        return "file"
    if not target or target.startswith("#") or _SCHEME.match(target):
        return None
    return "file" if _IS_FILE.match(target) else "link"


def _end(found: re.Match[str]) -> int:
    """Where a form ends that has no end of its own: before that of the sentence around it."""
    target = found[0].rstrip(_ENDS_SENTENCE)
    while target.endswith(")") and target.count("(") < target.count(")"):
        target = target[:-1].rstrip(_ENDS_SENTENCE)
    return found.start() + len(target.rstrip("]"))
