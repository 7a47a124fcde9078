"""TC405: rules that hold one by one cannot hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, quoted
from tablecheck.checks.base import check
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC405",
    "rules-contradict",
    title=("几条勾稽关系互相矛盾", "rules cannot hold together"),
    zh="按已填的数，勾稽关系 {rules} 不能同时成立，涉及：{names}",
    en="with the numbers given, the rules {rules} cannot hold together over {names}",
)
def rules_contradict(case: Case) -> Iterator[Finding]:
    """
    Several rules, none of which fails alone, cannot hold together.

    ## What it checks
    All hard rules at once, in exact numbers: what one rule says of a blank must agree with what
    the others say of it.

    ## Why it matters
    No value of the blanks makes the table right, so a filled number is wrong.

    ## Example
    A = B + C with A 10, B 4, C blank, and D = C + E with D 3, E 0: the first wants C 6, the
    second C 3.

    ## When it is silent
    A single rule of the same cells fails already; soft rules never take part.

    ## Source
    Fellegi and Holt (1976), implied edits.
    """
    for each in case.evaluation.contradictions:
        keys = each.keys
        rules = list(dict.fromkeys(instance.rule.id for instance in each.instances))
        named = [quoted(case, key) for key in keys[:6]]
        names = Words("、".join(n.zh for n in named), ", ".join(n.en for n in named))
        yield rules_contradict.finding(
            case.place(keys[0]),
            related=[case.place(key) for key in keys[1:]],
            rule=rules[0],
            basis=each.instances[0].rule.basis,
            fill={"rules": Words("、".join(rules), ", ".join(rules)), "names": names},
            facts={"rules": ", ".join(rules)},
            reason=Words(
                "空单元格填什么数都不能使这些勾稽关系同时成立",
                "no value of the blanks makes all these rules hold",
            ),
            action=Words(
                f"核对已填的数：{addresses(case, keys)}",
                f"check the filled numbers: {addresses(case, keys, 'en')}",
            ),
        )
