"""`make bench`: what pmlint costs, as ratios measured in one run on documents that are made here.

Absolute times differ from machine to machine; the ratios are what the budgets are about:

- one small file from start to exit, against `python -c pass`: at most 18 x
- 1,000 postmortems of ten kilobytes in one process, against the bare full markdown-it parse of the same files: at
  most 1.0 x
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

FILES = 1000
STARTS = 21
ROUNDS = 3

FULL_PARSE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
for file in sorted(Path(sys.argv[1]).iterdir()):
    parser.parse(file.read_text(encoding="utf-8"))
"""

SENTENCES = (
    "The queue in front of the worker filled because the breaker stayed open after the provider had recovered.",
    "Each retry took the place of a new request, so the *success rate* fell while the load did not.",
    "The [dashboard](https://example.com/d/42) showed `429` answers only, and nobody looked at the **hold** counter.",
    "Prices of two currencies were an hour old, which readers of the portfolio page took for a *real* loss.",
    "A probe went out every minute, but its answer was counted against the **same budget** as the requests.",
    "The change of [Tuesday](https://example.com/c/7) had raised the pool from `8` to `64` connections.",
    "Support saw the first message of a reader after `11` minutes, and asked in the channel of the *platform*.",
    "Nothing in the runbook said that the breaker must be *closed by hand* when the provider answers again.",
    "The disk guard was **not** involved: `9` GB were free throughout, and backups had been verified that night.",
    "A second provider was at hand, and the switch to it took [one command](https://example.com/r/switch).",
    "The drill of February had covered this with `3` workers, where the queue drains before anybody sees it.",
    "Clamps went down in steps of ten, each of which let the *p99* fall for a while and rise again.",
)
PEOPLE = ("Noor Haddad", "Mira Okafor", "Tomas Lind", "Ana Silva", "Jonas Weber")


def prose(section: int, times: int) -> str:
    """Two sentences that no other section has, which would be told as a copy, `times` over."""
    return " ".join(SENTENCES[2 * section : 2 * section + 2] * times)


def document(number: int) -> str:
    """A complete postmortem of about ten kilobytes; each differs a little from the others."""
    times = [f"2026-03-14T{9 + minute // 60:02}:{minute % 60:02}Z" for minute in range(7, 32)]
    rows = "".join(
        f"| {at} | {PEOPLE[step % 5]} | clamp lowered to {90 - step} %, the queue holds {number + step} jobs |\n"
        for step, at in enumerate(times)
    )
    actions = "".join(
        f"| Change {item} of incident {number} | {PEOPLE[item % 5]} | PAY-{number}{item + 1} | 2026-05-0{item + 1} |\n"
        for item in range(6)
    )
    signed = "".join(f"- Owner: {person} - approved 2026-03-20\n" for person in PEOPLE)
    return f"""---
id: INC-2026-{number}
severity: Sev-2
date: 2026-03-14
status: final
---

# Breaker of service {number} stayed open

## 1. Summary

In short: {prose(0, 4)}

## 2. Impact

- UJ1: {prose(1, 2)}
- UJ2: {prose(1, 2)}

## 3. Timeline

| Time (UTC) | Actor | Event |
| --- | --- | --- |
{rows}
## 4. Root Cause

The chain was this. {prose(2, 6)}

It began elsewhere. {prose(2, 4)}

## 5. Contributing Factors

- Retries: {prose(3, 2)}
- Dashboards: {prose(3, 2)}

## 6. Detection & Response

The alert came late. {prose(4, 6)}

## 7. What Worked / What Didn't

What worked: {prose(5, 4)}

What didn't: {prose(5, 2)}

## 8. Corrective Actions

### Immediate Mitigations

- [x] Close the breaker by hand - Owner: {PEOPLE[1]} - Issue: PAY-{number * 10 + 9} - Due: 2026-03-14

### Corrective

| Action | Owner | Issue | Due |
| --- | --- | --- | --- |
{actions}
### Preventive

- Page when the hold counter rises (owner: {PEOPLE[2]}, PAY-{number * 10 + 8}, due 2026-05-20)

## 9. Attachments

- `/metrics` snapshot: `artifacts/{number}/metrics.txt`

## 10. Sign-off

- Incident Commander: {PEOPLE[0]} - approved 2026-03-20
{signed}"""


def seconds(command: list[str]) -> float:
    """The CPU time of a whole process, which must succeed."""
    # Compiled modules are part of an installation; a machine that forbids writing them would be measured compiling.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name: str, budget: float, one: Callable[[], float], other: Callable[[], float], rounds: int) -> bool:
    """Prints the median of the ratios of `rounds` pairs run in turn; whether it is within the budget."""
    one(), other()  # warm: compiled modules and packs, file cache
    pairs = [(one(), other()) for _ in range(rounds)]
    ratios = sorted(first / second for first, second in pairs)
    median = statistics.median(ratios)
    verdict = "within" if median <= budget else "OVER"
    times = tuple(statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"{name}: {median:.2f} x ({ratios[0]:.2f} to {ratios[-1]:.2f}; {times[0]:.3f} s against {times[1]:.3f} s), "
        f"{verdict} the budget of {budget:.1f} x"
    )
    return median <= budget


def main() -> int:
    """Runs both comparisons; 1 when one is over its budget."""
    python, pmlint = sys.executable, str(Path(sys.executable).with_name("pmlint"))
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "many"
        many.mkdir()
        sizes = []
        for number in range(1, FILES + 1):
            text = document(number)
            sizes.append(len(text))
            (many / f"2026-03-14-breaker-{number}.md").write_text(text, encoding="utf-8")
        small = Path(folder) / "2026-03-14-small.md"
        small.write_text(document(1)[:2000], encoding="utf-8")
        os.chdir(folder)
        print(f"{FILES} documents of {statistics.mean(sizes) / 1000:.1f} kB, Python {sys.version.split()[0]}")
        lint_small = [pmlint, "check", "--exit-zero", str(small)]
        lint_many = [pmlint, "check", "--as-of", "2026-03-20", str(many)]  # fails, should one not comply any more
        within = [
            compare("one small file", 18, lambda: seconds(lint_small), lambda: seconds([python, "-c", "pass"]), STARTS),
            compare(
                f"{FILES} files",
                1,
                lambda: seconds(lint_many),
                lambda: seconds([python, "-c", FULL_PARSE, str(many)]),
                ROUNDS,
            ),
        ]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
