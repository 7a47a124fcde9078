"""The unit of a value cell: glued to it, in the unit column, or in a label or head.

Comes in: a bound table and one cell's reading. Goes out: ``UnitFact``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.record import record
from tablecheck.values.unit import UnitTable, is_no_unit
from tablecheck.values.written import MULTIPLIERS

if TYPE_CHECKING:
    from tablecheck.binding.bind import TableBinding
    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, Item
    from tablecheck.values.reading import Reading


@record
class UnitFact:
    """The unit found for a value cell.

    Attributes:
        text: As written ("" where the place for it is blank).
        place: (row, column) of the unit cell; None where it is glued, or in a head or caption.
        name: The form's name of it, None where unknown.
        expected: The preferred unit of the indicator.
        accepted: It is one of the indicator's units.
        factor: One such unit in expected units (元 -> 万元: 1/10000), None where not comparable.
        glued: It stands in the value cell itself.
    """

    text: str
    place: tuple[int, int] | None
    name: str | None
    expected: str
    accepted: bool
    factor: Exact | None
    glued: bool = False


class UnitReader:
    """Finds the units of one form's cells."""

    __slots__ = ("_multiples", "_table")

    def __init__(self, form: Form) -> None:
        self._multiples = frozenset(u.name for u in form.units.values() if u.base != u.name)
        self._table = UnitTable(
            [(u.name, u.synonyms, u.base, u.factor) for u in form.units.values()]
        )

    def is_multiple(self, name: str) -> bool:
        """The unit is a multiple of another one (万元 of 元)."""
        return name in self._multiples

    def fact(
        self,
        bound: TableBinding,
        item: Item,
        column: Item,
        place: tuple[int, int],
        reading: Reading,
    ) -> UnitFact | None:
        """What the file says of a cell's unit; None where the form, or the file, says nothing."""
        accepted = item.units or column.units
        if not accepted:
            return None
        if reading.unit is not None:
            return self._told(reading.unit, None, accepted, glued=True)
        if bound.unit_column is not None:
            at = (place[0], bound.unit_column)
            text = bound.region.grid.text(*at).strip()
            address = bound.region.grid.address(*at)
            return self._told("" if is_no_unit(text) else text, address, accepted)
        for text in (
            bound.rows.matches[item.code].line.text,
            bound.columns.matches[column.code].line.text,
        ):
            inside = self._table.unit_in_label(text)
            if inside is not None:
                return self._told(inside, None, accepted)
        return None

    def _told(
        self,
        text: str,
        place: tuple[int, int] | None,
        accepted: tuple[str, ...],
        *,
        glued: bool = False,
    ) -> UnitFact:
        name = self._table.resolve(text) if text else None
        factor = None
        if name is not None and name not in accepted:
            factor = self._table.conversion(name, accepted[0])
        elif name is None and text:
            factor = self._multiple(text, accepted[0])
        return UnitFact(
            text=text,
            place=place,
            name=name,
            expected=accepted[0],
            accepted=name is not None and name in accepted,
            factor=factor,
            glued=glued,
        )

    def _multiple(self, text: str, expected: str) -> Exact | None:
        """One “万条” in 条: a multiplier before a known unit, though the form does not list it."""
        for multiplier, factor in MULTIPLIERS.items():
            if text.startswith(multiplier):
                name = self._table.resolve(text[len(multiplier) :])
                per = None if name is None else self._table.conversion(name, expected)
                return None if per is None else exact(factor * per)
        return None
