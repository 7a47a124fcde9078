"""What is seen of an unknown table, and the tree that is drafted from it.

Comes in: nothing. Goes out: ``Node`` (a row or column of the draft), ``TableSeen``, ``Remark``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.values.reading import Reading

Span = tuple[int, int]
"""First and last physical row, or column, of a logical one."""


@record
class Remark:
    """Something that the draft is unsure of, in both languages, with its place where it has one."""

    place: str
    zh: str
    en: str


class Node:
    """A row or a column of the draft; filled in step by step while the tree is built.

    Attributes:
        label: As printed.
        span: Where it stands; (0, 0) where only cells over others name it.
        children: What is below it in the tree.
        heading: It holds no values.
        code: Unique in its tree, given last.
        role: As in a form.
        unit: Names of its units.
        required: A blank in it is a finding.
        printed: Its label stands in the table.
        of_which: Its label says that it is a part of what stands above (其中, of which).
        numbered: Its place in the printed numbering (（三） -> 3), 0 where it has none.
        total: Its label says that it adds up.
        relations: As they are written into the form.
        value: As it is written into the form.
    """

    def __init__(self, label: str, span: Span = (0, 0), *, heading: bool = False) -> None:
        self.label = label
        self.span = span
        self.children: list[Node] = []
        self.heading = heading
        self.code = ""
        self.role = "value"
        self.unit: tuple[str, ...] = ()
        self.required = True
        self.printed = True
        self.of_which = False
        self.numbered = 0
        self.total = False
        self.relations: list[dict[str, object]] = []
        self.value: dict[str, object] | None = None

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


def all_nodes(nodes: Sequence[Node]) -> list[Node]:
    """Every node of a tree, in printed order."""
    return [each for node in nodes for each in node.walk()]


def value_nodes(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that hold values, in printed order."""
    return [each for each in all_nodes(nodes) if each.role == "value" and not each.heading]


class TableSeen:
    """One table of a sheet.

    Attributes:
        grid: Its sheet.
        title: Texts above it, the nearest last.
        heads: Rows of its heads.
        body: Rows of its body, headings among them.
        labels: Columns of the row labels, the outermost first.
        unit_column: Column of the unit cells, 0 where there is none.
        numbers: Columns of running numbers.
        notes: Columns of remarks.
        values: Columns of values, joined where merges tie them.
        rows: The rows as a tree.
        columns: The columns as a tree.
        readings: (row of the grid, column of the grid) -> reading of a value cell.
        formulas: Text of the formulas of the sheet, where the file type has them.
        indents: Steps by which formats indent texts of the sheet, where the file type says it.
    """

    def __init__(self, grid: Grid, heads: list[int], body: list[int]) -> None:
        self.grid = grid
        self.heads = heads
        self.body = body
        self.title: list[str] = []
        self.labels: list[int] = []
        self.unit_column = 0
        self.numbers: list[int] = []
        self.notes: list[int] = []
        self.values: list[Span] = []
        self.rows: list[Node] = []
        self.columns: list[Node] = []
        self.readings: dict[tuple[int, int], Reading] = {}
        self.formulas: Mapping[tuple[int, int], str] = {}
        self.indents: Mapping[tuple[int, int], int] = {}

    @property
    def name(self) -> str | None:
        """Name of the sheet."""
        return self.grid.sheet.name

    @cached_property
    def filled(self) -> frozenset[int]:
        """Rows in which a value stands; asked once its cells are read."""
        return frozenset(row for row, _ in self.readings)

    def reading(self, row: Node, column: Node) -> Reading | None:
        """What stands where a row and a column meet; None where nothing does."""
        for each in range(row.span[0], row.span[1] + 1):
            for other in range(column.span[0], column.span[1] + 1):
                found = self.readings.get((each, other))
                if found is not None:
                    return found
        return None

    def is_blank(self) -> bool:
        """No value cell holds a number."""
        from tablecheck.values.reading import Status

        return not any(each.status is Status.NUMBER for each in self.readings.values())
