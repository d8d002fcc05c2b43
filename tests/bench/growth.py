"""`make bench`: whether time grows as a document does, form by form.

Each form of writing is made as ten documents of 10 KB and as one of 1 MB, all of them different, so that no cache is
warmer for the small ones. Measured in one process are Markdown's blocks alone, the whole model with its JSON, and the
judgement by the default pack with its reports. Nothing may cost over twice as much per kilobyte in the large document.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from grown_forms import FORMS, repeated

from pmlint import packs
from pmlint.engine import assemble, judge
from pmlint.markdown import parse
from pmlint.model_json import as_json
from pmlint.policy import PolicyFile, make_policy
from pmlint.read import read
from pmlint.reporters import REPORTERS, View
from pmlint.text import Source

SMALL, LARGE = 10_000, 1_000_000
"""Characters of the documents."""

FEW = 10
"""Small documents that are measured together."""

ROUNDS = 3
"""How often a form is measured at most; a second time only where the first was over the budget."""

BUDGET = 2.0
AS_OF = date(2026, 11, 1)
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "files"
CORPUS_STEP = 25
"""Every how many-th document of the corpus is grown, where it lies beside this checkout."""

POLICY = make_policy(packs.load_bundled(packs.DEFAULT_PACK), PolicyFile(), {})
VIEW = View(color=True, verbose=True, width=100)
PATH = "2026-03-14-harbor.md"


class Cost(NamedTuple):
    """Nanoseconds for each character, or how often as many."""

    blocks: float
    model: float
    judgement: float


def cost(texts: list[str]) -> Cost:
    """What some documents cost together."""
    gc.collect()
    blocks = model = judgement = 0.0
    for text in texts:
        start = time.process_time()
        parse(Source(PATH, text))
        parsed = time.process_time()
        doc = read(Source(PATH, text), POLICY.vocabulary)
        as_json(doc)
        understood = time.process_time()
        report = assemble([judge(doc, POLICY, AS_OF)], POLICY, AS_OF)
        for render in REPORTERS.values():
            render(report, VIEW)
        blocks += parsed - start
        model += understood - parsed
        judgement += time.process_time() - understood
    each_second = 1e9 / sum(map(len, texts))
    return Cost(blocks * each_second, model * each_second, judgement * each_second)


def growth(small: list[str], large: str) -> tuple[Cost, Cost, Cost]:
    """The costs of small documents and of a large one, the least of all rounds, and how often as much that is."""
    rounds = []
    while True:
        rounds.append((cost(small), cost([large])))
        few, many = (Cost(*map(min, zip(*costs, strict=True))) for costs in zip(*rounds, strict=True))
        times = Cost(*(after / before for before, after in zip(few, many, strict=True)))
        if len(rounds) == ROUNDS or max(times) <= BUDGET:
            return few, many, times


def documents(wanted: str) -> Iterator[tuple[str, list[str], str]]:
    """The forms whose name has the wanted part, each with its small documents and its large one."""
    for name, form in FORMS.items():
        if wanted in name:
            small = [form.document(SMALL, 1 + each * 1000) for each in range(FEW)]
            yield name, small, form.document(LARGE, 1)
    files = sorted(file for file in CORPUS.rglob("*") if file.is_file()) if CORPUS.is_dir() else []
    for file in files[::CORPUS_STEP]:
        name = f"corpus: {file.stem}"
        if wanted in name:
            text = file.read_bytes().decode("utf-8-sig", "replace")
            size = max(SMALL, len(text))
            yield name, [repeated(text, size, each * 1000) for each in range(FEW)], repeated(text, LARGE, 1)


def main() -> int:
    """Measures all forms, or those whose name has a given part; 1 when one is over the budget."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("wanted", nargs="?", default="", help="a part of the names of the forms to measure")
    wanted = arguments.parse_args().wanted
    gc.disable()  # as pmlint's own runs do
    sizes = f"{SMALL // 1000} KB, at {LARGE // 1000} KB"
    print(f"microseconds for each KB at {sizes}, and the ratio, Python {sys.version.split()[0]}")
    print(f"{'':42} " + " | ".join(f"{part:^19}" for part in Cost._fields))
    over = 0
    for name, small, large in documents(wanted):
        few, many, times = growth(small, large)
        figures = " | ".join(f"{a:6.0f} {b:6.0f} {c:5.2f}" for a, b, c in zip(few, many, times, strict=True))
        too_many = [part for part, ratio in times._asdict().items() if ratio > BUDGET]
        over += bool(too_many)
        print(f"{name[:42]:42} {figures}{' OVER: ' if too_many else ''}{', '.join(too_many)}", flush=True)
    print(f"{over} of the forms cost over {BUDGET:.0f} x as much per KB in a large document")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
