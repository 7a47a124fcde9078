"""What may have happened: the diagnosis of a finding, each explanation with how sure it is.

Comes in: a file's report. Goes out: HTML; nothing where a finding has no diagnosis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.report import CERTAIN
from tablecheck.reporters.html.markup import in_both, phrase, safe
from tablecheck.reporters.suggestion import (
    MOST_CANDIDATES,
    cell,
    change_words,
    is_worth_a_line,
    judgement,
    what_to_do,
)

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import Diagnosed, FileReport, Suggested
    from tablecheck.reporters.html.places import Places


def diagnosis_of(file: FileReport, finding: Finding) -> Diagnosed | None:
    """The diagnosis that explains a finding, None where there is none."""
    if finding.diagnosis is None or finding.waived is not None:
        return None
    return file.diagnoses[finding.diagnosis]


def drawn_suggestions(file: FileReport, number: int, finding: Finding, places: Places) -> str:
    """The diagnosis where a finding is the first that it explains; else where that one stands."""
    diagnosis = diagnosis_of(file, finding)
    if diagnosis is None or finding.diagnosis is None:
        return ""
    lead = f"<b>{phrase('判断', 'Diagnosis')}</b>"
    first = places.explained.setdefault(finding.diagnosis, number)
    if first != number:
        link = f'<a href="#{places.finding(first)}">{first}</a>'
        same = phrase("与这一问题是同一处错误：", "the same error as finding")
        return f'<div class="fix">{lead} {same} {link}</div>'
    told = in_both(lambda lang: _linked(judgement(diagnosis, lang)[0], diagnosis, places))
    body = _listed(diagnosis, places) + _rest(diagnosis)
    return f'<div class="fix"><p>{lead} {told}</p>{body}</div>'


def drawn_action(diagnosis: Diagnosed) -> str:
    """What to do after a diagnosis; "" where the rules cannot tell."""
    if not what_to_do(diagnosis, "zh"):
        return ""
    return in_both(lambda lang: safe(what_to_do(diagnosis, lang), None))


def _listed(diagnosis: Diagnosed, places: Places) -> str:
    """Explanations worth a line, the likeliest first; a certain one has been told."""
    worth = [each for each in diagnosis.suggestions if is_worth_a_line(each)][:MOST_CANDIDATES]
    if not worth:
        return ""
    sure = phrase("把握", "Confidence")
    if worth[0].confidence >= CERTAIN:
        return f'<p class="sure">{sure} {_percent(worth[0].confidence)}</p>'
    lines = "".join(
        f"<tr><td>{_sure(each.confidence)}</td><td>{_changes(each, places)}</td></tr>"
        for each in worth
    )
    would_be = phrase("可能的更正", "What it would be")
    heads = f'<th scope="col">{sure}</th><th scope="col">{would_be}</th>'
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _percent(confidence: float) -> str:
    percent = round(confidence * 100)
    return "&lt;1%" if percent < 1 else "&gt;99%" if percent > 99 else f"{percent}%"


def _sure(confidence: float) -> str:
    bar = (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="0" y="0" width="{max(round(confidence * 100), 1)}" height="10"/></svg>'
    )
    return f"{_percent(confidence)}{bar}"


def _changes(suggestion: Suggested, places: Places) -> str:
    return in_both(
        lambda lang: _with_links(change_words(suggestion, lang, named=True), suggestion, places)
    )


def _linked(told: str, diagnosis: Diagnosed, places: Places) -> str:
    if not diagnosis.suggestions:
        return safe(told, None)
    return _with_links(told, diagnosis.suggestions[0], places)


def _with_links(words: str, suggestion: Suggested, places: Places) -> str:
    """The changes in words, each cell a link to it."""
    told = safe(words, None)
    at = 0
    for change in suggestion.changes:
        name, link = safe(cell(change)), places.link(change.at)
        found = re.compile(rf"{re.escape(name)}(?![0-9A-Za-z])").search(told, at)
        if link and found:
            told = told[: found.start()] + link + told[found.end() :]
            at = found.start() + len(link)
    return told


def _rest(diagnosis: Diagnosed) -> str:
    """That not every possibility was searched, where it is so."""
    if diagnosis.search == "complete" or not diagnosis.suggestions:
        return ""
    told = in_both(lambda lang: safe(judgement(diagnosis, lang)[-1], None))
    return f'<p class="sure">{told}</p>'
