"""Forms of a few rows and datasets, written in one line each."""

from __future__ import annotations

import itertools
from fractions import Fraction

from tablecheck.form.expression import parse
from tablecheck.form.model import Form, Item, Rule, RuleKind, Severity, Table, of_previous, refs_of
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.dataset import Dataset
from tablecheck.rules.evaluate import evaluate
from tablecheck.values.interval import Interval

ANY = Interval(0, None, True)
"""A blank count."""


def relation(id, kind, whole, parts, *, hard=True, axis="rows", only=None):
    """``whole`` against its parts (a string of codes, one space between)."""
    return Rule(
        id=id,
        kind=RuleKind(kind),
        axis=axis,
        whole=whole,
        parts=tuple(parts.split()),
        severity=Severity.ERROR if hard else Severity.WARNING,
        only=only,
    )


def equation(id, text, *, hard=True, axis="rows", **more):
    """A rule written as an expression; every code exists and has no children."""
    clauses = parse(text, "t", lambda ref, spread: [ref[1]])
    return Rule(
        id=id,
        kind=RuleKind.EQUATION,
        axis=axis,
        whole=None,
        parts=tuple(dict.fromkeys(code for _, code, _ in refs_of(clauses))),
        clauses=clauses,
        expression=text,
        severity=Severity.ERROR if hard else Severity.WARNING,
        **more,
    )


def compiled(rules, *, rows=None, columns=("n",), **periods):
    """Instances of rules; rows are what the rules on rows name unless given."""
    form = form_of(rules, rows=rows, columns=columns)
    if "previous" in periods:
        periods["previous"] = form if periods["previous"] is True else periods["previous"]
    return compile_rules(form, **periods)


def form_of(rules, *, rows=None, columns=("n",)):
    """A form of one table ``t``; rows and columns are codes or items."""
    if rows is None:
        rows = dict.fromkeys(
            code
            for rule in rules
            if rule.axis == "rows"
            for code in (rule.whole, *rule.parts)
            if code is not None
        )
    table = Table(
        code="t",
        title="",
        rows=tuple(map(_item, rows)),
        columns=tuple(map(_item, columns)),
        rules=tuple(rules),
    )
    return Form(
        id="made",
        version="1",
        titles=("made",),
        years=(None, None),
        language="en",
        source={},
        blank="missing",
        marks={},
        thousands=None,
        decimal=None,
        units={},
        tables=(table,),
        sha256="",
    )


def _item(code):
    return Item(code=code, label=code) if isinstance(code, str) else code


def key(code):
    """Key of a row in the only column, or of ``row/column``; of last period after ``previous ``."""
    code, last = code.removeprefix("previous "), code.startswith("previous ")
    row, _, column = code.partition("/")
    found = ("t", row, column or "n")
    return of_previous(found) if last else found


def dataset(**cells):
    """Cells by code: a number is stated, None blank, an Interval as it is, a string unknown.

    An ``Interval`` is a blank with this domain; ``(low, high)`` a stated interval.
    """
    return dataset_of(cells)


def dataset_of(cells, slack=None):
    intervals, stated, blank = {}, set(), set()
    for code, value in cells.items():
        at = key(code)
        if value is None or isinstance(value, Interval):
            intervals[at] = ANY if value is None else value
            blank.add(at)
        elif isinstance(value, str):
            intervals[at] = ANY
        else:
            low, high = value if isinstance(value, tuple) else (value, value)
            intervals[at] = Interval(low, high, isinstance(low, int) and isinstance(high, int))
            stated.add(at)
    return Dataset(
        intervals=intervals,
        stated=frozenset(stated),
        blank=frozenset(blank),
        slack={key(code): off for code, off in (slack or {}).items()},
    )


def seen(rules, **cells):
    """The evaluation of rules over cells."""
    return evaluate(compiled(rules), dataset(**cells))


def verdicts(evaluation):
    return {each.instance.rule.id: each.verdict.value for each in evaluation.verdicts}


def deduced(evaluation):
    return {each.key[1]: each.value for each in evaluation.deductions}


def told(evaluation):
    """Deductions with their reasons: row -> (value, because, support)."""
    return {
        each.key[1]: (each.value, set(each.because), each.support) for each in evaluation.deductions
    }


def must(evaluation):
    """What blanks must hold: rule -> (rows of the blanks, amount, all parts blank)."""
    return {
        each.instance.rule.id: (
            {blank[1] for blank in each.blanks},
            each.at_least,
            each.all_parts_blank,
        )
        for each in evaluation.must_hold
    }


def holds(rule, value):
    """Whether a rule holds for plain numbers, by arithmetic of the tests' own."""
    parts = [value(code) for code in rule.parts]
    if rule.kind is RuleKind.EQUATION:
        return all(any(_compares(atom, value) for atom in clause) for clause in rule.clauses)
    whole = value(rule.whole)
    return {
        RuleKind.SUM: lambda: whole == sum(parts),
        RuleKind.AT_LEAST_SUM: lambda: whole >= sum(parts),
        RuleKind.AT_MOST_SUM: lambda: whole <= sum(parts),
        RuleKind.UNION: lambda: max(parts) <= whole <= sum(parts),
        RuleKind.AT_LEAST_EACH: lambda: all(part <= whole for part in parts),
    }[rule.kind]()


def _compares(atom, value):
    left = sum((c * value(code) for c, (_, code, _) in atom.terms), Fraction(0))
    return {
        "=": left == atom.constant,
        "!=": left != atom.constant,
        "<": left < atom.constant,
        "<=": left <= atom.constant,
        ">": left > atom.constant,
        ">=": left >= atom.constant,
    }[atom.op]


def solutions(rules, box):
    """Every assignment of whole numbers from ``box`` (code -> (low, high)) that the rules allow."""
    codes = list(box)
    for numbers in itertools.product(*(range(low, high + 1) for low, high in box.values())):
        values = dict(zip(codes, numbers, strict=True))
        if all(holds(rule, values.__getitem__) for rule in rules):
            yield values
