"""How cells of generated tables are bound: right, wrong, not at all; by layout and by file type.

usage: python bench/binding.py [FILES [PROCESSES]]      (100 files a layout, 2 processes)

Forms, numbers and files are made by tests/generated from seeds, the same in every run. A cell is
bound right where its place and its number are those that were written; wrong where it is read
elsewhere or as another number. Findings are errors and warnings; a right table gives none.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from generated.damage import damaged
from generated.layouts import Layout, random_layout
from generated.making import example
from generated.measured import bound, checked, loud
from generated.tables import broken
from generated.written import Arrangement, random_arrangement

KINDS = ("xlsx", "csv", "ods", "html", "docx")
SHEETS = ("xlsx", "ods", "xls")
ONE = {
    "labels in one column": Layout(),
    "labels indented": Layout(labels="indented"),
    "groups merged over their rows": Layout(labels="merged"),
    "groups printed once": Layout(labels="once"),
    "groups repeated in every row": Layout(labels="repeated"),
    "grouped heads printed once": Layout(heads="once"),
    "heads a character a line": Layout(vertical="lines"),
    "heads a character a cell": Layout(vertical="cells"),
    "another head over the labels": Layout(corner=True),
    "a line 甲 1 2 3 below the heads": Layout(number_line=True),
    "a column 序号": Layout(sequence=True),
    "columns multiplied by merges": Layout(labels="merged", multiplied=True),
    "rows of two, tied by merges": Layout(labels="merged", doubled=True),
    "an empty column": Layout(empty_column=True),
    "an empty row": Layout(empty_row=True),
    "a column 备注": Layout(remarks=True),
    "heads once more on a second page": Layout(pages=True),
    "labels with spaces": Layout(dress="spaces"),
    "labels with wide signs": Layout(dress="wide"),
    "labels with Kangxi radicals": Layout(dress="radicals"),
}
SEVERAL = {
    "tables below one another": (Arrangement(texts=True), KINDS),
    "tables without titles": (Arrangement(titles="", texts=True), KINDS),
    "tables that touch": (Arrangement(titles="row", tight=True), KINDS),
    "tables beside one another": (Arrangement(tables="beside"), ("xlsx", "ods", "csv")),
    "a table a sheet": (Arrangement(tables="sheets"), SHEETS),
    "explanations of the rows below": (Arrangement(decoy="explanations"), KINDS),
    "a sheet of explanations": (Arrangement(decoy="explanations sheet"), SHEETS),
    "a sheet of last year's numbers": (Arrangement(decoy="last year sheet"), SHEETS),
    "last year's tables below": (Arrangement(decoy="last year below"), KINDS),
    "an appendix like the form": (Arrangement(decoy="other table"), KINDS),
    "a third of the cells blank": (Arrangement(texts=True), KINDS),
    "one label in five misspelt": (Arrangement(texts=True), KINDS),
    "one row in seven deleted": (Arrangement(texts=True), KINDS),
    "further rows inserted": (Arrangement(texts=True), KINDS),
    "rows reordered in their groups": (Arrangement(texts=True), KINDS),
    "columns reordered": (Arrangement(texts=True), KINDS),
    "all of it at random": (None, (*KINDS, *KINDS, "xls")),
}


DAMAGES = {
    "one label in five misspelt": "misspelt",
    "one row in seven deleted": "deleted",
    "further rows inserted": "inserted",
    "rows reordered in their groups": "rows reordered",
    "columns reordered": "columns reordered",
}


def measured(layout, number):
    """(layout, file type, counts) of one file, and of the same with one cell changed."""
    seed = 1_000_000 + 10_000 * [*ONE, *SEVERAL].index(layout) + number
    chance = Random(seed)
    if layout in ONE:
        one, kinds = example(seed, tables=1), KINDS
        arrangement, look = Arrangement(), ONE[layout]
        if "merge" in layout or look.vertical == "cells":
            kinds = tuple(kind for kind in KINDS if kind != "csv")
    else:
        one = example(seed)
        arrangement, kinds = SEVERAL[layout]
        look = random_layout(chance)
    kind = kinds[number % len(kinds)]
    if arrangement is None:
        arrangement, look = random_arrangement(chance, kind), None
    write = partial(one.written, kind, layout=look, arrangement=arrangement)
    values = dict(one.values)
    if "blank" in layout:
        values |= dict.fromkeys(key for key in values if chance.random() < 1 / 3)
    made = one.made
    if layout in DAMAGES:
        made, values = damaged(one.made, values, chance, DAMAGES[layout])
    written = write(made=made, values=values)
    outcome = bound(one.form, {key: values[key] for key in one.values}, written)
    is_right = layout not in DAMAGES and "blank" not in layout
    findings = loud(checked(one.form, written)) if is_right else []
    counts = Counter(
        files=1,
        tables=len(one.made.tables),
        cells=sum(key in one.values for key in written.at),
        right=outcome.right,
        wrong=len(outcome.wrong),
        unbound=len(outcome.unbound),
        refused=bool(outcome.refused),
        loud=bool(findings),
    )
    counts.update({f"code {code}": 1 for code in {code for code, _ in findings}})
    if not is_right:
        return layout, kind, counts
    cell = chance.choice(sorted(one.values))
    changed = {**one.values, cell: one.values[cell] + chance.choice((1, 9, 100))}
    expected = broken(one.made, changed)
    report = checked(one.form, write(values=changed))
    zeros = {(v.rule, v.row, v.column) for v in report.verdicts if v.verdict == "0"}
    counts["changed"] = 1
    counts["breaking"] = bool(expected)
    counts["found"] = bool(expected) and zeros == expected
    counts["alarmed"] = bool(zeros - expected)
    return layout, kind, counts


def table(title, sums):
    """Markdown rows of sums by name."""
    print(
        f"| {title} | files | tables | cells | right | wrong | not bound | files with a finding |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, n in sums.items():
        keys = ("files", "tables", "cells", "right", "wrong", "unbound")
        figures = " | ".join(f"{n[key]:,}" for key in keys)
        is_damaged = name in DAMAGES or "blank" in name
        print(f"| {name} | {figures} | {'' if is_damaged else n['loud']} |")


def main():
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    names = [*ONE, *SEVERAL]
    tasks = [(name, number) for name in names for number in range(files)]
    start = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        results = list(pool.map(measured, *zip(*tasks, strict=True), chunksize=20))
    by_layout = {name: Counter() for name in names}
    by_kind = {kind: Counter() for kind in (*KINDS, "xls")}
    for layout, kind, counts in results:
        by_layout[layout].update(counts)
        by_kind[kind].update(counts)
    total = sum(by_layout.values(), Counter())
    table("layout", by_layout | {"**all**": total})
    print()
    table("file type", by_kind)
    codes = ", ".join(f"{k[5:]} {v}" for k, v in sorted(total.items()) if k.startswith("code "))
    print(f"\nFiles refused: {total['refused']}. Files with findings, by code: {codes or 'none'}.")
    print(
        f"One cell changed: {total['breaking']:,} of {total['changed']:,} break a rule; in "
        f"{total['found']:,} exactly the rules over it have the verdict 0, and "
        f"{total['alarmed']:,} files have a verdict 0 that is not right."
    )
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
