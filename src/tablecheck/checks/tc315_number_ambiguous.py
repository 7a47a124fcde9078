"""TC315: a number that may be two, by the number signs of two countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key

_MOST_NAMED = 4


@check(
    "TC315",
    "number-ambiguous",
    severity=Severity.WARNING,
    title=("数字有两种读法", "number may be two"),
    zh="{readings}：表中分不清千分位和小数点{if_read}",
    en="{readings}: the table does not tell thousands from decimals{if_read}",
)
def number_ambiguous(case: Case) -> Iterator[Finding]:
    """
    A number is one in some countries and another one in others, and the table does not tell.

    ## What it checks
    Where the form states no number signs, they are told from the table: 1,234.5, 1.234,5,
    1 234,5, 1'234.5. Signs that the cells refuse are out (`1,5` and `0,25` have no thousands), so
    are those that give a count decimals, and those that break an equation which others make hold.
    If two are left and read a text as different numbers, the cell takes part in the rules as
    unknown. All such cells of a table are one finding.

    ## Why it matters
    1,234 is one thousand or one and a bit; a program that guesses is wrong by a thousand times.

    ## Example
    `1,234` and `5,678` alone are flagged; beside `0,5` and `0,25` they are 1.234 and 5.678, beside
    `12.5` or as counts they are 1234 and 5678.

    ## When it is silent
    The form states its number signs, or is in Chinese, Japanese or Korean; the table shows them.

    ## Source
    Tables of statistical offices of many countries; CLDR, number symbols.
    """
    for table in case.binding.tables:
        either = {
            key: seen.reading.either
            for key, seen in case.observations.items()
            if key[0] == table and seen.reading and seen.reading.status is Status.DOUBTFUL
        }
        if not either:
            continue
        keys = list(either)
        first = either[keys[0]]
        yield number_ambiguous.finding(
            case.place(keys[0]),
            related=[case.place(key) for key in keys[1:]],
            fill={
                "readings": _readings(case, keys, either),
                "if_read": _if_read(case, either),
            },
            facts={
                "text": _text(case, keys[0]),
                "readings": " | ".join(plain(number) for number in first),
                "cells": str(len(keys)),
            },
            reason=Words(
                "逗号、句点在有的国家是千分位符，在有的国家是小数点；表中的数字说明不了是哪一种",
                "a comma or point marks thousands in some countries and decimals in others; the "
                "numbers of the table do not tell which",
            ),
            action=Words(
                "在表式的 number_format 中写明千分位符和小数点，或去掉千分位符",
                "state the signs under number_format of the form, or leave out the thousands sign",
            ),
        )


def _text(case: Case, key: Key) -> str:
    reading = case.observations[key].reading
    return shown(reading.text) if reading else ""


def _readings(case: Case, keys: Sequence[Key], either: dict[Key, tuple[Exact, ...]]) -> Words:
    named = keys[:_MOST_NAMED]
    zh = [
        f"“{case.name(key)}”的“{_text(case, key)}”是 {' 或 '.join(map(plain, either[key]))}"
        for key in named
    ]
    en = [
        f"“{case.name(key)}” {_text(case, key)} is {' or '.join(map(plain, either[key]))}"
        for key in named
    ]
    rest = len(keys) - len(named)
    if rest:
        zh.append(f"另有 {rest} 个")
        en.append(f"and {rest} more")
    return Words("，".join(zh), ", ".join(en))


def _if_read(case: Case, either: dict[Key, tuple[Exact, ...]]) -> Words:
    """What the rules would say of each reading, where they do not say the same of all."""
    near = [
        each
        for each in case.instances
        if not either.keys().isdisjoint(keys_of(each))
        and all(key in case.dataset.intervals for key in keys_of(each))
    ]
    zh, en = "", ""
    said = set()
    for number in range(min(map(len, either.values()))):
        read = {key: Interval(values[number], values[number]) for key, values in either.items()}
        verdicts = {judge(each, {**case.dataset.intervals, **read}) for each in near}
        first = plain(next(iter(either.values()))[number])
        if Verdict.FAILS in verdicts:
            zh += f"；按 {first} 计，有关勾稽关系不成立"
            en += f"; read as {first}, a rule over them fails"
        elif Verdict.HOLDS in verdicts:
            zh += f"；按 {first} 计，有关勾稽关系成立"
            en += f"; read as {first}, the rules over them hold"
        said.add(Verdict.FAILS in verdicts)
    return Words(zh, en) if len(said) > 1 else Words("", "")
