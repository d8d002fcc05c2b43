"""The people of a team as it lists them, each by all that they are called: names, handles and addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmlint.forms.people import own_words, short_forms

_ADDRESS = re.compile(r"<?([^\s<>,;@]{1,64}@[^\s<>,;@]{1,255}\.[^\s<>,;@]{1,63})>?")
_HANDLE = re.compile(r"(?<!\S)@[\w-][\w.-]{0,38}(?![\w/.-])")
_TEAM = re.compile(r"(?<!\S)@[\w.-]+/[\w.-]+")
_COMMENT = re.compile(r"(?:^|\s)#.*")


class Directory:
    """Finds people by what they are called. An entry is one person: `Noor Haddad, @noor, noor@acme.example`."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._entries = len(entries)
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_account: dict[str, set[int]] = defaultdict(set)
        for index, entry in enumerate(entries):
            accounts, names = _called(entry)
            for account in accounts:
                self._by_account["".join(own_words(account))].add(index)
            for said in map(own_words, names):
                for key in ("".join(said), *short_forms(said)):
                    self._by_key[key].add(index)
                for word in said:
                    self._by_word[word].add(index)

    def __bool__(self) -> bool:
        return self._entries > 0  # also where none of them names anybody: then nobody is known

    def find(self, name: str) -> set[int]:
        """Whom a name may mean: who is called so, else who has all its words, else whose account is short for it."""
        said = own_words(name)
        if not said:
            return set()
        key = "".join(said)
        if found := self._by_key.get(key, set()) | self._by_account.get(key, set()):
            return found
        if found := set.intersection(*(self._by_word.get(word, set()) for word in said)):
            return found
        shorts = (*said, *short_forms(said)) if len(said) > 1 else ()
        return {each for short in shorts for each in self._by_account.get(short, ())}


def listed_in(text: str, *, owners_of_code: bool) -> Iterator[str]:
    """The entries of a file: a person a line, or, of a CODEOWNERS file, each handle and address that owns something."""
    for line in map(_uncommented, text.splitlines()):
        if not owners_of_code:
            yield from [line] if line else []
            continue
        _, _, owners = line.partition(" ")
        accounts, _ = _called(owners)
        yield from accounts


def _uncommented(line: str) -> str:
    return _COMMENT.sub("", line).strip()


def _called(entry: str) -> tuple[list[str], list[str]]:
    """The accounts in an entry (addresses and handles, no teams), and the names beside them."""
    accounts = _ADDRESS.findall(entry)
    rest = _TEAM.sub(",", _ADDRESS.sub(",", entry))
    accounts += _HANDLE.findall(rest)
    names = re.split(r"[,;\t]", _HANDLE.sub(",", rest))
    return accounts, [name.strip() for name in names if name.strip()]
