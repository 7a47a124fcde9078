"""TC408: relations that hold only because the values are rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import cells
from tablecheck.checks.base import check
from tablecheck.checks.rounding import broken_atoms
from tablecheck.exact import exact, plain
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance

_MOST_NAMED = 4


@check(
    "TC408",
    "held-by-rounding",
    severity=Severity.INFORMATION,
    title=("舍入后勾稽成立", "held by rounding"),
    zh="在舍入误差内成立的勾稽关系有 {n} 条：{named}",
    en="relations that hold only by rounding: {n}; {named}",
)
def held_by_rounding(case: Case) -> Iterator[Finding]:
    """
    Relations hold only because the form says that values are rounded.

    ## What it checks
    Where the form declares `rounded`, a stated value may be off by half a unit of its last decimal,
    or by base − 1 where it is rounded at random to a base. A rule that fails to the digit and holds
    with that is counted as holding. All of a table are one finding.

    ## Why it matters
    It is no error, but a reader who adds up the column gets another number.

    ## Example
    86.92 + 11.47 + 1.60 = 99.99 under a total of 100.00 is told; 86.93 passes silently.

    ## When it is silent
    The rule holds to the digit, or is off by more than rounding makes (TC401, TC404).

    ## Source
    XBRL Calculations 1.1; Statistics Canada, random rounding to base 5.
    """
    held: dict[str, list[Instance]] = {}
    for each in case.evaluation.verdicts:
        if each.by_rounding:
            held.setdefault(each.instance.table, []).append(each.instance)
    for instances in held.values():
        at = _main(case, instances[0])
        places = dict.fromkeys(_main(case, each) for each in instances)
        yield held_by_rounding.finding(
            case.place(at),
            related=[case.place(key) for key in places if key != at],
            rule=instances[0].rule.id,
            basis=instances[0].rule.basis,
            fill={"n": len(instances), "named": _named(case, instances)},
            facts={"relations": str(len(instances))},
            reason=Words(
                "表式声明了数值经过舍入，分项之和可以与合计略有出入",
                "the form says that values are rounded, so that parts may not add up to the digit",
            ),
        )


def _main(case: Case, instance: Instance) -> Key:
    """The whole, else the first cell that is the form's."""
    return next(key for key in cells(instance) if key in case.observations)


def _named(case: Case, instances: Sequence[Instance]) -> Words:
    zh, en = [], []
    for instance in instances[:_MOST_NAMED]:
        name = case.name(_main(case, instance))
        atoms = list(broken_atoms(instance, case.dataset.intervals))
        if atoms:
            atom, off = max(atoms, key=lambda pair: pair[1])
            most, less = plain(exact(atom.slack)), plain(exact(off))
            zh.append(f"“{name}”差 {less}（可差 {most}）")
            en.append(f"“{name}” is off by {less} (may be by {most})")
        else:
            zh.append(f"“{name}”")
            en.append(f"“{name}”")
    rest = len(instances) - len(zh)
    if rest:
        zh.append(f"另有 {rest} 条")
        en.append(f"and {rest} more")
    return Words("，".join(zh), ", ".join(en))
