"""Issue IDs: how a process says they are written, and where a text has some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pmlint.markdown import Link, Piece
from pmlint.model import IssueField
from pmlint.process import Trackers
from pmlint.spelling import EAST_ASIAN
from pmlint.text import Lazy, Span, Text

# What the parts of a spelling stand for. All are bounded, and no two neighbours can share a character.
_PARTS = {
    "number": "[1-9][0-9]{0,8}",
    "tens": "[1-9][0-9]{1,8}",
    "long": "[1-9][0-9]{3,8}",
    "caps": "[A-Z]{2,8}",
    "name": "[a-z][a-z0-9_.-]{2,60}",
    "project": "[A-Z][A-Z0-9_]{1,9}",
    "owner": "[A-Za-z0-9][A-Za-z0-9-]{0,38}",
    "repo": "[A-Za-z0-9_.-]{1,100}",
    "group": "[A-Za-z0-9_.-]{1,100}(?:/[A-Za-z0-9_.-]{1,100}){0,9}",
    "host": "(?![0-9.]{1,40}[:/]|0x|localhost[:/])[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})(?::[0-9]{1,5})?",
}
_PART = re.compile(r"\{([a-z]+)\}")

# Chinese, Japanese and Korean write no blanks between words, so their letters may touch an ID. Characters that show
# nothing or sit on top of another may not: what they touch is not the ID that it looks like.
_ODD = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_BEFORE = rf"(?<![^\W{EAST_ASIAN}])(?<![{_ODD}])(?<![-.@&#])(?<![a-z]/)(?<!\[\[)"
_AFTER = (
    rf"(?![^\W{EAST_ASIAN}])(?![{_ODD}])(?!-\w)(?!\.\w)(?!\s?\(?\s?[?？])(?!\]\()(?!,[0-9])"  # 'PAY-12?' is a question
)
_URL = r"https?://[!#-;=?-{}~]{1,2000}"
_KEY = re.compile(r"([A-Z][A-Z0-9_]{1,9})-[0-9]{1,9}$")
_NUMBER = re.compile(r"[0-9]+$")
_LAST_WORD = re.compile(r"(?<![^\W_])([A-Za-z]{2,15})[ \u00a0]$")
_TASK = re.compile(r"T[0-9]+")
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+){1,10}(?=[#!])", re.ASCII)


class IssueFinder:
    """Finds the issue IDs of some trackers in short texts. Linear in the text."""

    def __init__(self, trackers: Trackers) -> None:
        self._projects = frozenset(trackers.projects)
        self._false_friends = frozenset(trackers.false_friends)
        self._numbered = frozenset(trackers.numbered)
        # A spelling with a project key may cover a literal one ('GH-{number}'), so it comes last.
        spellings = sorted(trackers.patterns, key=lambda pattern: "{project}" in pattern)
        urls = _on_any_host(spellings) + [_compiled(each) for each in spellings if "://" in each and _HOST not in each]
        plain = [_compiled(spelling) for spelling in spellings if "://" not in spelling]
        self._url_form = rf"(?P<url>{'|'.join(urls or ['(?!)'])})(?![\w-])(?!\?(?!\w))"
        self._plain_form = rf"{_BEFORE}(?P<plain>{'|'.join(plain or ['(?!)'])}){_AFTER}"

    # Compiled when they are asked for: the spellings of URLs take time, and many documents have none.

    @Lazy
    def _url(self) -> re.Pattern[str]:
        return re.compile(self._url_form)

    @Lazy
    def _plain(self) -> re.Pattern[str]:
        return re.compile(self._plain_form)

    @Lazy
    def _any(self) -> re.Pattern[str]:
        # A URL that leads to no issue is passed over as a whole: what looks like an ID in it is none.
        return re.compile(rf"(?<![A-Za-z0-9])(?:{self._url_form}|{_URL})|{self._plain_form}")

    def _fitting(self, text: str) -> re.Pattern[str]:
        """What finds the IDs of a text: the spellings of URLs are tried only where there can be one."""
        return self._any if "://" in text else self._plain

    def find(self, piece: Piece) -> list[Text]:
        """The IDs in a piece, in order. A link is one only if its text and its target do not contradict each other."""
        if piece.end <= piece.start:
            return []
        found: list[Text] = []
        links = piece.links()
        judged: set[Span] = set()
        for match in self._fitting(piece.inline.text).finditer(piece.inline.text, piece.start, piece.end):
            where = piece.inline.locate(match.start(), match.end())
            link = piece.inline.link_at(where.span.start) if links else None
            if link is not None and not link.span.holds(where.span):
                link = None
            known = match.lastgroup is not None and self._is_known_key(where.value)
            known = known and not (match[0][0] == "#" and self._counts(piece.inline.text, match.start()))
            if link is not None and (known or match.lastgroup is None):
                judged.add(link.span)
            if (
                known
                and not _in_longer_code(piece, match.start(), where)
                and (link is None or _agrees(where.value, link))
            ):
                found.append(where)
        for link in links:
            if link.span in judged or not link.text.value.strip():
                continue
            leads = self._url.match(link.target)
            if leads and self._is_known_key(leads["url"]):
                start, end = link.address
                is_written = end - start == len(link.target)  # else it is escaped there, or stands elsewhere
                found.append(Text(leads["url"], Span(start, start + leads.end("url")) if is_written else link.span))
        return sorted(found, key=lambda text: text.span)

    def places(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        """Where a text has what is spelled like an ID, wherever a link on it leads."""
        found = self._fitting(text).finditer(text, start)
        return (match.span() for match in found if match.lastgroup is not None)

    def is_spelled_like_one(self, written: str) -> bool:
        """Whether a text is an ID and nothing else."""
        found = self._fitting(written).fullmatch(written)
        return found is not None and found.lastgroup is not None and self._is_known_key(written)

    def field(self, piece: Piece) -> IssueField:
        """What stands where an issue belongs."""
        links = piece.links()
        return IssueField(piece.text, tuple(self.find(piece)), links[0].target if len(links) == 1 else None)

    def _counts(self, text: str, at: int) -> bool:
        """Whether the word before a number sign says that it numbers something else: `step #2`."""
        before = _LAST_WORD.search(text, max(at - 20, 0), at)
        return before is not None and before[1].lower() in self._numbered

    def _is_known_key(self, written: str) -> bool:
        """Whether the project key in an ID, if it has one, can be a project's."""
        found = _KEY.search(written)
        if found is None or written.startswith("GH-"):
            return True
        return found[1] in self._projects if self._projects else found[1] not in self._false_friends


@lru_cache(maxsize=8)
def finder(trackers: Trackers) -> IssueFinder:
    """The finder for some trackers; it is compiled once."""
    return IssueFinder(trackers)


_HOST = "https://{host}/"


def _on_any_host(spellings: Sequence[str]) -> list[str]:
    """The regex of all URLs whose host is open; it is written once, as it takes most of the time to compile."""
    paths = [_compiled(each.removeprefix(_HOST)) for each in spellings if each.startswith(_HOST)]
    return [f"{_compiled(_HOST)}(?:{'|'.join(paths)})"] if paths else []


def _compiled(spelling: str) -> str:
    """The regex of a spelling such as `{owner}/{repo}#{number}`; `bug {long}` may have a capital."""
    pieces, at = [], 0
    if spelling[:1].islower() and "://" not in spelling:
        pieces, at = [f"[{spelling[0]}{spelling[0].upper()}]"], 1
    for part in _PART.finditer(spelling):
        pieces.append(re.escape(spelling[at : part.start()]))
        pieces.append(_PARTS.get(part[1], re.escape(part[0])))
        at = part.end()
    pieces.append(re.escape(spelling[at:]))
    return "".join(pieces).replace("https://", "https?://", 1)


def _in_longer_code(piece: Piece, at: int, where: Text) -> bool:
    """Whether an ID that begins at an index is only a part of a code span: of a command or a file name."""
    run = piece.inline.run_at(at)
    return run is not None and run.code and run.span.holds(where.span) and run.text.strip() != where.value


# The issue that a link chooses on a page, as Jira's boards and Bugzilla write it.
_CHOSEN = re.compile(r"(?:^|&)(?:selectedIssue|id)=([A-Za-z0-9_-]{1,40})")

# What stands where a host does and is no tracker's: an address of one's own network or in numbers, or a user's name.
_NO_TRACKER = re.compile(r"[0-9.]+(?::|$)|0x|localhost(?::|$)|\[|.*@")


def _agrees(written: str, link: Link) -> bool:
    """Whether a link leads to the issue that its text names: the target has the same key, or the same number."""
    target = link.target
    if written.startswith(("https://", "http://")):
        return target.partition("://")[2].casefold().startswith(written.partition("://")[2].casefold())
    key, number = _KEY.search(written), _NUMBER.search(written)
    if target.startswith(("http://", "https://")):
        host, _, path = target.partition("://")[2].partition("/")
        if _NO_TRACKER.match(host):
            return False
        path, _, query = path.partition("#")[0].partition("?")
        path += "".join(f"/{chosen}" for chosen in _CHOSEN.findall(query))
    elif ":" in target or target.startswith(("#", "//")) or "/" not in target or (key and f"{key[1]}-" != "GH-"):
        return False
    else:
        path = target
    repository = _REPOSITORY.match(written)
    if repository and repository[0].casefold() not in path.casefold():
        return False
    if key and f"{key[1]}-" != "GH-":
        wanted = key[0]
    else:
        wanted = written if number is None or _TASK.fullmatch(written) else number[0]
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(wanted)}(?![A-Za-z0-9])", path, re.IGNORECASE) is not None
