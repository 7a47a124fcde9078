"""TC301: blank cells, told once; those whose value the rules force, named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.checks.base import check
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Deduction

MOST_TOLD = 5
"""Deduced blanks of a table that are told one by one."""


@check(
    "TC301",
    "missing-value",
    title=("指标未填", "value missing"),
    zh="{n} 个指标未填：{names}",
    en="{n} indicators are blank: {names}",
)
def missing_value(case: Case) -> Iterator[Finding]:
    """
    A required cell is blank.

    ## What it checks
    Every indicator that the form requires holds a number. A blank, or a mark that the form calls
    missing, is one finding for the whole table, told by section. A blank that can hold one value
    only is a warning of its own, which names the value and the rules that force it; more than five
    of a table are one warning together.

    ## Why it matters
    A blank may mean 0, “not known” or “forgotten”; whoever adds up the reports cannot tell.

    ## Example
    `兼职人员数` is blank: fill in 0 where there is none. `工作人员数` is blank over 专职 1 and
    兼职 1: it must be 2.

    ## When it is silent
    The form says `"required": false`, or that a blank is zero; or `--blank zero` is given.

    ## Source
    UNECE Generic Statistical Data Editing Model, “missing values”.
    """
    deduced = {each.key: each for each in case.evaluation.deductions}
    for code in case.binding.tables:
        blanks = [
            key
            for key, seen in case.observations.items()
            if key[0] == code and seen.standing is Standing.BLANK and seen.is_required
        ]
        zeros = [key for key in blanks if key in deduced and deduced[key].value == 0]
        yield from _deduced_zeros(case, zeros)
        others = [key for key in blanks if key in deduced and deduced[key].value != 0]
        if len(others) > MOST_TOLD:
            yield _deduced_many(case, others, deduced)
        else:
            yield from (_deduced_one(case, key) for key in others)
        unknown = [key for key in blanks if key not in deduced]
        if unknown:
            yield _unknown(case, unknown)


def _unknown(case: Case, keys: list[Key]) -> Finding:
    section_of = case.sections(keys[0][0])
    sections: dict[str, list[Key]] = {}
    for key in keys:
        sections.setdefault(section_of[key], []).append(key)
    total: dict[str, int] = {}
    for section in section_of.values():
        total[section] = total.get(section, 0) + 1
    zh, en = [], []
    for section, blank in sections.items():
        if len(blank) == total[section] and len(blank) > 1:
            zh.append(f"{section}：全部未填（{len(blank)} 项）")
            en.append(f"{section}: all {len(blank)} blank")
        else:
            zh.append(f"{section}：{len(blank)} 项未填")
            en.append(f"{section}: {len(blank)} blank")
    one = len(keys) == 1
    message = None
    if one:
        message = Words("“{name}”未填", "“{name}” is blank")
    return missing_value.finding(
        case.place(keys[0]),
        related=[case.place(key) for key in keys[1:]],
        message=message,
        fill={
            "n": len(keys),
            "names": Words("；".join(zh), "; ".join(en)),
            "name": case.name(keys[0]),
        },
        facts={"deduced": None},
        reason=Words(
            "空单元格分不清是 0、不掌握还是漏填，汇总时无法使用",
            "a blank may mean 0, not known or forgotten, so the table cannot be added up",
        ),
        action=Words(
            "核对后填数；本年没有发生的填 0" if not one else "核对后填数；没有发生的填 0",
            "fill in the number; where nothing happened this year, fill in 0",
        ),
        whole_sections=frozenset(
            section for section, blank in sections.items() if len(blank) == total[section]
        ),
        by_section=tuple(
            (section, tuple(case.place(key) for key in blank))
            for section, blank in sections.items()
        ),
    )


def _deduced_one(case: Case, key: Key) -> Finding:
    deduction = next(each for each in case.evaluation.deductions if each.key == key)
    value = plain(deduction.value)
    unit = case.after_number(key)
    return missing_value.finding(
        case.place(key),
        severity=Severity.WARNING,
        title=Words("未填，但可推知", "blank, but its value is known"),
        message=Words(
            "“{name}”未填，按勾稽关系应为 {value}{unit}",
            "“{name}” is blank; it must be {value}{unit}",
        ),
        fill={"name": case.name(key), "value": value, "unit": unit},
        facts={"deduced": value},
        reason=_why(case, deduction.because),
        action=Words(
            f"核对后填 {value}；若不是，则已填的数中有误",
            f"fill in {value}; if that is not right, a filled number is wrong",
        ),
        rule=deduction.because[0] if deduction.because else None,
    )


def _deduced_many(case: Case, keys: list[Key], deduced: Mapping[Key, Deduction]) -> Finding:
    told = [(case.name(key), plain(deduced[key].value)) for key in keys[:MOST_TOLD]]
    more = len(keys) - MOST_TOLD
    because = tuple(dict.fromkeys(rule for key in keys for rule in deduced[key].because))
    return missing_value.finding(
        case.place(keys[0]),
        related=[case.place(key) for key in keys[1:]],
        severity=Severity.WARNING,
        title=Words("未填，但可推知", "blank, but their values are known"),
        message=Words(
            "{n} 个指标未填，按勾稽关系可以算出：{names}{more}",
            "{n} indicators are blank; the rules give their values: {names}{more}",
        ),
        fill={
            "n": len(keys),
            "names": Words(
                "、".join(f"“{name}”应为 {value}" for name, value in told),
                ", ".join(f"“{name}” must be {value}" for name, value in told),
            ),
            "more": Words(f"等 {len(keys)} 项", f" and {more} more"),
        },
        facts={"deduced": ", ".join(plain(deduced[key].value) for key in keys)},
        reason=_why(case, because[:MOST_TOLD]),
        action=Words(
            "核对后逐格填写；若不是，则已填的数中有误",
            "fill them in; if one is not right, a filled number is wrong",
        ),
        rule=because[0] if because else None,
    )


def _why(case: Case, because: tuple[str, ...]) -> Words:
    """The form's own words for the rules that force a value; their ids where it has none."""
    rules = {instance.rule.id: instance.rule for instance in case.instances}
    told = [rules[rule].message or {} for rule in because]
    zh = [words.get("zh", rule) for words, rule in zip(told, because, strict=True)]
    en = [words.get("en", rule) for words, rule in zip(told, because, strict=True)]
    return Words("；".join(zh), "; ".join(en))


def _deduced_zeros(case: Case, keys: list[Key]) -> Iterator[Finding]:
    if not keys:
        return
    if len(keys) == 1:
        yield _deduced_one(case, keys[0])
        return
    named = [case.name(key) for key in keys[:3]]
    names = Words("、".join(named), ", ".join(named))
    more = Words(f"等 {len(keys)} 项", f" and {len(keys) - 3} more") if len(keys) > 3 else None
    yield missing_value.finding(
        case.place(keys[0]),
        related=[case.place(key) for key in keys[1:]],
        severity=Severity.WARNING,
        title=Words("未填，但可推知为 0", "blank, but known to be 0"),
        message=Words(
            "{n} 个指标未填，按勾稽关系都应为 0：{names}{more}",
            "{n} indicators are blank and must all be 0: {names}{more}",
        ),
        fill={"n": len(keys), "names": names, "more": more or Words("", "")},
        facts={"deduced": "0"},
        reason=Words(
            "已填的合计等于已填的分项之和，其余分项只能是 0",
            "the filled totals equal their filled parts, so the other parts can only be 0",
        ),
        action=Words("核对后填 0", "fill in 0"),
    )
