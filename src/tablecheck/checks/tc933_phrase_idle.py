"""TC933: a phrase of a form that finds nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.checks.tc932_phrase_ambiguous import MOST_WAYS, ways
from tablecheck.findings import Severity, Words
from tablecheck.form.phrase import parse_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC933",
    "phrase-idle",
    severity=Severity.WARNING,
    title=("句式不起作用", "phrase finds nothing more"),
    zh="“{phrase}”能对上的，“{other}”都能对上",
    en="whatever “{phrase}” finds, “{other}” finds",
)
def phrase_idle(case: FormCase) -> Iterator[Finding]:
    """
    A phrase of a text rule says nothing that another phrase of the rule does not.

    ## What it checks
    Every way to say the phrase is a way to say one that stands before it in the same rule, as texts
    are compared: without spaces, widths and case.

    ## Why it matters
    Its author meant other words.

    ## Example
    `{制发|印发}规范性文件{n}件` and then `印发 规范性文件{n}件`.

    ## When it is silent
    One of its ways is new.

    ## Source
    docs/text.md.
    """
    for rule in case.form.text:
        for key in ("phrases", "none"):
            known: list[tuple[set[str], str]] = []
            for place, phrase in enumerate(getattr(rule, key)):
                said = set(ways(parse_phrase(phrase)))
                same = next((other for each, other in known if said <= each), None)
                if same is not None and len(said) < MOST_WAYS:
                    yield phrase_idle.finding(
                        case.place(f"{case.at.rules[rule.id]}/{key}/{place}", phrase),
                        rule=rule.id,
                        basis=rule.basis,
                        fill={"phrase": phrase, "other": same},
                        action=Words("删去这个句式", "remove the phrase"),
                    )
                known.append((said, phrase))
