"""What counts as the same word."""

from __future__ import annotations

import pytest

from pmlint.spelling import fold, is_made_of, name_key, says_nothing, split_number


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("TODO", "todo"),
        ("\uff34\uff2f\uff24\uff2f", "todo"),
        ("T\u200bO\u200bD\u200bO", "todo"),
        ("\u0422\u041eD\u041e", "todo"),
        ("Didn\u2019t", "didn't"),
        ("Didn`t", "didn't"),
        ("sign\u2011off", "sign-off"),
        ("\u0422\u0323BD", "tbd"),
        ("\u041f\u0440\u0438\u0447\u0438\u043d\u0430", "\u043f\u0440\u0438\u0447\u0438\u043d\u0430"),
        ("Stra\u00dfe", "strasse"),
        ("\u30bf\u30a4\u30e0", "\u30bf\u30a4\u30e0"),
    ],
)
def test_what_looks_the_same_folds_to_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("4. Root Cause", "root cause"),
        ("\U0001f525 Root-Cause:", "root cause"),
        (":fire: Root cause", "root cause"),
        ("Root cause (five whys)", "root cause"),
        ("Root cause \uff08\u4e3b\u56e0\uff09 ", "root cause"),
        ("Root (real) cause", "root real cause"),
        ("(draft)", ""),
        ("What Didn\u2019t?", "what didn't"),
        ("Detection & Response", "detection and response"),
        ("x" + " " * 50_000, "x"),
        ("(" * 50_000, ""),
    ],
)
def test_a_name_is_looked_up_by_its_words(written: str, key: str) -> None:
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("written", "number", "rest"),
    [
        ("8. Actions", 8, "Actions"),
        ("10) Sign-off", 10, "Sign-off"),
        ("Section 4: Cause", 4, "Cause"),
        ("3 - Timeline", 3, "Timeline"),
        ("8.", None, "8."),
        ("2026 review", None, "2026 review"),
    ],
)
def test_a_heading_may_have_a_number(written: str, number: int | None, rest: str) -> None:
    assert split_number(written) == (number, rest)


@pytest.mark.parametrize("text", ["", " ", "...", "\u200b", "\u3164", "\u2014", "???"])
def test_blank_and_punctuation_say_nothing(text: str) -> None:
    assert says_nothing(text)


def test_a_text_is_made_of_phrases_only_if_all_of_it_is() -> None:
    phrases = frozenset({"todo", "to be done", "n a"})
    assert is_made_of("TODO, to be done; N/A", phrases)
    assert not is_made_of("TODO by Ana", phrases)
    assert not is_made_of("...", phrases)
