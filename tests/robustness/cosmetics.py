"""Cosmetic edits of a document in which something is missing: they change how it looks, and add nothing to read."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HIDDEN_WORDS = "The pool limit was set per process and not per host, so that forty processes opened forty pools."
"""What would be an answer, if a reader saw it."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """A document that fails for what is missing between `before` and `after`.

    `inline` where that is part of a line, `fixed` where the filler has to stay as it is: part of the front matter, say.
    """

    name: str
    before: str
    filler: str
    after: str
    inline: bool
    fixed: bool = False

    @property
    def text(self) -> str:
        return self.before + self.filler + self.after


Edit = Callable[[random.Random, Faulty], Faulty]


# --- edits of the filler -------------------------------------------------------------------------------------------

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_LOOK_ALIKES = str.maketrans("AaBcCEeHiIjKMNoOpPTxXyS", "АаВсСЕеНіІјКМΝоОрРТхХуЅ")
_INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u034f\u180e"


_MARKUP = re.compile(r"[<&\[`\\~|]")


def _is_plain(text: str) -> bool:
    """Whether a text has no markup: changing the letters of markup, or quoting it, would show what it hides."""
    return _MARKUP.search(text) is None


def _shows_source(text: str) -> bool:
    """Whether there is code or an escape, in which a comment is a text like any other, or a line that must stay one."""
    return any(mark in text for mark in ("`", "~~~", "\t", "\\", "    ", "]: #"))


def _filler(change: Callable[[random.Random, str], str]) -> Edit:
    def edit(dice: random.Random, doc: Faulty) -> Faulty:
        if doc.fixed:
            return doc
        return Faulty(doc.name, doc.before, change(dice, doc.filler), doc.after, doc.inline)

    return edit


def _each_line(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if line.strip() else line for line in text.split("\n"))


def mark_up(dice: random.Random, text: str) -> str:
    mark = dice.choice(("**{}**", "*{}*", "__{}__", "_{}_", "<b>{}</b>", "<sub>{}</sub>", "<kbd>{}</kbd>"))
    if _is_plain(text) and dice.random() < 0.2:
        mark = "`{}`"
    return text if _shows_source(text) else _each_line(text, mark.format)


def link(dice: random.Random, text: str) -> str:
    form = dice.choice(("[{}](#)", "[{}]()", "[{}](#here)", '<a name="x">{}</a>', "[{}][]", "[{}]"))
    return _each_line(text, form.format) if text.strip() and "[" not in text and not _shows_source(text) else text


def punctuate(dice: random.Random, text: str) -> str:
    form = dice.choice(
        ("{}.", "{}!", "({})", "[{}]", "<{}>", "{{{}}}", '"{}"', "{}...", "-{}-", "— {}", "{} ?", "“{}”")
    )
    return _each_line(text, form.format) if _is_plain(text) else text


def decorate(dice: random.Random, text: str) -> str:
    form = dice.choice(
        ("🚧 {}", "{} ⏳", ":construction: {}", "{} ✅", "→ {}", "{} &nbsp;", "&nbsp;{}", "{}<br>", "{}\u00a0")
    )
    return text if _shows_source(text) else form.format(text)


def change_case(dice: random.Random, text: str) -> str:
    return (
        dice.choice((str.upper, str.lower, str.title, str.swapcase))(text)
        if _is_plain(text) and text.isascii()
        else text
    )


def repeat(dice: random.Random, text: str) -> str:
    between = dice.choice((" ", ", ", " / ", "; "))
    return between.join([text] * dice.randint(2, 12)) if 0 < len(text) < 60 and "\n" not in text else text


def full_width(_: random.Random, text: str) -> str:
    return text.translate(_FULL_WIDTH) if text.isalpha() else text


def look_alike(dice: random.Random, text: str) -> str:
    if not _is_plain(text):
        return text
    return "".join(char.translate(_LOOK_ALIKES) if dice.random() < 0.7 else char for char in text)


def insert_invisible(dice: random.Random, text: str) -> str:
    if not _is_plain(text):
        return text
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(_INVISIBLE) * dice.randint(1, 3) + text[at:]


def space_letters(dice: random.Random, text: str) -> str:
    return dice.choice((" ", ".", "-")).join(text) if text.isalpha() and len(text) < 8 else text


def add_accents(dice: random.Random, text: str) -> str:
    return text.replace("T", "T\u0323").replace("o", "ó").replace("O", "Ö") if text.isalpha() else text


def encode(_: random.Random, text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text) if text.isalpha() and text.isascii() else text


def escape(_: random.Random, text: str) -> str:
    return re.sub(r"(?<![\\&\w])([.!?()-])(?!\\)", r"\\\1", text) if _is_plain(text) else text


def add_hidden_words(dice: random.Random, text: str) -> str:
    """Words that no reader sees."""
    if _shows_source(text) or "<!--\n" in text:
        return text
    form = dice.choice(
        (
            "<!-- {} -->",
            '<a name="{}"></a>',
            '<img alt="" src="" title="{}">',
            "<?{}?>",
            '<span title="{}"></span>',
        )
    )
    hidden = form.format(dice.choice((HIDDEN_WORDS, "Jonas Weber, PAY-411, 2026-03-26", "Sev-2")))
    return f"{hidden}{text}" if dice.random() < 0.5 else f"{text} {hidden}"


DRESSES = (
    mark_up,
    link,
    punctuate,
    decorate,
    change_case,
    repeat,
    full_width,
    look_alike,
    insert_invisible,
    space_letters,
    add_accents,
    encode,
    escape,
    add_hidden_words,
)


def _blocks(change: Callable[[random.Random, str], str]) -> Edit:
    def edit(dice: random.Random, doc: Faulty) -> Faulty:
        if doc.inline or doc.fixed or doc.name.startswith("without"):
            return doc
        return Faulty(doc.name, doc.before, change(dice, doc.filler), doc.after, False)

    return edit


def wrap(dice: random.Random, text: str) -> str:
    if _shows_source(text):
        return text
    first = dice.choice(("> ", "- ", "* ", "1. ", "- [ ] ", "- [x] ", ">> ", "- - ", "### ", "#### ", "1) ", "+ "))
    if _is_plain(text) and dice.random() < 0.1:
        first = "\t"
    lines = text.strip("\n").split("\n")
    if lines[0].startswith(("-", "*")):
        first = "> "  # '- ---' is a line
    if "<!--\n" in text and "#" in first:
        first = "> "  # a heading is one line
    rest = first if first.startswith(">") else "" if "#" in first else " " * len(first.partition("[")[0])
    return "\n".join([first + lines[0], *(rest + line for line in lines[1:])])


def fence(dice: random.Random, text: str) -> str:
    mark = dice.choice(("```", "~~~", "```text", "````"))
    return f"{mark}\n{text}\n{mark.removesuffix('text')}" if _is_plain(text) else text


def tabulate(dice: random.Random, text: str) -> str:
    if _shows_source(text) or "|" in text:
        return text
    cell = " ".join(text.replace("|", "/").split())
    return dice.choice(
        (
            f"| | |\n| --- | --- |\n| {cell} | |",
            f"| TODO |\n| --- |\n| {cell} |",
            f"| # | TODO |\n| --- | --- |\n| 1 | {cell} |",
            f"<table><tr><td>{cell}</td></tr></table>",
            f"| {cell} | {cell} |\n| --- | --- |\n| {cell} | |",
        )
    )


def fold_away(dice: random.Random, text: str) -> str:
    if _shows_source(text):
        return text
    return dice.choice(
        (
            f"<details>\n\n{text}\n\n</details>",
            f"<details><summary></summary>{text}</details>",
            f"<div>\n{text}\n</div>",
            f"<p>{text}</p>",
            f"<center>\n\n{text}\n\n</center>",
            f"<details>\n<summary>TBD</summary>\n\n{text}\n\n</details>",
        )
    )


def add_nothing(dice: random.Random, text: str) -> str:
    """Blocks that show nothing, or no word."""
    if _shows_source(text):
        return text
    nothing = dice.choice(
        (
            "<br>",
            "<br/>\n<br/>",
            "&nbsp;",
            "---",
            "***",
            "-",
            "- \n- \n- ",
            "![]()",
            "[]()",
            "[^1]",
            "```\n```",
            ">",
            "| | |\n|-|-|\n| | |",
            "\u200b",
            "\u3164",
            "\u2800",
            "&#8203;",
            "<p></p>",
            "### ",
            "1.",
            "- [ ] ",
            ":construction:",
            "🚧",
            "•",
            "\\",
            "&zwj;",
            "<hr>",
            f"[//]: # ({HIDDEN_WORDS})",
            f"[x]: # '{HIDDEN_WORDS}'",
            f"<!--\n{HIDDEN_WORDS}\n-->",
            f"<?php {HIDDEN_WORDS} ?>",
            f"<!X {HIDDEN_WORDS}>",
            f"<![CDATA[{HIDDEN_WORDS}]]>",
            f"<!-- {HIDDEN_WORDS} --><!-- TBD -->",
            f'<a title="{HIDDEN_WORDS}"></a>',
        )
    )
    return f"{nothing}\n\n{text}" if dice.random() < 0.5 else f"{text}\n\n{nothing}"


def add_filler(dice: random.Random, text: str) -> str:
    filler = dice.choice(
        (
            "TBD",
            "**TODO**",
            "n/a",
            "Lorem ipsum dolor sit amet.",
            "WIP",
            "To be determined.",
            "(pending)",
            "Will be added later.",
            "More to come.",
            "See above.",
            "- TBD\n- TBD",
            "Under construction",
            "TODO: write this",
            "_Not yet written._",
            "tba",
            "N/A\n\nN/A",
            "[TODO]",
            "{summary}",
            "<fill in>",
            "?",
            "No content yet.",
            "Same as above.",
            "placeholder",
        )
    )
    return f"{filler}\n\n{text}" if dice.random() < 0.5 else f"{text}\n\n{filler}"


def echo_title(dice: random.Random, text: str) -> str:
    title = dice.choice(
        ("Root Cause", "Summary", "Impact", "4. Root Cause", "Timeline", "**Root Cause**", "### Timeline")
    )
    return f"{text}\n\n{title}"


BLOCKS = (wrap, fence, tabulate, fold_away, add_nothing, add_nothing, add_filler, echo_title)


DEMANDED = ("PM101", "PM102", "PM103", "PM401", "PM107")
"""Rules that no comment switches off, however well it is written."""

NO_EXCUSE = (
    "<!-- pmlint: ignore[{}] the team agreed to leave this open -->",
    "<!-- pmlint: ignore[{}] the team agreed to leave this open until=2026-07-01 -->",
    "<!-- pmlint: ignore-file[{}] the team agreed to leave this open until=2026-07-01 -->",
)


def ask_to_ignore(dice: random.Random, doc: Faulty) -> Faulty:
    """Comments that may not switch a rule off: without reason or end, to nobody, for all, expired, not allowed."""
    if doc.fixed or _shows_source(doc.filler):
        return doc
    rule = dice.choice(
        ("PM102", "PM103", "PM101", "PM202", "PM205", "PM201", "PM203", "PM401", "PM107", "all", "*", "")
    )
    comment = dice.choice(
        (
            "<!-- pmlint: ignore[{}] -->",
            "<!-- pmlint: ignore[{}] TBD -->",
            "<!-- pmlint: ignore[{}] ... -->",
            "<!-- pmlint-disable {} -->",
            "<!-- pmlint: ignore-file[{}] -->",
            "<!-- pmlint: disable={} because -->",
            "<!-- pmlint: ignore -->",
            "<!-- PMLINT: IGNORE[{}] -->",
            "<!-- markdownlint-disable {} -->",
            "<!-- noqa: {} -->",
            "<!-- pmlint: ignore[{}] we will until=2020-01-01 -->",
            "<!-- pmlint: ignore[{}] \u200b\u200b\u200b -->",
            "<!-- pmlint: off -->",
            "<!-- pmlint: ignore[{}] x -->",
            "<!-- pmlint: skip-file -->",
            "<!-- pmlint: ignore[{}] todo todo -->",
            "<!-- pmlint: ignore[{}] agreed -->",
            "<!-- pmlint: ignore[{0}] {0} -->",
            "<!-- pmlint: ignore-file[{}] the team agreed to leave this open -->",
            "<!-- pmlint: ignore-file[{}] the team agreed to leave this open until=2036-01-01 -->",
            "<!-- pmlint: ignore-file[{}, PM104] the team agreed to leave this open until=2026-07-01 -->",
            *(NO_EXCUSE if rule in DEMANDED else ()),
        )
    ).format(rule)
    if doc.inline:
        end = doc.after.index("\n")
        return Faulty(doc.name, doc.before, doc.filler, f"{doc.after[:end]} {comment}{doc.after[end:]}", True)
    if dice.random() < 0.3:
        head = doc.before.rfind("\n## ")
        return Faulty(doc.name, f"{doc.before[:head]}\n{comment}{doc.before[head:]}", doc.filler, doc.after, False)
    return Faulty(doc.name, doc.before, f"{comment}\n{doc.filler}", doc.after, False)


# --- edits of the rest ---------------------------------------------------------------------------------------------


def _rest(change: Callable[[random.Random, str], str]) -> Edit:
    def edit(dice: random.Random, doc: Faulty) -> Faulty:
        if dice.random() < 0.5:
            return Faulty(doc.name, change(dice, doc.before), doc.filler, doc.after, doc.inline, doc.fixed)
        if doc.inline:  # the rest of the line stays with the filler
            end = doc.after.index("\n")
            after = doc.after[:end] + change(dice, doc.after[end:])
        else:
            after = change(dice, doc.after)
        return Faulty(doc.name, doc.before, doc.filler, after, doc.inline, doc.fixed)

    return edit


def _one_of(dice: random.Random, pattern: str, text: str, change: Callable[[re.Match[str]], str]) -> str:
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return text
    match = dice.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def change_heading(dice: random.Random, text: str) -> str:
    def changed(head: re.Match[str]) -> str:
        marks, title = head[1], head[2]
        return dice.choice(
            (
                f"{marks}# {title}",
                f"{marks[1:]} {title}".lstrip(),
                f"{marks} {title} {marks}",
                f"{title}\n---",
                f"{title}\n===",
                f"**{title}**",
                f"{marks} {title.upper()}",
                f"{marks} {title.lower()}",
                f"{marks} {look_alike(dice, title)}",
                f"{marks} {insert_invisible(dice, title)}",
                f"{marks}\u00a0{title}",
                f"{marks}{title}",
                f"   {marks} {title}",
                f"    {marks} {title}",
                f"- {marks} {title}",
                f"> {marks} {title}",
                f"{marks} **{title}**",
                f"{marks} 🚒 {title}",
                f"{marks} `{title}`",
                f"{marks} [{title}](#x)",
                f"<h2>{title}</h2>",
                f"{marks} {title}:",
                f"{marks}\t{title}",
                f"\\{marks} {title}",
                f"{marks} {re.sub('^[0-9]+[.] ', '', title)}",
                f"<!-- {marks} {title} -->",
                f"| {title} |\n| --- |",
            )
        )

    return _one_of(dice, r"^(#{1,6}) (.+)$", text, changed)


def hide_block(dice: random.Random, text: str) -> str:
    def hidden(block: re.Match[str]) -> str:
        inner = block[0].strip("\n")
        form = dice.choice(
            ("<!--\n{}\n-->", "```\n{}\n```", "<details>\n\n{}\n\n</details>", "<div>\n{}\n</div>", "~~{}~~", "> {}")
        )
        return f"\n\n{form.format(inner)}\n\n"

    return _one_of(dice, r"\n\n(?!---)[^\n]+(?:\n[^\n]+)*\n(?=\n)", text, hidden)


def double_line(dice: random.Random, text: str) -> str:
    return _one_of(dice, r"^(?!#|---|\w+:).+\n", text, lambda line: line[0] * 2)


def blanks(dice: random.Random, text: str) -> str:
    return _one_of(
        dice,
        r"\n\n",
        text,
        lambda _: dice.choice(("\n\n\n\n", "\n\n \n", "\n\n\t\n", "\n\n&nbsp;\n\n", "\n\n<br>\n\n")),
    )


def trailing_blanks(dice: random.Random, text: str) -> str:
    return _one_of(dice, r"(?<=\w)$", text, lambda _: dice.choice(("  ", " ", "\\", "\t")))


def typography(dice: random.Random, text: str) -> str:
    old, new = dice.choice(
        (("'", "’"), (" - ", " – "), ("...", "…"), ("&", "&amp;"), ("-", "\u2011"), ("\n- ", "\n* "))
    )
    return text.replace(old, new)


REST = (change_heading, change_heading, hide_block, double_line, blanks, trailing_blanks, typography)


def line_ends(dice: random.Random, doc: Faulty) -> Faulty:
    """Windows' line ends, or a byte order mark."""
    if dice.random() < 0.3:
        return Faulty(doc.name, "\ufeff" + doc.before, doc.filler, doc.after, doc.inline, doc.fixed)

    def windows(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", "\r\n")

    return Faulty(doc.name, windows(doc.before), windows(doc.filler), windows(doc.after), doc.inline, doc.fixed)


EDITS: Sequence[tuple[str, Edit]] = (
    *((edit.__name__, _filler(edit)) for edit in DRESSES),
    *((edit.__name__, _blocks(edit)) for edit in BLOCKS * 2),
    *((edit.__name__, _rest(edit)) for edit in REST),
    *((ask_to_ignore.__name__, ask_to_ignore),) * 3,
)
