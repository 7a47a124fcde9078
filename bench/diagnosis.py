"""How often the first suggestion is right: seeded errors in generated tables, class by class.

usage: python bench/diagnosis.py [--fast] [--layout NAME] [--write]

Every layout is a form and a generator of clean tables. One slip (or two) is made in a cell of a
clean table; tables in which no rule breaks are left out, since nothing can be said of them. The
first suggestion is right when cells and values are those of the clean table. Beside it stands the
baseline: one of the smallest sets of cells that can be right, ties at random, which is what other
programs do. ``--write`` puts the tables into docs/diagnosis.md.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from tablecheck.diagnosis.cells import Cells
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.layout import lines_of
from tablecheck.diagnosis.model import CERTAIN, Budget, Clues
from tablecheck.diagnosis.prior import Prior
from tablecheck.diagnosis.search import find_repairs
from tablecheck.diagnosis.system import System
from tablecheck.form.load import load_form
from tablecheck.form.model import RuleKind, Severity
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.dataset import Dataset
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.values.interval import Interval

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "diagnosis.md"
MARK = "<!-- figures: python bench/diagnosis.py --write -->"
COUNT = Interval(0, None, True)
WEIGHTS = {
    "transposed": 0.127,
    "dropped": 0.111,
    "doubled": 0.064,
    "inserted": 0.04,
    "substituted": 0.159,
    "power-of-ten": 0.064,
    "unit-scale": 0.04,
    "sign": 0.04,
    "copied": 0.04,
    "arbitrary": 0.30,
}
"""Single-cell classes and how often each happens (facts measured elsewhere)."""

ACTS = ("swapped", "shifted-row", "shifted-block", "column-unit", "row-twice")


class Layout:
    """A form's rules, its cells, and a generator of clean tables."""

    def __init__(self, name, form, fill, *, zeros=0.35, blanks=0.0, previous=False):
        self.name = name
        self.instances = compile_rules(form)
        self.keys = [
            (table.code, row.code, column.code)
            for table in form.tables
            for row in table.rows
            if not row.heading
            for column in table.columns
            if column.role == "value" and not column.heading
        ]
        self.fill = fill
        self.zeros = zeros
        self.blanks = blanks
        self.previous = previous
        self.lines = lines_of(self.keys, {})

    def clean(self, rng):
        """Values of a table in which every rule holds."""
        for _ in range(200):
            values = self.fill(self, rng)
            if not self.failing(values, ()):
                return values
        sys.exit(f"{self.name}: no clean table in 200")

    def dataset(self, values, blank):
        intervals, stated = {}, []
        for key in self.keys:
            if key in blank:
                intervals[key] = COUNT
            else:
                intervals[key] = Interval(values[key], values[key], True)
                stated.append(key)
        return Dataset(intervals=intervals, stated=frozenset(stated), blank=frozenset(blank))

    def failing(self, values, blank):
        intervals = self.dataset(values, blank).intervals
        return [each for each in self.instances if judge(each, intervals) is Verdict.FAILS]


def amount(rng, zeros, most=9999):
    """0, or a number of any magnitude."""
    return 0 if rng.random() < zeros else int(math.exp(rng.uniform(0, math.log(most))))


def fill_rules(layout, rng, keys=None, most=9999):
    """Parts at random, wholes from their rules, the innermost first."""
    values = {}
    relations = {}
    limits = {}
    for each in layout.instances:
        if each.rule.kind in (RuleKind.SUM, RuleKind.UNION):
            relations.setdefault(each.whole, each)
        elif each.rule.kind is RuleKind.AT_LEAST_EACH:
            for part in each.parts:
                limits.setdefault(part, each.whole)

    def value(key):
        if key in values:
            return values[key]
        each = relations.get(key)
        if each is not None:
            parts = [value(part) for part in each.parts]
            low, high = max(parts), sum(parts)
            values[key] = high if each.rule.kind is RuleKind.SUM else rng.randint(low, high)
        else:
            whole = limits.get(key)
            top = most
            if whole is not None and whole not in relations:
                top = value(whole)
            if whole is not None and whole in relations and key not in relations[whole].parts:
                top = value(whole)
            values[key] = 0 if top == 0 else min(top, amount(rng, layout.zeros, max(2, top)))
        return values[key]

    for key in layout.keys:
        value(key)
    return values


def fill_2014(layout, rng):
    """The 2014 form: what its equations ask for comes last."""
    values = fill_rules(layout, rng)
    for column in dict.fromkeys(key[2] for key in layout.keys):

        def at(row, column=column):
            return ("main", row, column)

        received, early, late = at("3.1"), at("3.2.1"), at("3.2.2")
        early_max = values[received]
        values[early] = rng.randint(0, early_max) if early_max else 0
        values[late] = rng.randint(0, early_max - values[early]) // 4
        values[at("3.2")] = values[early] + values[late]
        issued = values[at("1.1.1")]
        values[at("1.2")] = issued + amount(rng, 0.5, 100)
        if values[at("2.1")] and not any(values[at(f"2.2.{n}")] for n in range(1, 6)):
            values[at("2.1")] = 0
    return values


def fill_two(layout, rng):
    """The rows of 2014 in two columns and their total."""
    values = fill_2014(layout, rng)
    for table, row, column in layout.keys:
        if column == "total":
            values[table, row, column] = values[table, row, "a"] + values[table, row, "b"]
    return values


def fill_cross(layout, rng):
    """The report of 2021: outcomes and their totals, the balance, the reviews."""
    values = fill_rules(layout, rng, most=2000)
    columns = ["natural", "company", "research", "welfare", "law", "other"]
    for column in columns:
        new, carried, done, left = (("t3", row, column) for row in ("1", "2", "3.7", "4"))
        values[left] = amount(rng, 0.6, 50)
        values[carried] = min(amount(rng, 0.6, 50), values[done] + values[left])
        values[new] = values[done] + values[left] - values[carried]
    for table, row, column in layout.keys:
        if (table, column) == ("t3", "total"):
            values[table, row, column] = sum(values[table, row, each] for each in columns)
        if column == "in-force":
            values[table, row, column] += values[table, row, "issued"]
    return values


def shipped(name, *, hard=False, columns=()):
    """A shipped form; with all rules hard, or with other columns, where asked."""
    document = json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))
    document.pop("text", None)  # what the prose says is not asked here
    tables = document["tables"]
    if hard:
        _harden(tables)
    if columns:
        (table,) = tables
        kept = [each for each in table["columns"] if each.get("role", "value") != "value"]
        table["columns"] = [*kept, *columns]
    return loaded(document)


def _harden(node):
    if isinstance(node, dict):
        if node.get("severity") == "warning":
            node["severity"] = "error"
        for each in node.values():
            _harden(each)
    elif isinstance(node, list):
        for each in node:
            _harden(each)


def loaded(document):
    """A form from a document that is nowhere else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.json"
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        return load_form(path)


TWO = [
    {"code": "a", "label": "甲"},
    {"code": "b", "label": "乙"},
    {
        "code": "total",
        "label": "合计",
        "relations": [
            {
                "id": "across",
                "is": "sum",
                "over": ["a", "b"],
                "severity": "error",
                "basis": "official",
            }
        ],
    },
]


def slip(name, layout, values, key, rng):
    """What a slip of one class makes of a cell; None where it cannot happen there."""
    true = values[key]
    digits = str(true)
    length = len(digits)
    place = rng.randrange(length)
    if name == "transposed":
        places = [
            n for n in range(length - 1) if digits[n] != digits[n + 1] and digits[n + 1] != "0"
        ]
        if not places:
            return None
        n = rng.choice(places)
        return int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :])
    if name == "dropped":
        return int(digits[:place] + digits[place + 1 :]) if length > 1 else None
    if name == "doubled":
        return int(digits[: place + 1] + digits[place:]) if true else None
    if name == "inserted":
        place = rng.randrange(length + 1)
        return int(digits[:place] + str(rng.randrange(10)) + digits[place:]) if true else None
    if name == "substituted":
        return int(digits[:place] + str(rng.randrange(10)) + digits[place + 1 :])
    if name in ("power-of-ten", "unit-scale"):
        if not true:
            return None
        powers = (1, 2, 3, -1, -2, -3) if name == "power-of-ten" else (4, -4)
        fits = [n for n in powers if n > 0 or true % 10**-n == 0]
        power = rng.choice(fits)
        return true * 10**power if power > 0 else true // 10**-power
    if name == "sign":
        return -true if true else None
    if name == "copied":
        beside = layout.lines.beside.get(key, ())
        return values[rng.choice(beside)] if beside else None
    low = 10 ** (length - 1) if length > 1 else 0
    return rng.randint(low, 10**length - 1)


def act(name, layout, values, rng):
    """Cells that one act changes, as they are then stated (None: blank); None where it cannot."""
    lines = [line for line in layout.lines.down if len(line) > 3]
    if name == "swapped":
        line = rng.choice(
            [each for each in (*layout.lines.down, *layout.lines.across) if len(each) > 1]
        )
        n = rng.randrange(len(line) - 1)
        return {line[n]: values[line[n + 1]], line[n + 1]: values[line[n]]}
    if name == "shifted-row":
        line = rng.choice(lines)
        n = rng.randrange(len(line) - 1)
        one, other = rng.sample((line[n], line[n + 1]), 2)
        if values[one] or not values[other]:
            return None
        return {one: values[other], other: 0}
    if name == "shifted-block":
        line = rng.choice(lines)
        line = line if rng.random() < 0.5 else line[::-1]
        start = rng.randrange(len(line) - 2)
        end = min(len(line) - 1, start + rng.randint(2, 6))
        return {line[start]: 0, **{line[n + 1]: values[line[n]] for n in range(start, end)}}
    if name == "column-unit":
        line = rng.choice(lines)
        return {key: values[key] * 10_000 for key in line}
    pairs = [
        (one, other)
        for one, other in zip(layout.lines.across, layout.lines.across[1:], strict=False)
        if len(one) == len(other) > 1 and one[0][0] == other[0][0]
    ]
    if not pairs:
        return None
    one, other = rng.sample(rng.choice(pairs), 2)
    return {b: values[a] for a, b in zip(one, other, strict=True)}


def case(layout, names, rng):
    """(clean values, stated values, blank keys) of a table with slips, in which a rule breaks."""
    for _ in range(5000):
        values = layout.clean(rng)
        blank = {key for key in layout.keys if rng.random() < layout.blanks}
        stated = dict(values)
        for name in names:
            if name in ACTS:
                made = act(name, layout, values, rng)
            else:
                key = rng.choice(layout.keys)
                typed = slip(name, layout, values, key, rng)
                made = None if typed is None else {key: typed}
            if made is None:
                break
            stated.update(made)
        else:
            wrong = {key for key in layout.keys if stated[key] != values[key]}
            if len(wrong) < len(names) or wrong & blank:
                continue
            if layout.failing(stated, blank):
                return values, stated, blank
    return None


def last_year(values, rng):
    """Values of the year before: a third the same, the others of much the same size."""
    return {
        key: value if rng.random() < 0.33 else int(value * math.exp(rng.gauss(0, 0.5)))
        for key, value in values.items()
    }


def outcome(layout, rng, values, stated, blank, *, budget=None, compare=True):
    """What diagnosis and the baseline make of one table."""
    dataset = layout.dataset(stated, blank)
    wrong = {key: values[key] for key in layout.keys if stated[key] != values[key]}
    lowest = min(stated.values())
    domain = COUNT if lowest >= 0 else Interval(None, None, True)
    clues = Clues(
        domains=dict.fromkeys(layout.keys, domain),
        previous=last_year(values, rng) if layout.previous else {},
    )
    begun = time.process_time()
    diagnoses = diagnose(layout.instances, dataset, clues, budget=budget or Budget(seconds=60))
    seconds = time.process_time() - begun
    first, three = {}, True
    for each in diagnoses:
        proposed = [
            {change.key: change.new for change in suggestion.changes}
            for suggestion in each.suggestions
        ]
        first |= proposed[0] if proposed else {}
        three = three and any(changes.items() <= wrong.items() for changes in proposed[:3])
    cells = {
        change.key
        for each in diagnoses
        for suggestion in each.suggestions[:3]
        for change in suggestion.changes
    }
    stated_ones = [
        (suggestion.confidence, _right(suggestion, wrong))
        for each in diagnoses
        for suggestion in each.suggestions
        if all(change.new is not None for change in suggestion.changes)
    ]
    certain = [right for confidence, right in stated_ones if confidence >= CERTAIN]
    sums = [
        each
        for each in layout.failing(stated, blank)
        if each.rule.kind is RuleKind.SUM and values[each.whole] > 9
    ]
    return {
        "in sums": bool(sums),
        "first": first == wrong,
        "certain": bool(certain),
        "certain_wrong": not all(certain),
        "three": three and wrong.keys() <= cells,
        "baseline": baseline(layout, dataset, clues, wrong) if compare else 0.0,
        "stated": stated_ones,
        "seconds": seconds,
        "incomplete": any(each.search != "complete" for each in diagnoses),
    }


def _right(suggestion, wrong):
    changes = {change.key: change.new for change in suggestion.changes}
    return changes.items() <= wrong.items()


def baseline(layout, dataset, clues, wrong):
    """Chance that one of the smallest repairs, picked at random, is the right one."""
    hard = [each for each in layout.instances if each.rule.severity is Severity.ERROR]
    budget = Budget(4_000, 60)
    system = System(hard, dataset, budget)
    cells = Cells(dataset, clues, Prior(hard, dataset, clues), layout.lines)
    repairs = find_repairs(system, cells.domain, budget, cells.order).repairs
    if not repairs:
        return 0.0
    least = min(len(each.intervals) for each in repairs)
    smallest = [each.intervals for each in repairs if len(each.intervals) == least]
    right = {key: (value, value) for key, value in wrong.items()}
    hits = sum({k: (i.low, i.high) for k, i in each.items()} == right for each in smallest)
    return hits / len(smallest)


def layouts():
    """Every layout by name."""
    one = shipped("cn-zfxxgk-2014", hard=True)
    two = shipped("cn-zfxxgk-2014", hard=True, columns=TWO)
    found = (
        Layout("one column", one, fill_2014),
        Layout("one column, last year known", one, fill_2014, previous=True),
        Layout("one column, soft rules soft", shipped("cn-zfxxgk-2014"), fill_2014),
        Layout("one column, 30 % blank", one, fill_2014, zeros=0.5, blanks=0.3),
        Layout("two columns and total", two, fill_two),
        Layout("cross-tab of 2021", shipped("cn-zfxxgk-2021"), fill_cross, zeros=0.5),
    )
    return {each.name: each for each in found}


def run(layout, names, count):
    """Outcomes of one class."""
    found = []
    for number in range(count):
        rng = random.Random(f"{layout.name}/{names}/{number}")
        made = case(layout, names, rng)
        if made is None:
            break
        found.append(outcome(layout, rng, *made))
    return found


def two_slips(layout, count):
    """Outcomes of tables with two slips of the hand."""
    found = []
    for number in range(count):
        rng = random.Random(f"{layout.name}/two/{number}")
        names = tuple(rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=2))
        made = case(layout, names, rng)
        if made is not None:
            found.append(outcome(layout, rng, *made))
    return found


def clean(layout, count):
    """(tables with a diagnosis, blanks deduced, of these wrong) among clean tables with blanks."""
    alarms = deduced = wrong = 0
    for number in range(count):
        rng = random.Random(f"{layout.name}/clean/{number}")
        values = layout.clean(rng)
        blank = {key for key in layout.keys if rng.random() < 0.2}
        dataset = layout.dataset(values, blank)
        alarms += bool(diagnose(layout.instances, dataset))
        for each in evaluate(layout.instances, dataset).deductions:
            deduced += 1
            wrong += each.value != values[each.key]
    return alarms, deduced, wrong


def share(outcomes, name):
    """Rate of a fact among outcomes."""
    return sum(each[name] for each in outcomes) / len(outcomes)


def mean(by_class, name, weights):
    """Rate over classes, each as frequent as its weight."""
    total = sum(weights[each] for each in by_class)
    return sum(weights[each] * share(found, name) for each, found in by_class.items()) / total


def layout_lines(name, by_class, double, weights):
    """Rows of the table of layouts: slips, all classes, two errors."""
    slips = {each: found for each, found in by_class.items() if each in WEIGHTS}
    alike = dict.fromkeys(by_class, 1)
    for kind, group, w in (
        ("one slip", slips, weights),
        ("any class", by_class, alike),
        ("two slips", {"two": double}, {"two": 1}),
    ):
        certain = mean(group, "certain", w)
        wrong = mean(group, "certain_wrong", w)
        count = sum(map(len, group.values()))
        times = sorted(each["seconds"] for found in group.values() for each in found)
        yield (
            f"| {name} | {kind} | {count} | {mean(group, 'baseline', w):.2f} "
            f"| **{mean(group, 'first', w):.2f}** | {mean(group, 'three', w):.2f} "
            f"| {certain:.2f} | {wrong / certain if certain else 0:.2%} "
            f"| {times[len(times) // 2] * 1000:.0f} ms | {times[-1] * 1000:.0f} ms |"
        )


def band_line(name, by_class):
    """Said and found confidence by band, over slips as frequent as they are."""
    bands = {}
    for each, found in by_class.items():
        for one in found if each in WEIGHTS else ():
            for confidence, right in one["stated"]:
                number = sum(confidence >= end for end in BANDS)
                band = bands.setdefault(number, [0, 0.0, 0.0, 0.0])
                weight = WEIGHTS[each] / len(found)
                band[0] += 1
                band[1] += weight
                band[2] += weight * confidence
                band[3] += weight * right
    cells = []
    for number in range(len(BANDS) + 1):
        count, weight, said, right = bands.get(number, (0, 1.0, 0.0, 0.0))
        cells.append(f"{said / weight:.2f} {right / weight:.2f} ({count})" if count else "")
    return f"| {name} | " + " | ".join(cells) + " |"


BANDS = (0.1, 0.2, 0.4, 0.6, 0.8, 0.98)


def figures(wanted, count):
    """Everything, as lines of Markdown."""
    chosen = {name: each for name, each in layouts().items() if wanted in (None, name)}
    results = {}
    for name, layout in chosen.items():
        found = {each: run(layout, (each,), count) for each in (*WEIGHTS, *ACTS)}
        by_class = {each: outcomes for each, outcomes in found.items() if outcomes}
        results[name] = by_class, two_slips(layout, count)
        print(f"{name}: done", file=sys.stderr, flush=True)
    yield f"CPython {sys.version.split()[0]}, {count} tables a class and layout."
    yield ""
    yield (
        "| layout | errors | tables | baseline | first right | first three | stated ≥ .98 "
        "| of these wrong | median | slowest |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, (by_class, double) in results.items():
        yield from layout_lines(name, by_class, double, WEIGHTS)
    yield ""
    yield "First suggestion right (among the first three), by class:"
    yield ""
    yield "| class | " + " | ".join(results) + " |"
    yield "|---|" + "--:|" * len(results)
    for each in (*WEIGHTS, *ACTS):
        cells = [
            f"{share(found[each], 'first'):.2f} ({share(found[each], 'three'):.2f})"
            if each in found
            else ""
            for found, _ in results.values()
        ]
        yield f"| {each} | " + " | ".join(cells) + " |"
    for each in ("transposed", "power-of-ten"):
        cells = [
            f"{share(within, 'first'):.2f} ({share(within, 'three'):.2f})"
            if (within := [one for one in found.get(each, ()) if one["in sums"]])
            else ""
            for found, _ in results.values()
        ]
        yield f"| {each}, a sum of 10 or more breaks | " + " | ".join(cells) + " |"
    yield ""
    yield "Confidence as stated, share that was right, (suggestions), by band of confidence:"
    yield ""
    ends = (0.0, *BANDS, 1.0)
    heads = [f"{low:.2f}–{high:.2f}" for low, high in pairwise(ends)]
    yield "| layout | " + " | ".join(heads) + " |"
    yield "|---|" + "--:|" * len(heads)
    for name, (by_class, _) in results.items():
        yield band_line(name, by_class)
    yield ""
    yield "Clean tables with a fifth of the cells blank:"
    yield ""
    yield "| layout | tables | diagnosed | blanks deduced | of these wrong |"
    yield "|---|--:|--:|--:|--:|"
    for name, layout in chosen.items():
        tables = 1000 if count >= 400 else count
        alarms, deduced, wrong = clean(layout, tables)
        yield f"| {name} | {tables} | {alarms} | {deduced} | {wrong} |"
    yield ""
    yield from sizes()


def large(rows, columns):
    """A form of one cross-tab with totals on both sides."""
    down = [{"code": f"r{n}", "label": f"r{n}"} for n in range(1, rows)]
    across = [{"code": f"c{n}", "label": f"c{n}"} for n in range(1, columns)]
    for items, name in ((down, "down"), (across, "across")):
        parts = [each["code"] for each in items]
        relation = {
            "id": name,
            "is": "sum",
            "over": parts,
            "severity": "error",
            "basis": "official",
        }
        items.append({"code": name, "label": name, "relations": [relation]})
    head = {"code": "head", "label": "head", "role": "label"}
    table = {"code": "t", "columns": [head, *across], "rows": down}
    value = {"type": "integer", "minimum": 0}
    return loaded(
        {"id": "large", "version": "1", "title": "large", "value": value, "tables": [table]}
    )


def sizes():
    """Times of large cross-tabs, as lines of Markdown."""
    yield "Large cross-tabs with totals on both sides, 20 tables each, seconds of the processor:"
    yield ""
    yield "| cells | errors | blank | all told right | incomplete | median | slowest |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    for rows, columns in ((20, 10), (25, 60), (150, 10)):
        layout = Layout("large", large(rows, columns), None, zeros=0.4)
        for errors, blanks in ((1, 0.0), (2, 0.0), (5, 0.0), (20, 0.0), (2, 0.1)):
            found = [large_outcome(layout, errors, blanks, number) for number in range(20)]
            times = sorted(each["seconds"] for each in found)
            yield (
                f"| {rows * columns:,} | {errors} | {blanks:.0%} | {share(found, 'first'):.2f} "
                f"| {share(found, 'incomplete'):.2f} | {times[10]:.2f} | {times[-1]:.2f} |"
            )


def large_outcome(layout, errors, blanks, number):
    """One large table with some numbers replaced by others."""
    rng = random.Random(f"large/{len(layout.keys)}/{errors}/{blanks}/{number}")
    rows = list(dict.fromkeys(key[1] for key in layout.keys))[:-1]
    columns = list(dict.fromkeys(key[2] for key in layout.keys))[:-1]
    values = {("t", r, c): amount(rng, layout.zeros) for r in rows for c in columns}
    for row in rows:
        values["t", row, "across"] = sum(values["t", row, each] for each in columns)
    for column in (*columns, "across"):
        values["t", "down", column] = sum(values["t", each, column] for each in rows)
    blank = {key for key in layout.keys if rng.random() < blanks}
    stated = dict(values)
    for key in rng.sample([key for key in layout.keys if key not in blank], errors):
        stated[key] = values[key] + rng.randint(1, 9999)
    return outcome(layout, rng, values, stated, blank, budget=Budget(), compare=False)


def write(lines):
    """Put the figures into the page, below their mark."""
    head = DOCUMENT.read_text("utf-8").partition(MARK)[0]
    DOCUMENT.write_text(head + MARK + "\n\n" + "\n".join(lines) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fast", action="store_true", help="40 tables a class instead of 400")
    parser.add_argument("--count", type=int, default=0, help="tables a class")
    parser.add_argument("--layout", help="only this one")
    parser.add_argument("--write", action="store_true", help="into docs/diagnosis.md")
    arguments = parser.parse_args()
    count = arguments.count or (40 if arguments.fast else 400)
    lines = []
    for line in figures(arguments.layout, count):
        print(line, flush=True)
        lines.append(line)
    if arguments.write:
        write(lines)


if __name__ == "__main__":
    main()
