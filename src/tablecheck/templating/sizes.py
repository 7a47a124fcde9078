"""How wide the columns of a template are, and how many lines its texts take.

Comes in: boxes. Goes out: widths in characters, lines by row. A Chinese character is two wide.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.templating.model import Box, Entry

NARROWEST, WIDEST_GROUP, WIDEST_LABEL, WIDEST_VALUE = 9, 16, 44, 14


def widths_of(boxes: Iterable[Box], entries: Iterable[Entry], labels: int) -> tuple[int, ...]:
    """Width of each column; the first ``labels`` hold labels, whose texts matter most."""
    entries = list(entries)
    wide: dict[int, int] = {entry.spot[1]: NARROWEST for entry in entries}
    for column in range(1, labels + 1):
        wide[column] = NARROWEST
    for box in boxes:
        column = box.spot[1] + box.across
        if box.kind == "label":
            # A label over several columns is as wide as they are together; the last one gives way.
            others = sum(wide.get(each, NARROWEST) for each in range(box.spot[1], column))
            need = display_width(box.text) + 2 + 2 * box.indent - others
            most = WIDEST_GROUP if box.down else WIDEST_LABEL
            wide[column] = max(wide.get(column, 0), min(need, most))
        elif box.kind in ("head", "unit") and not box.across:
            most = WIDEST_LABEL if column <= labels else WIDEST_VALUE
            longest = max(map(display_width, box.text.split("\n")))
            wide[column] = max(wide.get(column, 0), min(longest + 2, most))
    right = max(wide, default=1)
    return tuple(wide.get(column, NARROWEST) for column in range(1, right + 1))


def heights_of(boxes: Iterable[Box], widths: Sequence[int]) -> dict[int, int]:
    """Lines of text of each row that has more than one."""
    lines: dict[int, int] = {}
    for box in boxes:
        if box.down and box.kind == "label":
            continue  # The rows that it is merged over are high enough together.
        first = box.spot[1]
        across = sum(widths[first - 1 : first + box.across]) - 2 * box.indent - 1
        need = sum(
            max(1, -(-display_width(part) // max(across, 1))) for part in box.text.split("\n")
        )
        need = -(-need // (box.down + 1))
        for row in range(box.spot[0], box.spot[0] + box.down + 1):
            lines[row] = max(lines.get(row, 1), need)
    return {row: min(number, 20) for row, number in lines.items() if number > 1}


def display_width(text: str) -> int:
    """Columns that a text takes where a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
