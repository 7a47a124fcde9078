"""A1-style addresses as files write them.

Comes in: text. Goes out: rows and columns from 1, or a refusal. May import refusals, limits,
``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.limits import LAST_COLUMN, LAST_ROW
from tablecheck.readers.refusals import not_readable, shown
from tablecheck.sheet import Range

if TYPE_CHECKING:
    from tablecheck.errors import ReadError

_DIGITS = "0123456789"


class ColumnNumbers(dict[str, int]):
    """Column number by letters, computed once each: ``AB`` -> 28."""

    def __missing__(self, letters: str) -> int:
        """Compute the number, or refuse letters that name no column."""
        number = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise outside(letters)
            number = number * 26 + ord(letter) - 64
        if not 1 <= number <= LAST_COLUMN:
            raise outside(letters)
        self[letters] = number
        return number


COLUMN_NUMBERS = ColumnNumbers()


def row_number(text: str) -> int:
    """A row number that lies on a sheet."""
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise outside(text)
    row = int(text)
    if not 1 <= row <= LAST_ROW:
        raise outside(text)
    return row


def parse_range(text: str) -> Range:
    """A rectangle such as ``A1:C3`` or ``B2``, corners in any order."""
    first, _, second = text.partition(":")
    (top, left), (bottom, right) = _parse_place(first), _parse_place(second or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def outside(address: str) -> ReadError:
    """The refusal of an address that no sheet has."""
    return not_readable(
        f"文件已损坏：地址 {shown(address)} 超出工作表；请用表格软件重新打开并另存一份",
        f"the file is damaged: the address {shown(address)} lies on no sheet; open it in a "
        "spreadsheet program and save it again",
    )


def _parse_place(text: str) -> tuple[int, int]:
    text = text.replace("$", "")
    letters = text.rstrip(_DIGITS)
    return row_number(text[len(letters) :]), COLUMN_NUMBERS[letters]
