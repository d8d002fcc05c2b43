"""All that is told of what is wrong with a document, and of what its comments ask for: places, words, helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pmlint.markdown import parse
from pmlint.model import Fault, Ignore
from pmlint.read.faults import read_faults
from pmlint.read.front_matter import read_front_matter
from pmlint.read.ignores import read_ignores
from pmlint.text import Source, Span, Text
from pmlint.yaml_text import Mapping, Node, Scalar

GOLDEN = Path(__file__).parent / "told.txt"

FAULTS = {
    "nested": "# T\n\n" + "- " * 10 + "deep\n",
    "nested as deep as is read": "# T\n\n" + "- " * 9 + "deep\n",
    "nested and cut": "> " * 300 + "deep\n",
    "controls in two lines": "# a\x07b\x1b\x07\n\nfine\nx\x85y\u202e\n",
    "a control at the end": "# a\n\nb\x08",
    "hidden in a heading": "# Rates\n\n## Ro\u200bot\u2060 Cause\u200b\n",
    "hidden in a header and a cell": "| Na\u200bme | b |\n| --- | --- |\n| x\u200by | con\u00adver a\u00adb |\n",
    "hidden by way of an entity": "## Im&#8203;pact\n",
    "hidden in front matter": '---\nid: "IN\u200bC-\u20607"\nowner: Ann\n---\n',
    "hidden by an escape of YAML": '---\nid: "IN\\u200bC-7"\n---\n',
    "look-alikes in keys": "---\n\uff33everity: 1\nowne\u0433: Ann\n---\n",
    "look-alikes in values are read": "---\nowner: Ann\u0430\n---\n",
    "look-alikes in a heading": "## \uff26\uff38 rates\n\n## C\u0430\u0443se\n",
    "look-alikes as a short word": "## Root \u0430 Cause\n",
    "look-alikes beside another script": "## Causa \u0432 \u043f\u0440\u043e\u0434\u0435 c\u0430use\n",
    "look-alikes in a cell are read": "| a | b |\n| --- | --- |\n| C\u0430use | x |\n",
    "full width beside Chinese": "## \u6839\u672c\u539f\u56e0 \uff21\uff11\n",
    "direction marks": "# \u05e9\u05dc\u05d5\u05dd\u200f v2\n\n## Im\u200epact\n",
    "flags, keycaps, joiners": "# \U0001f3f4\U000e0067\U000e0062\U000e007f 1\ufe0f\u20e3\n\n## a\u200d\ufe0f\n",
    "a wide gap": f"---\nid: 7{' ' * 30}Sev-1\n---\n",
    "a gap as wide as a column": f"---\nowner: Ann{' ' * 29}Lee\nstatus: x{' ' * 40}# why\n---\n",
    "text and lists for keys": "---\njust text\n---\n",
    "more than dashes": "--- yaml\nid: 7\n---\n",
    "behind a blank line": "\n\n---\nid: 7\n---\n",
    "not closed": "---\nid: 7\n\n# T\n",
    "a break and no key": "---\nThe first of four words: no key\n\n# T\n",
    "a key of three words": "---\nnames of owners: Ann\n\n# T\n",
    "twice, a tag, an anchor": "---\nid: 7\nid: 8\n---\n",
}

FIELDS = {
    "TOML": '+++\ntitle = "a \\"b\\" c" # why\nday = 2026-03-14 10:00\nwho = \'Ann\'\nno = []\n\n[x]\nat = 7\n+++\n',
    "TOML, closed by more": "+++\nid = 7\n+++ \t;\n",
    "MDX": "import A from 'a'\n\nexport const post = {\n  id: 7,\n  who: 'Ann', // x\n  day: \"2026\",\n};\n\nText\n",
    "MDX, nested": "export const x = {\n id: 7,\n a: {\n  id: 8,\n  b: {\n   id: 9\n  },\n  at: 1,\n },\n who: A\n}\n",
    "JSON": '{\n  "id": "7",\n  "a": {"at": "x"}\n}\n',
    "JSON in a line": '{"id": "7"}\n\nText\n',
    "JSON, not closed": '{\n  "id": "7"\n',
    "a gap": "{ id }\n\nText\n",
    "MDX, opened late": "import A from 'a'\n" * 39 + "export const x = {\n id: 7\n}\n",
    "MDX, opened too late": "import A from 'a'\n" * 40 + "export const x = {\n id: 7\n}\n",
    "no keys at all": "---\n# a remark\n---\n",
}

A, B, C = (f"<!-- pmlint: ignore[{name}] r -->" for name in "ABC")

ASKED = {
    "two rules": "<!-- pmlint: ignore[ PM205 ,nobody-owner] they  left\n until=2026-12-31 for good -->\n\nText\n",
    "no reason": "Text <!-- pmlint: ignore[PM205] -->\n",
    "the whole file": "# T\n\n<!-- pmlint: ignore-file[A] old -->\n\n## S\n\n<!-- pmlint: ignore-file[B] old -->\n",
    "the whole file without a title": "## S\n\n<!-- pmlint: ignore-file[PM101] old -->\n",
    "the whole file without headings": "Text\n\n<!-- pmlint: ignore-file[PM101, PM102] old -->\n",
    "no names": "<!-- pmlint: ignore[PM205,,x] r -->\n\n<!-- pmlint: ignore[ ] r -->\n\n"
    "<!-- pmlint: ignore[no_name] r -->\n\nText\n",
    "a long name": f"Text <!-- pmlint: ignore[{'x' * 39}_y_{'z' * 9}] r -->\n",
    "dates": "Text <!-- pmlint: ignore[A] r until=2026-1-1 -->\n\n"
    "Text <!-- pmlint: ignore[A] until=2026-01-01 until=x -->\n",
    "a long date": f"Text <!-- pmlint: ignore[A] r until={'9' * 50} -->\n",
    "no request": "<!-- pmlint -->\n\n<!-- pmlint-disable PM205 -->\n\n<!-- pmlint=off -->\n\n"
    "<!-- pmlint: -->\n\n<!-- PmLint: ignore[A] -->\n\n<!-- pmlint: off -->\n\n<!-- pmlint: ignore PM205 -->\n\n"
    "<!-- see pmlint: ignore-file -->\n\n<!-- pmlint [A] -->\n\nText\n",
    "not closed": "Text\n\n<!-- pmlint: ignore[A] r\n",
    "within a line": f"Text {A} goes on\n",
    "two at the end": f"Text {A} {B}\nand {C} on\n",
    "over two lines": "Text <!-- pmlint: ignore[A] r\nmore --> \nText\n",
    "in a heading with marks": f"## Impact {A} ##\n",
    "in rows": f"| a | b {A} |\n| --- | --- |\n| 1 {B} | 2 |\n",
    "in items": f"- a {A}\n\n  {B}\n\n  b\n- {C}\n  c\n",
    "in a quotation": f"> a {A}\n>\n> {B}\n\nText\n",
    "comments between": f"{A}\n\n<!-- x -->\n\n<b>Text</b>\n",
    "shown": f"Write `{A}`\n\n<script>\n{A}\n</script>\n\nText\n",
    "empty comments before": f"<!--> <!---> {A}\n\nText\n",
}


def place(source: Source, span: Span) -> str:
    return "-".join(":".join(map(str, source.position(at))) for at in span)


def fault_of(source: Source, fault: Fault) -> str:
    return f"    {place(source, fault.span)} {fault.kind}: {fault.message}; help: {fault.help}"


def ignore_of(source: Source, ignore: Ignore) -> str:
    rules = ", ".join(f"{rule.value} at {place(source, rule.span)}" for rule in ignore.rules)
    until = f" until {ignore.until.day} at {place(source, ignore.until.text.span)}" if ignore.until else ""
    file = " in the whole file" if ignore.whole_file else ""
    said = f"{place(source, ignore.span)}: [{rules}] {ignore.reason!r}{until}{file}"
    return f"    {said} covers {place(source, ignore.covers)}; fault: {ignore.fault}"


def flat(fields: Iterable[tuple[Text, Node]]) -> Iterator[tuple[Text, Scalar]]:
    """The keys with a plain value, those below another key with it in front."""
    for key, value in fields:
        if isinstance(value, Scalar):
            yield key, value
        elif isinstance(value, Mapping):
            yield from ((Text(f"{key.value}.{inner.value}", inner.span), each) for inner, each in flat(value.entries))


def told() -> Iterator[str]:
    for name, text in FAULTS.items():
        source = Source("a.md", text)
        document = parse(source)
        yield name
        yield from (fault_of(source, fault) for fault in read_faults(document, read_front_matter(document)))
    for name, text in FIELDS.items():
        source = Source("a.md", text)
        found = read_front_matter(parse(source))
        yield f"{name}: {place(source, found.span) if found.span else 'nothing'}"
        for key, value in flat(found.fields):
            said = f"{key.value} at {place(source, key.span)}: {value.text.value!r} at {place(source, value.span)}"
            yield f"    {said}{', plain' if value.plain else ''}"
    for name, text in ASKED.items():
        source = Source("a.md", text)
        yield name
        yield from (ignore_of(source, ignore) for ignore in read_ignores(parse(source)))


def test_what_is_told_is_what_was_read_and_approved(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, "".join(f"{line}\n" for line in told()))
