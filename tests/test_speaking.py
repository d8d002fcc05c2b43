"""Which names speak of an incident."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmlint import packs
from pmlint.speaking import SpeakingNames

SPEAKS = SpeakingNames(packs.load_bundled(packs.DEFAULT_PACK).process.words.files)
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "files"
FEWEST = 180
"""How many of the 231 real postmortems are found by their names alone."""

FOLDERS = """
    incidents incident postmortems post-mortem post_mortems PostMortems Outages incidents-2026 2026-incidents rca RCAs
    incident-reports incident_reports incident-reviews acme-postmortems root-causes root_cause_analyses retrospectives
    outage-reports Störungen Vorfälle incidencias pannes incidenten incydenty инциденты постмортемы 故障复盘 障害報告
"""
FILES = """
    docs/postmortem-2026-04-09.md _posts/2026-04-09-queue-postmortem.md post-mortem-2026-04-09.md RCA-1042.md
    2026-04-09-outage.md incident-2026-04-09-login.md INCIDENT_1042.md 20260409_xpro_outage.md
    blog/relay-down-a-post-mortem/page.mdx dns-postmortem.md crates-io-incident-report.md
    2026-04-09-api-outage.md 2026-04-09-email-template-outage.md metrics-outage-2026-04-09.md
    2026-root-cause-login.md IncidentReport-2026-04.md 2026-04-09-ポストモーテム.md 2026-04-09-DB障害.md
    2026-04-störung.md informe-de-incidente-2026.md rapport-d-incident-2026-04.md
"""
OTHERS = """
    README.md docs/architecture.md docs/incident-response.md docs/incidental/a.md docs/incident-process/template.md
    docs/incidents.md docs/postmortem.md postmortem-template.md incident-report-template.md docs/postmortem-culture.md
    docs/how-to-write-a-postmortem.md writing-good-postmortems.md blameless-postmortem.md incident-severity-levels.md
    incident-commander-training.md outage-runbook.md root-cause-analysis.md retrospective.md docs/on-call.md
    incident-management-2026.md 2026-01-20-how-to-write-a-postmortem.md 2026-incident-response-plan-policy.md
    sample-incident-report.md incident-report-form.md rules/incident-process/README.md services/incident-bot/api.md
    v2-incident-api.md .github/ISSUE_TEMPLATE/incident.md docs/adr/0042-coincidence.md src/accident/notes.md
    docs/postmortem-templates/a.md docs/security.md CHANGELOG.md retro-games.md 2026-04-09-release.md
"""


@pytest.mark.parametrize("folder", FOLDERS.split())
def test_a_folder_of_postmortems_is_told_by_its_name(folder: str) -> None:
    assert SPEAKS(f"docs/{folder}/2026/a.md")
    assert SPEAKS(f"{folder}/a.md")


@pytest.mark.parametrize("path", FILES.split())
def test_a_postmortem_is_told_by_its_name(path: str) -> None:
    assert SPEAKS(path)


@pytest.mark.parametrize("path", OTHERS.split())
def test_other_names_do_not_speak_of_an_incident(path: str) -> None:
    assert not SPEAKS(path)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the real postmortems lie beside the checkout only where pmlint is made"
)
def test_most_real_postmortems_are_told_by_their_names() -> None:
    names = [file.relative_to(CORPUS).as_posix() for file in CORPUS.rglob("*") if file.is_file()]
    assert len(names) == 231
    assert sum(map(SPEAKS, names)) >= FEWEST
