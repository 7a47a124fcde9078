"""TC912: rows, columns or tables of a form that no table can tell apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.labels import normalise
from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.findings import Finding
    from tablecheck.form.model import Form, Item, Table
    from tablecheck.linting.case import FormCase


@about_form(
    "TC912",
    "items-alike",
    severity=Severity.WARNING,
    title=("无法区分的项", "items that look alike"),
    zh="“{one}”和“{other}”的名称相同，所属的上级也相同，只能按先后次序区分",
    en="“{one}” and “{other}” have the same label under the same parents; only their order tells "
    "them apart",
)
def items_alike(case: FormCase) -> Iterator[Finding]:
    """
    Two rows, columns or tables of a form cannot be told apart in a table.

    ## What it checks
    Labels and aliases of rows and columns as they are compared, with everything that stands over
    them; rows without a printed label that stand beside each other; tables with the same heads,
    rows and titles.

    ## Why it matters
    Where one of the two is missing, moved or misspelt, its values are taken for the other's.

    ## Example
    Two rows 其他 below one heading. Two 其他 below different headings are no such case.

    ## When it is silent
    What stands over them, or the label, differs.

    ## Source
    How lines are bound to items: docs/binding.md.
    """
    for table in case.form.tables:
        for axis, items in (("rows", table.rows), ("columns", table.columns)):
            for one, other, said in [*_alike(items), *_unprinted(items)]:
                yield items_alike.finding(
                    case.at_item(table.code, axis, other.code),
                    related=[case.at_item(table.code, axis, one.code)],
                    fill={"one": one.code, "other": other.code},
                    message=said,
                    action=Words(
                        "改写其中一个的名称，或把它们放在不同的标题下", "change one label"
                    ),
                )
    for first, second in _tables(case.form):
        yield items_alike.finding(
            case.place(case.at.tables[second], second, second),
            fill={"one": first, "other": second},
            message=_TABLES,
        )


_PLACES = Words(
    "“{one}”和“{other}”都不印名称又相邻，只能按位置区分",
    "“{one}” and “{other}” print no label and stand beside each other; only their place tells them "
    "apart",
)
_TABLES = Words(
    "表“{one}”和“{other}”的标题、行、列都相同，只能按先后次序区分",
    "the tables “{one}” and “{other}” have the same titles, rows and columns; only their order "
    "tells them apart",
)


def _alike(items: Sequence[Item]) -> Iterator[tuple[Item, Item, Words | None]]:
    """Pairs of a later item and the first that it looks like, told by (what is above, label)."""
    kind: dict[str | None, str | None] = {None: None}
    first: dict[tuple[str | None, str], Item] = {}
    for item in items:
        kind[item.code] = item.code
        if not item.printed or item.role != "value":
            continue
        above = kind[item.parent]
        keys = sorted(item_keys(item))
        same = next((first[above, key] for key in keys if (above, key) in first), None)
        if same is not None:
            # What stands below the two looks alike as well.
            kind[item.code] = kind[same.code]
            if item.heading == same.heading:
                yield same, item, None
        for key in keys:
            first.setdefault((above, key), same or item)


def _unprinted(items: Sequence[Item]) -> Iterator[tuple[Item, Item, Words | None]]:
    for one, other in pairwise(items):
        if not one.printed and not other.printed and not (one.heading or other.heading):
            yield one, other, _PLACES


def _tables(form: Form) -> Iterator[tuple[str, str]]:
    seen: dict[object, str] = {}
    for table in form.tables:
        titles = _titles(table)
        shape = tuple(
            tuple(sorted(normalise(item.label).key for item in items if item.printed))
            for items in (table.rows, table.columns)
        )
        same = seen.setdefault((titles, shape), table.code)
        if same != table.code:
            yield same, table.code


def _titles(table: Table) -> frozenset[str]:
    return frozenset(normalise(title).full for title in (table.title, *table.titles) if title)
