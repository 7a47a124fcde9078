"""What a roll-up tells: findings in the members' files, and in the filed total.

Comes in: members and totals. Goes out: reports of files, findings. What one member explains is one
finding, not one for each indicator.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tablecheck.checks.naming import cell_name
from tablecheck.checks.tc511_rolled_up_total_differs import rolled_up_total_differs
from tablecheck.checks.tc512_rolled_up_total_out_of_bounds import rolled_up_total_out_of_bounds
from tablecheck.checks.tc514_member_twice import member_twice
from tablecheck.checks.tc515_member_cells_open import member_cells_open
from tablecheck.checks.tc516_member_of_another_year import member_of_another_year
from tablecheck.checks.tc517_member_not_listed import member_not_listed
from tablecheck.checks.tc518_member_not_in_total import member_not_in_total
from tablecheck.exact import plain
from tablecheck.findings import Equation, Term, Words
from tablecheck.record import replace
from tablecheck.report import FileReport
from tablecheck.rollup.explain import (
    LEFT_OUT,
    Difference,
    acts_of,
    explained_by,
    told_acts,
    whole_members,
)
from tablecheck.rollup.totals import BOUNDED, NONE, SUM
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.findings import Finding, Place
    from tablecheck.form.model import Form, Key
    from tablecheck.rollup.explain import Act
    from tablecheck.rollup.members import Member
    from tablecheck.rollup.totals import Total

MOST_LABELS = 5
"""Indicators that one sentence names."""


def member_report(
    each: Member,
    form: Form,
    totals: Mapping[Key, Total],
    earlier: Member | None,
    members: Sequence[Member],
    *,
    is_listed: bool,
) -> FileReport:
    """The report of a member: what keeps it, or its numbers, out of the totals.

    Args:
        each: The member.
        form: Of all members.
        totals: Of those that count.
        earlier: The member whose table it repeats; None where it counts.
        members: Those that count.
        is_listed: The list names it, or there is none.
    """
    findings: list[Finding] = []
    if earlier is not None:
        findings.append(_twice(each, earlier))
    else:
        findings += _open(each, totals)
        findings += _other_year(each, members)
        if not is_listed:
            findings.append(member_not_listed.finding(None, fill={"member": each.name}))
    return FileReport(
        path=each.path,
        sha256=each.sha256,
        form=form.id,
        form_version=form.version,
        form_sha256=form.sha256,
        agency=each.agency,
        year=each.year,
        cells=len(each.values),
        observed=each.observed,
        blank=each.blank,
        findings=tuple(findings),
    )


def _twice(member: Member, earlier: Member) -> Finding:
    same = member.sha256 == earlier.sha256
    told = (
        Words("同一个文件", "the same file as")
        if same
        else Words(f"同一单位（{member.agency}）的表", f"of the same agency ({member.agency}) as")
    )
    return member_twice.finding(
        None,
        fill={"other": earlier.path, "same": told},
        facts={"other": earlier.path},
        action=Words("删去其中一个文件", "remove one of the files"),
    )


def _open(member: Member, totals: Mapping[Key, Total]) -> list[Finding]:
    """One finding of all cells of a member that leave a total open."""
    keys = [key for key, total in totals.items() if total.rollup != NONE and key in member.open]
    if not keys:
        return []
    places = [member.places[key] for key in keys]
    names = [place.label for place in places[:MOST_LABELS]]
    rest = len(places) > MOST_LABELS
    return [
        member_cells_open.finding(
            places[0],
            related=places[1:],
            fill={
                "count": str(len(places)),
                "labels": Words(
                    "、".join(names) + (" 等" if rest else ""),
                    ", ".join(names) + (" …" if rest else ""),
                ),
            },
            facts={"count": str(len(places))},
            reason=Words("未填的不能算 0", "what is blank is not 0"),
            action=Words("补填后重新汇总", "fill them in and roll up again"),
        )
    ]


def _other_year(member: Member, members: Sequence[Member]) -> list[Finding]:
    years = Counter(each.year for each in members if each.year is not None)
    if member.year is None or not years:
        return []
    usual, count = years.most_common(1)[0]
    if usual == member.year or 2 * count <= sum(years.values()):
        return []
    return [
        member_of_another_year.finding(
            None, fill={"year": str(member.year), "usual": str(usual)}, facts={"usual": str(usual)}
        )
    ]


def verdicts_of(filed: Member, totals: Mapping[Key, Total]) -> dict[Key, Verdict]:
    """Whether each number of a filed total is what its members allow."""
    return {
        key: Verdict.UNDECIDED
        if key in filed.open
        else total.verdict(filed.values[key], filed.slack.get(key, 0))
        for key, total in totals.items()
        if total.rollup != NONE
    }


def against_members(
    filed: Member,
    totals: Mapping[Key, Total],
    verdicts: Mapping[Key, Verdict],
    members: Sequence[Member],
    form: Form,
) -> list[Finding]:
    """Findings of the cells whose filed total its members do not allow."""
    failing = [key for key, verdict in verdicts.items() if verdict is Verdict.FAILS]
    differences = {
        key: Difference(key, number, totals[key].value or 0)
        for key in failing
        if totals[key].rollup == SUM
        and totals[key].value is not None
        and (number := filed.values[key].low) is not None
    }
    agreeing = [key for key, verdict in verdicts.items() if verdict is Verdict.HOLDS]
    agreeing = [key for key in agreeing if totals[key].rollup == SUM]
    whole = whole_members(list(differences.values()), agreeing, members)
    found: list[Finding] = []
    told: frozenset[Key] = frozenset()
    if whole:
        told = explained_by(whole[0], list(differences.values()))
        keys = [key for key in failing if key in told]
        found.append(_one_member(whole[0], [filed.places[key] for key in keys]))
    for key in failing:
        if key in told:
            continue
        acts: tuple[Act, ...] = ()
        if key in differences:
            acts = acts_of(differences[key], members)
        at = filed.places[key]
        unit = next(iter(totals[key].item.units or totals[key].column.units), "")
        suspects = [act.member.places[key] for act in acts if act.member is not None]
        found.append(
            _differs(
                filed, totals[key], members, form, unit, suspects, told_acts(acts, at.cell or "")
            )
        )
    return found


def _one_member(act: Act, places: Sequence[Place]) -> Finding:
    """The finding of all cells that one member explains."""
    assert act.member is not None
    left_out = act.what == LEFT_OUT
    what = Words("漏加了它", "left out") if left_out else Words("加了它两次", "counted twice")
    name = act.member.name
    return member_not_in_total.finding(
        places[0],
        related=places[1:],
        fill={"count": str(len(places)), "member": name, "act": what},
        facts={"member": act.member.path, "act": act.what, "count": str(len(places))},
        rule="rollup",
        reason=Words("汇总数应与各成员的表一致", "a total must agree with its members' tables"),
        action=Words(
            f"核对“{name}”（{act.member.path}）"
            f"{'应否计入' if left_out else '是否计了两次'}，重新汇总",
            f"check whether “{name}” ({act.member.path}) "
            f"{'belongs to the total' if left_out else 'was counted twice'}, and roll up again",
        ),
    )


def _differs(
    filed: Member,
    total: Total,
    members: Sequence[Member],
    form: Form,
    unit: str,
    suspects: Sequence[Place],
    action: Words | None,
) -> Finding:
    """The finding of one cell, drawn as the sum of its members."""
    key, at = total.key, filed.places[total.key]
    table = next(each for each in form.tables if each.code == key[0])
    number = filed.values[key].low
    assert number is not None
    low, high = total.possible.low, total.possible.high
    bound = low if low is not None and number < low else high
    assert bound is not None
    imbalance = plain(number - bound)
    fill = {
        "indicator": cell_name(table, key[1], key[2]),
        "stated": plain(number),
        "unit": f" {unit}" if unit else "",
    }
    equation = Equation(
        left=(Term("", plain(number), at),),
        op="="
        if total.value is not None and total.rollup == SUM
        else ">="
        if bound == low
        else "<=",
        right=_terms(members, key),
        computed=plain(bound),
        imbalance=imbalance,
    )
    why = Words("汇总数应与各成员的表一致", "a total must agree with its members' tables")
    if not total.possible.is_point and total.rollup == SUM:
        why = Words(
            f"{why.zh}；未填、缺少的按最接近的可能的数计",
            f"{why.en}; what is blank or missing is taken as the nearest number that it may be",
        )
    if total.rollup == BOUNDED:
        facts = {
            "stated": plain(number),
            "low": None if low is None else plain(low),
            "high": None if high is None else plain(high),
            "imbalance": imbalance,
        }
        return rolled_up_total_out_of_bounds.finding(
            at,
            related=suspects,
            fill={**fill, "low": facts["low"] or "?", "high": facts["high"] or "?"},
            facts=facts,
            rule="rollup",
            reason=why,
            equation=equation if bound == high else None,
        )
    return rolled_up_total_differs.finding(
        at,
        related=suspects,
        fill={
            **fill,
            "members": str(len(members)),
            "computed": plain(bound),
            "imbalance": imbalance,
        },
        facts={"stated": plain(number), "computed": plain(bound), "imbalance": imbalance},
        rule="rollup",
        reason=why,
        action=action,
        equation=equation,
    )


def _terms(members: Sequence[Member], key: Key) -> tuple[Term, ...]:
    """The members' numbers; “-” where there is none."""
    terms = []
    for number, member in enumerate(members):
        stated = None if key in member.open else member.values[key].low
        place = replace(member.places[key], label=member.name)
        terms.append(Term("+" if number else "", "-" if stated is None else plain(stated), place))
    return tuple(terms)
