"""The forms in which postmortems are written, as documents of any size. All content is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Form(NamedTuple):
    """A form of writing: `head`, then units that differ by their number, then `tail`."""

    head: str
    unit: Callable[[int], str]
    tail: str = ""

    def document(self, size: int, first: int) -> str:
        """A document of about `size` characters whose units are numbered from `first` on."""
        pieces = [self.head]
        length, number = len(self.head) + len(self.tail), first
        while length < size:
            pieces.append(self.unit(number))
            length += len(pieces[-1])
            number += 1
        return "".join([*pieces, self.tail])


_START = (
    "# Harbor queue stalled\n\n- Severity: Sev-2\n- Date: 2026-03-14\n\n## 1. Summary\n\nThe queue stood still.\n\n"
)
_TIMELINE = f"{_START}## 3. Timeline (UTC)\n\n"
_ACTIONS = f"{_START}## 8. Corrective Actions\n\n### Preventive\n\n"
_PROSE = (
    "The queue in front of the worker filled because the breaker stayed open after the provider had recovered. "
    "Each retry took the place of a new request, so the success rate fell while the load did not. "
)
_TITLES = ("Summary", "Impact", "Timeline", "Root Cause", "Contributing Factors", "Corrective Actions", "Sign-off")


def _clock(number: int) -> str:
    return f"{number // 60 % 24:02}:{number % 60:02}"


def _day(number: int) -> str:
    return f"2026-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def _line(text: str) -> Callable[[int], str]:
    """A unit that is a template: `{n}` its number, `{clock}` a time of day, `{day}` a date, `{title}` a section."""

    def unit(number: int) -> str:
        return text.format(n=number, clock=_clock(number), day=_day(number), title=_TITLES[number % len(_TITLES)])

    return unit


FORMS: dict[str, Form] = {
    # timelines
    "timeline: table": Form(
        f"{_TIMELINE}| Time (UTC) | Actor | Event |\n| --- | --- | --- |\n",
        _line("| {day} {clock} | Ines Roth | step {n} of the repair, see [graph {n}](https://graphs.example/{n}) |\n"),
    ),
    "timeline: table without actors": Form(
        f"{_TIMELINE}| When | What |\n|---|---|\n", _line("| {clock} | **Ines Roth**: restarted worker `w-{n}` |\n")
    ),
    "timeline: bullets": Form(_TIMELINE, _line("- {day} {clock} UTC - @ines restarted worker {n}, **no change**\n")),
    "timeline: bold times": Form(
        _TIMELINE, _line("- **{clock}** Ines: restarted [worker {n}](https://w.example/{n})\n")
    ),
    "timeline: numbered": Form(_TIMELINE, _line("1. {clock} UTC: worker {n} was restarted by Ines Roth\n")),
    "timeline: bullets under bold dates": Form(
        _TIMELINE, _line("**{day}**\n\n- `{clock}:47 UTC` - worker {n} stopped\n- `23:59 UTC` - it was back\n\n")
    ),
    "timeline: sub-headings": Form(
        _TIMELINE, _line("### {day} {clock}\n\nWorker {n} was restarted, to no effect.\n\n")
    ),
    "timeline: dated headings": Form(
        _TIMELINE, _line("## {day} {clock}\n\nWorker {n} was restarted, to no effect.\n\n")
    ),
    "timeline: lines of one paragraph": Form(
        _TIMELINE, _line("{clock}:04 UTC [Ines](mailto:ines{n}@example.com) restarted worker {n}\n")
    ),
    "timeline: lines with hard breaks": Form(
        _TIMELINE, _line("**{clock}** worker {n} was *restarted* by Ines Roth  \n")
    ),
    "timeline: bracketed lines": Form(_TIMELINE, _line("[{clock}] An alarm of worker {n} goes off\n\n")),
    "timeline: paragraphs": Form(_TIMELINE, _line("At {clock} worker {n} was restarted. It made no difference.\n\n")),
    "timeline: bullets with code and images": Form(
        _TIMELINE, _line("- {clock} restarted {n}\n\n  ```\n  E{n} gone\n  ```\n\n  ![graph](img/{n}.png)\n\n")
    ),
    "timeline: many of them": Form(
        _START, _line("## Timeline\n\n- {clock} UTC worker {n} stopped\n- 23:10 UTC up\n\n")
    ),
    "timeline: a log elsewhere": Form(_START, _line("- {day} {clock} UTC worker {n} restarted\n")),
    # actions
    "actions: table": Form(
        f"{_ACTIONS}| Action | Owner | Issue | Due |\n|---|---|---|---|\n",
        _line("| Page when counter {n} rises | @ines | [HARB-{n}](https://jira.example/browse/HARB-{n}) | {day} |\n"),
    ),
    "actions: poor table": Form(
        f"{_ACTIONS}| Action | Owner | Issue | Due |\n|---|---|---|---|\n",
        _line("| Page for {n} | team | TBD | soon |\n"),
    ),
    "actions: bullets with fields": Form(
        _ACTIONS, _line("- Page when counter {n} rises (owner: Ines Roth, HARB-{n}, due {day})\n")
    ),
    "actions: bare bullets": Form(_ACTIONS, _line("- Page somebody when counter {n} rises\n")),
    "actions: task list": Form(_ACTIONS, _line("- [ ] @ines to page for counter {n} by {day} #{n}1\n")),
    "actions: fields below": Form(
        _ACTIONS, _line("- Page for {n}\n  - Owner: Ines\n  - Issue: HARB-{n}\n  - Due: {day}\n")
    ),
    "actions: headings with fields": Form(
        _ACTIONS, _line("#### {n}) Page when counter {n} rises\n\n- Owner: Ines\n- Issue: HARB-{n}\n\n")
    ),
    "actions: groups": Form(
        _ACTIONS, _line("### Corrective\n\n- Fix {n} - @ines - HARB-{n}\n\n### Preventive\n\nNone.\n\n")
    ),
    "actions: empty groups": Form(_ACTIONS, _line("### Corrective\n\n```\nfix {n}\n```\n\n### Preventive\n\n")),
    "actions: many sections": Form(_START, _line("## Action items\n\n- Fix {n}\n\n## Impact\n\nSome {n}.\n\n")),
    "actions: sections in it": Form(_ACTIONS, _line("#### Impact\n\nSome {n}.\n\n#### Root cause\n\n- Worker {n}\n\n")),
    "actions: one of many links": Form(
        f"{_ACTIONS}- Fix all", _line(", [HARB-{n}](https://jira.example/browse/HARB-{n})"), "\n"
    ),
    "actions: one of much code": Form(f"{_ACTIONS}- Fix all", _line(", `HARB-{n}`"), "\n"),
    "actions: one with many tasks below": Form(
        f"{_ACTIONS}- Fix all (owner: Ines)\n", _line("  - then worker {n}, see HARB-{n}\n")
    ),
    "actions: owners who do not sign": Form(
        _ACTIONS,
        _line("- Stop it (owners: @a{n}, @b{n})\n"),
        "\n## 10. Sign-off\n\n- Incident Commander: Ana Silva - approved 2026-03-16\n",
    ),
    # sections and labels
    "sections: headings": Form(_START, _line("## {title}\n\n" + _PROSE + "\n\n")),
    "sections: unknown headings": Form(_START, _line("## Chapter {n}\n\nWorker {n} stood still.\n\n")),
    "sections: nested headings": Form(f"{_START}## Impact\n\n", _line("### Worker {n}\n\n#### What\n\nIt stood.\n\n")),
    "sections: setext headings": Form(_START, _line("{title}\n---\n\nWorker {n} stood still.\n\n")),
    "sections: empty headings": Form(_START, _line("## {title}\n\n### Part {n}\n\n")),
    "sections: placeholders": Form(_START, _line("## {title}\n\nTBD\n\n")),
    "sections: bold lines": Form(_START.replace("## 1. Summary", ""), _line("**{title}**\n\nWorker {n} stood.\n\n")),
    "sections: numbered bold lines": Form(
        _START.replace("## 1. Summary", ""), _line("**{n}. {title}**\n\nWorker {n} stood still.\n\n")
    ),
    "sections: labels before text": Form(
        _START.replace("## 1. Summary", ""), _line("**{title}:** worker {n} stood still.\n\n")
    ),
    "sections: labels in one paragraph": Form(
        _START.replace("## 1. Summary", ""), _line("**{title}:** worker {n} stood still.\n")
    ),
    "sections: ordered labels": Form(
        _START.replace("## 1. Summary", ""), _line("1. **{title}:** worker {n} stood still.\n")
    ),
    "sections: bold items": Form(
        _START.replace("## 1. Summary", ""), _line("- **{title}**\n\n  Worker {n} stood.\n\n")
    ),
    "sections: questions": Form(
        _START, _line("**What happened?**\n\nWorker {n} stood.\n\n**Why?**\n\nNobody knows {n}.\n\n")
    ),
    "sections: boxes": Form(_START, _line("> [!NOTE] {title}\n> Worker {n} stood still.\n\n")),
    "sections: sign-off": Form(f"{_START}## 10. Sign-off\n\n", _line("- Owner: Person {n} - approved {day}\n")),
    "sections: sign-off table": Form(
        f"{_START}## 10. Sign-off\n\n| Role | Name | Date |\n|---|---|---|\n", _line("| Owner | Person {n} | {day} |\n")
    ),
    "sections: sign-off in one paragraph": Form(f"{_START}## 10. Sign-off\n\n", _line("Person {n} (Owner)\n")),
    "sections: many sign-offs": Form(_START, _line("## Sign-off\n\n- Owner: Person {n}\n\n")),
    # metadata
    "metadata: front matter": Form("---\n", _line('key-{n}: ["value {n}", {clock}]\n'), f"---\n\n{_START}"),
    "metadata: nested front matter": Form(
        "---\nall:\n", _line("  - id: INC-{n}\n    date: {day}\n"), f"---\n\n{_START}"
    ),
    "metadata: two-column table": Form(f"{_START}| | |\n|---|---|\n", _line("| **Key {n}** | value of {n} |\n")),
    "metadata: table of severities": Form(
        f"{_START}| Field | Value |\n|---|---|\n", _line("| Severity | Sev-2 ({n}) |\n")
    ),
    "metadata: many tables": Form(_START, _line("| Key | Value |\n|---|---|\n| Status | Final {n} |\n\n")),
    "metadata: label lines": Form("# Harbor queue stalled\n\n", _line("Status: final {n}  \n")),
    "metadata: bold labels": Form("# Harbor queue stalled\n\n", _line("**Incident date:** {day} ({n})\n\n")),
    "metadata: label bullets": Form("# Harbor queue stalled\n\n", _line("- **Severity**: Sev-2, as of {day} {n}\n")),
    "metadata: headings": Form("# Harbor queue stalled\n\n", _line("## Status\n\nfinal {n}\n\n")),
    # text
    "text: one paragraph": Form(_START, _line(_PROSE + "Worker {n} followed.\n")),
    "text: one line": Form(_START, _line(_PROSE + "Worker {n} followed. "), "\n"),
    "text: paragraphs": Form(_START, _line(_PROSE + "Worker {n} followed.\n\n")),
    "text: emphasis": Form(_START, _line("It *was* the **hold** counter `h{n}`, and ~~not~~ __another__ one\\. ")),
    "text: links": Form(
        f"{_START}## Attachments\n\n", _line("See [graph {n}](https://graphs.example/d/{n}) and <https://a.b/{n}>. ")
    ),
    "text: bare URLs": Form(
        f"{_START}## Attachments\n\n", _line("See https://graphs.example/d/{n} and `logs/{n}.txt`. ")
    ),
    "text: attachments": Form(f"{_START}## Attachments\n\n", _line("- logs: `artifacts/{n}.log`, trace_id={n:032x}\n")),
    "text: reference links": Form(
        f"{_START}## Attachments\n\n",
        _line("See [graph {n}] and [this][graph {n}].\n\n[graph {n}]: https://graphs.example/{n}\n\n"),
    ),
    "text: wiki links and footnotes": Form(_START, _line("As [[PM-{n}]] says[^{n}].\n\n[^{n}]: a note on {n}\n\n")),
    "text: nested lists": Form(
        f"{_START}## Impact\n\n",
        _line("- Region {n}\n  - Zone\n    - Worker {n}\n      - stood still\n\n        for long\n"),
    ),
    "text: loose lists": Form(f"{_START}## Impact\n\n", _line("* Region {n} was down\n\n  for a while\n\n")),
    "text: code fences": Form(_START, _line("```sh\nrestart worker-{n} # TODO\n```\n\nIt came back.\n\n")),
    "text: one code fence": Form(f"{_START}```\n", _line("E {clock} worker-{n} gone: exit 1\n")),
    "text: indented code": Form(_START, _line("Then:\n\n    restart worker-{n}\n\n")),
    "text: quotations": Form(_START, _line("> Worker {n} stood still, said **Ines**.\n> Nobody knew.\n\n")),
    "text: one quotation": Form(_START, _line("> Worker {n} stood still.\n>\n")),
    "text: HTML blocks": Form(_START, _line("<details><summary>Log {n}</summary>\n\nGone.\n\n</details>\n\n")),
    "text: one HTML block": Form(f"{_START}<div>\n", _line('<p class="x">Worker {n}<br/> stood &amp; fell</p>\n')),
    "text: inline HTML": Form(_START, _line("Worker {n}<br>stood<sub>{n}</sub> still &nbsp;&lt;{n}&gt;. ")),
    "text: comments": Form(_START, _line("<!-- What of worker {n}? -->\n\nIt stood still.\n\n")),
    "text: comments in a paragraph": Form(_START, _line("Worker {n} <!-- summary? {n} --> stood still.\n")),
    "text: entities and escapes": Form(_START, _line("Worker \\#{n} \\- q&amp;a \\[{n}\\] &eacute;&#8211;. ")),
    "text: Japanese": Form(
        "# キュー停止\n\n## サマリー\n\n",
        _line("第{n}ワーカーが停止し、**復旧**まで{clock}分かかった。プロバイダーの障害が原因だった。\n\n"),
    ),
    "text: Japanese timeline": Form(
        "# キュー停止\n\n## タイムライン\n\n| 時刻 (JST) | イベント |\n|---|---|\n",
        _line("| {clock} | **検知**: 第{n}ワーカーが停止 |\n"),
    ),
    "text: Japanese actions": Form(
        "# キュー停止\n\n## アクションアイテム\n\n| # | アクション | 担当 | 期限 |\n|---|---|---|---|\n",
        _line("| P-{n} | 監視を追加する | 開発担当者 | {day} |\n"),
    ),
    "text: accents in headings": Form(_START, _line("## Événement {n} du café\n\nÇa s’est arrêté.\n\n")),
    "text: CRLF": Form(
        _START.replace("\n", "\r\n"), _line("## {title}\r\n\r\n- worker {n} stood\r\n- and fell\r\n\r\n")
    ),
    "text: tabs": Form(_START, _line("-\tworker {n}\n\t- stood\tstill\n")),
    "text: thematic breaks": Form(_START, _line("Worker {n} stood.\n\n---\n\n")),
    "text: title again and again": Form("", _line("# Harbor queue stalled {n} (Sev-2)\n\nINC-{n}\n\n")),
    # comments to pmlint, and what the rules have much to say about
    "ignores: used": Form(
        _ACTIONS, _line("- Fix worker {n} <!-- pmlint: ignore[PM201, PM202] nobody needs it, said Ines -->\n")
    ),
    "ignores: unused": Form(_START, _line("<!-- pmlint: ignore[PM201] nobody needs {n} -->\n\nWorker {n} stood.\n\n")),
    "ignores: malformed": Form(_START, _line("Worker {n} <!-- pmlint: ignore PM201 {n} -->\n\n")),
    "ignores: for the file": Form(
        "# Harbor queue stalled\n\n", _line("<!-- pmlint: ignore-file[PM201] not {n} -->\n"), _ACTIONS
    ),
    "faults: hidden characters": Form(_START, _line("Worker {n} stood\u202e still.\n\n## Par\u200bt {n}\n\nAll.\n\n")),
}
"""By name, the part of a document before the colon."""


def repeated(text: str, size: int, first: int) -> str:
    """A real document whose body is repeated until it has a size, each time with a mark that differs."""
    head, body = _split(text)
    times = max(1, -(-(size - len(head)) // max(len(body), 1)))
    return head + "".join(f"{body}\n\nRound {first + each}.\n\n" for each in range(times))


def _split(text: str) -> tuple[str, str]:
    """The front matter of a document, and the rest."""
    if text.startswith("---"):
        end = text.find("\n---", 3)
        if end >= 0:
            return text[: end + 5], text[end + 5 :]
    return "", text
