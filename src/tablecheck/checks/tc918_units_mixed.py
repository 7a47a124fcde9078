"""TC918: a rule of a form over cells in different units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.exact import plain, quotient
from tablecheck.findings import Severity, Words
from tablecheck.form.model import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.exact import Exact
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key, Unit
    from tablecheck.linting.case import FormCase
    from tablecheck.rules.model import Linear

    Mixed = tuple[tuple[Key, Unit], tuple[Key, Unit], Words]


@about_form(
    "TC918",
    "units-mixed",
    severity=Severity.WARNING,
    title=("关系中单位不一致", "units differ in a rule"),
    zh="关系“{rule}”把“{one}”（{unit}）和“{other}”（{against}）放在一起，{why}",
    en="the rule “{rule}” puts “{one}” ({unit}) and “{other}” ({against}) together; {why}",
)
def units_mixed(case: FormCase) -> Iterator[Finding]:
    """
    Cells that a rule adds or compares have different units.

    ## What it checks
    The preferred unit of each cell, of its row or else its column. Units of another dimension
    (人, 元) and multiples (元, 万元) without the factor between them. What a ratio divides, and by
    what, is compared apart.

    ## Why it matters
    Rules take the numbers as they are in the preferred unit: 1 万元 and 1 元 add up to 2.

    ## Example
    `[total] = [a] + [b]` with b in 元 and the others in 万元; `[total] = [a] + 0.0001 * [b]` is
    right.

    ## When it is silent
    The numbers of the rule are the factor between the units; one of the cells has no unit; `!=`
    only asks whether one number was written for another.

    ## Source
    docs/forms.md, `units`.
    """
    if case.blank.is_large:
        return
    told: set[str] = set()
    for instances in case.blank.instances.values():
        for each in instances:
            if each.rule.id in told:
                continue
            for atom in (atom for clause in each.clauses for atom in clause):
                # That two numbers differ is no matter of units.
                mixed = None if atom.op == "!=" else _mixed(case, atom)
                if mixed is None:
                    continue
                (one, unit), (other, against), why = mixed
                told.add(each.rule.id)
                yield units_mixed.finding(
                    case.at_rule(each.table, each.rule),
                    related=[case.at_cell(current(one)), case.at_cell(current(other))],
                    rule=each.rule.id,
                    basis=each.rule.basis,
                    fill={
                        "rule": each.rule.id,
                        "one": case.name(one),
                        "unit": unit.name,
                        "other": case.name(other),
                        "against": against.name,
                        "why": why,
                    },
                )
                break


def _mixed(case: FormCase, atom: Linear) -> Mixed | None:
    """The first two cells of a comparison whose units do not go together, and why."""
    below = () if atom.requires is None else atom.requires.terms
    lower = {key for _, key in below}
    upper = [(factor, key) for factor, key in atom.terms if key not in lower]
    return _first_mixed(case, upper) or _first_mixed(case, list(below))


def _first_mixed(case: FormCase, terms: list[tuple[Exact, Key]]) -> Mixed | None:
    known = [(factor, key, unit) for factor, key in terms if (unit := _unit(case, key)) is not None]
    for factor, key, unit in known[1:]:
        first, one, against = known[0]
        if unit.base != against.base:
            return (one, against), (key, unit), _KINDS
        # As many of the base go to 1 in the rule: 0.0001 a 元, 1 a 万元.
        same = abs(quotient(first, against.factor)) == abs(quotient(factor, unit.factor))
        if unit.factor != against.factor and not same:
            by = plain(quotient(unit.factor, against.factor))
            return (one, against), (key, unit), _factor(unit.name, by, against.name)
    return None


_KINDS = Words("这两个单位不能换算", "these units do not convert")


def _factor(name: str, by: str, other: str) -> Words:
    return Words(
        f"而式中没有换算（1 {name} = {by} {other}）",
        f"but the rule has no factor for it (1 {name} = {by} {other})",
    )


def _unit(case: FormCase, key: Key) -> Unit | None:
    table, row, column = current(key)
    names = case.item(table, "rows", row).units or case.item(table, "columns", column).units
    return case.form.units.get(names[0]) if names else None
