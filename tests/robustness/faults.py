"""Documents with one fault, by grammar: what stands where something is missing is new with every seed.

A kind is a function from the dice to a document; its fault stands between `before` and `after`, so that no edit of the
rest can heal it. What a kind writes comes from `grammars/faulty.txt`. All start from the project's own example with
one preventive action less, which complies.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from .cosmetics import Faulty
from .grammar import Grammar, grammar

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "rules" / "incident-process"
EXAMPLE = PACK / "example.md"

Kind = Callable[[random.Random], Faulty]


@cache
def grammar_of_faults() -> Grammar:
    return grammar("common", "faulty")


def with_one_action(text: str) -> str:
    """The example without its preventive actions: were there a second action, hiding the first would be no dodge."""
    start = text.index("### Preventive")
    return text[:start] + "### Preventive\n\nNone: the contract test covers it.\n\n" + text[text.index("## 9.") :]


def without_section_5(text: str) -> str:
    """A document that is complete only if its incident was mild."""
    return text[: text.index("## 5.")] + text[text.index("## 6.") :]


@cache
def complete() -> str:
    return with_one_action(EXAMPLE.read_text("utf-8"))


@cache
def incomplete() -> str:
    return without_section_5(complete())


def in_place_of(old: str, text: str, name: str, filler: str) -> Faulty:
    """The document with a filler where `old` stands."""
    before, found, after = text.partition(old)
    assert found, f"{old!r} is not in the document"
    return Faulty(f"{name}: {filler!r}", before, filler, after, False, True)


def behind(old: str, text: str, name: str, filler: str) -> Faulty:
    """The document with a block behind what `old` ends with."""
    before, found, after = text.partition(old)
    assert found, f"{old!r} is not in the document"
    return Faulty(f"{name}: {filler!r}", f"{before}{old}\n\n", filler, f"\n\n{after}", False, True)


def fill(dice: random.Random, name: str, **given: str) -> str:
    return grammar_of_faults().fill(dice, name, **given)


def quoted(value: str) -> str:
    """A value of the front matter."""
    return "'" + value.replace("'", "''") + "'"


# --- what kind of incident it was ------------------------------------------------------------------------------------

SEVERITY = "severity: Sev-2\n"
TITLE = "# FX drift hold kept the portfolio page from updating"
SUMMARY = "released the queue."
DETECTION = "would have paged at 07:20."


def declared_mild(dice: random.Random) -> Faulty:
    """The front matter's own severity says in the same breath that it was graver."""
    value = fill(dice, "mild_value")
    return in_place_of(SEVERITY, incomplete(), "severity", f"severity: {quoted(value)}\n")


def declared_mild_in_the_head(dice: random.Random) -> Faulty:
    text = incomplete().replace(SEVERITY, "")
    form = dice.choice(("Severity: {}", "**Severity:** {}", "- Severity: {}", "Schweregrad: {}", "| Severity | {} |"))
    line = form.format(fill(dice, "mild_value"))
    return behind(TITLE, text, "severity", f"| Field | Value |\n| --- | --- |\n{line}" if line[0] == "|" else line)


def said_graver_elsewhere(dice: random.Random) -> Faulty:
    """A mild severity is declared; a line of the head says how grave the same incident was."""
    text = incomplete().replace("Sev-2", fill(dice, "mild"), 1).replace("declares Sev-2, ", "")
    return behind(TITLE, text, "graver", fill(dice, "grave_line"))


def said_graver_in_another_key(dice: random.Random) -> Faulty:
    mild, key = fill(dice, "mild"), fill(dice, "grave_key")
    text = incomplete().replace("declares Sev-2, ", "")
    return in_place_of(SEVERITY, text, "graver", f"severity: {mild}\n{key}\n")


def displaced_front_matter(dice: random.Random) -> Faulty:
    """The front matter stands behind other text; a line that was pasted says something milder."""
    text = behind(DETECTION, incomplete(), "", fill(dice, "pasted")).text
    return Faulty("displaced front matter", "", f"{fill(dice, 'lead')}\n\n", text, False, True)


def misspelt_severity(dice: random.Random) -> Faulty:
    """Nothing declares the severity, as its key is misspelt; a line that was pasted says a mild one."""
    at = dice.randrange(1, len("severity") - 1)
    key = dice.choice(("severity"[:at] + "severity"[at + 1 :], "severity"[:at] + "severity"[at - 1 :]))
    text = behind(DETECTION, complete(), "", fill(dice, "pasted")).text
    return in_place_of(SEVERITY, text.replace("declares Sev-2, ", ""), "key", f"{key}: Sev-2\n")


def pasted_for_declared(dice: random.Random) -> Faulty:
    """Nothing declares the severity; what was pasted does."""
    text = complete().replace(SEVERITY, "").replace("declares Sev-2, ", "")
    place = dice.choice((DETECTION, "was a 200.", "artifacts/2026-03-12/metrics.txt`"))  # a summary may speak for it
    return behind(place, text, "pasted", fill(dice, "pasted"))


def pasted_beside_declared(dice: random.Random) -> Faulty:
    place = dice.choice((SUMMARY, DETECTION, "was a 200."))
    return behind(place, incomplete(), "pasted", fill(dice, "pasted"))


def no_such_id(dice: random.Random) -> Faulty:
    return in_place_of("id: INC-2026-007\n", complete(), "ID", f"id: {quoted(fill(dice, 'bad_id'))}\n")


def no_such_day(dice: random.Random) -> Faulty:
    return in_place_of("date: 2026-03-12\n", complete(), "date", f"date: {quoted(fill(dice, 'bad_date'))}\n")


def second_document(dice: random.Random) -> Faulty:
    return Faulty("second document", f"{complete()}\n", fill(dice, "second"), "\n", False, True)


# --- the sign-off ----------------------------------------------------------------------------------------------------


def unsigned(dice: random.Random) -> Faulty:
    """Nobody signs; nor does the front matter name a commander, who might be missed."""
    text = complete().replace("commander: Noor Haddad\n", "")
    start = text.index("- Incident Commander")
    filler = fill(dice, "unsigned")
    fixed = "|" in filler or dice.random() < 0.5  # an edit of each line would make a table none
    return Faulty(f"sign-off: {filler!r}", text[:start], filler, "\n", False, fixed)


def another_commander(dice: random.Random) -> Faulty:
    """Somebody signs as commander who was not the commander."""
    name = dice.choice(("Mira Okafor", "Tomas Lind", "Ana Rossi"))
    return in_place_of(
        "Incident Commander: Noor Haddad", complete(), "commander", f"{fill(dice, 'signer_in_command')}: {name}"
    )


# --- the fields of an action -----------------------------------------------------------------------------------------

FIRST_DAY = date(2026, 3, 20)

ACTION = "Convert rates of the second source once"
FORMS = (
    "| Action | Owner | Issue | Due |\n| --- | --- | --- | --- |\n| {action} | {owner} | {issue} | {due} |",
    "| # | What | Who | Ticket | By when |\n|-|-|-|-|-|\n| 1 | {action} | {owner} | {issue} | {due} |",
    "- [ ] {action} - Owner: {owner} - Issue: {issue} - Due: {due}",
    "- {action} (owner: {owner}, issue: {issue}, due: {due})",
    "- {action}\n  - Owner: {owner}\n  - Issue: {issue}\n  - Due: {due}",
    "1. **{action}**; owner: {owner}; issue: {issue}; due: {due}",
)
"""Ways to write an action that complies."""


def days(dice: random.Random) -> dict[str, str]:
    """The slots of days: two different days, and a weekday that is that of neither."""
    first = FIRST_DAY + timedelta(dice.randrange(30))
    second = first + timedelta(dice.randrange(1, 30))
    week = (first + timedelta(n) for n in range(7))
    wrong = next(day for day in week if day.weekday() not in (first.weekday(), second.weekday()))
    return {"day": str(first), "other_day": str(second), "wrong_weekday": f"{wrong:%A}"}


def corrective(actions: str) -> Faulty:
    """The document with other corrective actions."""
    text = complete()
    start, end = text.index("| Action | Owner"), text.index("### Preventive")
    return Faulty("", text[:start], actions, "\n\n" + text[end:], False, True)


def without_a_field(field: str) -> Kind:
    """A kind: an action that is whole but for one field, which says something else."""

    def without(dice: random.Random) -> Faulty:
        fields = {"action": ACTION, "owner": "Tomas Lind", "issue": "PAY-411", "due": "2026-03-26"}
        form = dice.choice(FORMS)
        production = {"action": "no_work", "owner": "no_owner", "issue": "no_issue", "due": "no_due"}[field]
        filler = fill(dice, production, **days(dice))
        if form.startswith("-") and " - " in filler:
            form = FORMS[0]  # in a list, what follows the dash would be another part of the action
        before, after = form.split(f"{{{field}}}")
        doc = corrective("")
        before, after = doc.before + before.format(**fields), after.format(**fields) + "\n" + doc.after
        return Faulty(f"{field}: {filler!r}", before, filler, after, True, dice.random() < 0.5)

    without.__name__ = f"without_{field}"
    return without


def one_issue_for_all(dice: random.Random) -> Faulty:
    """Three actions or more, and one issue behind all of them."""
    form, key = dice.choice(FORMS[2:]), fill(dice, "key")
    written = (key, f"`{key}`", f"**{key}**", f"({key})")
    actions = [
        form.format(action=fill(dice, "order"), owner=name, issue=dice.choice(written), due="2026-03-26")
        for name in dice.sample(("Tomas Lind", "Mira Okafor", "Noor Haddad", "Ana Rossi"), dice.randint(3, 4))
    ]
    doc = corrective("\n".join(actions))
    return Faulty(f"{key} behind all", doc.before, doc.filler, doc.after, False, True)


# --- actions that nobody reads, and groups of which nothing is asked -------------------------------------------------

NO_ACTION = "None: the contract test covers it."
IMMEDIATE = "- [x] Use the end-of-day rates once (owner: Tomas Lind, PAY-410, due 2026-03-12)"


def unread_beside(dice: random.Random) -> Faulty:
    return behind("PAY-411 | 2026-03-26 |", complete(), "unread", fill(dice, "unread"))


def unread_alone(dice: random.Random) -> Faulty:
    return in_place_of(NO_ACTION, complete(), "unread", fill(dice, "unread_alone"))


def open_yet_immediate(dice: random.Random) -> Faulty:
    work = fill(dice, "open_immediate")
    if dice.random() < 0.5:
        return behind(IMMEDIATE, complete(), "immediate", work)
    return in_place_of(IMMEDIATE, complete(), "immediate", work)


def everything_immediate(dice: random.Random) -> Faulty:
    """Work in the group of which nothing is asked, and nothing in the others."""
    doc = corrective(fill(dice, "none_left"))
    return Faulty("nothing corrective", doc.before, doc.filler, doc.after, False, True)


def under_no_group(dice: random.Random) -> Faulty:
    """An action without owner, issue and due date behind the immediate ones, under a heading that is no group's."""
    text = complete().replace("| Tomas Lind | PAY-411 | 2026-03-26 |", "| | | |")
    return in_place_of("### Corrective", text, "group", fill(dice, "not_a_group"))


def given_up(dice: random.Random) -> Faulty:
    """The only action will not be done; the mitigation would be no whole action either, were its heading gone."""
    header = "| Action | Owner | Issue | Due | Status |\n| --- | --- | --- | --- | --- |\n"
    doc = corrective(f"{header}| {ACTION} | Tomas Lind | PAY-411 | 2026-03-26 | {fill(dice, 'given_up')} |")
    before = doc.before.replace(IMMEDIATE, "- [x] Use the end-of-day rates once")
    return Faulty("given up", before, doc.filler, doc.after, False, True)


# --- sections that say nothing ---------------------------------------------------------------------------------------

WRITTEN = ("## 1.", "## 2.", "## 4.", "## 5.", "## 6.", "## 7.")
"""The sections of prose; a timeline and attachments are lists."""


def section(heading: str) -> tuple[str, str, str]:
    """A document cut at the body of a section: what stands before, in and behind it."""
    text = complete()
    start = text.index("\n", text.index(heading)) + 2
    end = text.index("\n## ", start)
    return text[:start], text[start:end].strip("\n"), text[end:]


def saying_nothing(dice: random.Random) -> Faulty:
    filler = fill(dice, "saying_nothing")
    return instead_of_a_section(dice, filler, fixed=dice.random() < 0.3)


def instead_of_a_section(dice: random.Random, filler: str, *, fixed: bool) -> Faulty:
    heading = dice.choice(WRITTEN)
    before, _, after = section(heading)
    return Faulty(f"{heading} {filler!r}", before, filler, f"\n{after}", False, fixed)


@cache
def guidance() -> tuple[str, ...]:
    """What the template says in its sections of prose."""
    pack = yaml.safe_load((PACK / "pack.yaml").read_text("utf-8"))
    return tuple(section["guidance"] for section in pack["sections"] if f"## {section['number']}." in WRITTEN)


def guidance_rephrased(dice: random.Random) -> Faulty:
    """The template's own words, of any section, with a word more or less."""
    words = dice.choice(guidance()).split()
    at = dice.randrange(len(words))
    words[at:at] = [fill(dice, "guidance_change")]
    if dice.random() < 0.5 and len(words) > 5:
        del words[-1]
    text = " ".join(words)
    filler = dice.choice((text, text.capitalize(), f"Describe the {text}", f"- {text}", f"*{text}*", f"({text})"))
    return instead_of_a_section(dice, filler, fixed=True)


def copied_section(dice: random.Random) -> Faulty:
    """A section that another one has already, with a word changed."""
    source, target = dice.sample(WRITTEN, 2)
    words = section(source)[1].split(" ")
    at = dice.randrange(len(words))
    words[at] += dice.choice((" really", " also", ",", ""))
    before, _, after = section(target)
    return Faulty(f"{target} is {source}", before, " ".join(words), f"\n{after}", False, True)


def hidden_section(dice: random.Random) -> Faulty:
    return instead_of_a_section(dice, fill(dice, "hidden_around"), fixed=True)


def hidden_text(dice: random.Random) -> Faulty:
    """All that a section says, or all sections, where no reader sees it."""
    opening = fill(dice, "hidden_from")
    closing = f"</{opening[1:].split(' ')[0].rstrip('>')}>"
    before, body, after = section(dice.choice(WRITTEN))
    if dice.random() < 0.3:
        before, _, body = complete().partition(f"{TITLE}\n\n")
        before, after = f"{before}{TITLE}\n\n", ""
    return Faulty(
        f"hidden by {opening}", before, f"{opening}\n\n{body.strip()}\n\n{closing}", f"\n{after}", False, True
    )


# --- looking away ----------------------------------------------------------------------------------------------------

CLOSED_RULES = ("PM010", "PM101", "PM102", "PM103", "PM107", "PM401")
"""What the CI rules of PROCESS.md ask for: no comment switches it off."""


def ignored(dice: random.Random) -> Faulty:
    """A document in which something is missing, and a comment that says not to mind."""
    rule = dice.choice(CLOSED_RULES)
    before, _, after = section("## 4.")
    text = {
        "PM010": complete().replace(SEVERITY, "").replace("declares Sev-2, ", ""),
        "PM101": incomplete(),
        "PM102": before + after,
        "PM103": f"{before}TBD\n{after}",
        "PM107": complete()[: complete().index("## 10.")],
        "PM401": complete()[: complete().index("- Incident Commander")] + "To be signed.\n",
    }[rule]
    place = {"PM102": "## 4.", "PM103": "## 4.", "PM401": "## 10."}.get(rule, TITLE)
    if place == TITLE:
        place = dice.choice((TITLE, "## 1."))
    return in_place_of(place, text, rule, f"{fill(dice, 'asked_too_much', rule=rule)}\n\n{place}")


def ignored_field(dice: random.Random) -> Faulty:
    """An action without an issue, let off for no reason."""
    comment = f"<!-- pmlint: ignore[PM201] {fill(dice, 'no_reason')} -->"
    doc = corrective(f"{comment}\n- [ ] {ACTION} - Owner: Tomas Lind - Due: 2026-03-26")
    return Faulty("ignored issue", doc.before, doc.filler, doc.after, False, True)


KINDS: tuple[Kind, ...] = (
    *(declared_mild, declared_mild, declared_mild_in_the_head, said_graver_elsewhere, said_graver_elsewhere),
    *(said_graver_in_another_key, displaced_front_matter),
    *(misspelt_severity, pasted_for_declared, pasted_beside_declared, no_such_id, no_such_day, second_document),
    *(unsigned,) * 4,
    another_commander,
    *(without_a_field("owner"), without_a_field("issue"), without_a_field("due"), without_a_field("action")) * 3,
    *(unread_beside, unread_beside, unread_alone, open_yet_immediate, everything_immediate, under_no_group, given_up),
    one_issue_for_all,
    *(saying_nothing,) * 4,
    *(guidance_rephrased, copied_section, hidden_section, hidden_section, hidden_text),
    *(ignored, ignored_field),
)
"""A kind that many texts are of stands here more than once."""


def faulty(dice: random.Random) -> Faulty:
    """A document with one fault."""
    return dice.choice(KINDS)(dice)
