"""What a value cell takes, as a spreadsheet's data validation: type, bounds, list, marks.

Comes in: the domain and marks of cells. Goes out: openpyxl's validations with words of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.exact import plain
from tablecheck.templating.addresses import ranges
from tablecheck.templating.cells import marks_of
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.form.model import Domain, Form
    from tablecheck.templating.model import Entry, Spot

LONGEST_LIST, LONGEST_MESSAGE, LONGEST_FORMULA = 250, 250, 250
"""Excel takes 255 characters of each."""

Group = tuple["Domain | None", tuple[str, ...], str]
"""What cells have in common: values, marks, unit."""


def validations(form: Form, entries: Sequence[Entry], lang: str) -> Iterator[Any]:
    """A validation for every run of cells that take the same."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for (domain, marks, unit), spots in _grouped(form, entries).items():
        what = told(domain, marks, lang)
        prompt = word("enter", lang, what=what) + (word("in-unit", lang, unit=unit) if unit else "")
        for run in ranges(spots):
            made = DataValidation(
                **_condition(domain, marks, run[0]),
                allow_blank=True,
                showErrorMessage=True,
                showInputMessage=True,
                errorTitle=word("not-taken", lang),
                error=word("wrong", lang, what=what)[:LONGEST_MESSAGE],
                prompt=prompt[:LONGEST_MESSAGE],
            )
            made.add(_reference(run))
            yield made


def told(domain: Domain | None, marks: Sequence[str], lang: str) -> str:
    """What a cell takes, in words."""
    parts = [word("integer" if domain is not None and domain.integer else "number", lang)]
    if domain is not None:
        if domain.enum:
            parts = [word("among", lang, n=", ".join(map(plain, domain.enum)))]
        parts += [
            word(name, lang, n=plain(bound))
            for name, bound in (
                ("least", domain.minimum),
                ("above", domain.exclusive_minimum),
                ("most", domain.maximum),
                ("below", domain.exclusive_maximum),
                ("multiple", domain.multiple_of),
            )
            if bound is not None
        ]
    text = word("comma", lang).join(parts)
    return text + (word("or-mark", lang, marks=" ".join(marks)) if marks else "")


def _grouped(form: Form, entries: Sequence[Entry]) -> Mapping[Group, list[Spot]]:
    groups: dict[Group, list[Spot]] = {}
    for entry in entries:
        domain = entry.item.domain or entry.column.domain
        # A mark that means “missing” says no more than a blank does.
        marks = tuple(
            mark
            for mark, meaning in marks_of(form, entry.item, entry.column).items()
            if meaning != "missing"
        )
        unit = next(iter(entry.item.units or entry.column.units), "")
        groups.setdefault((domain, marks, unit), []).append(entry.spot)
    return groups


def _condition(domain: Domain | None, marks: Sequence[str], first: Spot) -> dict[str, Any]:
    """Type, operator and formulas of a validation."""
    simple = None if marks else _simple(domain)
    if simple is not None:
        return simple
    formula = condition(domain, marks, _reference((first, first)))
    if len(formula) > LONGEST_FORMULA:
        formula = condition(None, (), _reference((first, first)))
    return {"type": "custom", "formula1": formula}


def _simple(domain: Domain | None) -> dict[str, Any] | None:
    """The conditions that a validation has of its own; None where it takes a formula."""
    if domain is None:
        return {
            "type": "decimal",
            "operator": "between",
            "formula1": "-1E+300",
            "formula2": "1E+300",
        }
    if domain.enum:
        listed = ",".join(map(plain, domain.enum))
        whole = {"type": "list", "formula1": f'"{listed}"'}
        return whole if len(listed) <= LONGEST_LIST else None
    kind = "whole" if domain.integer else "decimal"
    low = [each for each in (domain.minimum, domain.exclusive_minimum) if each is not None]
    high = [each for each in (domain.maximum, domain.exclusive_maximum) if each is not None]
    if domain.multiple_of is not None or len(low) > 1 or len(high) > 1:
        return None
    if domain.exclusive_minimum is not None or domain.exclusive_maximum is not None:
        if low and high:
            return None
        name = "greaterThan" if low else "lessThan"
        return {"type": kind, "operator": name, "formula1": plain((low or high)[0])}
    if low and high:
        return {
            "type": kind,
            "operator": "between",
            "formula1": plain(low[0]),
            "formula2": plain(high[0]),
        }
    if low or high:
        name = "greaterThanOrEqual" if low else "lessThanOrEqual"
        return {"type": kind, "operator": name, "formula1": plain((low or high)[0])}
    return {"type": kind, "operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}


def condition(domain: Domain | None, marks: Sequence[str], cell: str) -> str:
    """A formula that is true where a cell holds what it takes."""
    parts = [f"ISNUMBER({cell})"]
    if domain is not None:
        if domain.integer:
            parts.append(f"{cell}=INT({cell})")
        if domain.multiple_of is not None:
            step = plain(domain.multiple_of)
            parts.append(f"ABS({cell}/{step}-ROUND({cell}/{step},0))<0.000001")
        parts += [
            f"{cell}{sign}{plain(bound)}"
            for sign, bound in (
                (">=", domain.minimum),
                (">", domain.exclusive_minimum),
                ("<=", domain.maximum),
                ("<", domain.exclusive_maximum),
            )
            if bound is not None
        ]
        if domain.enum:
            parts.append(f"OR({','.join(f'{cell}={plain(each)}' for each in domain.enum)})")
    number = parts[0] if len(parts) == 1 else f"AND({','.join(parts)})"
    if len(parts) > 1:
        # A text makes an error of INT: the conditions are asked of numbers only.
        number = f"IF(ISNUMBER({cell}),AND({','.join(parts[1:])}),FALSE)"
    quoted = [mark.replace('"', '""') for mark in marks]
    named = ",".join(f'{cell}="{mark}"' for mark in quoted)
    return f"OR({number},{named})" if marks else number


def _reference(run: tuple[Spot, Spot]) -> str:
    from tablecheck.sheet import a1

    first, last = run
    return a1(*first) if first == last else f"{a1(*first)}:{a1(*last)}"
