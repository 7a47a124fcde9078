"""One file in the page: what it is, table and findings side by side, rules, a line to sign.

Comes in: a file's report. Goes out: HTML.
"""

from __future__ import annotations

import time
from calendar import timegm
from typing import TYPE_CHECKING, Any

from tablecheck.form.model import Severity
from tablecheck.record import replace
from tablecheck.reporters.html.cards import drawn_cards
from tablecheck.reporters.html.markup import (
    LEVEL_CLASS,
    both,
    in_both,
    phrase,
    safe,
    sentence,
)
from tablecheck.reporters.html.places import Places
from tablecheck.reporters.html.rules import drawn_rules
from tablecheck.reporters.html.table import drawn_sheets
from tablecheck.reporters.summary import last_lines
from tablecheck.reporters.words import NOT_CHECKED, SHORT_LEVEL
from tablecheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tablecheck.report import FileReport
    from tablecheck.reporters.base import Style


def worst_first(files: Iterable[FileReport]) -> list[FileReport]:
    """Files that were not checked, then by errors, then by warnings; else as they came."""
    return sorted(
        files,
        key=lambda file: (
            file.is_checked,
            -file.count(Severity.ERROR),
            -file.count(Severity.WARNING),
        ),
    )


def drawn_file(file: FileReport, options: Mapping[str, Any], style: Style, prefix: str) -> str:
    """One file; ``prefix`` begins all its anchors."""
    lead = (
        f'<section class="file" id="{prefix}file"><div class="top">{_name(file, prefix)}'
        f"{_told(file, options, style)}{_counts(file)}{_facts(file, style.now)}</div>"
    )
    if not file.is_checked:
        return f"{lead}{_signatures()}</section>\n"
    places = Places(file, prefix)
    # The table first: a card links to those cells only that are drawn.
    table = drawn_sheets(file, places)
    cards = drawn_cards(file, places, style)
    drawn = ""
    if table:
        title = phrase("表格", "Table")
        drawn = f'<div class="pane">{_pane(title, f"{prefix}table", table)}</div>'
    found = phrase(f"问题（{len(file.findings)}）", f"Findings ({len(file.findings)})")
    return (
        f'{lead}<div class="panes">{drawn}<div class="pane cards-pane">'
        f"{_pane(found, f'{prefix}findings', cards)}</div></div>"
        f"{drawn_rules(file)}{_signatures()}</section>\n"
    )


def _pane(title: str, anchor: str, content: str) -> str:
    """A title and what it is of; the keyboard scrolls it, too."""
    named = f'role="region" aria-labelledby="{anchor}" tabindex="0"'
    return f'<h2 id="{anchor}">{title}</h2><div class="scroll" {named}>{content}</div>'


def _name(file: FileReport, prefix: str) -> str:
    name = safe(file.path.replace("\\", "/").rpartition("/")[2])
    return f'<h2 class="name">{name}</h2>' if prefix else f"<h1>{name}</h1>"


def _told(file: FileReport, options: Mapping[str, Any], style: Style) -> str:
    """What was found and what was not decided; why a file was not checked."""
    if file.refusal is not None:
        code, words = file.refusal
        return (
            f'<p class="told err"><b class="level">{both(NOT_CHECKED)}</b> '
            f"<code>{safe(code)}</code> {sentence(words)}</p>"
        )
    lines = {lang: last_lines(file, replace(style, lang=lang), options) for lang in ("zh", "en")}
    return f'<p class="told">{in_both(lambda lang: "<br>".join(map(_plain, lines[lang])))}</p>'


def _plain(line: str) -> str:
    return safe(line, None)


def _counts(file: FileReport) -> str:
    if not file.is_checked:
        return ""
    chips = [
        f'<li class="chip {LEVEL_CLASS[severity.value]}">{both(SHORT_LEVEL[severity])} '
        f"{file.count(severity)}</li>"
        for severity in Severity
        if file.count(severity)
    ]
    filled = phrase(
        f"已填 {file.observed} / {file.cells}", f"filled {file.observed} / {file.cells}"
    )
    chips.append(f'<li class="chip ok">{filled}</li>')
    return f'<ul class="counts">{"".join(chips)}</ul>'


def _facts(file: FileReport, now: str) -> str:
    """What identifies the check: file, form, digest, time."""
    facts = [(phrase("文件", "File"), safe(file.path))]
    if file.form is not None:
        title = "" if file.source is None else f"{safe(file.source.form.titles[0])} "
        version = "" if file.form_version is None else f" {safe(file.form_version)}"
        facts.append((phrase("表式", "Form"), f"{title}({safe(file.form)}{version})"))
    if file.previous is not None:
        facts.append((phrase("上年文件", "Last period"), safe(file.previous.path)))
    facts.append((phrase("检查时间", "Checked"), _local(now)))
    facts.append((phrase("程序", "Program"), f"tablecheck {safe(__version__)}"))
    if file.sha256 is not None:
        facts.append(("SHA-256", f"<code>{safe(file.sha256)}</code>"))
    lines = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    return f'<dl class="facts">{lines}</dl>'


def _local(now: str) -> str:
    """The time of the run as the clock on the wall shows it."""
    at = timegm(time.strptime(now, "%Y-%m-%dT%H:%M:%S"))
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))


def _signatures() -> str:
    lines = (("填表人：", "Filled in by:"), ("审核人：", "Verified by:"), ("日期：", "Date:"))
    return f'<p class="sign">{"".join(f"<span>{phrase(*each)}</span>" for each in lines)}</p>'
