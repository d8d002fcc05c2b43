"""How an incident is named: by an ID, by the number of an issue, or by an address. No two names are one by a guess."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_NUMBER = r"[1-9][0-9]{0,8}"
_NAME = r"[A-Za-z0-9_.-]{1,100}"
_HOST = r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?"

_IN_REPOSITORY = re.compile(rf"(?:(?P<owner>{_NAME})/(?P<name>{_NAME}))?#?(?P<number>{_NUMBER})")
"""`7`, `#7`, `owner/repo#7`. One with an owner has its number sign: `2026/7` is no issue."""

_ISSUE = re.compile(
    rf"https?://(?P<host>{_HOST})/(?P<path>{_NAME}(?:/{_NAME}){{1,9}}?)(?:/-)?/issues/(?P<number>{_NUMBER})/?(?:#[\w-]*)?",
    re.ASCII,
)
"""The address of an issue of GitHub, GitLab, Gitea and the like; a comment on it is at the same address."""

_ADDRESS = re.compile(rf"(?P<scheme>https?)://(?P<host>{_HOST})(?P<rest>/[^\s\\]{{0,2000}})?", re.IGNORECASE)
"""Any other address. No user name stands before its host."""

_REPOSITORY = re.compile(rf"(?:(?P<host>{_HOST})/)?(?P<owner>{_NAME})/(?P<name>{_NAME})")

DEFAULT_HOST = "github.com"
"""Where a repository lies that is named without a host."""


class Reference(NamedTuple):
    """A name of an incident, spelled in the one way in which two of them are compared."""

    kind: Literal["id", "issue", "address"]
    name: str
    repository: str = ""
    """Of an issue: `github.com/owner/name`; empty where nobody says of which repository a bare number is."""


def repository(text: str, host: str = DEFAULT_HOST) -> str | None:
    """A repository as `host/owner/name` from `owner/name`, in small letters; `None` for what is none."""
    found = _REPOSITORY.fullmatch(text.strip())
    return f"{found['host'] or host}/{found['owner']}/{found['name']}".lower() if found else None


def reference(text: str, home: str = "") -> Reference | None:
    """What a text names as an incident; `None` where it is more than one name, or none.

    `home` is the repository, as `repository` gives it, that a bare number is of.
    """
    text = text.strip()
    if found := _ISSUE.fullmatch(text):
        return Reference("issue", found["number"], f"{found['host']}/{found['path']}".lower())
    if found := _ADDRESS.fullmatch(text):
        rest = (found["rest"] or "").rstrip("/")
        return Reference("address", f"{found['host'].lower()}{rest}")
    if (found := _IN_REPOSITORY.fullmatch(text)) and (found["owner"] is None or "#" in text):
        if found["owner"] is None:
            return Reference("issue", found["number"], home)
        host = home.partition("/")[0] or DEFAULT_HOST
        return Reference("issue", found["number"], f"{host}/{found['owner']}/{found['name']}".lower())
    return Reference("id", text.casefold()) if text and not any(map(str.isspace, text)) else None
