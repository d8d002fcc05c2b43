"""Makes the commit and the tag of a release: `make release VERSION=1.2.3`. Nothing is pushed.

The version is written wherever the one before it stands as a version: in the package, in the addresses that people
copy from the pages, in what tests expect of reports. The changelog gets its heading.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

PACKAGE = Path("src/pmlint/__init__.py")
CHANGELOG = Path("CHANGELOG.md")
UNRELEASED = "## Unreleased\n"


def main(version: str) -> None:
    before = re.search(r'__version__ = "([0-9.]+)"', PACKAGE.read_text("utf-8"))
    changelog = CHANGELOG.read_text("utf-8")
    if before is None:
        stop(f"{PACKAGE} has no version")
    if not re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", version):
        stop(f"'{version}' is no version such as 1.2.3")
    if numbers(version) <= numbers(before[1]):
        stop(f"{version} does not come after {before[1]}")
    if git("tag", "--list", f"v{version}"):
        stop(f"the tag v{version} exists")
    if git("status", "--porcelain"):
        stop("there are changes that are not committed")
    if not re.search(rf"^{re.escape(UNRELEASED)}\n- ", changelog, re.MULTILINE):
        stop(f"{CHANGELOG} has nothing under 'Unreleased'")
    heading = f"{UNRELEASED}\n## {version} ({datetime.now(UTC).date()})\n"
    CHANGELOG.write_text(changelog.replace(UNRELEASED, heading, 1), "utf-8")
    old = re.escape(before[1])
    stands = re.compile(rf'((?:\bv|__version__ = "|"version": ")){old}(?![0-9.])')
    for name in git("grep", "--name-only", "--fixed-strings", before[1]).splitlines():
        if Path(name) != CHANGELOG and not name.endswith(".lock"):
            text = Path(name).read_bytes().decode()
            Path(name).write_bytes(stands.sub(rf"\g<1>{version}", text).encode())
    git("commit", "--quiet", "--all", "--message", f"Release {version}")
    git("tag", "--annotate", "--message", f"pmlint {version}", f"v{version}")
    print(f"v{version} is made. 'git push origin HEAD v{version}' publishes it.")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def stop(why: str) -> NoReturn:
    sys.exit(f"no release: {why}")


if __name__ == "__main__":
    main(sys.argv[1])
