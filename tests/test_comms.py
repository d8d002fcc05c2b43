"""`pmlint comms`: messages about an incident, filled from its postmortem and checked before they are sent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pmlint.messages import check_message, kind_of
from pmlint.messages.templates import gaps_of
from pmlint.packs import DEFAULT_PACK, bundled_folder, bundled_names, load_bundled
from pmlint.policy import PolicyFile, make_policy
from pmlint.process import MessageKind
from pmlint.text import Source

COMMAND = Path(sys.executable).parent / "pmlint"
EXAMPLE = bundled_folder() / DEFAULT_PACK / "example.md"
POLICY = make_policy(load_bundled(DEFAULT_PACK), PolicyFile(), {}, final=False)

ACK = """\
Incident INC-2026-007 — Ack
Sev: Sev-2 | Services: api
Impact: UJ2 affected — signal FX drift
Last healthy: 2026-03-12T07:10Z
Next update: T+30m
IC: Noor Haddad  Scribe: Ana Ortiz
"""

RESOLVED = """\
Incident INC-2026-007 — Resolved
Root cause (provisional): rates of the second source were converted twice
Fix: end-of-day rates used once
Time to mitigate: 94  Time to resolve: 120
Follow-ups: PAY-411 (Tomas Lind, due 2026-03-26)
Artifacts: artifacts/2026-03-12/metrics.txt
"""


def comms(*arguments: str | Path, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run([COMMAND, "comms", *arguments], input=stdin, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def remarks(text: str) -> list[str]:
    message = kind_of(text, POLICY.process)
    assert message is not None
    return [each.kind for each in check_message(Source("m.txt", text), message, POLICY.vocabulary)]


MESSAGES = [
    pytest.param(message, id=f"{name}-{message.id}")
    for name in bundled_names()
    for message in load_bundled(name).process.messages
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_pack_says_of_each_gap_what_fills_it(message: MessageKind) -> None:
    assert len(list(gaps_of(message))) == len(message.facts)
    assert message.source


@pytest.mark.parametrize("message", MESSAGES)
def test_what_is_filled_is_that_message_and_what_is_left_is_told(message: MessageKind) -> None:
    code, out, err = comms(message.id, EXAMPLE)
    assert code == 0
    assert kind_of(out, POLICY.process) == message
    assert len(err.splitlines()) == len(re.findall(r"\{[^{}]*\}", out))
    code, checked, _ = comms("--check", "-", stdin=out)
    assert (code == 1) == bool(err), checked


def test_a_message_says_what_the_postmortem_says() -> None:
    assert comms("resolved", EXAMPLE)[1].splitlines()[0] == "Incident INC-2026-007 — Resolved"
    assert "Follow-ups: PAY-411 (Tomas Lind, due 2026-03-26); PAY-412 (" in comms("resolved", EXAMPLE)[1]
    ack = comms("ack", EXAMPLE)[1]
    assert "Sev: Sev-2 | " in ack
    assert "Next update: T+30m\nIC: Noor Haddad  Scribe: {name [Unverified]}\n" in ack


def test_an_empty_postmortem_fills_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Nothing yet\n\n## 1. Summary\n\nTODO\n", "utf-8")
    code, out, err = comms("summary", tmp_path / "a.md")
    assert code == 0
    assert out == next(each.text for each in POLICY.process.messages if each.id == "summary")
    assert "not known: What happened {one-liner}\n" in err


def test_what_a_document_says_commands_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nid: INC-1\n---\n\n# A\n\n## 1. Summary\n\n\x1b[31mRed ##[error]x fell over.\n", "utf-8"
    )
    out = comms("summary", tmp_path / "a.md")[1]
    assert "\x1b" not in out
    assert "##[" not in out


@pytest.mark.parametrize("text", [ACK, RESOLVED, ACK.replace("—", "-"), f"# {ACK}", ACK.replace("T+30m", "10:40 UTC")])
def test_a_whole_message_has_no_findings(text: str) -> None:
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (ACK.replace("api", "{api|worker|frontend}"), ["gap"]),
        (ACK.replace("Noor Haddad", "TBD"), ["gap"]),
        (ACK.replace("Noor Haddad", ""), ["gap"]),
        (ACK.replace("Next update: T+30m\n", ""), ["next update"]),
        (ACK.replace("T+30m", "soon"), ["next update"]),
        (ACK.replace("T+30m", ""), ["next update"]),
        (ACK.replace("T+30m", "when we know more"), ["next update"]),
        (ACK.replace("T+30m", "tomorrow at noon"), []),
        (ACK.replace("T+30m", "in half an hour"), []),
        (ACK.replace("Next update", "ETA next update"), []),
        (ACK.replace("api", "OK, none"), []),
        (RESOLVED.replace("Artifacts: artifacts/2026-03-12/metrics.txt", "Artifacts: n/a"), []),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "none"), []),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "PAY-411 (Ana, by Friday)"), []),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "\n - PAY-411: tune — owner: Ana, due: 1 May 2026"),
         []),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "PAY-1 (due 2026-04-01), PAY-2 (Ana)"), [
            "follow-up due date", "follow-up owner"
        ]),
        ("**Incident INC-9 — Ack**\n\n- **Sev:** Sev-2\n- **Next update:** T+30m\n- **IC:** Noor\n", []),
        (ACK.replace("T+30m", "T+{30}m"), ["gap"]),
        (RESOLVED.replace("Tomas Lind, ", ""), ["follow-up owner"]),
        (RESOLVED.replace("Tomas Lind", "owner"), ["follow-up owner"]),
        (RESOLVED.replace("Tomas Lind", "TBD"), ["follow-up owner"]),
        (RESOLVED.replace(", due 2026-03-26", ""), ["follow-up due date"]),
        (RESOLVED.replace(" (Tomas Lind, due 2026-03-26)", ""), ["follow-up due date", "follow-up owner"]),
        (RESOLVED.replace("PAY-411", "PAY-411, PAY-412"), []),
        (RESOLVED.replace("PAY-411 (", "convert rates once PAY-411 ("), []),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "\n- PAY-1 (@ana, by 2026-04-01)\n- PAY-2 (@ben)"), [
            "follow-up due date"
        ]),
        (RESOLVED.replace("PAY-411 (Tomas Lind, due 2026-03-26)", "none, the fix is complete"), []),
        (RESOLVED.replace("rates of the second source were converted twice", "human error"), ["blame"]),
        (ACK.replace("signal FX drift", "the on-call engineer forgot to switch sources"), ["blame"]),
        (ACK.replace("signal FX drift", "Haddad should have switched sources"), ["blame"]),
        (f"{ACK}\nUpdate: Ana failed to switch sources, a careless slip, as Noor should have known.", ["blame"] * 2),
        (f"{ACK}\nOn a touché au mauvais réglage, erreur humaine.", ["blame"]),
        (f"{ACK}\n> It was human error, says the provider.", []),
        (f"{ACK}\nThe log says `operator error`, the provider wrote \"human error\".", []),
        (f"{ACK}\nThe job failed to read the feed, and the client should have retried it. No human error.", []),
        (f"{ACK}\nWe switched sources too late: the alert was silent.", []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_message_is_told(text: str, kinds: list[str]) -> None:
    assert sorted(remarks(text)) == kinds


class TestTheCommand:
    def test_a_finding_has_its_line_and_its_rule_has_a_page(self) -> None:
        code, out, _ = comms("--check", "-", "--format", "json", stdin=ACK.replace("Noor Haddad", "{name}"))
        (found,) = json.loads(out)["findings"]
        assert (code, found["rule"], found["line"], found["level"]) == (1, "PM801", 6, "error")
        page = subprocess.run([COMMAND, "explain", "PM801"], capture_output=True, text=True, check=True)
        assert page.stdout.startswith("PM801 unfilled-message\n")

    def test_a_warning_fails_only_where_it_is_asked_to(self, tmp_path: Path) -> None:
        (tmp_path / "m.txt").write_text(RESOLVED.replace("Tomas Lind, ", ""), "utf-8")
        assert comms("--check", tmp_path / "m.txt")[0] == 0
        assert comms("--check", tmp_path / "m.txt", "--fail-on", "warning")[0] == 1

    def test_the_kind_can_be_said(self) -> None:
        text = ACK.split("\n", 1)[1]
        assert comms("--check", "-", stdin=text)[0] == 2
        assert comms("--check", "--kind", "ack", "-", stdin=text)[0] == 0

    @pytest.mark.parametrize(
        "arguments",
        [["ack"], ["akk", EXAMPLE], ["ack", "none.md"], ["--check", "ack", "-"], ["--check", "--kind", "akk", "-"]],
    )
    def test_bad_usage_ends_with_2(self, arguments: list[str | Path]) -> None:
        assert comms(*arguments)[0] == 2
