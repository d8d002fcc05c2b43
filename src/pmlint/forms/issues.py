"""Issue IDs, as the trackers of a process write them: in short texts, and where a link leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pmlint.forms.phrases import any_of
from pmlint.process import IssueWords, Trackers
from pmlint.spelling import EAST_ASIAN, plain_hyphens
from pmlint.text import Lazy

# What the parts of a spelling stand for. All are bounded, and no two neighbours can share a character.
_PARTS = {
    "number": "[1-9][0-9]{0,8}",
    "tens": "[1-9][0-9]{1,8}",
    "long": "[1-9][0-9]{3,8}",
    "caps": "[A-Z]{2,8}",
    "name": "[a-z][a-z0-9_.-]{2,60}",
    "project": "[A-Z][A-Z0-9_]{1,9}",
    "key": "[A-Za-z][A-Za-z0-9_]{1,9}",
    "owner": "[A-Za-z0-9][A-Za-z0-9-]{0,38}",
    "repo": "[A-Za-z0-9_.-]{1,100}",
    "zeros": "(?!0+(?![0-9]))[0-9]{7,10}",
    "group": "[A-Za-z0-9_.-]{1,100}(?:/[A-Za-z0-9_.-]{1,100}){0,9}",
    "host": "(?![0-9.]{1,40}[:/]|0x|localhost[:/])[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})(?::[0-9]{1,5})?",
}
_PART = re.compile(r"\{([a-z]+)\}")

# Chinese, Japanese and Korean write no blanks between words, so their letters may touch an ID. Characters that show
# nothing or sit on top of another may not: what they touch is not the ID that it looks like.
_ODD = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_BEFORE = rf"(?<![^\W{EAST_ASIAN}])(?<![{_ODD}])(?<![-.@&#])(?<![a-z]/)"
_IN_TEXT = r"(?<!\[\[)"  # a wiki's link to a page, where no issue belongs
_AFTER = (
    rf"(?![^\W{EAST_ASIAN}])(?![{_ODD}])(?!-\w)(?!\.\w)(?!\s?\(?\s?[?？])(?!\]\()(?!,[0-9])"  # 'PAY-12?' is a question
)
_URL = r"https?://[!#-;=?-{}~]{1,2000}"
_SCHEME = "https?://"
_OPEN_SCHEME = r"(?:https?://|(?=[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}[:/]))"
"""Before a host, also where it is left out: `github.com/acme/shop/issues/12`."""
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?/[^#!]*(?:#|$)", re.IGNORECASE)
_KEY = re.compile(r"([A-Z][A-Z0-9_]{1,9})-[0-9]{1,9}$")
_NUMBER = re.compile(r"[0-9]+$")
_NO_KEY = re.compile(r"[A-Z]{1,2}[0-9]+$|([A-Z])\1{2,}$")
"""What looks like a project key and is a version, a quarter, a year, or stands for one: `V8-12`, `FY26-1`, `XXXX-1`."""
_REST_OF_URL = re.compile(r"[/?#][^\s,;()\[\]<>|]*")
_LAST_WORD = re.compile(r"(?<![^\W_])([A-Za-z]{2,15})[ \u00a0]$")
_REACH_OF_LAST_WORD = 20
"""Characters before a number sign that its word may take: the longest word, the blank, and what comes before."""
_TASK = re.compile(r"T[0-9]+")
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+){1,10}(?=[#!])", re.ASCII)


class FoundIssue(NamedTuple):
    """What is spelled like an issue ID, `text[start:end]`, or a URL that leads to none."""

    start: int
    end: int
    value: str
    form: Literal["issue ID", "issue URL", "other URL", "no issue"]
    """`no issue` is spelled like an ID and is none: its project is not known, or its number counts something else."""

    @property
    def is_issue(self) -> bool:
        """Whether it is an issue, as far as its spelling tells."""
        return self.form in ("issue ID", "issue URL")


class IssueKey(NamedTuple):
    """Which issue an ID means. A host or project is empty where the ID leaves it open: `#12`, `shop#12`."""

    host: str
    project: str
    number: str

    def wider(self) -> set[IssueKey]:
        """This key, and those that leave more open and may mean the same issue."""
        return {IssueKey(host, name, self.number) for host in (self.host, "") for name in (self.project, "")}


class IssueForm:
    """Finds the issue IDs of some trackers in short texts. Linear in the text."""

    def __init__(self, trackers: Trackers, words: IssueWords | None = None, *, is_field: bool = False) -> None:
        self._trackers, self._words, self._is_field = trackers, words or IssueWords(), is_field
        self._projects = frozenset(trackers.projects)
        self._false_friends = frozenset(trackers.false_friends)
        self._numbered = frozenset(trackers.numbered)
        # A spelling with a project key may cover a literal one ('GH-{number}'), so it comes last.
        spellings = sorted(trackers.patterns, key=lambda pattern: "{project}" in pattern)
        urls = _on_any_host(spellings) + [_compiled(each) for each in spellings if "://" in each and _HOST not in each]
        plain = [_compiled(spelling) for spelling in spellings if "://" not in spelling]
        any_url = "|".join(urls or ["(?!)"]).replace(_SCHEME, _OPEN_SCHEME if is_field else _SCHEME)
        self._url_form = rf"(?P<url>{any_url})(?![\w-])(?!\?(?!\w))"
        before = _BEFORE if is_field else _BEFORE + _IN_TEXT
        self._plain_form = rf"{before}(?P<plain>{'|'.join(plain or ['(?!)'])}){_AFTER}"

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

    @Lazy
    def _literal(self) -> re.Pattern[str]:
        """The spellings that name no project, though they may look it: `GH-12`, `sc-12`."""
        literal = [each for each in self._trackers.patterns if "{project}" not in each and "{key}" not in each]
        return re.compile("|".join(map(_compiled, literal)) or "(?!)")

    @Lazy
    def _nearby(self) -> re.Pattern[str]:
        return re.compile(rf" ?{any_of(self._words.nearby)}", re.IGNORECASE)

    @Lazy
    def in_field(self) -> IssueForm:
        """The same for a text that stands where an issue belongs: there a key may be small, a URL without `https`."""
        patterns = (*self._trackers.patterns, *self._trackers.in_field)
        plain = (each if "://" in each else each.replace("{project}", "{key}") for each in patterns)
        return IssueForm(self._trackers._replace(patterns=tuple(plain)), self._words, is_field=True)

    def _fitting(self, text: str) -> re.Pattern[str]:
        """What finds the IDs of a text: the spellings of URLs are tried only where there can be one."""
        return self._any if "://" in text or (self._is_field and "/" in text) else self._plain

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[FoundIssue]:
        """What is spelled like an ID between two indexes of a text, in order, and URLs that lead to no issue."""
        text = plain_hyphens(text)
        for match in self._fitting(text).finditer(text, start, len(text) if end is None else end):
            yield FoundIssue(*match.span(), match[0], self._judged(text, match))

    def _judged(self, text: str, match: re.Match[str]) -> Literal["issue ID", "issue URL", "other URL", "no issue"]:
        if match.lastgroup is None:
            return "other URL"
        counts = match[0][0] == "#" and self._counts(text, *match.span())
        if counts or not self._is_known_key(match[0]):
            return "no issue"
        return "issue URL" if match.lastgroup == "url" else "issue ID"

    def named_by(self, target: str) -> str | None:
        """The URL of an issue that the target of a link begins with, without what follows such as `#comment-2`."""
        leads = self._url.match(target)
        return leads["url"] if leads and self._is_known_key(leads["url"]) else None

    def is_spelled_like_one(self, written: str) -> bool:
        """Whether a text is an ID and nothing else."""
        written = plain_hyphens(written)
        found = self._fitting(written).fullmatch(written)
        return found is not None and found.lastgroup is not None and self._is_known_key(written)

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Whether the word beside a number says that it numbers something else: `step #2`, `#3 below`."""
        before = _LAST_WORD.search(text, max(start - _REACH_OF_LAST_WORD, 0), start)
        is_numbered = before is not None and before[1].lower() in self._numbered
        return is_numbered or self._nearby.match(text, end) is not None

    def _is_known_key(self, written: str) -> bool:
        """Whether the project key in an ID, if it has one, can be a project's."""
        found = _KEY.search(written.upper())
        if found is None or self._literal.fullmatch(written):
            return True
        project = found[1]
        if self._projects:
            return project in self._projects
        return project not in self._false_friends and _NO_KEY.match(project) is None


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


def whole(text: str, found: FoundIssue) -> int:
    """Where an issue ends that is found in a text: a URL with what follows it, such as `#comment-2`."""
    rest = _REST_OF_URL.match(text, found.end) if found.form == "issue URL" else None
    return rest.end() if rest else found.end


def issue_key(written: str) -> IssueKey:
    """Which issue an ID or URL means, so that two spellings of one can be compared.

    With the key of a project a number is complete, on any host. A repository is known by its own name, as its owner may
    be left out.
    """
    written = plain_hyphens(written)
    key = _KEY.search(written.upper())
    if key and key[1] != "GH":
        return IssueKey("", "", key[0])
    _, scheme, address = written.casefold().rpartition("://")
    is_url = scheme or _SITE.fullmatch(address)
    number = _NUMBER.search(address)
    if number is None:
        return IssueKey("", address, "")
    before = address[: number.start()]
    if not is_url:
        return IssueKey("", before.rpartition("/")[2].strip("#!- ").removesuffix("gh"), number[0])
    host, *path = [part for part in before.split("/") if part not in ("", "-")]
    return IssueKey(host, path[-2] if len(path) > 1 else "", number[0])


# The issue that a link chooses on a page, as Jira's boards and Bugzilla write it.
_CHOSEN = re.compile(r"(?:^|&)(?:selectedIssue|id)=([A-Za-z0-9_-]{1,40})")

# What stands where a host does and is no tracker's: an address of one's own network or in numbers, or a user's name.
_NO_TRACKER = re.compile(r"[0-9.]+(?::|$)|0x|localhost(?::|$)|\[|.*@")


def agrees(written: str, target: str) -> bool:
    """Whether a link leads to the issue that its text names: the target has the same key, or the same number."""
    written = plain_hyphens(written)
    _, is_url, address = written.rpartition("://")
    if is_url or _SITE.fullmatch(address):
        return target.partition("://")[2].casefold().startswith(address.casefold())
    key = _KEY.search(written)
    of_project = key is not None and key[1] != "GH"
    path = _path(target, is_relative=not of_project)
    repository = _REPOSITORY.match(written)
    if path is None or (repository and repository[0].casefold() not in path.casefold()):
        return False
    number = None if of_project or _TASK.fullmatch(written) else _NUMBER.search(written)
    wanted = key[0] if key and of_project else number[0] if number else written
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(wanted)}(?![A-Za-z0-9])", path, re.IGNORECASE) is not None


def _path(target: str, *, is_relative: bool) -> str | None:
    """The path of a target with the issue it chooses; `None` where it can lead to none. A path may be relative."""
    if not target.startswith(("http://", "https://")):
        leads_on = "/" in target and ":" not in target and not target.startswith(("#", "//"))
        return target if is_relative and leads_on else None
    host, _, path = target.partition("://")[2].partition("/")
    if _NO_TRACKER.match(host):
        return None
    path, _, query = path.partition("#")[0].partition("?")
    return path + "".join(f"/{chosen}" for chosen in _CHOSEN.findall(query))
