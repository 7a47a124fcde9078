"""TC311: the unit is not the form's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import exact, plain
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC311",
    "unit-wrong",
    title=("计量单位不符", "unit is not the form's"),
    zh="“{name}”的单位是“{unit}”，表式要求“{expected}”{converted}",
    en="“{name}” is in “{unit}”, but the form asks for “{expected}”{converted}",
)
def unit_wrong(case: Case) -> Iterator[Finding]:
    """
    The unit of a value is not one that the form accepts.

    ## What it checks
    The unit cell beside the value, else the unit glued to the value, or the unit in the row label
    or column head, against the units of the indicator and their synonyms. Where both are multiples
    of one unit, the factor and the converted value are given, and the rules decide which of the two
    was meant; else the cell takes part as unknown.

    ## Why it matters
    35000 元 read as 35000 万元 is wrong by four digits and spoils every roll-up.

    ## Example
    `专项经费` 35000 元 fails: 35000 元 = 3.5 万元. 人 for 人次 fails without a factor.

    ## When it is silent
    The form states no unit for the indicator, or the unit cell is blank (TC312).

    ## Source
    SDMX UNIT_MEASURE and UNIT_MULT.
    """
    for key, seen in case.observations.items():
        fact = seen.unit
        if fact is None or fact.accepted or not fact.text:
            continue
        reading = seen.reading
        has_number = reading is not None and reading.low is not None
        stated = plain(reading.low) if reading is not None and reading.low is not None else None
        converted = None
        if reading is not None and reading.low is not None and fact.factor is not None:
            converted = plain(exact(reading.low * fact.factor))
        told = Words("", "")
        if converted is not None:
            equal = f"{stated} {shown(fact.text)} = {converted} {fact.expected}"
            told = Words(f"；{equal}", f"; {equal}")
        related = []
        if fact.place is not None:
            bound = case.binding.tables[key[0]]
            related = [case.sheet_place(bound, *fact.place, fact.text, key[1])]
        yield unit_wrong.finding(
            case.place(key),
            related=related,
            fill={
                "name": case.name(key),
                "unit": shown(fact.text),
                "expected": fact.expected,
                "converted": told,
            },
            facts={
                "unit": shown(fact.text),
                "expected": fact.expected,
                "factor": None if fact.factor is None else plain(fact.factor),
                "stated": stated,
                "converted": converted,
            },
            reason=Words(
                f"表式中该指标的计量单位是{fact.expected}",
                f"the form states the indicator in {fact.expected}",
            ),
            action=_action(fact.expected, converted, has_number=has_number),
        )


def _action(expected: str, converted: str | None, *, has_number: bool) -> Words:
    if converted is not None:
        return Words(
            f"改填 {converted}，单位改为{expected}；若数字本来就是{expected}，则只改单位",
            f"fill in {converted} {expected}; if the number is in {expected} already, "
            "correct the unit only",
        )
    if has_number:
        return Words(
            f"核对数字是否按{expected}统计，再把单位改为{expected}",
            f"check that the number counts {expected}, then correct the unit",
        )
    return Words(f"把单位改为{expected}", f"correct the unit to {expected}")
