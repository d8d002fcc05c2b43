"""markdown-it as it is used here: blocks up front, inline markup on demand, and places on inline tokens."""

import re
from collections.abc import Callable
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

NESTING_OTHERS_READ = 20
"""Levels of nesting that other tools built on markdown-it read (its default `maxNesting`); they drop deeper text,
inside a list together with the rest of the document."""

NESTING_READ = 100
"""Levels of nesting that are read here. At this depth the parser skips text, so the document is not read whole."""


class LocatedState(StateInline):
    """markdown-it's inline state, which also notes on each token where it starts, and where a link ends."""

    link_start: int | None = None
    """Where a link starts that is not opened yet: its rule moves `pos` behind the bracket first."""

    def pushPending(self) -> Token:
        # Only blanks before a line end are ever dropped from what is pending, so the last match is the right one.
        start = self.src.rfind(self.pending, 0, self._here())
        token = super().pushPending()
        token.meta = {"at": start}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        at = self._here()
        token = super().push(ttype, tag, nesting)
        self.link_start = None
        token.meta = {"at": at}
        return token

    def _here(self) -> int:
        return self.pos if self.link_start is None else self.link_start


InlineRule = Callable[[StateInline, bool], bool]


def _located(rule: InlineRule) -> InlineRule:
    """A rule for links, images or autolinks which also notes where its last token ends."""

    def run(state: StateInline, silent: bool) -> bool:
        if silent or not isinstance(state, LocatedState):
            return rule(state, silent)
        start = state.link_start = state.pos
        made = rule(state, False)
        state.link_start = None
        if made:
            last = state.tokens[-1]
            last.meta["end"] = state.pos
            if last.info == "auto":  # the parser decodes %20 and the like, a reader of the source does not
                state.tokens[-2].content = state.src[start + 1 : state.pos - 1]
        return made

    return run


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING_READ}).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "front_matter", _front_matter)
    parser.core.ruler.disable(["inline", "text_join"])  # inline texts are parsed when they are asked for
    parser.inline.ruler2.disable(["fragments_join"])  # it joins tokens and forgets where they stood
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        parser.inline.ruler.at(name, _located(rule))
    parser.core.ruler.at("normalize", _normalize)
    parser.core.ruler.at("block", _blocks)
    return parser


# The line that closes it begins at the margin: a text of several lines may hold such a line, set in.
_FRONT_MATTER = re.compile(r"(-{3,}).*\n(?:.*\n)*?(?:\1-*|\.\.\.)[ \t]*$", re.MULTILINE)


def _front_matter(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The block rule for what stands between `---` at the very top."""
    found = _FRONT_MATTER.match(state.src) if first == 0 and not silent else None
    if found is None:
        return False
    state.line = found[0].count("\n") + 1
    state.push("front_matter", "", 0).map = [0, state.line]
    return True


def _normalize(core: StateCore) -> None:
    """markdown-it's rule for line ends and NUL, which goes through the text twice, only where there is work for it."""
    if "\r" in core.src or "\0" in core.src:
        normalize(core)


def _blocks(core: StateCore) -> None:
    """markdown-it's rule that runs the block rules, with a state of our own."""
    state = _BlockState(core.src, core.md, core.env, core.tokens)
    core.md.block.tokenize(state, state.line, state.lineMax)


class _BlockState(StateBlock):
    """markdown-it's block state, without a token for the begin and end of each cell.

    The cells' texts tell all that is needed, and two thirds of a timeline's tokens are such marks.
    """

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        return _MARK if ttype in _CELL_MARKS else super().push(ttype, tag, nesting)


_CELL_MARKS = ("td_open", "td_close", "th_open", "th_close")
_MARK = Token("mark", "", 0)


PARSER = _parser()
