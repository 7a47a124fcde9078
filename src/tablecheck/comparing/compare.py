"""Two forms compared: what of one is in the other, and how it changed.

Comes in: two forms. Goes out: ``Diff``; a form compared with itself has no changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.comparing.cells import unchanged_cells
from tablecheck.comparing.items import matched, table_entries
from tablecheck.comparing.model import Change, Diff, Kind, Named
from tablecheck.comparing.places import moved, paired, parted_positions
from tablecheck.comparing.rules import rule_changes
from tablecheck.comparing.written import (
    FORM_KEYS,
    HEADER_KEYS,
    ITEM_KEYS,
    TEXT_KEYS,
    UNIT_KEYS,
    changed_keys,
)
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tablecheck.comparing.places import Parting
    from tablecheck.comparing.written import Keys
    from tablecheck.form.model import Form, Item, Table


def compare_forms(before: Form, after: Form) -> Diff:
    """Everything that changed from one form to another, in the order of the newer one."""
    tables = {
        before.tables[here].code: after.tables[there].code
        for here, there in matched(
            table_entries(before.tables), table_entries(after.tables)
        ).items()
    }
    codes: dict[tuple[str, str, str], str] = {}
    changes = [*_form(before, after)]
    old = {table.code: table for table in before.tables}
    older = {new: old[code] for code, new in tables.items()}
    for table in after.tables:
        if table.code not in older:
            changes.append(Change(Kind.ADDED, "table", after=_table(table)))
            continue
        changes += _tables(older[table.code], table, codes)
    changes += [
        Change(Kind.REMOVED, "table", before=_table(table))
        for table in before.tables
        if table.code not in tables
    ]
    changes += rule_changes(before, after, tables, codes)
    changes += _named_parts("text", before.text, after.text, TEXT_KEYS)
    return Diff(before, after, tuple(changes))


def _form(before: Form, after: Form) -> Iterator[Change]:
    keys = changed_keys(before, after, FORM_KEYS)
    if keys:
        yield Change(
            Kind.CHANGED,
            "form",
            before=Named(before.id, before.titles[0]),
            after=Named(after.id, after.titles[0]),
            keys=keys,
        )
    units = (tuple(before.units.values()), tuple(after.units.values()))
    yield from _named_parts("unit", units[0], units[1], UNIT_KEYS)
    yield from _named_parts("header", before.header, after.header, HEADER_KEYS)


def _named_parts(
    part: str, before: Sequence[object], after: Sequence[object], keys: Keys
) -> Iterator[Change]:
    """Parts that their name or id tells apart."""
    old, new = ({_name(each): each for each in form} for form in (before, after))
    for name, each in new.items():
        if name not in old:
            yield Change(Kind.ADDED, part, after=Named(name))
        elif found := changed_keys(old[name], each, keys):
            yield Change(Kind.CHANGED, part, before=Named(name), after=Named(name), keys=found)
    for name in old:
        if name not in new:
            yield Change(Kind.REMOVED, part, before=Named(name))


def _name(part: object) -> str:
    return str(next(getattr(part, key) for key in ("name", "code", "id") if hasattr(part, key)))


def _table(table: Table) -> Named:
    return Named(table.code, table.title)


def _tables(
    before: Table, after: Table, codes: dict[tuple[str, str, str], str]
) -> Iterator[Change]:
    old = (before.title, before.titles, before.orientation, before.totals)
    new = (after.title, after.titles, after.orientation, after.totals)
    names = ("title", "titles", "orientation", "totals")
    keys = [
        (name, _shown(one), _shown(other))
        for name, one, other in zip(names, old, new, strict=True)
        if one != other
    ]
    if before.code != after.code:
        keys.insert(0, ("code", before.code, after.code))
    if keys:
        yield Change(
            Kind.CHANGED,
            "table",
            before=_table(before),
            after=_table(after),
            keys=tuple(keys),
        )
    rows = paired(before.rows, after.rows)
    columns = paired(before.columns, after.columns)
    idle = unchanged_cells(before, after, rows[0], columns[0])
    for part, axis, old_items, new_items, (pairs, partings) in (
        ("row", "rows", before.rows, after.rows, rows),
        ("column", "columns", before.columns, after.columns, columns),
    ):
        codes.update(
            ((before.code, axis, old_items[here].code), new_items[there].code)
            for here, there in pairs.items()
        )
        tree = _Tree(part, after.code, old_items, new_items, idle[axis])
        yield from tree.changes(pairs, partings)


def _shown(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


class _Tree:
    """The rows, or the columns, of one table in both forms."""

    def __init__(
        self,
        part: str,
        table: str,
        before: Sequence[Item],
        after: Sequence[Item],
        idle: Collection[tuple[int, str]],
    ) -> None:
        self._part = part
        self._table = table
        self._before = before
        self._after = after
        self._idle = idle

    def changes(self, pairs: Mapping[int, int], partings: Sequence[Parting]) -> Iterator[Change]:
        """Changes in the newer order; what is gone comes last."""
        back = {there: here for here, there in pairs.items()}
        elsewhere = moved(self._before, self._after, pairs)
        gone, came = parted_positions(partings)
        found = [self._parting(each) for each in partings]
        for there, item in enumerate(self._after):
            if there in back:
                here = back[there]
                parted = here in gone or there in came
                found += [(there, each) for each in self._item(here, there, parted=parted)]
                if here in elsewhere:
                    found.append((there, self._change(Kind.MOVED, self._before[here], item)))
            elif there not in came:
                found.append((there, self._change(Kind.ADDED, None, item)))
        found += [
            (len(self._after), self._change(Kind.REMOVED, item, None))
            for here, item in enumerate(self._before)
            if here not in pairs and here not in gone
        ]
        return iter([change for _, change in sorted(found, key=lambda each: each[0])])

    def _parting(self, parting: Parting) -> tuple[int, Change]:
        split = parting.kind is Kind.SPLIT
        one, many = (self._before, self._after) if split else (self._after, self._before)
        single = one[parting.single]
        change = self._change(parting.kind, single if split else None, None if split else single)
        several = tuple(_named_item(many[number]) for number in parting.several)
        return parting.several[0] if split else parting.single, replace(change, several=several)

    def _item(self, here: int, there: int, *, parted: bool) -> Iterator[Change]:
        one, other = self._before[here], self._after[there]
        idle = {field for at, field in self._idle if at == here}
        if parted:
            # That it is a heading now, or no longer, is what the split or the merger says.
            idle |= {"heading", "units", "domain", "required"}
        if one.label != other.label:
            yield self._change(Kind.RENAMED, one, other)
            idle.add("code")
        keys = changed_keys(
            one, other, {field: key for field, key in ITEM_KEYS.items() if field not in idle}
        )
        if keys:
            yield replace(self._change(Kind.CHANGED, one, other), keys=keys)

    def _change(self, kind: Kind, before: Item | None, after: Item | None) -> Change:
        return Change(
            kind,
            self._part,
            self._table,
            None if before is None else _named_item(before),
            None if after is None else _named_item(after),
        )


def _named_item(item: Item) -> Named:
    return Named(item.code, item.label)
