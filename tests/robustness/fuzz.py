"""`make fuzz`: many more of what the tests here run a few thousand of.

    make fuzz                          a million mutants of real documents
    make fuzz COUNT=5000 SEED=70000    some of them
    make fuzz WHAT=dodges              chains of cosmetic edits on documents with a fault
    make fuzz WHAT=honest              chains of honest variations on documents that pass
    make fuzz WHAT=hidden              documents in which text is hidden, beside the same without it
    make fuzz COUNT=1 SEED=4711        one of them, printed: repeats what a run or a test calls a failure

Each is made of its seed alone; the seeds of those on which pmlint fails are printed with the failure.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from . import dodge, hidden_cases, honest, mutate, pipeline

CHUNK = 250
"""Seeds that a process runs before it reports."""

MOST_SHOWN = 20
"""Failures that are shown; all are counted."""


class Kind(NamedTuple):
    """What can be run: the document of a seed, and what has to hold for it."""

    show: Callable[[int], bytes]
    hold: Callable[[int], None]


def _hold_mutant(seed: int) -> None:
    pipeline.hold(mutate.mutant(seed))


KINDS = {
    "mutants": Kind(mutate.mutant, _hold_mutant),
    "dodges": Kind(dodge.shown, dodge.hold),
    "honest": Kind(honest.shown, honest.hold),
    "hidden": Kind(hidden_cases.shown, hidden_cases.hold),
}


def failures(what: str, first: int, count: int) -> list[tuple[int, str]]:
    """The seeds of a range on which pmlint fails, each with the end of its traceback."""
    failed = []
    for seed in range(first, first + count):
        try:
            KINDS[what].hold(seed)
        except Exception:
            failed.append((seed, traceback.format_exc(limit=-3)))
    return failed


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Runs the seeds that are asked for; 1 when pmlint fails on any."""
    parser = argparse.ArgumentParser(description="run pmlint on documents that try to break it or to get around it")
    parser.add_argument("what", choices=KINDS)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, help="the first seed; the others follow it")
    asked = parser.parse_args()
    if asked.count == 1:
        sys.stdout.buffer.write(KINDS[asked.what].show(asked.seed))
        say("")
    end = asked.seed + asked.count
    starts = range(asked.seed, end, CHUNK)
    counts = [min(CHUNK, end - start) for start in starts]
    begun = time.monotonic()
    failed = done = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for count, found in zip(counts, pool.map(failures, [asked.what] * len(counts), starts, counts), strict=True):
            done += count
            for seed, trace in found:
                failed += 1
                if failed <= MOST_SHOWN:
                    say(f"\nseed {seed} (repeat it with: make fuzz WHAT={asked.what} COUNT=1 SEED={seed})\n{trace}")
            if done % (40 * CHUNK) == 0 or done == asked.count:
                say(f"{done} {asked.what}, {failed} failures, {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
