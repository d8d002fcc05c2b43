"""How words are compared: what a reader would take for the same word is the same word.

Nobody gets past a rule by writing a word otherwise: full-width letters, look-alikes from other scripts, invisible
characters, markup and repetition are taken off before a placeholder or a name is looked up. Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import takewhile

# Code points that show nothing, or blanks that str.strip() does not know. U+3164 and U+115F are letters and U+2800 is a
# symbol to Unicode, yet they show nothing. Zero-width joiner and variation selectors belong to emoji and to some
# scripts' words, so they are dropped for comparing but are no fault in a text.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)

# Letters of other scripts that look like Latin ones (Unicode's confusables.txt, the single-letter Cyrillic and Greek
# entries that NFKC leaves alone).
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗавеѕіјкмнорстухԁһӏԛԝүґΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιοκνρτυχϲϳ",
    "ABESIJKMHOPCTYX3abesijkmhopctyxdhlqwyrABEZHIKMNOPTYXaiokvptuxcj",
)
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
_GREEK_OR_CYRILLIC = re.compile("[Ͱ-ԯ]")

EAST_ASIAN = "ぁ-ヿ㐀-鿿가-힣"
"""The letters of Chinese, Japanese and Korean, which write few blanks or none, for a set of characters in a pattern."""

_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "\u02bc": "'", "\u2032": "'", "`": "'", "\u00b4": "'"})
_COMBINING = re.compile("[\u0300-\u036f]")  # what NFKC could not join with its letter
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad]")
_WORD = re.compile(r"[^\W_]+")
_PLAIN_LETTER = re.compile(r"[0-9A-Za-z]")
_CLOSING = re.compile("[)）]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
EMOJI_NAMES = re.compile(r"(?:\s*:[^\W\d_][\w+-]{1,40}:)+\s*")
"""`:construction:` and the like, in any case and script, which show a picture where Markdown is shown."""
_NAME_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUB_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.):]?\s+", re.ASCII)
_CJK_NUMBER = re.compile("\\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、．.]|第[一-鿿]{1,3}[章节]|[①-⑳])\\s*")
_LEADING_NUMBER = re.compile(
    r"^\s*(?:section\s+)?\(?([0-9]{1,2})(?:[.):]|．|、|\s+[-–—])(?:\s+|(?=\D)|$)", re.IGNORECASE
)


def drop_invisible(text: str) -> str:
    """A text without the characters that show nothing."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def plain_hyphens(text: str) -> str:
    """A text with plain hyphens for those at which no line may break, which look the same; as long as before."""
    return text if text.isascii() else text.replace("\u2011", "-")


def fold(text: str) -> str:
    """A text as it is compared: visible characters, compatibility forms made plain, look-alikes made Latin, no case.

    Look-alikes are changed only in a word that mixes scripts with Latin, or whose every letter has a Latin twin: a
    Russian or Greek word stays itself.
    """
    if text.isascii():
        return text.replace("`", "'").casefold()
    plain = drop_invisible(unicodedata.normalize("NFKC", text)).translate(_APOSTROPHES)
    plain = _COMBINING.sub("", _DASHES.sub("-", plain))
    return without_look_alikes(plain).casefold()


def without_look_alikes(text: str) -> str:
    """A text with Latin letters for those of other scripts that look like them, as `fold` changes them."""
    if text.isascii() or not _GREEK_OR_CYRILLIC.search(text):
        return text
    return _WORD.sub(lambda word: _latin(word[0]), text)


def _latin(word: str) -> str:
    changed = word.translate(_LOOK_ALIKES)
    return changed if changed.isascii() else word


def mixes_scripts(text: str) -> bool:
    """Whether a word of the text is written with look-alikes of Latin letters."""
    if text.isascii():
        return False
    plain = unicodedata.normalize("NFKC", text)
    return any(_latin(word[0]) != word[0] and not _is_plain_foreign(word[0]) for word in _WORD.finditer(plain))


def _is_plain_foreign(word: str) -> bool:
    """Whether a word has no Latin letter at all; one letter alone proves nothing about a script."""
    return not any(char.isascii() and char.isalpha() for char in word) and len(word) > 3


# What stands before a number is looked at behind its first digit: a pattern that may begin with two characters only is
# found twice as fast.
_LIST_MARK = re.compile(
    r"(?:\[(?:[ xX]?|\^[\w-]{1,20})\]|[0-9](?<![^\W_][0-9])(?<!\.[0-9])[0-9]{0,2}(?:[.)]|[ ]?\|))(?=[\s)\]_*]|$)"
)


def without_list_marks(text: str) -> str:
    """A text without numbers of items, task boxes and marks of footnotes, which may begin a text or a part of it."""
    return _LIST_MARK.sub(" ", text)


def without_emoji_names(text: str) -> str:
    """A text without `:construction:` and the like."""
    return EMOJI_NAMES.sub(" ", text) if text.count(":") > 1 else text


@lru_cache(maxsize=1024)  # a passage is asked about by several questions in a row
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=4096)  # headings and column names are the same in most documents
def name_key(text: str) -> str:
    """What a heading or a field name is looked up by.

    Folded; without emoji, shortcodes, a leading number, a remark in parentheses at the end, and punctuation around.
    """
    bare = _SHORTCODE.sub(" ", text) if ":" in text else text
    _, bare = split_number(_without_remark(bare))
    counting = _SUB_NUMBER if bare[:1].isdigit() else _CJK_NUMBER if not bare.isascii() else None
    if counting and (counted := counting.match(bare)):
        bare = bare[counted.end() :]
    return " ".join(_NAME_WORD.findall(fold(bare).replace("&", " and ")))


def _without_remark(text: str) -> str:
    """A text without a remark in parentheses at its end, of at most 120 characters."""
    stripped = text.rstrip()
    if stripped[-1:] not in (")", "）"):
        return text
    start = max(stripped.rfind("(", 0, -1), stripped.rfind("（", 0, -1))
    remark = stripped[start + 1 : -1]
    return stripped[:start] if start >= 0 and len(remark) <= 120 and not _CLOSING.search(remark) else text


def split_number(text: str) -> tuple[int | None, str]:
    """A heading's leading number, as in `8. Corrective Actions`, and the rest; `None` where there is none."""
    found = _LEADING_NUMBER.match(text)
    if found is None or not text[found.end() :].strip():
        return None, text
    return int(found[1]), text[found.end() :]


def says_nothing(text: str) -> bool:
    """Whether a text shows no letter, digit or symbol: blank, invisible, or punctuation such as `...` and `???`."""
    return _PLAIN_LETTER.search(text) is None and not any(
        unicodedata.category(char)[0] in "LNS"
        for char in drop_invisible(text)
        if char not in "\u3164\u115f\u1160\uffa0<>=+|~^`$"
    )


@lru_cache(maxsize=1024)  # the same names and cells are asked about by several rules
def is_made_of(text: str, phrases: frozenset[str]) -> bool:
    """Whether a text is nothing but phrases of a set (each folded, words joined by a blank), repeated or in a row."""
    said = words(text)
    longest = _most_words(phrases)
    at = 0
    while at < len(said):
        taken = _phrase_at(said, at, phrases, longest)
        if not taken and plain_word(said[at:]) in phrases:
            return True
        taken = taken or _obfuscated_at(said, at, phrases)
        if not taken:
            return plain_word(said) in phrases
        at += taken
    return bool(said)


def _phrase_at(said: tuple[str, ...], at: int, phrases: frozenset[str], longest: int) -> int:
    """How many words from `at` on are a phrase, as many as possible; 0 for none."""
    lengths = range(min(longest, len(said) - at), 0, -1)
    return next((length for length in lengths if " ".join(said[at : at + length]) in phrases), 0)


def _obfuscated_at(said: tuple[str, ...], at: int, phrases: frozenset[str]) -> int:
    """How many words from `at` on are a phrase in disguise: `t0d0`, or letters of which each is a word: `t o d o`."""
    if plain_word(said[at : at + 1]) in phrases:
        return 1
    word = ""
    for letter in takewhile(lambda each: len(each) == 1, said[at : at + _LONGEST_OBFUSCATED]):
        word += letter
        if len(word) >= _SHORTEST_OBFUSCATED and word in phrases:
            return len(word)
    return 0


_REPEATED = re.compile(r"(\w{3,8}?)\1+")

# Digits that stand in for letters.
_LEET = str.maketrans("013458", "oieasb")

_LONGEST_REPEATED = 200
"""Characters of a word that are looked at for repetition; nobody types more of it."""

_SHORTEST_OBFUSCATED = 3
_LONGEST_OBFUSCATED = 12
"""Letters of a word that is looked for behind blanks, accents and digits: few placeholders are longer, and two letters
may be anything."""


def plain_word(said: tuple[str, ...]) -> str | None:
    """The word that folded words stand for which spell it letter by letter, with accents or digits, or over again.

    `t.o.d.o`, `t0d0`, `tödö` and `todotodo` are all `todo`; `None` for words that can only be what they are.
    """
    word = "".join(said)
    if len(said) == 1 and (repeated := _REPEATED.fullmatch(word[:_LONGEST_REPEATED])):
        return repeated[1]
    if not _SHORTEST_OBFUSCATED <= len(word) <= _LONGEST_OBFUSCATED or word.isdigit():
        return None
    may_be_obfuscated = (
        not (word.isascii() and word.isalpha()) if len(said) == 1 else all(len(each) <= 2 for each in said)
    )
    if not may_be_obfuscated:
        return None
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return _latin(plain).translate(_SMALL_CAPITALS).translate(_LEET)


@lru_cache(maxsize=32)
def _most_words(phrases: frozenset[str]) -> int:
    return max((phrase.count(" ") + 1 for phrase in phrases), default=0)


def near(name: str, names: Iterable[str]) -> str | None:
    """The one name of `names` that `name` is most likely a misspelling of, if any is near."""
    found = get_close_matches(name, list(names), n=1, cutoff=0.75)
    return found[0] if found else None


SHORTEST_MISSPELT = 4
"""Letters of a name from which a letter more, less or out of place is a slip; shorter ones are often other words."""

SHORTEST_MISTYPED = 6
"""Letters of a name from which another letter in it is a slip: `slug` and `stage` are words of their own."""


def is_slip_of(written: str, name: str) -> bool:
    """Whether a word is a name with one slip behind its first letter: one too many, left out, two turned, another."""
    if abs(len(written) - len(name)) > 1 or written[:1] != name[:1]:
        return False
    unlike = (at for at, pair in enumerate(zip(written, name, strict=False)) if pair[0] != pair[1])
    at = next(unlike, min(len(written), len(name)))
    if len(name) < SHORTEST_MISSPELT or written == name:
        return False
    rest, meant = written[at:], name[at:]
    turned = rest[:2] == meant[1::-1] and rest[2:] == meant[2:]
    mistyped = len(name) >= SHORTEST_MISTYPED and rest[1:] == meant[1:]
    return turned or mistyped or rest[1:] == meant or rest == meant[1:]
