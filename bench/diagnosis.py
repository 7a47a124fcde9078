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
from pathlib import Path

from tablecheck.diagnosis.cells import Cells
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.layout import lines_of
from tablecheck.diagnosis.model import Budget, Clues
from tablecheck.diagnosis.prior import Prior
from tablecheck.diagnosis.search import find_repairs
from tablecheck.diagnosis.system import System
from tablecheck.form.load import load_form
from tablecheck.form.model import RuleKind, Severity
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.dataset import Dataset
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

    def __init__(self, name, form, fill, zeros=0.35, blanks=0.0):
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
    """The 2021 cross-tab: outcomes and their totals, the balance, the reviews."""
    values = fill_rules(layout, rng, most=2000)
    columns = [f"c{n}" for n in range(1, 7)]
    for column in columns:
        new, carried, done, left = (("t3", row, column) for row in ("1", "2", "3.7", "4"))
        values[left] = amount(rng, 0.6, 50)
        values[carried] = min(amount(rng, 0.6, 50), values[done] + values[left])
        values[new] = values[done] + values[left] - values[carried]
    for table, row, column in layout.keys:
        if column == "c7":
            values[table, row, column] = sum(values[table, row, each] for each in columns)
    return values


def form_2014(all_hard, columns=None):
    """The shipped form of 2014; all rules hard, or with further columns, where asked."""
    document = json.loads((ROOT / "schemas" / "cn-zfxxgk-2014.json").read_text("utf-8"))
    document.pop("$schema", None)
    document["id"] = "bench"
    (table,) = document["tables"]
    if all_hard:
        _harden(table)
    if columns:
        table["columns"] = [
            each for each in table["columns"] if each.get("role", "value") != "value"
        ]
        table["columns"] += columns
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


def cross_document():
    """The application and review tables of 2021, as far as their rules go."""
    groups = {"1": 0, "2": 0, "3": 8, "4": 3, "5": 5, "6": 3}
    outcomes = []
    for group, count in groups.items():
        if count:
            outcomes += [
                {"code": f"3.{group}.{n}", "label": f"3.{group}.{n}"} for n in range(1, count + 1)
            ]
        else:
            outcomes.append({"code": f"3.{group}", "label": f"3.{group}"})
    total = {
        "code": "3.7",
        "label": "（七）总计",
        "relations": [
            {
                "id": "outcomes",
                "is": "sum",
                "over": [each["code"] for each in outcomes],
                "severity": "error",
                "basis": "official",
            }
        ],
    }
    applicants = [{"code": f"c{n}", "label": f"申请人{n}"} for n in range(1, 7)]
    row_total = {
        "code": "c7",
        "label": "总计",
        "relations": [
            {
                "id": "applicants",
                "is": "sum",
                "over": [each["code"] for each in applicants],
                "severity": "error",
                "basis": "official",
            }
        ],
    }
    head = {"code": "head", "label": "项目", "role": "label"}
    reviews = []
    for n in range(1, 4):
        codes = [f"r{n}{m}" for m in range(1, 5)]
        reviews += [{"code": code, "label": code} for code in codes]
        reviews.append(
            {
                "code": f"r{n}5",
                "label": f"总计{n}",
                "relations": [
                    {
                        "id": f"reviews-{n}",
                        "is": "sum",
                        "over": codes,
                        "severity": "error",
                        "basis": "official",
                    }
                ],
            }
        )
    return {
        "id": "bench",
        "version": "1",
        "title": "bench",
        "language": "zh",
        "value": {"type": "integer", "minimum": 0},
        "tables": [
            {
                "code": "t3",
                "title": "三",
                "columns": [head, *applicants, row_total],
                "rows": [
                    {"code": "1", "label": "一"},
                    {"code": "2", "label": "二"},
                    *outcomes,
                    total,
                    {"code": "4", "label": "四"},
                ],
                "rules": [
                    {
                        "id": "balance",
                        "expect": "[1] + [2] = [3.7] + [4]",
                        "severity": "error",
                        "basis": "official",
                    }
                ],
            },
            {
                "code": "t4",
                "title": "四",
                "columns": [head, *reviews],
                "rows": [{"code": "n", "label": "件数"}],
            },
        ],
    }


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


def outcome(layout, values, stated, blank):
    """What diagnosis and the baseline make of one table."""
    dataset = layout.dataset(stated, blank)
    wrong = {key: values[key] for key in layout.keys if stated[key] != values[key]}
    lowest = min(stated.values())
    domain = COUNT if lowest >= 0 else Interval(None, None, True)
    clues = Clues(domains=dict.fromkeys(layout.keys, domain))
    begun = time.perf_counter()
    diagnoses = diagnose(layout.instances, dataset, clues, budget=Budget())
    seconds = time.perf_counter() - begun
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
    return {
        "first": first == wrong,
        "three": three and wrong.keys() <= cells,
        "baseline": baseline(layout, dataset, clues, wrong),
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
    budget = Budget(20_000, 0.5)
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
    one = form_2014(True)
    return {
        "one column": Layout("one column", one, fill_2014),
        "one column, as shipped": Layout("one column, as shipped", form_2014(False), fill_2014),
        "sparse": Layout("sparse", one, fill_2014, zeros=0.5, blanks=0.3),
        "two columns and total": Layout("two columns", form_2014(True, TWO), fill_two),
        "cross-tab": Layout("cross-tab", loaded(cross_document()), fill_cross, zeros=0.5),
    }


def run(layout, names, count, seed):
    """Outcomes of one class."""
    found = []
    for number in range(count):
        rng = random.Random(f"{layout.name}/{names}/{seed}/{number}")
        made = case(layout, names, rng)
        if made is None:
            return found
        found.append(outcome(layout, *made))
    return found


def share(outcomes, name):
    return sum(each[name] for each in outcomes) / len(outcomes)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--layout")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    count = arguments.count or (40 if arguments.fast else 400)
    for name, layout in layouts().items():
        if arguments.layout and arguments.layout != name:
            continue
        report(name, layout, count)


def report(name, layout, count):
    print(f"\n== {name}: {len(layout.keys)} cells")
    weighted = dict.fromkeys(("first", "three", "baseline", "asserted", "wrong"), 0.0)
    weight = 0.0
    everything = []
    for slip_name in (*WEIGHTS, *ACTS):
        outcomes = run(layout, (slip_name,), count, 1)
        if not outcomes:
            continue
        line(slip_name, outcomes)
        if slip_name in WEIGHTS:
            w = WEIGHTS[slip_name]
            weight += w
            for each in outcomes:
                everything.append((w / len(outcomes), each))
            for figure in ("first", "three", "baseline"):
                weighted[figure] += w * share(outcomes, figure)
    for figure in ("first", "three", "baseline"):
        print(f"   {figure} {weighted[figure] / weight:.3f}", end="")
    print()
    certain = sum(w for w, each in everything if any(c >= 0.98 for c, _ in each["stated"]))
    wrong = sum(w for w, each in everything if any(c >= 0.98 and not r for c, r in each["stated"]))
    print(f"   asserted {certain / weight:.3f}, of these wrong {wrong / (certain or 1):.4f}")
    bands = {}
    for w, each in everything:
        for confidence, right in each["stated"]:
            band = bands.setdefault(min(int(confidence * 10), 9), [0, 0.0, 0.0, 0.0])
            band[0] += 1
            band[1] += w
            band[2] += w * confidence
            band[3] += w * right
    for band in sorted(bands):
        n, w, said, right = bands[band]
        print(f"   {band / 10:.1f}: n={n} said {said / w:.3f} right {right / w:.3f}")
    double = []
    for number in range(count):
        rng = random.Random(f"{layout.name}/two/{number}")
        names = tuple(rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=2))
        made = case(layout, names, rng)
        if made:
            double.append(outcome(layout, *made))
    line("two errors", double)


def line(name, outcomes):
    times = sorted(each["seconds"] for each in outcomes)
    asserted = [each for each in outcomes if any(c >= 0.98 for c, _ in each["stated"])]
    wrong = [e for e in outcomes if any(c >= 0.98 and not r for c, r in e["stated"])]
    print(
        f"{name:14} n={len(outcomes)} first {share(outcomes, 'first'):.3f}"
        f" three {share(outcomes, 'three'):.3f} base {share(outcomes, 'baseline'):.3f}"
        f" asserted {len(asserted) / len(outcomes):.3f} wrong {len(wrong)}"
        f" median {times[len(times) // 2] * 1000:.1f} ms max {times[-1] * 1000:.0f}"
        f" incomplete {share(outcomes, 'incomplete'):.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
