"""The copy of a file with values written, and which of them could not be.

Comes in: the file's bytes, its case, fixes. Goes out: ``Copy``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.fixing.told import comment_of
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.checks.case import Case
    from tablecheck.fixing.plan import Fix

KINDS = ("xlsx", "xlsm", "csv")
"""Kinds of files of which a copy is written."""


@record
class Copy:
    """A copy: its bytes, and the fixes that it lacks because there is no field for them."""

    content: bytes
    left_out: tuple[Fix, ...] = ()


def copy_of(
    content: bytes, case: Case, fixes: Sequence[Fix], encoding: str | None, lang: str
) -> Copy:
    """The file with the values written; all else as it is.

    Raises:
        NotPatchableError: The workbook is built in a way that cannot be changed safely.
    """
    places = {fix.key: case.observations[fix.key].place for fix in fixes}
    if case.workbook.kind == "csv":
        from tablecheck.fixing.csv_copy import fixed_csv, has_field

        values = {place: fix.new for fix in fixes if (place := places[fix.key]) is not None}
        left = tuple(
            fix
            for fix in fixes
            if (place := places[fix.key]) is None or not has_field(content, encoding, place)
        )
        return Copy(fixed_csv(content, encoding, values), left)
    from tablecheck.fixing.xlsx_copy import fixed_xlsx

    names = [sheet.name or "" for sheet in case.workbook.sheets]
    number_of = {name: number for number, name in enumerate(names)}
    changes = {
        (number_of[fix.at.sheet or ""], place): (fix.new, comment_of(fix, lang))
        for fix in fixes
        if (place := places[fix.key]) is not None
    }
    return Copy(fixed_xlsx(content, names, changes))
