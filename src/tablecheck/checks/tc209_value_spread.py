"""TC209: one merged cell over several values of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC209",
    "value-spread",
    title=("一格占了几个指标", "one cell over several values"),
    zh="合并单元格里的“{text}”占了 {n} 个指标的位置，不知道是哪一个的",
    en="the merged cell “{text}” covers {n} values, and nobody can tell whose it is",
)
def value_spread(case: Case) -> Iterator[Finding]:
    """
    One merged cell covers several values of the form.

    ## What it checks
    Each value of the form has a cell of its own. A merge over several of them holds one number, of
    which nobody can tell whose it is; all of them take part in the rules as unknown.

    ## Why it matters
    Six cells collapsed into one 0 may mean six times 0, or one 0 and five left out.

    ## Example
    In 3.要求提供公开出版物 the cells of 自然人 to 其他 were merged and filled with 0.

    ## When it is silent
    The merge covers one value of the form only, however many columns of the sheet it spans.

    ## Source
    Published reports of 2019 to 2023.
    """
    by_merge: dict[tuple[str | None, tuple[int, int]], list[Observation]] = {}
    for seen in case.observations.values():
        if seen.is_spread and seen.place is not None:
            grid = case.binding.tables[seen.key[0]].region.grid
            place = grid.anchor(*grid.address(*seen.place))
            by_merge.setdefault((seen.sheet, place), []).append(seen)
    for group in by_merge.values():
        first = group[0]
        reading = first.reading
        yield value_spread.finding(
            case.place(first.key),
            related=[case.place(seen.key) for seen in group[1:]],
            fill={"text": shown(reading.text) if reading else "", "n": len(group)},
            facts={"cells": str(len(group))},
            action=Words("取消合并，逐格填写", "unmerge it and fill in each cell"),
        )
