"""Where the tables of a form stand in a workbook.

Comes in: grids and the form's tables. Goes out: regions: which sheet, which label column, which
rows; the best ones first. A region is where labels and heads of the form score best; it may stand
anywhere, under titles and beside numbering columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.grid import TALL
from tablecheck.binding.labels import normalise
from tablecheck.record import record, replace
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.form.model import Form, Item, Table
    from tablecheck.sheet import Sheet, Workbook

Hit = tuple[int, int, str]
"""(row, column, key) of a text that is a label of the form."""

LEAST_SHARE = 0.3
"""Least share of a table's rows that a region must show by their labels."""
HEAD_ROWS = 8
"""Most rows from the top of the heads to the first row of the body."""
HEAD_GAP = 2
"""Most rows from one row of heads to the next, in a table whose rows have no labels."""
FEW = 2
"""A table of so few rows is known by its heads too, not by its labels alone."""
HEADS, TITLE = 0.3, 0.1
"""What all heads of a table, and its title, add to how well a region fits."""
TITLE_ROWS = 4
"""Most rows from a table's title to its heads."""
WIDEST = 200
"""Columns that the labels of one table may span at most."""
_CARRIED = ("上年结转", "上年末")
_LAST_PERIOD = (
    "上年",
    "上一年",
    "去年",
    "上期",
    "上年度",
    "lastyear",
    "previousyear",
    "previousperiod",
)


@record
class Region:
    """A place where a table of the form may stand.

    Attributes:
        grid: Its sheet.
        labels: Columns in which the row labels stand, ascending; () where none are printed.
        head_top: First row of the heads; equal to ``body_top`` where there are none.
        body_top: First row with a label of the form.
        body_bottom: Last row with a label of the form.
        limit: Last row that belongs to it: just before the next table, or the sheet's end.
        share: Share of the table's labels that it shows, 0 to 1.
        fit: The same with what its heads and title add; orders the regions of a table.
        right: Last column that belongs to it.
        start: First column that belongs to it.
    """

    grid: Grid
    labels: tuple[int, ...]
    head_top: int
    body_top: int
    body_bottom: int
    limit: int
    share: float
    fit: float
    right: int = 1 << 30
    start: int = 0

    @property
    def turned(self) -> Grid:
        """The same sheet with its columns as rows."""
        return self.grid.other_way

    @property
    def label_column(self) -> int:
        """Where the innermost row labels stand; 0 where none are printed."""
        return self.labels[-1] if self.labels else 0

    @property
    def left(self) -> int:
        """Where the outermost row labels stand; 0 where none are printed."""
        return self.labels[0] if self.labels else 0

    def is_label_column(self, column: int) -> bool:
        """The column is one of the labels', or stands between two of them."""
        return self.left <= column <= self.label_column

    def has_label(self, row: int, column: int) -> bool:
        """The place is one of its row labels."""
        return self.body_top <= row <= self.body_bottom and self.is_label_column(column)

    def has_head(self, row: int) -> bool:
        """The row is one of the heads."""
        return self.head_top <= row < self.body_top

    @property
    def is_of_last_period(self) -> bool:
        """The sheet's name, or a title above, says that it is last year's table."""
        rows = range(max(self.head_top - TITLE_ROWS, 1), self.head_top + 1)
        titles = [
            self.grid.text(row, self.grid.columns(row)[0]) for row in rows if self._is_alone(row)
        ]
        names = [normalise(name).full for name in (self.grid.sheet.name or "", *titles)]
        return any(n.startswith(_LAST_PERIOD) and not n.startswith(_CARRIED) for n in names)

    def _is_alone(self, row: int) -> bool:
        columns = self.grid.columns(row)
        return len({self.grid.anchor(row, column) for column in columns}) == 1

    @property
    def has_numbers(self) -> bool:
        """A cell beside the labels holds something with a digit."""
        return any(
            not self.is_label_column(column)
            and self.start <= column <= self.right
            and self.body_top <= row <= self.body_bottom
            and any(character.isdigit() for character in cell.text)
            for (row, column), cell in self.grid.cells.items()
        )


def row_keys(table: Table) -> frozenset[str]:
    """Every key that names a row of the table."""
    return _keys_of(table.rows)


def head_keys(table: Table) -> frozenset[str]:
    """Every key that names a column of the table."""
    return _keys_of(table.columns)


def _keys_of(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset().union(*(item_keys(item) for item in items if item.printed))


@record
class Texts:
    """The labels of one sheet: (row, column, key, full key) of every text."""

    grid: Grid
    labels: tuple[tuple[int, int, str, str], ...]


def texts_of(grid: Grid) -> Texts:
    """Every text of a grid, made comparable once for all tables."""
    found = []
    for (row, column), cell in grid.cells.items():
        if cell.kind is CellKind.TEXT:
            label = normalise(cell.text)
            found.append((row, column, label.key, label.full))
    return Texts(grid=grid, labels=tuple(found))


def find_regions(texts: Texts, table: Table, taken: Sequence[Region] = ()) -> list[Region]:
    """Regions of one sheet where the table may stand, the best first.

    Args:
        texts: Of the sheet.
        table: Of the form.
        taken: Regions of other tables, whose labels are theirs.
    """
    grid, heads = texts.grid, head_keys(table)
    others = [region for region in taken if region.grid is grid]
    head_rows: dict[int, set[str]] = {}
    for row, _, key, _ in texts.labels:
        if key in heads:
            head_rows.setdefault(row, set()).add(key)
    if not any(item.printed and not item.heading for item in table.rows):
        regions = _by_heads(grid, table, head_rows)
    else:
        regions = _by_labels(texts, table, head_rows, others)
    titles = [normalise(text).key for text in (table.title, *table.titles) if text]
    if len(regions) > 1 and titles:
        at = [row for row, _, key, full in texts.labels if key in titles or full in titles]
        regions = [
            replace(each, fit=each.fit + TITLE) if _is_titled(each, at) else each
            for each in regions
        ]
    return sorted(regions, key=lambda region: -region.fit)


def _is_titled(region: Region, rows: list[int]) -> bool:
    return any(0 <= region.head_top - row <= TITLE_ROWS for row in rows)


def _by_labels(
    texts: Texts, table: Table, head_rows: dict[int, set[str]], others: Sequence[Region]
) -> list[Region]:
    grid, heads, keys = texts.grid, head_keys(table), row_keys(table)
    hits = sorted(
        (row, column, key)
        for row, column, key, full in texts.labels
        if (key in keys or full in keys)
        and not (key in heads and len(head_rows.get(row, ())) >= 2)
        and not any(other.labels and other.has_label(row, column) for other in others)
        and not _is_head_of_numbers(grid, row, column)
    )
    breaks = sorted(row for row, found in head_rows.items() if len(found) >= 2)
    groups = _split(grid, hits, breaks, _counts(table))
    printed = len({min(item_keys(item)) for item in table.rows if item.printed})
    regions = []
    least = LEAST_SHARE * printed
    groups = [group for group in groups if len({key for _, _, key in group}) >= least]
    for number, group in enumerate(groups):
        above = groups[number - 1][-1][0] if number else 0
        below = groups[number + 1][0][0] if number + 1 < len(groups) else 1 << 30
        beside = _beside(grid, group, least)
        for place, (labels, own, right) in enumerate(beside):
            share = min(len({key for _, key in own}) / printed, 1.0)
            start = labels[0] if place else 0
            if place + 1 < len(beside):
                right = min(right, beside[place + 1][0][0] - 1)
            region = _region(grid, labels, own, heads, above, below, share)
            region = within_columns(region, table, start, right)
            seen = _heads_seen(region, heads)
            if printed <= FEW and not seen and len(heads) > 1:
                continue  # a word of a text, not a table
            regions.append(replace(region, fit=share + HEADS * len(seen) / max(len(heads), 1)))
    return regions


def _heads_seen(region: Region, heads: frozenset[str]) -> set[str]:
    """Keys of heads that the region shows, also where a head is printed a character a cell."""
    grid = region.grid
    columns: dict[int, list[str]] = {}
    for row in range(region.head_top, region.body_top):
        for column in grid.columns(row):
            if region.start <= column <= region.right:
                columns.setdefault(column, []).append(grid.text(row, column))
    seen = set()
    for texts in columns.values():
        for start in range(len(texts)):
            whole = "".join(text for text in texts[start:] if len(text.strip()) == 1)
            seen |= {normalise(texts[start]).key, normalise(whole).key}
    return seen & heads


def _beside(
    grid: Grid, group: Sequence[Hit], least: float
) -> list[tuple[tuple[int, ...], list[tuple[int, str]], int]]:
    """Tables beside one another in the same rows: their label columns, hits and last column."""
    found = []
    rest = list(group)
    while rest:
        by_column: dict[int, list[tuple[int, str]]] = {}
        for row, column, key in rest:
            by_column.setdefault(column, []).append((row, key))
        labels = _label_columns(grid, by_column)
        own = [(row, key) for row, column, key in rest if column in labels]
        if len({key for _, key in own}) >= least:
            found.append((labels, own, _right_of(labels, by_column, own)))
        rest = [hit for hit in rest if hit[1] not in labels]
    return sorted(found, key=lambda each: each[0])


def _is_head_of_numbers(grid: Grid, row: int, column: int) -> bool:
    """Numbers stand below the text and none beside it: it heads a column of some other table."""
    below = grid.other_way.columns(column)
    at = bisect_right(below, row)
    if at == len(below) or not grid.is_number(below[at], column):
        return False
    beside = grid.columns(row)
    at = bisect_right(beside, column)
    return at == len(beside) or not grid.is_number(row, beside[at])


def _counts(table: Table) -> dict[str, int]:
    """How many rows of the table each key names."""
    counts: dict[str, int] = {}
    for item in table.rows:
        for key in item_keys(item):
            counts[key] = counts.get(key, 0) + 1
    return counts


def _right_of(
    labels: tuple[int, ...], hits: dict[int, list[tuple[int, str]]], group: list[tuple[int, str]]
) -> int:
    """The last column before the same labels stand once more, in the same rows."""
    rows = dict(group)
    for column in sorted(hits):
        again = [row for row, key in hits[column] if rows.get(row) == key]
        if column > labels[-1] and len(again) >= 2:
            return column - 1
    return 1 << 30


def _label_columns(grid: Grid, hits: dict[int, list[tuple[int, str]]]) -> tuple[int, ...]:
    """The columns of the row labels: the one with most of them, and those that add to it.

    A further column adds labels beside the others', and no numbers stand between.
    """
    ranked = sorted(hits, key=lambda column: (-len({key for _, key in hits[column]}), column))
    found = [ranked[0]]
    known = set(hits[ranked[0]])
    for column in ranked[1:]:
        if set(hits[column]) <= known:
            continue
        low, high = min(column, *found), max(column, *found)
        rows = {row for each in (*found, column) for row, _ in hits[each]}
        between = [
            c for c in range(low, min(high, low + WIDEST) + 1) if c not in found and c != column
        ]
        if high - low > WIDEST or any(grid.is_number(row, c) for row in rows for c in between):
            continue
        found.append(column)
        known |= set(hits[column])
    return tuple(sorted(found))


def _by_heads(grid: Grid, table: Table, head_rows: dict[int, set[str]]) -> list[Region]:
    """Regions of a table whose rows are known by their place: the rows below its heads."""
    keys = head_keys(table)
    count = sum(not item.heading for item in table.rows)
    regions: list[Region] = []
    at = 0
    rows = sorted(head_rows)
    while at < len(rows):
        top = last = rows[at]
        seen = set(head_rows[top])
        while at + 1 < len(rows) and rows[at + 1] - last <= HEAD_GAP:
            at += 1
            last = rows[at]
            seen |= head_rows[last]
        at += 1
        if len(seen) < LEAST_SHARE * len(keys):
            continue
        near = [row for row in grid.rows if last < row <= last + HEAD_ROWS]
        filled = [row for row in near if _holds_values(grid, row)]
        first = filled[0] if filled else last + 1
        body = [row for row in grid.rows if first <= row < first + count] if filled else []
        body = body or list(range(first, first + count))
        share = len(seen) / len(keys)
        regions.append(
            Region(
                grid=grid,
                labels=(),
                head_top=top,
                body_top=body[0],
                body_bottom=body[-1],
                limit=body[-1],
                share=share,
                fit=share,
            )
        )
    return regions


def _holds_values(grid: Grid, row: int) -> bool:
    """Most cells of the row are numbers, or marks such as — and 无."""
    columns = [column for column in grid.columns(row) if grid.is_filled(row, column)]
    held = sum(
        grid.is_number(row, column) or _is_mark(grid.text(row, column)) for column in columns
    )
    return 2 * held >= max(len(columns), 1)


def _is_mark(text: str) -> bool:
    return text.strip() == "无" or not any(character.isalnum() for character in text)


def _split(
    grid: Grid, hits: Sequence[Hit], breaks: Sequence[int], counts: Mapping[str, int]
) -> list[list[Hit]]:
    """Hits cut where another table begins; pieces that go on (on a new page) are one."""
    groups: list[list[Hit]] = []
    under = 0
    for piece, head in _pieces(hits, breaks):
        if groups and not head and _is_right_below(grid, groups[-1][-1][0], piece[0][0]):
            last = {hit[1:] for hit in groups[-1] if hit[0] == groups[-1][-1][0]}
            new = [hit for hit in piece if hit[1:] not in last]
        else:
            new = piece
        if not groups or (new and _is_again(groups[-1], new, counts, is_headed=head > 0)):
            goes_on = False
        elif head:
            before = [hit for hit in groups[-1] if hit[0] > under]
            goes_on = under > 0 and _is_dense(grid, under, before) and _is_dense(grid, head, piece)
        else:
            goes_on = not _has_other_heads(grid, groups[-1][-1][0], piece[0][0])
        if goes_on:
            groups[-1].extend(piece)
        else:
            groups.append(piece)
        under = head or (under if goes_on else 0)
    return groups


def _is_right_below(grid: Grid, above: int, below: int) -> bool:
    """Nothing stands between two rows; a label that both have is that of a group, repeated."""
    return bisect_right(grid.rows, above) == bisect_left(grid.rows, below)


def _is_dense(grid: Grid, head: int, hits: Sequence[Hit]) -> bool:
    """Of the rows with numbers, from a head to the last hit, the form's labels name enough.

    Labels count once: 其他 and 总计, which every table has, are no evidence.
    """
    rows = grid.rows[bisect_right(grid.rows, head) : bisect_right(grid.rows, hits[-1][0])]
    held = sum(any(grid.is_number(row, column) for column in grid.columns(row)) for row in rows)
    return 3 * len({key for _, _, key in hits}) > held


def _pieces(hits: Sequence[Hit], breaks: Sequence[int]) -> list[tuple[list[Hit], int]]:
    """Runs of hits in rows right below one another, and the form's heads that precede them."""
    pieces: list[tuple[list[Hit], int]] = []
    at = last = 0
    for hit in hits:
        passed = 0
        while at < len(breaks) and breaks[at] < hit[0]:
            passed, at = breaks[at], at + 1
        if passed or hit[0] > last + 1 or not pieces:
            pieces.append(([], passed))
        pieces[-1][0].append(hit)
        last = hit[0]
    return pieces


def _is_again(
    before: Sequence[Hit], piece: Sequence[Hit], counts: Mapping[str, int], *, is_headed: bool
) -> bool:
    """Most rows of a piece, or of what is before it, stand once more than the form has them.

    A single row without heads does so in its own column only: beside it may stand another table's
    total.
    """
    fewest = min(len({row for row, _, _ in piece}), len({row for row, _, _ in before}))
    own = _rows_over([(row, (column, key)) for row, column, key in before], piece, counts)
    if 2 * own >= fewest:
        return True
    every = _rows_over([(row, (0, key)) for row, _, key in before], piece, counts)
    return every >= 2 - is_headed and 2 * every >= fewest


def _rows_over(
    before: Sequence[tuple[int, tuple[int, str]]], piece: Sequence[Hit], counts: Mapping[str, int]
) -> int:
    """Rows of a piece of which each label stands before as often as the form has it."""
    rows: dict[tuple[int, str], set[int]] = {}
    for row, name in before:
        rows.setdefault(name, set()).add(row)
    over: dict[int, bool] = {}
    for row, column, key in piece:
        found = rows.get((column, key)) or rows.get((0, key)) or ()
        over[row] = over.get(row, True) and len(found) >= counts.get(key, 1)
    return sum(over.values())


def _has_other_heads(grid: Grid, above: int, below: int) -> bool:
    """Between two rows, and apart from what is above, stands a row of texts only, as heads are."""
    last, apart = above, False
    for row in grid.rows[bisect_right(grid.rows, above) : bisect_left(grid.rows, below)]:
        filled = [column for column in grid.columns(row) if grid.is_filled(row, column)]
        texts = [column for column in filled if not _is_mark(grid.text(row, column))]
        apart = apart or row > last + 1 or len(texts) < 2
        if apart and len(texts) >= 2 and not any(grid.is_number(row, c) for c in texts):
            return True
        last = row
    return False


def _region(
    grid: Grid,
    labels: tuple[int, ...],
    group: list[tuple[int, str]],
    heads: frozenset[str],
    above: int,
    below: int,
    share: float,
) -> Region:
    body_top, body_bottom = group[0][0], group[-1][0]
    body_top = _body_top(grid, labels, heads, above, body_top)
    head_top = _head_top(grid, heads, above, body_top)
    if head_top == body_top:
        # No head is known: a row of several texts right above the labels is one all the same.
        nearest = max((row for row in grid.rows if above < row < body_top), default=0)
        if nearest and len(grid.columns(nearest)) >= 2:
            head_top = nearest
    last = max((row for row in grid.rows if row < below), default=body_bottom)
    return Region(
        grid=grid,
        labels=labels,
        head_top=head_top,
        body_top=body_top,
        body_bottom=body_bottom,
        limit=max(last, body_bottom),
        share=share,
        fit=share,
    )


def _body_top(
    grid: Grid, labels: tuple[int, ...], heads: frozenset[str], above: int, first: int
) -> int:
    """The first row of the body: above the first known label may stand rows that are misspelt."""
    at = bisect_left(grid.rows, first)
    for row in reversed(grid.rows[max(at - HEAD_ROWS, 0) : at]):
        named = [column for column in labels if grid.is_filled(row, column)]
        beside = [c for c in grid.columns(row) if c not in labels and grid.is_filled(row, c)]
        texts = [normalise(grid.text(row, column)).key for column in named]
        is_row = (
            row > above
            and beside
            and any(len(text) > 1 and text not in heads for text in texts)
            and _holds_numbers(grid, row, [c for c in beside if c > labels[-1]] or beside)
        )
        if not is_row:
            break
        first = row
    return first


def _holds_numbers(grid: Grid, row: int, columns: list[int]) -> bool:
    """Numbers stand in the row, not years, and few texts; or such as a column repeats, as units."""
    numbers = [column for column in columns if grid.is_number(row, column)]
    if not any(not _is_year(grid.text(row, column)) for column in numbers):
        return False
    texts = [column for column in columns if column not in numbers]
    return len(numbers) > len(texts) or all(_is_repeated(grid, row, c) for c in texts)


def _is_year(text: str) -> bool:
    return len(text.strip()) == 4 and text.strip()[:2] in ("19", "20")


def _is_repeated(grid: Grid, row: int, column: int) -> bool:
    """The same text stands further down in the column."""
    below = grid.other_way.columns(column)
    at = bisect_right(below, row)
    text = grid.text(row, column)
    return any(grid.text(each, column) == text for each in below[at : at + TALL])


def _head_top(
    grid: Grid,
    heads: frozenset[str],
    above: int,
    body_top: int,
    start: int = 0,
    right: int = 1 << 30,
) -> int:
    """The first row of the heads above a body; above a known head, a title ends them."""
    head_top = body_top
    at = bisect_left(grid.rows, body_top)
    for row in reversed(grid.rows[max(at - HEAD_ROWS, 0) : at]):
        if row <= above or body_top - row > HEAD_ROWS:
            break
        columns = [column for column in grid.columns(row) if start <= column <= right]
        known = [c for c in columns if normalise(grid.text(row, c)).key in heads]
        if known and not (head_top != body_top and _is_labelled(grid, row, columns, known)):
            head_top = row
        elif head_top != body_top and (
            len({grid.anchor(row, c) for c in columns}) == 1
            or any(grid.is_number(row, c) for c in columns)
        ):
            break
    return head_top


def _is_labelled(grid: Grid, row: int, columns: list[int], known: list[int]) -> bool:
    """Numbers stand in the row, and what is a head elsewhere is their label (合计)."""
    numbers = [column for column in columns if grid.is_number(row, column)]
    return len(known) == 1 and bool(numbers) and known[0] < numbers[-1]


def within_columns(region: Region, table: Table, start: int, right: int) -> Region:
    """The region with fewer columns, and the heads that stand over those."""
    if (start, right) == (region.start, region.right):
        return region
    heads = head_keys(table)
    top = _head_top(region.grid, heads, 0, region.body_top, start, right)
    return replace(region, start=start, right=right, head_top=min(top, region.head_top))


def sheets_to_search(workbook: Workbook, wanted: str | None) -> list[Sheet]:
    """The sheets to look at: all, or the one named or numbered (from 1)."""
    if wanted is None:
        return list(workbook.sheets)
    named = [sheet for sheet in workbook.sheets if sheet.name == wanted]
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) <= 9
    if not named and is_number and 1 <= int(wanted) <= len(workbook.sheets):
        return [workbook.sheets[int(wanted) - 1]]
    return named


def recognition(sheets: Iterable[Sheet], form: Form) -> float:
    """How well a form fits the texts of the sheets, 0 to 1; its title adds a little."""
    best = 0.0
    for sheet in sheets:
        texts = {normalise(c.text).key for c in sheet.cells.values() if c.kind is CellKind.TEXT}
        fit = _fit(texts, form.tables)
        title = any(normalise(t).key in text for t in form.titles for text in texts)
        best = max(best, fit + (0.05 if title and fit >= LEAST_SHARE else 0.0))
    return min(best, 1.0)


def _fit(texts: set[str], tables: Sequence[Table]) -> float:
    named = [item_keys(item) for table in tables for item in table.rows]
    return sum(not keys.isdisjoint(texts) for keys in named) / len(named)
