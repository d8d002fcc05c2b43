"""`pmlint severity` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "pmlint"


def severity(*arguments: str, folder: Path | None = None) -> tuple[int, str, str]:
    """What the installed command says: exit code, output, errors."""
    done = subprocess.run(
        [COMMAND, "severity", *arguments], capture_output=True, cwd=folder, timeout=60, text=True, encoding="utf-8"
    )
    return done.returncode, done.stdout, done.stderr


def classified(*arguments: str) -> Any:
    code, out, _ = severity(*arguments, "--format", "json")
    assert code == 0
    return json.loads(out)


def test_the_matrix_is_printed_with_the_signals_of_each_criterion() -> None:
    code, out, _ = severity()
    assert code == 0
    assert "Sev-1 (Critical): postmortem required, to repair ASAP, commander: API owner\n" in out
    assert "  UJ1/UJ2 unavailable (≥50% errors 15m)\n    errors >=50%/15m\n" in out
    assert "  Freeze on 403 blocks core flows >10m [Unverified]\n    freeze-403 >10m\n" in out
    assert out.count("\n\n") == 3


def test_the_gravest_severity_is_told_with_what_decided() -> None:
    code, out, _ = severity("errors=62%/40m", "breaker-open=12m", "data-loss")
    assert (code, out) == (
        0,
        "Sev-1 (Critical)\n"
        "  errors=62%/40m: UJ1/UJ2 unavailable (≥50% errors 15m)\n"
        "  data-loss: Data loss/corruption [Unverified]\n",
    )


def test_a_bound_is_met_or_not_as_the_process_says() -> None:
    levels = {
        "errors=50%/15m": 1, "errors=49.9%/15m": None, "errors=50%/14m": None, "freeze-403=10m": None,
        "freeze-403=11m": 1, "breaker-open=5m": None, "breaker-open=301s": 2, "burn=2x/1h": None, "burn=2.1x/1h": 2,
        "p99-over=15m": 2, "fx-hold=30m": None, "fx-hold=31m": 2, "disk-free=2GB": 3, "disk-free=2.1GB": None,
        "429-spikes": 3, "cache-drop": 3, "backup-missing": 3, "backup-unverified": 3, "drill-missing": 3,
        "panel-gated": 4, "visual": 4, "offline-banner": 4, "health-down": 1, "data-loss": 1,
    }  # fmt: skip
    found = {signal: (classified(signal)["severity"] or {}).get("level") for signal in ("errors=50%/15m", "burn=2x/1h")}
    assert found == {signal: levels[signal] for signal in found}
    # The others in one process, as each start takes a while.
    from pmlint import packs
    from pmlint.forms.signals import SignalForm

    process = packs.load_bundled("incident-process").process
    form = SignalForm(process)
    for written, level in levels.items():
        signal = form.read(written)
        met = [lv for lv, criterion in process.criteria if any(map(signal.meets, criterion.tests))]
        assert next(iter(met), None) == level, written


def test_json_has_the_severity_and_the_criteria() -> None:
    assert classified("burn=2.5x/1h") == {
        "severity": {"level": 2, "name": "High"},
        "criteria": [{"level": 2, "text": "Fast SLO burn (>2× budget 1h)", "signal": "burn", "value": "2.5x/1h"}],
    }
    assert classified("breaker-open=2m") == {"severity": None, "criteria": []}


def test_an_unknown_signal_is_told_with_the_near_one() -> None:
    code, out, err = severity("brekaer-open=12m")
    assert (code, out) == (2, "")
    assert "no signal is called 'brekaer-open'; did you mean 'breaker-open'?" in err


def test_a_bad_value_is_told_with_what_to_write() -> None:
    code, _, err = severity("errors=\x1b[31m62")
    assert code == 2
    assert "expected errors=62%/40m" in err
    assert "\x1b" not in err


def test_another_pack_may_know_no_signals() -> None:
    code, _, err = severity("data-loss", "--pack", "google-sre")
    assert code == 2
    assert "no signal is called 'data-loss'" in err
    assert severity("--pack", "google-sre")[0] == 0
    assert "  " in severity("--pack", "pagerduty")[1]
