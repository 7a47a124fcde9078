"""Made tables arranged in a file of any kind, and where each value stands in it.

Sheets are stacks of blocks and paragraphs. A page (Word, HTML) has one sheet, with an empty row
between two blocks, as tablecheck reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generated.filetypes import WRITERS
from generated.layouts import Block, print_table, random_layout, without_merges

if TYPE_CHECKING:
    from random import Random

    from generated.forms import Made, MadeTable
    from generated.layouts import Layout
    from generated.tables import Key, Values

KINDS = ("xlsx", "csv", "ods", "xls", "html", "docx")
PAGES = ("html", "docx")
ONE_SHEET = ("csv", *PAGES)
ARRANGEMENTS = ("below", "beside", "sheets")
DECOYS = (
    "",
    "explanations",
    "explanations sheet",
    "last year sheet",
    "last year below",
    "other table",
)


@dataclass
class Written:
    """A file.

    Attributes:
        name: With the ending of its kind.
        data: Its bytes.
        at: (sheet number from 0, row, column) of every value.
    """

    name: str
    data: bytes
    at: dict[Key, tuple[int, int, int]] = field(default_factory=dict)


@dataclass
class WrittenSheet:
    """One sheet: its blocks, for pages; all of it as one block, for the rest."""

    name: str
    parts: list[str | Block]
    whole: Block


@dataclass(frozen=True)
class Arrangement:
    """What stands around the tables.

    Attributes:
        tables: ``below`` one another, ``beside`` one another, or on ``sheets`` of their own.
        titles: ``paragraph`` above each, a ``row`` of it, or none.
        texts: Paragraphs between, notes and signatures below.
        decoy: A further table that is not meant.
        tight: No empty row stands between two tables, where the kind of file lets them touch.
    """

    tables: str = "below"
    titles: str = "paragraph"
    texts: bool = False
    decoy: str = ""
    tight: bool = False


def random_arrangement(chance: Random, kind: str) -> Arrangement:
    """An arrangement that a file of the kind can have."""
    tables = chance.choice(ARRANGEMENTS)
    if (kind in ONE_SHEET and tables == "sheets") or (kind in PAGES and tables == "beside"):
        tables = "below"
    decoy = chance.choice(("", "", *DECOYS))
    if (kind in ONE_SHEET and "sheet" in decoy) or (tables == "beside" and "below" in decoy):
        decoy = ""
    return Arrangement(
        tables=tables,
        titles=chance.choice(("paragraph", "row", "")),
        texts=chance.random() < 0.5,
        decoy=decoy,
        tight=chance.random() < 0.15,
    )


def write(
    made: Made,
    values: Values,
    chance: Random,
    kind: str,
    *,
    layout: Layout | None = None,
    arrangement: Arrangement | None = None,
) -> Written:
    """A file of the kind that holds the tables of a made form; random where nothing is said."""
    around = arrangement or random_arrangement(chance, kind)
    blocks = [_printed(made, table, values, chance, kind, layout, around) for table in made.tables]
    groups = (
        [[n] for n in range(len(blocks))] if around.tables == "sheets" else [[*range(len(blocks))]]
    )
    sheets = []
    for number, group in enumerate(groups):
        parts: list[str | Block] = []
        if around.tables == "beside":
            parts = [_beside([blocks[n] for n in group], chance)]
        else:
            for n in group:
                parts += _around(made, made.tables[n], around, chance)
                parts.append(blocks[n])
        if around.texts:
            parts += [made.words.notes[n] for n in range(chance.randint(1, 3))]
        if around.decoy in ("explanations", "other table") and number == 0:
            parts += _decoy(made, around.decoy, chance)
        if around.decoy == "last year below" and around.tables == "below":
            parts += _last_year(made, values, chance, kind, layout)[1]
        sheets.append((_name(made, number), parts))
    if around.decoy == "explanations sheet":
        at = chance.randint(0, 1)
        sheets.insert(at * len(sheets), ("说明", _decoy(made, "explanations", chance)))
    if around.decoy == "last year sheet":
        sheets.append(_last_year(made, values, chance, kind, layout))
    return _file(
        [_sheet(name, parts, chance, kind, tight=around.tight) for name, parts in sheets], kind
    )


def _printed(
    made: Made, table: MadeTable, values: Values, chance: Random, kind: str,
    layout: Layout | None, around: Arrangement,
) -> Block:  # fmt: skip
    chosen = layout or random_layout(chance)
    if kind == "csv":
        chosen = without_merges(chosen)
    block = print_table(table, values, made.words, chosen, chance)
    if around.titles != "row" and around.tables != "beside":
        return block
    titled = Block()
    titled.put(1, 1, table.title, 0, block.width if kind != "csv" else 0)
    return _put_below([titled, block], [0, 0])


def _around(made: Made, table: MadeTable, around: Arrangement, chance: Random) -> list[str | Block]:
    parts: list[str | Block] = []
    if around.texts and chance.random() < 0.6:
        parts.append(chance.choice(made.words.between))
    if around.titles == "paragraph":
        parts.append(table.title)
    return parts


def _decoy(made: Made, what: str, chance: Random) -> list[str | Block]:
    """A table of explanations, or one that only looks like the form's."""
    block, chinese = Block(), made.words.chinese
    if what == "explanations":
        title = "指标解释" if chinese else "Explanations"
        table = chance.choice(made.tables)
        for row, node in enumerate(table.items("rows"), 1):
            block.put(row, 1, node.label)
            block.put(row, 2, chance.choice(made.words.texts))
        return [title, block]
    title = "附：其他情况" if chinese else "Appendix: other matters"
    heads = ("项目", "数量") if chinese else ("Item", "Number")
    names = ("电话接听数", "网站访问量", "公报期数") if chinese else ("Calls", "Visits", "Issues")
    for column, head in enumerate(heads, 1):
        block.put(1, column, head)
    for row, name in enumerate(names, 2):
        block.put(row, 1, name)
        block.put(row, 2, chance.randint(0, 999))
    return [title, block]


def _last_year(
    made: Made, values: Values, chance: Random, kind: str, layout: Layout | None
) -> tuple[str, list[str | Block]]:
    chinese = made.words.chinese
    parts: list[str | Block] = []
    older = {key: (value or 0) + chance.randint(0, 9) for key, value in values.items()}
    for table in made.tables:
        block = _printed(made, table, older, chance, kind, layout, Arrangement(titles=""))
        block.at = {}
        parts += [("上年" if chinese else "Last year: ") + table.title, block]
    return ("上年数" if chinese else "Last year"), parts


def _name(made: Made, number: int) -> str:
    return f"表{'一二三四'[number]}" if made.words.chinese else f"Table {number + 1}"


def _beside(blocks: list[Block], chance: Random) -> Block:
    whole, left = Block(), 0
    for block in blocks:
        _add(whole, block, 0, left)
        left = whole.width + chance.randint(0, 2)
    return whole


def _put_below(blocks: list[Block], gaps: list[int]) -> Block:
    whole, top = Block(), 0
    for block, gap in zip(blocks, gaps, strict=True):
        _add(whole, block, top, 0)
        top += block.height + gap
    return whole


def _add(whole: Block, block: Block, down: int, right: int) -> None:
    whole.cells |= {(r + down, c + right): value for (r, c), value in block.cells.items()}
    whole.merges += [(t + down, x + right, b + down, y + right) for t, x, b, y in block.merges]
    whole.at |= {key: (r + down, c + right) for key, (r, c) in block.at.items()}
    whole.height = max(whole.height, block.height + down)
    whole.width = max(whole.width, block.width + right)


def _sheet(
    name: str, parts: list[str | Block], chance: Random, kind: str, *, tight: bool
) -> WrittenSheet:
    blocks = []
    for part in parts:
        block = part
        if isinstance(part, str):
            block = Block()
            block.put(1, 1, part)
        assert isinstance(block, Block)
        blocks.append(block)
    if kind in PAGES:
        return WrittenSheet(name, parts, _put_below(blocks, [1] * len(blocks)))
    gaps = [
        0 if tight else chance.randint(0, 2) if isinstance(part, str) else chance.randint(1, 3)
        for part in parts
    ]
    whole = _put_below(blocks, gaps)
    if kind != "csv" and chance.random() < 0.2:
        moved = Block()
        _add(moved, whole, chance.randint(0, 3), chance.randint(0, 2))
        whole = moved
    return WrittenSheet(name, parts, whole)


def _file(sheets: list[WrittenSheet], kind: str) -> Written:
    at = {
        key: (number, *place)
        for number, sheet in enumerate(sheets)
        for key, place in sheet.whole.at.items()
    }
    return Written(f"made.{kind}", WRITERS[kind](sheets), at)
