"""How many changes of the verdict's code no test notices: a seeded sample of mutants, made and tried by mutmut.

`make mutants COUNT=600 SEED=1` prints a table by module, and then the difference that each mutant makes which no test
noticed. Which modules the verdict rests on, and which tests are asked, stands in pyproject.toml under `tool.mutmut`.
Tests that start processes try what is installed, not the mutant; so only those that call the code are asked.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTANTS = Path("mutants")
SURVIVED = {0, 5, 33}
"""Exit codes of mutmut's runs: the tests passed, or there was none to ask. All others are failures, or no end in time.
"""


def main(count: int, seed: int) -> None:
    shutil.rmtree(MUTANTS, ignore_errors=True)
    made = _mutmut("run", "none of them")  # makes all, then says that none is called so
    names = sorted(_exit_codes())
    if not names:
        sys.exit(made.stdout + made.stderr)
    sample = random.Random(seed).sample(names, min(count, len(names)))
    print(f"{len(sample)} of {len(names)} mutants, seed {seed}", flush=True)
    tried = _mutmut("run", "--max-children", "2", *sample)
    codes = {name: code for name, code in _exit_codes().items() if name in set(sample)}
    if None in codes.values():
        sys.exit(tried.stdout[-5000:] + tried.stderr)
    unnoticed = [name for name in sample if codes[name] in SURVIVED]
    all_by_module, unnoticed_by_module = Counter(map(_module, sample)), Counter(map(_module, unnoticed))
    for module, mutants in sorted(all_by_module.items()):
        print(f"{module:40}{mutants - unnoticed_by_module[module]:5} of {mutants:4} noticed")
    print(
        f"{'all':40}{len(sample) - len(unnoticed):5} of {len(sample):4} noticed, {1 - len(unnoticed) / len(sample):.1%}"
    )
    for name in unnoticed:
        print(f"\n{_mutmut('show', name).stdout.strip()}")


def _mutmut(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mutmut", *arguments], capture_output=True, text=True, check=False)


def _exit_codes() -> dict[str, int | None]:
    """The exit code of the tests by mutant; None where they were not asked."""
    found: dict[str, int | None] = {}
    for file in MUTANTS.rglob("*.meta"):
        found |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def _module(mutant: str) -> str:
    return mutant.partition(".x")[0]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
