"""The words of the base pack: each language says all that English says, and no word means two things in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmlint.data_fault import DataFaults
from pmlint.languages import WordFile, word_file
from pmlint.packs import BASE, DEFAULT_PACK, PackNotFound, WordPlaces, bundled_folder, load_bundled, load_folder
from pmlint.process import Language, Months, Numbers, Process, Units, Weekdays, Words
from pmlint.spelling import name_key
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

Data = dict[str, Any]

FOLDER = bundled_folder() / BASE / "words"


def said(path: Path) -> Data:
    text = path.read_text(encoding="utf-8")
    data = as_data(parse_yaml(Source(path.name, text), Span(0, len(text))))
    assert isinstance(data, dict)
    return data


LANGUAGES = {path.stem: said(path) for path in sorted(FOLDER.glob("*.yaml"))}
ENGLISH = LANGUAGES["en"]

SPECIAL = ("questions", "also", "phrases", "sometimes")
"""Lists of a section that a language may do without."""

MONTHS_IN_NUMBERS = ("ja", "ko", "vi", "zh")
"""Languages that number their months."""

LISTS = {
    **dict.fromkeys(("placeholders", "elsewhere", "nobody", "undecided", "done", "open", "draft"), 1),
    **dict.fromkeys(("no-actions", "intents", "asides", "trouble", "title-prefixes"), 1),
    **dict.fromkeys(("dates.to", "dates.next-day", "dates.day-before", "dates.other-days"), 1),
    **dict.fromkeys(("times.noon", "times.midnight", "times.estimated", "times.all-times", "times.about-times"), 1),
    **dict.fromkeys(("due.labels", "due.beside", "due.moved", "due.put-off", "due.former", "due.periods"), 1),
    **dict.fromkeys(("severity.former", "severity.changed", "issue.beside", "issue.nearby"), 1),
    **dict.fromkeys(("signing.signed", "signing.by", "signing.refused", "signing.people", "signing.roles"), 1),
    **dict.fromkeys(("signing.postponed", "signing.deferred", "signing.negations", "signing.to-come"), 1),
    **dict.fromkeys(("signing.remarks", "signing.signatures"), 1),
    "dates.months": len(Months._fields),
    "dates.weekdays": len(Weekdays._fields),
    "times.units": len(Units._fields),
    "severity.numbers": len(Numbers._fields),
}
"""What a language has to say beside its sections, groups, roles and fields: keys of `words`, and how many entries."""

TABLES = {
    "timeline": ("time", "actor", "event"),
    "document": ("severity", "id", "date", "day", "status", "start", "end", "priority", "window", "written"),
    "actions": ("action", "owner", "issue", "due", "done", "kind"),
}
"""Fields that stand beside each other, so that a name can mean one of them only."""

PLURALS = """
    actionables, additional links, affected assets, affected components, affected crates, affected features,
    affected markets, affected packages, affected products, affected regions, affected versions, alerts, annexes,
    appendices, appendixes, citations, follow up items, follow up tasks, further details, immediate action items,
    impact details, important times, incident details, incident events, lessons, long term action items,
    long term fixes, losses, measures, moments, negatives, open tasks, our learnings, our next steps, pending tasks,
    positives, preventing future incidents, retrospective thoughts, short term action items, short term fixes, sources,
    supporting links, tasks
"""
PLURAL_ONLY = frozenset(map(str.strip, PLURALS.split(",")))
"""English plurals whose singular is no heading, means something else as a label, or has another ending."""


def listed(data: Data, key: str) -> Any:
    """What a key such as `dates.months` of a language's words holds."""
    value: Any = data.get("words", {})
    for step in key.split("."):
        value = value.get(step, {})
    return value


def gaps(name: str, data: Data) -> Iterator[str]:
    """What a language does not say that has to be said by one that names sections."""
    if "sections" not in data:
        return
    for section, lists in ENGLISH["sections"].items():
        own = data["sections"].get(section, {})
        yield from (f"{section}: {each}" for each in lists if each not in SPECIAL and not own.get(each))
    yield from (f"groups: {kind}" for kind in ENGLISH["groups"] if not data.get("groups", {}).get(kind))
    yield from (f"fields: {field}" for field in ENGLISH["words"]["fields"] if not listed(data, f"fields.{field}"))
    for key, count in LISTS.items():
        if len(listed(data, key)) < count and not (key == "dates.months" and name in MONTHS_IN_NUMBERS):
            yield key


def lists_of(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from lists_of(value, (*path, key))
    elif isinstance(data, list):
        yield path, data


def with_two_meanings(meanings: Iterable[tuple[str, list[str]]]) -> dict[str, set[str]]:
    """Names, as they are compared, that several meanings share."""
    found: dict[str, set[str]] = {}
    for meaning, names in meanings:
        for name in names:
            found.setdefault(name_key(name), set()).add(meaning)
    return {name: shared for name, shared in found.items() if len(shared) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_names_sections_is_complete(language: str) -> None:
    assert list(gaps(language, LANGUAGES[language])) == []


def test_what_a_partial_language_lacks_is_told() -> None:
    partial = {**LANGUAGES["de"], "sections": {**LANGUAGES["de"]["sections"], "impact": {"impact": ["Auswirkung"]}}}
    assert "impact: symptoms" in gaps("de", partial)
    assert "dates.months" in gaps("de", {**partial, "words": {}})


def test_a_language_may_know_words_of_the_verdict_only() -> None:
    assert list(gaps("sk", {"language": "Slovak", "words": {"nobody": ["nikto"]}})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_of_all_languages_have_the_same_names_and_order(language: str) -> None:
    data = LANGUAGES[language]
    for section, lists in data.get("sections", {}).items():
        order = [each for each in (*ENGLISH["sections"][section], *SPECIAL) if each not in SPECIAL] + [*SPECIAL]
        assert list(lists) == [each for each in order if each in lists], section
    sections = data.get("sections", {})
    assert list(sections) == [each for each in ENGLISH["sections"] if each in sections]
    words = [field.replace("_", "-") for field in Words._fields]
    assert list(data["words"]) == [each for each in words if each in data["words"]]
    assert list(data) == [each for each in Language._fields if each in data]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_list(language: str) -> None:
    for path, names in lists_of(LANGUAGES[language]):
        assert len(names) == len(set(names)), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_sections(language: str) -> None:
    sections = LANGUAGES[language].get("sections", {})
    names = (
        (section, each) for section, lists in sections.items() for key, each in lists.items() if key != SPECIAL[-1]
    )
    assert with_two_meanings((section, [name for name in each if "..." not in name]) for section, each in names) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_groups_of_actions(language: str) -> None:
    assert with_two_meanings(LANGUAGES[language].get("groups", {}).items()) == {}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_columns_of_a_table(language: str, table: str) -> None:
    fields = LANGUAGES[language]["words"].get("fields", {})
    assert with_two_meanings((field, fields.get(field, [])) for field in TABLES[table]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_that_an_action_is_done_and_open(language: str) -> None:
    words = LANGUAGES[language]["words"]
    assert with_two_meanings((state, words.get(state, [])) for state in ("done", "open")) == {}


def singular(key: str) -> str | None:
    """The singular of a name that is an English plural."""
    if not key.endswith("s") or key.endswith(("ss", "is", "us")) or {"of", "and", "on"} & set(key.split()):
        return None
    return key[:-3] + "y" if key.endswith("ies") else key[:-1]


def test_an_english_plural_has_its_singular() -> None:
    alone: set[str] = set()
    for lists in ENGLISH["sections"].values():
        names = {name_key(name) for key, each in lists.items() if key != "sometimes" for name in each}
        plurals = {name_key(name) for key, each in lists.items() if key not in SPECIAL for name in each}
        alone |= {key for key in plurals if (one := singular(key)) and one not in names}
    assert alone == PLURAL_ONLY


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        pytest.param(name, section, id=name)
        for section, names in {
            "summary": ("Summary", "Overview", "Problem description"),
            "impact": ("Impact", "Symptom", "Symptoms", "Effects", "Affected users"),
            "timeline": ("Timeline", "Chronology", "Sequence of events"),
            "root_cause": ("Root cause", "Root causes", "Cause", "Causes", "Analysis of causes", "Cause analysis"),
            "contributing_factors": ("Contributing factor", "Contributing factors", "Contributing cause"),
            "what_worked": ("Lesson learned", "Lessons learned", "What went well", "Where we got lucky"),
            "corrective_actions": (
                *("Action item", "Action items", "Corrective action", "Corrective measure", "Corrective measures"),
                *("Preventive action", "Preventive measure", "Preventive measures", "Prevention", "Improvement"),
                *("Follow-up", "Follow-ups", "Next step", "Next steps", "Countermeasures"),
            ),
            "attachments": ("Attachment", "Attachments", "Reference", "Links", "Appendix"),
            "sign_off": ("Sign-off", "Approval", "Approvals", "Signatures"),
        }.items()
        for name in names
    ],
)
def test_a_plain_form_means_what_its_kin_means(heading: str, section: str) -> None:
    assert load_bundled(DEFAULT_PACK).vocabulary.section(heading) == section


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Ursachenanalyse", "root_cause"),
        ("Analyse des causes", "root_cause"),
        ("Síntomas", "impact"),
        ("Medidas preventivas", "corrective_actions"),
        ("Prevenzione", "corrective_actions"),
        ("Wat ging goed", "what_worked"),
        ("时间线", "timeline"),
        ("再発防止策", "corrective_actions"),
        ("근본 원인", "root_cause"),
        ("Первопричина", "root_cause"),
        ("Oś czasu", "timeline"),
        ("Förebyggande åtgärder", "corrective_actions"),
        ("Årsager", "root_cause"),
        ("Hva gikk bra", "what_worked"),
        ("Juurisyy", "root_cause"),
        ("Časová osa", "timeline"),
        ("Kök neden", "root_cause"),
        ("Akar masalah", "root_cause"),
        ("Nguyên nhân gốc rễ", "root_cause"),
    ],
)
def test_a_heading_is_read_in_its_language(heading: str, section: str) -> None:
    assert load_bundled(DEFAULT_PACK).vocabulary.section(heading) == section


def test_months_and_weekdays_are_counted_by_their_place() -> None:
    dates = load_bundled(DEFAULT_PACK).process.words.dates
    assert [names[1] for names in dates.months][:3] == ["January", "February", "March"]
    assert "dimanche" in dates.weekdays[6]


@pytest.mark.parametrize("language", [name for name, data in LANGUAGES.items() if listed(data, "dates.months")])
def test_every_month_is_read_as_the_one_it_is(language: str) -> None:
    dates = load_bundled(DEFAULT_PACK).vocabulary.dates
    for number, month in enumerate(Months._fields, start=1):
        for name in listed(LANGUAGES[language], f"dates.months.{month}"):
            found = dates.first(f"12 {name} 2026")
            assert found is not None, name
            assert found.day == date(2026, number, 12), name


# --- a file of words --------------------------------------------------------------------------------------------------

HEAD = "extends: incident-process\nname: ours\ntitle: Our process\nsource: wiki\n"


def pack(folder: Path, words: str, text: str = "", name: str = "de") -> Path:
    (folder / "words").mkdir()
    (folder / "pack.yaml").write_text(HEAD + text, encoding="utf-8")
    (folder / "words" / f"{name}.yaml").write_text(words, encoding="utf-8")
    return folder


def test_a_pack_has_words_of_its_own(tmp_path: Path) -> None:
    words = (
        "language: German\n"
        "sections:\n"
        "  impact: {impact: [Wen es traf], phrases: [Wen ... traf], sometimes: {later: [Reichweite]}}\n"
        "groups: {preventive: [Damit es nie wieder passiert]}\n"
        "roles: {commander: [Leitung]}\n"
        "words: {fields: {owner: [Kümmert sich]}, nobody: [die nachtschicht], due: {before: [spätestens]}}\n"
    )
    ours = load_folder(pack(tmp_path, words))
    assert ours.vocabulary.section("Wen es traf") == "impact"
    assert ours.vocabulary.sections.find("Wen der Ausfall traf").id == "impact"
    assert [when.when for when, _ in ours.vocabulary.sections.find("Reichweite").perhaps] == ["later"]
    assert ours.vocabulary.group("Damit es nie wieder passiert") == "preventive"
    assert ours.vocabulary.role("Leitung") == "commander"
    assert ours.vocabulary.field("Kümmert sich") == "owner"
    assert ours.process.words.nobody[0] == "die nachtschicht"
    assert {"spätestens", "no later than"} <= set(ours.process.words.due.before)


def test_a_name_that_a_file_gives_to_a_section_is_no_others(tmp_path: Path) -> None:
    ours = load_folder(pack(tmp_path, "language: English\nsections: {impact: {also: [Retrospective]}}\n"))
    assert ours.vocabulary.section("Retrospective") == "impact"


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        ("langage: German\n", "1:1: unknown key 'langage' (did you mean 'language'?)"),
        ("language: German\nwords: {dates: {months: {jan: [Jan]}}}\n", "2:26: unknown key 'jan'"),
        ("language: German\nwords: {done: erledigt}\n", "2:15: 'words.done': expected a list"),
        ("language: German\nsections: {impct: {also: [Folgen]}}\n", "2:12: no section is called 'impct' (did you mean"),
        ("language: German\nroles: {comander: [Leitung]}\n", "2:9: no role is called 'comander' (did you mean"),
        (
            "language: German\nwords: {fields: {ower: [Wer]}}\n",
            "2:18: no field is called 'ower' (did you mean 'owner'?)",
        ),
        ("language: German\nsections: {impact: {sometimes: {latr: [X]}}}\n", "2:33: unknown key 'latr' (did you mean"),
        (
            "language: German\nsections: {impact: {also: [Wen ... traf]}}\n",
            "2:28: 'Wen ... traf' has a gap (write it under 'phrases')",
        ),
        (
            "language: German\nsections: {impact: {also: [Das war's]}, timeline: {also: [Das war's]}}\n",
            "2:59: 'Das war's' is also a name of section 'impact'",
        ),
        ("language: German\nsections: {root_cause: {also: ['']}}\n", "2:32: '' says nothing"),
        ("language: German\nwords: {done: [erledigt, ' ']}\n", "2:27: ' ' says nothing"),
        ("language: German\nsections: {impact: {phrases: [...]}}\n", "2:31: '...' says nothing"),
        (
            "language: German\nsections: {impact: {phrases: [Wen ... wie ... traf]}}\n",
            "2:31: 'Wen ... wie ... traf' has more than one gap",
        ),
        (
            "language: German\nsections: {impact: {also: [Root cause]}}\n",
            "2:28: 'Root Cause' is also a name of section 'root_cause'",
        ),
        ("language: [\n", "2:1: not valid YAML"),
    ],
)
def test_a_mistake_in_a_file_of_words_is_told_with_its_place(tmp_path: Path, words: str, mistake: str) -> None:
    with pytest.raises(DataFaults) as raised:
        load_folder(pack(tmp_path, words))
    told = [str(fault) for fault in raised.value.faults if "de.yaml" in str(fault)]
    assert any(each.split("de.yaml:")[1].startswith(mistake) for each in told), told


def test_files_of_words_are_read_english_first(tmp_path: Path) -> None:
    folder = pack(tmp_path, "language: German\nwords: {draft: [entwurf]}\n")
    (folder / "words" / "en.yaml").write_text("language: English\nwords: {draft: [sketch]}\n", encoding="utf-8")
    assert load_folder(folder).process.words.draft[:2] == ("sketch", "entwurf")


# --- where a word stands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind", "of", "file"),
    [
        ("Ursachenanalyse", "section", "root_cause", "words/de.yaml"),
        ("root cause", "section", "root_cause", "pack.yaml"),
        ("Sofortmaßnahmen", "group", "immediate", "words/de.yaml"),
        ("Einsatzleiter", "role", "commander", "words/de.yaml"),
        ("Assignee", "field", "owner", "words/en.yaml"),
        ("no later than", "word", "due.before", "words/en.yaml"),
        ("Januar", "word", "dates.months.january", "words/da.yaml"),
        ("Ursachenanalyse", "", "", "words/de.yaml"),
    ],
)
def test_where_a_word_stands(word: str, kind: str, of: str, file: str) -> None:
    place = WordPlaces(DEFAULT_PACK).find(word, kind, of)
    assert place is not None
    assert place.path.endswith(file)
    line = Path(place.path).read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert name_key(word) in name_key(line)


def test_a_pack_is_looked_through_before_the_one_it_extends(tmp_path: Path) -> None:
    folder = pack(tmp_path, "language: German\nwords: {done: [weg]}\n", "aliases: {impact: [Ursachenanalyse]}\n")
    assert WordPlaces(folder).find("weg") == (str(folder / "words" / "de.yaml"), 2)
    assert WordPlaces(folder).find("Ursachenanalyse") == (str(folder / "pack.yaml"), 5)
    assert WordPlaces(folder).find("nowhere at all") is None


def test_a_pack_that_is_none_has_no_words() -> None:
    with pytest.raises(PackNotFound):
        WordPlaces("nothing")


# --- the files as they stand ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files() -> list[WordFile]:
    read: list[WordFile] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        source = Source(path.name, text)
        node = parse_yaml(source, Span(0, len(text)))
        assert node is not None
        read.append(word_file(source, node, said(path)))
    return read


def test_every_word_is_in_the_process(files: list[WordFile]) -> None:
    process: Process = load_bundled(DEFAULT_PACK).process
    for file in files:
        for section, names in file.spoken.sections.items():
            known = next(each for each in process.known_sections if each.id == section)
            assert set(names["aliases"]) <= {*known.aliases, known.title, *known.phrases}, (file.source.path, section)
        for field, columns in file.spoken.words.get("fields", {}).items():
            assert set(columns) <= set(process.words.fields[field]), (file.source.path, field)
