"""What of raw HTML and of templates is seen: a closed list; all else is no text, for every reader."""

from __future__ import annotations

import pytest

from pmlint.markdown import Html, parse, visible_html
from pmlint.markdown.blocks import shows, walk
from pmlint.text import Source

CAUSE = "The adapter converted the rates twice."

SEEN = (
    *(
        "<b>{}</b>",
        "<p>{}</p>",
        '<p align="center">{}</p>',
        '<div align="left">{}</div>',
        "<sub>{}</sub>",
        "<kbd>{}</kbd>",
    ),
    *("<u>{}</u>", "<small>{}</small>", "<mark>{}</mark>", "<ins>{}</ins>", "<center>{}</center>", "<tt>{}</tt>"),
    *('<span id="cause">{}</span>', '<a name="x">{}</a>', '<a href="#x">{}</a>', '<abbr title="x">{}</abbr>'),
    *('<font color="red">{}</font>', '<font color="#333" size="2">{}</font>', '<span style="color: green">{}</span>'),
    *('<span style="color:#d32f2f">{}</span>', '<span style="color: rgb(200, 30, 30)">{}</span>'),
    *(
        '<div style="text-align: center; border: 1px solid #ccc; padding: 8px">{}</div>',
        '<p style="font-size: 12px">{}</p>',
    ),
    *(
        '<span style="background-color: yellow; color: black">{}</span>',
        '<span style="background:#c00;color:#fff">{}</span>',
    ),
    *('<table style="width:100%;border-collapse:collapse"><tr><td style="width: 40%">{}</td></tr></table>',),
    *('<div class="note">{}</div>', '<div class="admonition warning">{}</div>', '<td class="confluenceTd">{}</td>'),
    *('<div class="overflow-hidden">{}</div>', '<span aria-hidden="true">{}</span>', '<p dir="ltr">{}</p>'),
    *("<details><summary>More</summary>{}</details>", "<details open>{}</details>", "<ul><li>{}</li></ul>"),
    *('<Callout type="info">{}</Callout>', "<service> {}", "<a short summary> {}", "<what was hurt> {}"),
    *('<div style="overflow-x: auto">{}</div>', '<div style="max-width: 600px; margin: 0 auto">{}</div>', "<br>{}"),
    *('<DIV ALIGN="CENTER">{}</DIV>', "<blockquote>{}</blockquote>", '<div data-x="1" role="note">{}</div>'),
)

UNSEEN = (
    *("<div hidden>{}</div>", '<div hidden="until-found">{}</div>', "<div HIDDEN>{}</div>", "<p popover>{}</p>"),
    '<span style="display:none">{}</span>',
    *('<p style="display : none !important">{}</p>', "<p style=display:none>{}</p>"),
    *('<p style="visibility:hidden">{}</p>', '<p style="visibility: collapse">{}</p>', '<p style="opacity:0">{}</p>'),
    *('<p style="opacity:.01">{}</p>', '<p style="font-size:0">{}</p>', '<p style="font-size: 1px">{}</p>'),
    *('<p style="color:white">{}</p>', '<p style="color:#fff">{}</p>', '<p style="color: #fefefe">{}</p>'),
    *('<p style="color:transparent">{}</p>', '<p style="color:rgba(0,0,0,0)">{}</p>', '<p style="color: #0000">{}</p>'),
    *('<p style="background:black">{}</p>', '<p style="color:red;background-color:#ff0000">{}</p>'),
    *('<p style="color: hsl(0,0%,100%)">{}</p>', '<font color="white">{}</font>', '<font color="#FFFFFF">{}</font>'),
    *('<div style="height:0;overflow:hidden">{}</div>', '<div style="width:1px;height:1px">{}</div>'),
    *('<div style="max-height:0">{}</div>', '<div style="position:absolute;left:-9999px">{}</div>'),
    *('<div style="margin-left:-9999px">{}</div>', '<div style="margin-left:9999px">{}</div>'),
    *('<div style="text-indent:-999em">{}</div>', '<div style="clip-path: inset(100%)">{}</div>'),
    *('<div style="clip:rect(0,0,0,0)">{}</div>', '<div style="transform:scale(0)">{}</div>'),
    *('<div style="d\\69splay:none">{}</div>', '<div style="display&#58;none">{}</div>', '<p style="zoom:0">{}</p>'),
    *('<div style="filter: opacity(0)">{}</div>', '<div style="content-visibility:hidden">{}</div>',),
    '<p style="all:x">{}</p>',
    *('<p title=">" style="display:none">{}</p>', '<p style="text-decoration: line-through">{}</p>'),
    *('<div class="hidden">{}</div>', '<div class="d-none">{}</div>', '<div class="note sr-only">{}</div>'),
    *('<div class="visually-hidden">{}</div>', '<div class="is-hidden">{}</div>', '<div class="md:hidden">{}</div>'),
    *('<div class="screen-reader-text">{}</div>', '<div className="invisible">{}</div>', '<p class="opacity-0">{}</p>'),
    *('<div v-if="false">{}</div>', '<div x-show="false">{}</div>', "<div v-cloak>{}</div>", '<td width="0">{}</td>'),
    *("<template>{}</template>", "<script>{}</script>", "<style>{}</style>", "<textarea>{}</textarea>"),
    *("<select><option>{}</option></select>", "<datalist>{}</datalist>", "<video>{}</video>", "<audio>{}</audio>"),
    *("<canvas>{}</canvas>", "<object>{}</object>", "<svg><text>{}</text></svg>", "<dialog>{}</dialog>"),
    *("<noscript>{}</noscript>", "<iframe>{}</iframe>", "<title>{}</title>", "<progress>{}</progress>"),
    *("<s>{}</s>", "<del>{}</del>", "<strike>{}</strike>", "<x-hidden>{}</x-hidden>", "<comment>{}</comment>"),
    *("<div hidden><div>x</div>{}</div>", "<div hidden><!-- </div> -->{}</div>", "<DIV Style='Display:None'>{}</DIV>"),
)  # fmt: skip


@pytest.mark.parametrize("form", SEEN)
def test_it_is_seen(form: str) -> None:
    assert CAUSE in visible_html(form.format(CAUSE))


@pytest.mark.parametrize("form", UNSEEN)
def test_it_is_not_seen(form: str) -> None:
    assert CAUSE not in visible_html(form.format(CAUSE))


def seen(text: str) -> list[str]:
    """The headings and texts of a document that a reader sees."""
    source = Source("a.md", text)
    found = []
    for block in walk(parse(source).blocks):
        if isinstance(block, Html):
            found += [block.text(source)] if shows(block, source) else []
        elif inline := getattr(block, "inline", None):
            found.append("".join(run.text for run in inline.runs if not run.struck))
    return [each for each in found if each]


@pytest.mark.parametrize("form", [form for form in UNSEEN if form.count("{}") == 1])
def test_it_hides_markdown_too(form: str) -> None:
    opening, closing = form.split("{}")
    text = f"# T\n\n{opening}\n\n## 4. Root Cause\n\n{CAUSE}\n\n- a\n- b\n\n{closing}\n\nEnd.\n"
    assert seen(text) == ["T", "End."]


@pytest.mark.parametrize("form", SEEN)
def test_it_shows_markdown_too(form: str) -> None:
    opening, closing = form.split("{}")
    text = f"# T\n\n{opening}\n\n## 4. Root Cause\n\n{CAUSE}\n\n{closing}\n\nEnd.\n"
    assert "4. Root Cause" in seen(text)
    assert CAUSE in seen(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n<div hidden>\n\nb\n\n`</div>`\n\nc\n\n</div>\n\nd", ["a", "d"]),
        ("<div hidden>\n\n```\n</div>\n```\n\nb\n\n</div>\n\nc", ["c"]),
        ("<div hidden>\n\n<div>\n\na\n\n</div>\n\nb\n\n</div>\n\nc", ["c"]),
        ("a <div hidden>\n\nb\n\n</div>\n\nc", ["a ", "c"]),
        ("a <font color=white>\n\nb\n\n</font>\n\nc", ["a ", "c"]),
        ("a <span hidden>b\n\nc", ["a ", "c"]),
        ("a <s>b\n\nc\n\n</s>\n\nd", ["a ", "d"]),
        ("- a\n\n  <div hidden>\n\n  b\n\n- c\n\nd", ["a", "c", "d"]),
        ("- a\n\n  <div hidden>\n\n  b\n\n  </div>\n\n  c\n\nd", ["a", "c", "d"]),
        ("> a\n>\n> <div hidden>\n>\n> b\n\nc", ["a", "c"]),
        ("<div hidden>\n\na\n\n</div> b\n\nc", ["b", "c"]),
        ("{false && <div>\n\n## a\n\n```\n}\n```\n\n</div>}\n\nb", ["b"]),
        ("{show ? (\n\n## a\n\n)}\n\nb", ["b"]),
        ("{/* a */}\n\nb", ["b"]),
        ("{/*\n\na\n\n*/}\n\nb", ["b"]),
        ("{% comment %}\n\na\n\n{% endcomment %}\n\nb", ["b"]),
        ("{%- if false -%}\na\n{%- endif -%}\n\nb", ["b"]),
        ("{{/*\n\na\n\n*/}}\n\nb", ["b"]),
        ("{{ if false }}\n\na\n\n{{ end }}\n\nb", ["b"]),
        ("%%\na\n\nb\n%%\n\nc", ["c"]),
        ("{% include head.html %}\n\na", ["{% include head.html %}", "a"]),
        ("{name of the incident}\n\na", ["{name of the incident}", "a"]),
        ("{% comment %} nobody closes it\n\na", ["{% comment %} nobody closes it", "a"]),
        ('{\n  "a": 1\n}\n\nb', ['{\n"a": 1\n}', "b"]),
    ],
)
def test_where_it_ends(text: str, expected: list[str]) -> None:
    assert seen(f"{text}\n") == expected
