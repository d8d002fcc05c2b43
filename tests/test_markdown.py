"""Blocks and inline texts, and where in the source each of them stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmlint.markdown import Code, Document, Heading, Html, Inline, List, Paragraph, Quote, Row, Table, parse, walk
from pmlint.markdown.html_text import visible_html
from pmlint.text import Source, Span, Text

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "files"

PIECES = [
    "a", "Ab", "é", "😀", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\u00a0", "\u2028", "\x0c", "\ufeff",
    "#", "## ", " ##\n", "===\n", "---\n", "...\n", "> ", "- ", "+ ", "1. ", "12) ", "- [ ] ", "```\n", "```", "`",
    "``", "*", "**", "_", "__", "~~", "~", "[", "]", "(", ")", "![", "](", "](a)", "[a]", "[a][b]", "[a]: /x\n", "<",
    ">", "<http://x.example/%20y>", "<a@b.example>", "<!-- c -->", "<br>", "<div>\n", "&amp;", "&#10;", "&", "\\",
    "\\|", "|", "| a | b |\n|---|---|\n", "|--|--|\n", ":", "'", '"',
]  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def document(text: str) -> Document:
    return parse(Source("a.md", text))


def inlines(doc: Document) -> Iterator[tuple[Inline, Span]]:
    """Each inline text with the span of its block or row."""
    for block in walk(doc.blocks):
        if isinstance(block, Heading | Paragraph):
            yield block.inline, block.span
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row.cells:
                    yield cell, row.span


def only_inline(text: str) -> Inline:
    (found,) = [inline for inline, _ in inlines(document(text))]
    return found


def only_table(text: str) -> Table:
    (table,) = [block for block in walk(document(text).blocks) if isinstance(block, Table)]
    return table


def check_places(text: str) -> None:
    """Each visible character, link and block of a document stands where it is said to stand."""
    doc = document(text)
    source = doc.source
    for block in walk(doc.blocks):
        assert 0 <= block.span.start <= block.span.end <= len(text)
    for inline, around in inlines(doc):
        assert around.holds(inline.span), inline.raw
        at = inline.span.start
        for run in inline.runs:
            assert inline.span.holds(run.span), run
            assert run.span.start >= at, run
            at = run.span.end
            written = source.slice(run.span)
            if written != run.text and not written.startswith(("\\", "&")):  # not an escape or an entity
                assert run.text == "\n" or (run.code and ("\n" in written or "\r" in written)), (run, written)
        for link in inline.links:
            written = source.slice(link.span)
            assert written.startswith(("![",) if link.image else ("[", "<")), link
            assert written.endswith((")", "]", ">")), link
        for start in range(0, len(inline.text), 3):
            found = inline.locate(start, start + 5)
            assert found.value == inline.text[start : start + 5].strip()
            assert inline.span.holds(found.span)


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
@example("[[a](b)")
@example("[a](b c)\n\n[a]: /x")
@example("<http://x.example/%20y> z")
@example("a \\| b | c\n---|---\n\\|d | e")
@example("> | > | b |\n> |---|---|\n> | > | c |")
@example("\u00a0\nab `\n\tc`")
@example("- **a```\n\tb```c")
@example("p\n12) | a\n--|--\n")
def test_everything_stands_where_it_is_said_to_stand(text: str) -> None:
    check_places(text.removeprefix("\ufeff"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_document(text: str) -> None:
    doc = document(text)
    for inline, _ in inlines(doc):
        assert isinstance(inline.text, str)
        assert inline.locate(0, 10**6) == inline.whole
        assert isinstance(inline.links, tuple)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the checkout only where pmlint is developed")
def test_everything_in_real_documents_stands_where_it_is_said_to_stand() -> None:
    files = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert files
    for path in files:
        check_places(path.read_bytes().decode("utf-8-sig", "replace"))


@pytest.mark.parametrize(
    ("text", "raw", "at", "level"),
    [
        ("# One", "One", (2, 5), 1),
        ("##  Two  ##  ", "Two", (4, 7), 2),
        ("### a # b #", "a # b", (4, 9), 3),
        ("## a ## a ##", "a ## a", (3, 9), 2),
        ("#\tTab", "Tab", (2, 5), 1),
        ("   # Indented", "Indented", (5, 13), 1),
        ("> - # Inside", "Inside", (6, 12), 1),
        ("Set\n===", "Set", (0, 3), 1),
        ("Two\r\nlines\r\n---\r\n", "Two\nlines", (0, 10), 2),
        ("#", "", (1, 1), 1),
        ("# #", "", (3, 3), 1),
        ("# x\u00a0", "x", (2, 3), 1),
    ],
)
def test_a_heading_is_found_without_its_marks(text: str, raw: str, at: tuple[int, int], level: int) -> None:
    (heading,) = [block for block in walk(document(text).blocks) if isinstance(block, Heading)]
    assert (heading.inline.raw, heading.inline.span, heading.level) == (raw, Span(*at), level)
    assert heading.setext is not text.lstrip(" >-").startswith("#")


@pytest.mark.parametrize(
    ("text", "visible", "part", "at"),
    [
        ("plain words", "plain words", "words", (6, 11)),
        ("a **bold _and_ more** b", "a bold and more b", "more", (15, 19)),
        ("a *b** c", "a b* c", "* c", (5, 8)),
        ("`` a`b `` c", "a`b c", "a`b", (3, 6)),
        ("x `  y  ` z", "x  y  z", "y", (5, 6)),
        ("a `b\nc` d", "a b c d", "c", (5, 6)),
        ("- a `b\n  c` d", "a b c d", "c d", (9, 13)),
        ("> a\nlazy", "a\nlazy", "lazy", (4, 8)),
        ("- one\n\n  two\n      three", None, "three", (19, 24)),
        ("1. a\r\n   b\r\n", "a\nb", "b", (9, 10)),
        ("a\u00a0b\u00a0", "a\u00a0b", "b", (2, 3)),
        ("\u00a0\ntext", "text", "text", (2, 6)),
        ("R&amp;D &lt;x", "R&D <x", "D", (6, 7)),
        ("R&amp;D", "R&D", "&", (1, 6)),
        ("a&#10;b", "a\nb", "b", (6, 7)),
        ("\\*a\\*b", "*a*b", "b", (5, 6)),
        ("a<br>b", "a\nb", "b", (5, 6)),
        ("a <!-- no --> b", "a b", "b", (14, 15)),
        ("a <span hidden>no</span> b", "a b", "b", (25, 26)),
        ("a <i hidden>no <b>no</b> [no](x) `no`</i>b", "a b", "b", (41, 42)),
        ("a <i hidden>no <i>no</i> no</i>b", "a b", "b", (31, 32)),
        ("a <template>no", "a ", "a", (0, 1)),
        ("a <span title='hidden'>yes</span>", "a yes", "yes", (23, 26)),
        ("a <b>b</b>", "a b", "b", (5, 6)),
        ("~~old~~ new", " new", "new", (8, 11)),
        ("~~old~~", "old", "old", (2, 5)),
        ("a  \nb", "a\nb", "b", (4, 5)),
        ("a\\\nb", "a\nb", "b", (3, 4)),
        ("see https://x.example/a_b now", "see https://x.example/a_b now", "now", (26, 29)),
        ("[t](u) after", "t after", "after", (7, 12)),
        ("![t](u) after", " after", "after", (8, 13)),
        ("[[a](b) c", "[a c", "[", (0, 1)),
        ("[foo] (a b)\n\n[foo]: /x", "foo (a b)", "(a b)", (6, 11)),
        ("[foo](a b)\n\n[foo]: /x", "foo(a b)", "(a b)", (5, 10)),
    ],
)
def test_visible_text_is_found_in_the_source(text: str, visible: str | None, part: str, at: tuple[int, int]) -> None:
    inline = [inline for inline, _ in inlines(document(text))][-1]
    if visible is not None:
        assert inline.text == visible
    start = inline.text.rindex(part)
    assert inline.locate(start, start + len(part)) == Text(part, Span(*at))


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        ("then it [froze](u) again", "it froze", "it [froze](u)"),
        ("then it [froze](u) again", "froze", "froze"),
        ("then it [froze](u) again", "froze again", "[froze](u) again"),
        ("a `job` hung", "job hung", "`job` hung"),
        ("`` a`b `` hung", "a`b hung", "`` a`b `` hung"),
        ("on 16 May **12:43** it", "16 May 12:43", "16 May **12:43**"),
        ("**[a](b) c** d", "a c", "[a](b) c"),
        ("**[a](b)** d", "a d", "**[a](b)** d"),
        ("**a _b_** c _**d** e_", "b c d", "_b_** c _**d**"),
        ("**a: b** c", "b c", "b** c"),
        ("Ana <ana@a.example> x", "Ana ana@a.example", "Ana <ana@a.example>"),
        ("> a *b\n> c* d", "a b\nc", "a *b\n> c*"),
        ("| a ~~b~~ |\n|---|\n| x |", "a", "a"),
    ],
)
def test_a_part_has_the_marks_of_what_it_holds_whole(text: str, part: str, written: str) -> None:
    doc = document(text)
    inline = next(inline for inline, _ in inlines(doc))
    start = inline.text.index(part)
    found = inline.locate(start, start + len(part))
    assert (found.value, doc.source.slice(found.span)) == (part, written)


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("plain", []),
        ("**Owner:** Ana", ["Owner:"]),
        ("a **b** and __c__", ["b", "c"]),
        ("**a _b_ `c` [d](e)** f", ["a b c d"]),
        ("**a\nb** c", ["a\nb"]),
        ("*a* b", []),
        ("**a** ~~**b**~~", ["a"]),
        ("**a &amp; b**", ["a & b"]),
        ("b <!-- **a** -->", []),
    ],
)
def test_bold_parts_are_ranges_of_the_visible_text(text: str, bold: list[str]) -> None:
    inline = only_inline(text)
    assert [inline.text[start:end] for start, end in inline.bold_parts()] == bold


def test_struck_out_text_is_told_where_it_is_asked_for() -> None:
    inline = only_inline("a ~~Sev-1~~ **Sev-4** <!-- Sev-2 -->")
    assert inline.text == "a  Sev-4 "
    assert [(run.text, run.struck) for run in inline.runs_at(inline.span)] == [
        ("a ", False),
        ("Sev-1", True),
        (" ", False),
        ("Sev-4", False),
        (" ", False),
    ]
    assert [run.text for run in inline.runs_at(Span(4, 9))] == ["Sev-1"]


def test_italic_parts_are_ranges_of_the_visible_text() -> None:
    inline = only_inline("**Severity** *how __bad__ it was*, _or_ not")
    assert [inline.text[start:end] for start, end in inline.italic_parts()] == ["how bad it was", "or"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](b)", "b"),
        ("[b](b 'b')", "b"),
        ("[a](https://x.example/b?c=d)", "https://x.example/b?c=d"),
        ("![](b.png)", "b.png"),
        ("<https://x.example>", "https://x.example"),
        ("[a](<b c>)", "[a](<b c>)"),
        ("[a][r]\n\n[r]: /x", "[a][r]"),
    ],
)
def test_where_a_link_leads_has_a_place_if_it_is_written_there(text: str, address: str) -> None:
    doc = document(text)
    (link,) = [link for inline, _ in inlines(doc) for link in inline.links]
    assert doc.source.slice(link.address) == address


def test_the_text_of_a_link_has_the_marks_it_holds_whole() -> None:
    source = document("see [the `job`](u), [`job`](u) and [**a** b](c)").source
    (inline,) = [inline for inline, _ in inlines(parse(source))]
    assert [source.slice(link.text.span) for link in inline.links] == ["the `job`", "job", "**a** b"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b)", [("a", "b", "[a](b)")]),
        ('x [a](b "t") y', [("a", "b", '[a](b "t")')]),
        ("[a](<b c>)", [("a", "b%20c", "[a](<b c>)")]),
        ("[a](b(c)d)(e)", [("a", "b(c)d", "[a](b(c)d)")]),
        ("[**a** b](c)", [("a b", "c", "[**a** b](c)")]),
        ("[[a](b)", [("a", "b", "[a](b)")]),
        ("[a](\n b\n)", [("a", "b", "[a](\n b\n)")]),
        ("<http://x.example/%20y> z", [("http://x.example/%20y", "http://x.example/%20y", "<http://x.example/%20y>")]),
        ("<a@b.example>", [("a@b.example", "mailto:a@b.example", "<a@b.example>")]),
        ("[a][r] [r][] [r]\n\n[r]: /x", [("a", "/x", "[a][r]"), ("r", "/x", "[r][]"), ("r", "/x", "[r]")]),
        ("[r](a b) c)\n\n[r]: /x", [("r", "/x", "[r]")]),
        ("[r][q\\]]\n\n[r]: /x\n[q\\]]: /y", [("r", "/y", "[r][q\\]]")]),
        ("![a](b)", [("a", "b", "![a](b)")]),
        ("[![a](b)](c)", [("a", "b", "![a](b)"), ("", "c", "[![a](b)](c)")]),
        ("`[a](b)` \\[a](b) <!-- [a](b) -->", []),
        ("https://x.example", []),
        ("- x\n  [a\n  b](c) y", [("a\nb", "c", "[a\n  b](c)")]),
    ],
)
def test_links_are_found_whole(text: str, links: list[tuple[str, str, str]]) -> None:
    doc = document(text)
    found = [link for inline, _ in inlines(doc) for link in inline.links]
    assert [(link.text.value, link.target, doc.source.slice(link.span)) for link in found] == links


def cells(row: Row) -> list[tuple[str, int]]:
    return [(cell.text, cell.span.start) for cell in row.cells]


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("| a | b |\n|---|---|\n| c | d |", [("a", 2), ("b", 6)], [[("c", 22), ("d", 26)]]),
        ("a | b\n--|--\nc | d", [("a", 0), ("b", 4)], [[("c", 12), ("d", 16)]]),
        ("| a | b |\n|---|---|\n| | d |", [("a", 2), ("b", 6)], [[("", 21), ("d", 24)]]),
        ("| a | b |\n|---|---|\n| c |", [("a", 2), ("b", 6)], [[("c", 22), ("", 25)]]),
        ("| a |\r\n|---|\r\n| c |\r\n", [("a", 2)], [[("c", 16)]]),
        ("| a\\|b | c |\n|---|---|", [("a|b", 2), ("c", 9)], []),
        ("| `a\\|b` | c |\n|---|---|", [("a|b", 2), ("c", 11)], []),
        ("|\ta\t| b |\n|---|---|", [("a", 2), ("b", 6)], []),
        ("> | a | b |\n> |---|---|\n> | c | d |", [("a", 4), ("b", 8)], [[("c", 28), ("d", 32)]]),
        ("> | > | b |\n> |---|---|\n> | > | d |", [(">", 4), ("b", 8)], [[(">", 28), ("d", 32)]]),
        ("- | - | b |\n  |---|---|\n  | - | d |", [("-", 4), ("b", 8)], [[("-", 28), ("d", 32)]]),
        ("\u00a0| a |\n|---|\n\u00a0| c |", [("a", 3)], [[("c", 16)]]),
        ("p\n12) | a\n--|--", [("12)", 2), ("a", 8)], []),
    ],
)
def test_table_cells_are_found(text: str, header: list[tuple[str, int]], rows: list[list[tuple[str, int]]]) -> None:
    table = only_table(text)
    assert cells(table.header) == header
    assert [cells(row) for row in table.rows] == rows


def test_a_part_of_a_cell_behind_an_escaped_pipe_has_its_own_place() -> None:
    cell = only_table("| a\\|b @sam | c |\n|---|---|").header.cells[0]
    assert cell.text == "a|b @sam"
    assert cell.locate(4, 8) == Text("@sam", Span(7, 11))
    assert cell.locate(1, 2) == Text("|", Span(4, 5))


def test_cells_behind_the_last_column_are_kept_apart() -> None:
    (row,) = only_table("| a |\n|---|\n| b | c | | d |").rows
    assert cells(row) == [("b", 14)]
    assert row.extra == [Text("c", Span(18, 19)), Text("d", Span(24, 25))]


def test_lists_have_numbers_items_and_blocks() -> None:
    (steps,) = document("3. a\n   - b\n4) no\n").blocks[:1]
    assert isinstance(steps, List)
    assert steps.ordered
    assert [item.number for item in steps.items] == [3]
    (inner,) = [block for block in steps.items[0].blocks if isinstance(block, List)]
    assert [item.inline.text for item in inner.items if item.inline] == ["b"]
    assert inner.items[0].span == Span(8, 11)


@pytest.mark.parametrize(
    ("text", "content", "fenced", "closed"),
    [
        ("```\nx\n```", "x\n", True, True),
        ("```\nx\n", "x\n", True, False),
        ("```\nx", "x", True, False),
        ("```", "", True, False),
        ("```\n```", "", True, True),
        ("> ```\n> x", "> x", True, False),
        ("~~~\n```\n~~~\n", "```\n", True, True),
        ("    x\n", "x", False, True),
    ],
)
def test_code_blocks_know_their_content_and_whether_they_end(
    text: str, content: str, fenced: bool, closed: bool
) -> None:
    doc = document(text)
    (code,) = [block for block in walk(doc.blocks) if isinstance(block, Code)]
    assert (doc.source.slice(code.content), code.fenced, code.closed) == (content, fenced, closed)


def test_comments_and_quotations_are_blocks_with_places() -> None:
    doc = document("<!-- a\n\nb -->\n\n> c\n")
    html, quote = doc.blocks
    assert isinstance(html, Html)
    assert html.span == Span(0, 13)
    assert isinstance(quote, Quote)
    assert quote.span == Span(15, 18)


@pytest.mark.parametrize(
    ("text", "content", "at", "whole"),
    [
        ("---\na: 1\n---\n# T", "a: 1", 4, (0, 12)),
        ("---\r\na: 1\r\nb: 2\r\n---\r\n", "a: 1\r\nb: 2", 5, (0, 20)),
        ("---\na: 1\n...\n", "a: 1", 4, (0, 12)),
        ("---\n---\n", "", 4, (0, 7)),
        ("---\n\n---\n", "", 4, (0, 8)),
        ("--- \na: 1\n---  \n", "a: 1", 5, (0, 13)),
    ],
)
def test_front_matter_is_found(text: str, content: str, at: int, whole: tuple[int, int]) -> None:
    doc = document(text)
    assert doc.front_matter == Text(content, Span(at, at + len(content)))
    assert doc.front_matter_span == Span(*whole)


@pytest.mark.parametrize(
    "text", ["---\na: 1\n", "---", "---\n", "\n---\na: 1\n---\n", "x\n---\na: 1\n---\n", "***\na\n***\n"]
)
def test_what_is_not_closed_or_not_at_the_top_is_no_front_matter(text: str) -> None:
    assert document(text).front_matter is None
    check_places(text)


@pytest.mark.parametrize(
    ("text", "line", "cut"),
    [
        ("# a\n\n" + "> " * 18 + "b", None, False),
        ("# a\n\n" + "> " * 20 + "b", 3, False),
        ("# a\n\n" + "- " * 9 + "b", None, False),
        ("# a\n\n" + "- " * 10 + "b", 3, False),
        ("# a\n\n" + "> " * 99 + "b\n\n# c", 3, True),
        ("# a\n\n" + "- " * 60 + "b\n\n# c", 3, True),
    ],
)
def test_nesting_that_others_drop_is_told_and_what_is_not_read_too(text: str, line: int | None, cut: bool) -> None:
    doc = document(text)
    assert doc.cut is cut
    assert doc.too_deep == (None if line is None else doc.source.line_span(line))


@pytest.mark.parametrize("piece", ["![", "[", "> ", "- ", "<a ", "*", "`", "~~", "<!--", "[a](", "&", "\\", "| "])
@pytest.mark.parametrize("count", [99, 1000])
def test_deep_nesting_never_raises(piece: str, count: int) -> None:
    for text in (piece * count, piece * count + "a" + "](b)" * count):
        for inline, _ in inlines(document(text)):
            assert inline.text is not None


def test_nested_images_need_no_deeper_stack_than_other_nesting() -> None:
    inline = only_inline("![" * 95 + "a" + "](b)" * 95)

    def deeper(levels: int) -> int:
        return deeper(levels - 1) if levels else len(inline.links)

    assert deeper(min(250, sys.getrecursionlimit() // 4)) == 1


# --- what raw HTML and template languages hide ---


def seen(text: str) -> list[str]:
    """The texts of a document that a reader sees, in order."""
    doc = document(text)
    found = []
    for block in walk(doc.blocks):
        if isinstance(block, Heading | Paragraph):
            found.append(block.inline.text)
        elif isinstance(block, Html):
            found.append(block.text(doc.source))
        elif isinstance(block, Table):
            found += [cell.text for row in (block.header, *block.rows) for cell in row.cells]
    return [each for each in found if each]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<div hidden>\n\nno\n\n</div>\n\nyes", ["yes"]),
        ("<div hidden>\n\n<div>\n\nno\n\n</div>\n\nno\n\n</div>\n\nyes", ["yes"]),
        ("<div hidden>\n\n## no\n\n- no\n\n> no\n\n| no |\n|---|\n\n</div>\n\nyes", ["yes"]),
        ("<div hidden>\n\nno\n\n</div> yes", ["yes"]),
        ("<div hidden>\n\n<b>no</b>\n\n</div>\n<b>yes</b>", ["yes"]),
        ("<div>\n\nyes\n\n</div>", ["yes"]),
        ("- a\n\n  <div hidden>\n\n  no\n\n- b\n\nyes", ["a", "b", "yes"]),
        ("> a\n>\n> <div hidden>\n>\n> no\n\nyes", ["a", "yes"]),
        ("| a <del>no | b |\n|---|---|\n| c | no</del> d |", ["a", "b", "c", "no d"]),
        ("a <del>no\n\nyes", ["a", "yes"]),
        ("a <template>no\n\nno</template>\n\nyes", ["a", "yes"]),
        ("{/* no\n\nno */}\n\nyes", ["yes"]),
        ("{/* yes", ["{/* yes"]),
        ("%%\n\nno\n\n%%\n\nyes", ["yes"]),
        ("%%\n\nno\n\n%%\n\nyes\n\n%%\n\nno\n\n%%\n\nyes, too", ["yes", "yes, too"]),
        ("{% if x %}\n\nno\n\n{% endif %}\n\nyes", ["yes"]),
        ("{{ x }} yes", ["{{ x }} yes"]),
        ("the <service> yes", ["the yes"]),
        ("the <service>no</service> yes", ["the yes"]),
    ],
)
def test_what_an_element_hides_nobody_sees(text: str, shown: list[str]) -> None:
    assert [" ".join(each.split()) for each in seen(text)] == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>one <b>two</b></p>", "one two"),
        ("<p>1 &lt; 2 &amp; <!-- no -->3 < 4</p>", "1 < 2 & 3 < 4"),
        ("<details><summary>no</summary>yes</details>", "yes"),
        ("<h2>no</h2>yes<h3>no <h3>no</h3> no</h3>, too", "yes , too"),
        ("<template>no <template>no</template> no</template>yes", "yes"),
        ("<div hidden>no", ""),
        ('<img src="a.png">', 'img src="a.png">'),
        ("<video src = 'a.mp4'></video>", "video src = 'a.mp4'>"),
        ("<IMG SRC=a.png>", "IMG SRC=a.png>"),
        ("<img alt='no'>", ""),
        ("<img src=''>", ""),
        ('<a href="https://a.test">yes</a>', "yes"),
        ("<script>no</script>yes", "yes"),
        ("a<!-- no", "a"),
        ("a\u200bb", "ab"),
    ],
)
def test_raw_html_shows_its_text_and_its_pictures(written: str, shown: str) -> None:
    assert " ".join(visible_html(written).split()) == shown
