"""Make the example tables from the real one: one filled, one with twelve defects.

usage: python examples/make.py      (needs openpyxl; writes beside itself)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "manzhouli-2018.xlsx"
HEADING_MARK = "—"


def find(sheet: Any, words: str, nth: int = 0) -> int:  # noqa: ANN401 - openpyxl is untyped
    """Row of the nth label that holds the words."""
    rows = [r for r in range(1, sheet.max_row + 1) if words in str(sheet.cell(r, 1).value or "")]
    return rows[nth]


def fill(sheet: Any) -> None:  # noqa: ANN401
    """Fill the blanks: 0, but 2 for the staff and 9 under one channel of the responses."""
    for row in range(4, sheet.max_row + 1):
        unit, value = sheet.cell(row, 2).value, sheet.cell(row, 3)
        if unit not in (None, HEADING_MARK) and value.value is None:
            value.value = 0
    sheet.cell(find(sheet, "从事政府信息公开工作人员数"), 3).value = 2
    sheet.cell(find(sheet, "微博微信回应事件数"), 3).value = 9


def spoil(sheet: Any) -> None:  # noqa: ANN401
    """Twelve defects, no two in one rule."""

    def put(words: str, value: object, column: int = 3, nth: int = 0) -> None:
        sheet.cell(find(sheet, words, nth), column).value = value

    put("政府网站公开政府信息数", 89)
    put("政务微信公开政府信息数", "1,506")
    put("其中：主要负责同志参加新闻发布会次数", 1)
    put("信函申请数", 3)
    put("驳回原告诉讼请求数", "#REF!")
    put("举报投诉数量", "9件")
    put("设置政府信息公开查阅点数", "约9")
    put("政府信息公开专项经费", 35000)
    put("政府信息公开专项经费", "元", column=2)
    put("召开政府信息公开工作会议", "=1+0")
    put("举办各类培训班数", 1.5)
    put("接受培训人员数", None)
    sheet.delete_rows(find(sheet, "依申请公开信息收取的费用"))


def make(name: str, *changes: Callable[[Any], None]) -> None:
    """Write one example."""
    book = load_workbook(SOURCE)
    for change in changes:
        change(book.worksheets[0])
    book.save(HERE / name)


if __name__ == "__main__":
    make("filled.xlsx", fill)
    make("broken.xlsx", fill, spoil)
