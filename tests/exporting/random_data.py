"""Random complete tables of a form, and the forms that they are made of."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.observe import value_items
from tablecheck.errors import FormError
from tablecheck.form.load import load_form
from tablecheck.rules.dataset import Dataset
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ("cn-zfxxgk-2014", "cn-zfxxgk-2019", "cn-zfxxgk-2021")


def all_forms():
    """Shipped forms, the example, and those of the cases that are right; each text once."""
    paths = [
        *SHIPPED,
        ROOT / "examples/enrolment/form.json",
        *sorted(ROOT.glob("tests/cases/*/form.json")),
    ]
    seen, forms = set(), []
    for path in paths:
        try:
            form = load_form(path)
        except FormError:
            continue
        if form.sha256 not in seen:
            seen.add(form.sha256)
            forms.append(form)
    return forms


def keys_of_form(form):
    return [
        (table.code, row.code, column.code)
        for table in form.tables
        for row in value_items(table.rows)
        for column in value_items(table.columns)
    ]


def random_values(form, random: Random) -> dict:
    """A value for every cell: few and small ones, so that rules hold as often as not."""
    most = random.choice([0, 1, 1, 3, 1000])
    return {key: random.randint(0, most) for key in keys_of_form(form)}


def dataset(values) -> Dataset:
    """Whole numbers as the rules see them; where they are rounded, by half a unit."""
    intervals = {key: Interval(value, value) for key, value in values.items()}
    return Dataset(
        intervals=intervals,
        stated=frozenset(values),
        blank=frozenset(),
        slack=dict.fromkeys(values, Fraction(1, 2)),
    )
