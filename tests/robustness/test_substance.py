"""No chain of edits makes a text of what says nothing, and no honest variation makes nothing of a text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from pmlint.markdown import parse
from pmlint.packs import DEFAULT_PACK, load_bundled
from pmlint.read.sections.reader import read_sections
from pmlint.text import Source

VOCABULARY = load_bundled(DEFAULT_PACK).vocabulary
ROUNDS = 40
"""Chains of edits that are tried on each text."""

EMPTY = (
    "We will update this section once the analysis is complete.",
    "See the incident channel for details.",
    "Root cause analysis to follow after the vendor report.",
    "As an AI language model, I do not have access to the details of this incident.",
    "It was caused by a technical problem.",
    "Wird nachgereicht, siehe Ticket.",
    "Sera complété plus tard.",
    "Будет дополнено позже.",
    "後で記入します",
    "详见工单",
    "technical chain; include breaker/clamp behavior, FX drift, disk guard, backups.",
)
HONEST = (
    "Rates were converted twice.",
    "The disk was full.",
    "No customer impact.",
    "N/A: no deployment was involved",
    "Das Zertifikat war abgelaufen.",
    "Le certificat avait expiré.",
    "Истёк сертификат.",
    "証明書が失効していた。",
    "磁盘写满了。",
    "인증서가 만료되었습니다.",
)

Edit = Callable[[str, Random], str]
ON_THE_LINE: tuple[Edit, ...] = (
    lambda text, random: text + "\u200b",
    lambda text, random: text.replace(" ", "\u00a0"),
    lambda text, random: f"**{text}**",
    lambda text, random: f"- {text}",
    lambda text, random: f"> {text}",
)
AROUND: tuple[Edit, ...] = (
    lambda text, random: f"### Analysis\n\n{text}",
    lambda text, random: f"{text}\n\n<!-- the adapter converted the rates twice -->",
    lambda text, random: f"{text}\n\n[x]: # (the adapter converted the rates twice)",
)
SHOWN = (*ON_THE_LINE, *AROUND)
"""Edits after which a text says what it said."""

EMPTIER: tuple[Edit, ...] = (
    lambda text, random: f"TODO: {text}",
    lambda text, random: f"{text} PAY-{random.randrange(1, 999)}",
    lambda text, random: f"{text} 2026-03-{random.randrange(10, 31)}",
    lambda text, random: f"{text} @noor",
    lambda text, random: f"{text} https://example.com/wiki/adapter-converted-rates-twice",
    *ON_THE_LINE,
    *AROUND,
    lambda text, random: f"{text}\n\n{random.choice(EMPTY)}",
    lambda text, random: f"{text}\n\n![The adapter converted twice](x.png)",
    lambda text, random: f"{text}\n\n- [ ] TBD[^1]",
    lambda text, random: f"{text}\n\n%% The adapter converted twice. %%",
    lambda text, random: f"{text}\n\n| Why | Answer |\n|---|---|\n| Trigger | TBD |",
)
"""Edits that add nothing."""


def says(body: str) -> str:
    source = Source("a.md", f"# Outage\n\n## 4. Root Cause\n\n{body}\n\n## Resolution\n\nDisks.\n")
    parts, _ = read_sections(parse(source), VOCABULARY)
    return next(part.section.says for part in parts if part.section.id == "root_cause")


def edited(text: str, edits: tuple[Edit, ...], random: Random) -> str:
    chosen = random.sample(range(len(edits)), random.randrange(1, 4))
    for index in sorted(chosen):  # what changes a line, before what stands around it
        text = edits[index](text, random)
    return text


@pytest.mark.parametrize("text", EMPTY)
def test_no_chain_of_edits_makes_nothing_a_text(text: str) -> None:
    random = Random(text)
    for body in (edited(text, EMPTIER, random) for _ in range(ROUNDS)):
        assert says(body) != "text", body


@pytest.mark.parametrize("text", HONEST)
def test_no_honest_variation_makes_a_text_nothing(text: str) -> None:
    random = Random(text)
    for body in (edited(text, SHOWN, random) for _ in range(ROUNDS)):
        assert says(body) == "text", body
