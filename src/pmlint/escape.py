"""The one guard of every way out: terminal, build log, annotation, JSON and Markdown.

Whatever a document, a file name, a configuration or a library's error says, it reaches a reader as text and never as a
terminal escape or as a command to the program that reads our output. What the GitHub Actions runner takes for a command
is written in actions/runner, `src/Runner.Common/ActionCommand.cs`: `::name ...::` at the start of a line behind any
blanks, and `##[name ...]` anywhere in a line, on stdout and stderr alike. Standard library only.

A character that is not shown as itself is shown as its code point, `\\u{1b}`. A backslash that would read as the start
of such a code point is shown as one too, so what is shown can be read back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

# What shows nothing, moves the cursor, turns the reading direction or looks like a blank and is none: C0, DEL, C1, all
# blanks but U+0020 and the wide U+3000, format characters, variation selectors, fillers, lone surrogates. A list, not
# unicodedata.category(): the output must not depend on the Python version's Unicode tables.
_UNSEEN = (
    "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200c\u200e\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI = "\xa9\xae‼⁉℀-➿⤀-⥿⬀-⯿〰〽㊗㊙🀀-\U0001faff"
# U+200D and U+FE0F are unseen as well, save where they hold an emoji together.
_ESCAPED = re.compile(
    rf"[{_UNSEEN}]"
    rf"|(?<![{_EMOJI}0-9])\ufe0f|(?<=[0-9])\ufe0f(?!\u20e3)"
    rf"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
    r"|\\(?=u\{)"
    r"|(?<=#)#(?=\[)"
)
_CUT_CODE_POINT = re.compile(r"\\(?:u(?:\{[0-9a-f]{0,6})?)?\Z")
_BACKTICKS = re.compile("`+")
_FORMULA = re.compile(r"((?:^|;)[ '\"]*)(?=[=+@＝＋－＠-])")
"""Where a formula begins; the wide signs are those of East Asian spreadsheets."""

MESSAGE_LIMIT = 4000
"""How many UTF-16 units of an annotation's message to write; the runner cuts at 4096 (`_maxIssueMessageLength`)."""


def shown_as(text: str) -> list[str]:
    """How each code point of a text is shown, one string for each: itself, or `\\u{...}`."""
    shown = list(text)
    for found in _ESCAPED.finditer(text):
        shown[found.start()] = _code_point(found[0])
    return shown


def plain(text: str) -> str:
    """A text as one line for a terminal or a log: nothing in it moves the cursor, hides, or commands.

    Safe as a whole line. A line that is put together from several such texts goes through `inert` or `page` once more.
    """
    if text.isascii() and text.isprintable() and "\\u{" not in text:
        return inert(text)
    return inert(_ESCAPED.sub(lambda found: _code_point(found[0]), text))


def inert(line: str) -> str:
    """A composed line in which the runner finds no command. It changes nothing else, so our own colours may be in it.

    The marks are made visibly harmless. A zero-width character between them would not do: the runner searches with
    .NET's culture-aware `IndexOf`, which may look past those.
    """
    if "##[" in line:
        line = line.replace("##[", f"#{_code_point('#')}[")
    if "::" in line and line.lstrip().startswith("::"):
        line = line.replace(":", _code_point(":"), 1)
    return line


def page(lines: Iterable[str]) -> str:
    """Composed lines as the text that leaves: no commands, each line ended; without lines, nothing."""
    return "".join(f"{inert(line)}\n" for line in lines)


def command(name: str, properties: Mapping[str, str | int], data: str) -> str:
    """A line that is a workflow command to the runner: `::error file=a.md,line=3::message`.

    `name` and the keys are ours; the values and the data may be anything. Empty values are left out.
    """
    written = ",".join(f"{key}={command_property(str(value))}" for key, value in properties.items() if value != "")
    return f"::{name} {written}::{command_data(data)}" if written else f"::{name}::{command_data(data)}"


def command_data(text: str) -> str:
    """What stands behind the second `::` of a workflow command, shown as in `plain`, cut to what the runner keeps."""
    return _cut(plain(text), MESSAGE_LIMIT).replace("%", "%25")


def command_property(text: str) -> str:
    """The value of a workflow command's property, shown as in `plain`."""
    # "%" first, as the others bring new ones; the runner decodes "%25" last. A line break is a code point by now.
    return plain(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def json_text(data: object, indent: int | None = 2) -> str:
    """Data as JSON in ASCII, without a line end behind it. It reads back as the same data, and holds no command."""
    # "##[" can only stand inside a string, where an escaped "#" says the same.
    return json.dumps(data, ensure_ascii=True, indent=indent).replace("##[", "#\\u0023[")


def markdown(text: str) -> str:
    """A text as a code span for GitHub's Markdown, also in a table's cell: no link, image, mention, keyword or HTML.

    Blank for the empty text, as Markdown has no empty code span.
    """
    if not text:
        return ""
    shown = plain(text) if text.strip(" ") else _code_point(" ") * len(text)
    if "|" in shown:
        # A table's cell ends at a pipe without a backslash before it, and readers differ about two backslashes.
        shown = shown.replace("\\|", f"\\{_code_point('|')}").replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(shown)), default=0))
    # Markdown takes one blank off either side; without it a backtick at the edge would join the fence.
    pad = " " if shown[0] in " `" or shown[-1] in " `" else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def csv_cell(text: str) -> str:
    """A text, shown as in `plain`, as a cell of CSV that no spreadsheet takes for a formula; quote it as CSV is.

    What it would take for one is known by its first sign, here behind an apostrophe, as OWASP's "CSV Injection"
    advises; also behind a semicolon, at which spreadsheets of many countries end a cell.
    """
    return _FORMULA.sub(r"\1'", plain(text))


def _code_point(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _cut(shown: str, limit: int) -> str:
    """A shown text of at most `limit` UTF-16 units, the runner's characters; a code point `\\u{...}` is never torn."""
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return shown
    kept = units[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return f"{_CUT_CODE_POINT.sub('', kept)}…"
