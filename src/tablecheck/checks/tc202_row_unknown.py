"""TC202: rows whose label the form does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.columns import is_note_head
from tablecheck.checks.base import check
from tablecheck.checks.case import short_label, shown
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.align import Line
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Item

_BOUND = Words(
    "表式中没有“{label}”，是不是“{item}”？已按后者检查",
    "the form has no “{label}”; did you mean “{item}”? it was checked as that",
)
_NEAREST = Words(
    "表式中没有“{label}”，是不是“{item}”？", "the form has no “{label}”; did you mean “{item}”?"
)
_NO_COLUMN = Words(
    "表式中没有“{label}”这一列，没有检查它",
    "the form has no indicator “{label}”; the column was not checked",
)
_NO_LABEL = Words("有一行填了数，却没有指标名称", "a row holds a value, but has no label")

_DELETE = Words("删去这一行，或按表式改正指标名称", "delete the row, or name it as the form does")


@check(
    "TC202",
    "row-unknown",
    severity=Severity.WARNING,
    title=("不认识的指标行", "unknown row"),
    zh="表式中没有“{label}”这一行",
    en="the form has no row “{label}”",
)
def row_unknown(case: Case) -> Iterator[Finding]:
    """
    A row's label is not in the form.

    ## What it checks
    Every row with a unit or a value has a label of the form, after numbering, notes, spaces and
    widths are taken off. A row in the place of a missing one whose label is at least .6 alike is
    bound to it and named.

    ## Why it matters
    A value under a label that nobody knows is lost in every roll-up.

    ## Example
    `政府网站信息数`: did you mean 政府网站公开政府信息数? An extra row 6.其他 is unknown.

    ## When it is silent
    Titles, notes, signatures and heads repeated on a new page. Where the form's rows stand across
    (one row a reporting unit), a further column is an information, one of remarks is nothing.

    ## Source
    Ratcliff and Obershelp (1988) similarity.
    """
    for code, bound in case.binding.tables.items():
        for match in bound.rows.matches.values():
            if match.how != "near":
                continue
            line = match.line
            yield row_unknown.finding(
                case.label_place(bound, line, code=match.item.code),
                message=_BOUND,
                fill={"label": shown(line.text), "item": short_label(match.item.label)},
                facts={"label": shown(line.text), "similarity": f"{match.similarity:.2f}"},
                action=Words(
                    f"把指标名称改为“{match.item.label}”", f"name the row “{match.item.label}”"
                ),
            )
        turned = bound.region.grid.turned
        for unknown in bound.rows.unknown:
            line = unknown.line
            if turned and is_note_head(line.text):
                continue
            nearest = unknown.nearest
            yield row_unknown.finding(
                case.label_place(bound, line),
                severity=Severity.INFORMATION if turned or not line.carries else None,
                message=_NO_COLUMN if turned and not nearest else _message(line, nearest),
                fill={
                    "label": shown(line.text),
                    "item": "" if nearest is None else short_label(nearest.label),
                },
                facts={
                    "label": shown(line.text),
                    "similarity": None if nearest is None else f"{unknown.similarity:.2f}",
                    "table": code,
                },
                action=None if turned else _DELETE,
            )


def _message(line: Line, nearest: Item | None) -> Words | None:
    if not line.text.strip():
        return _NO_LABEL
    return None if nearest is None else _NEAREST
