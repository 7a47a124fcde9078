"""TC932: one phrase of a form that speaks of different cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.form.phrase import PartKind, parse_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.form.model import TextRule
    from tablecheck.form.phrase import Part
    from tablecheck.linting.case import FormCase

MOST_WAYS = 200
"""Ways to say one phrase that are written out."""


@about_form(
    "TC932",
    "phrase-ambiguous",
    severity=Severity.WARNING,
    title=("句式有歧义", "phrase of two meanings"),
    zh="“{words}”既是“{one}”的句式，又是“{other}”的句式，说的不是同样的格",
    en="“{words}” is a phrase of “{one}” and of “{other}”, which speak of different cells",
)
def phrase_ambiguous(case: FormCase) -> Iterator[Finding]:
    """
    The same words stand for different cells in two text rules.

    ## What it checks
    Every way to say a phrase, as texts are compared: without spaces, widths and case. Rules with
    other words in `near` or `unless` may share a phrase.

    ## Why it matters
    One sentence is compared with two cells, and one of the findings is wrong.

    ## Example
    `规范性文件{n}件` for the number issued and for the number in force.

    ## When it is silent
    Both speak of the same cells, or `near` and `unless` tell them apart.

    ## Source
    docs/text.md.
    """
    first: dict[str, tuple[TextRule, str]] = {}
    told: set[tuple[str, str]] = set()
    for number, rule in enumerate(case.form.text):
        for key in ("phrases", "none"):
            for place, phrase in enumerate(getattr(rule, key)):
                for words in ways(parse_phrase(phrase)):
                    other, _ = first.setdefault(words, (rule, phrase))
                    if other is rule or other.terms == rule.terms or _told_apart(rule, other):
                        continue
                    if (other.id, rule.id) in told:
                        continue
                    told.add((other.id, rule.id))
                    yield phrase_ambiguous.finding(
                        case.place(f"{case.at.rules[rule.id]}/{key}/{place}", phrase),
                        related=[case.place(case.at.rules[other.id], other.id)],
                        rule=rule.id,
                        basis=rule.basis,
                        fill={"words": words, "one": other.id, "other": rule.id},
                        facts={"number": str(number)},
                        action=Words("用 near 或 unless 区分", "tell them apart by near or unless"),
                    )


def ways(parts: tuple[Part, ...]) -> list[str]:
    """Every way to say a phrase, the first ones where they are many."""
    said = [""]
    for part in parts:
        words = {PartKind.NUMBER: ("{n}",), PartKind.GAP: ("{…}",)}.get(part.kind, part.words)
        said = [before + word for before in said for word in words][:MOST_WAYS]
    return said


def _told_apart(one: TextRule, other: TextRule) -> bool:
    return set(one.near) != set(other.near) or set(one.unless) != set(other.unless)
