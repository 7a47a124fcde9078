"""A broken rule drawn: a bar for every number, each part beginning where the one before ends.

Comes in: an ``Equation``. Goes out: an HTML table with bars in SVG. Bars are drawn in thousandths
of the largest sum; the numbers beside them are exact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.checks.naming import AND
from tablecheck.exact import exact
from tablecheck.record import record
from tablecheck.reporters.equation import (
    rest_words,
    shown_value,
    side_names,
    signed,
    telling_terms,
)
from tablecheck.reporters.html.markup import in_both, safe, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecheck.exact import Exact
    from tablecheck.findings import Equation, Term
    from tablecheck.reporters.html.places import Places

WIDTH, THINNEST = 1000, 12
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "-": "−"}


@record
class _Line:
    """A line of the drawing; the bar reaches from one sum to another, None where there is none."""

    kind: str
    sign: str
    value: str
    cell: str
    label: str
    bar: tuple[Exact, Exact] | None


def drawn_equation(equation: Equation, places: Places) -> str:
    """The equation as a table: sign, number, bar, cell, indicator."""
    lines = _lines(equation, places)
    ends = [end for line in lines if line.bar is not None for end in line.bar]
    low, high = min([0, *ends]), max([0, *ends])
    rows = "".join(_row(line, low, high) for line in lines)
    caption = f'<caption class="unseen">{unseen("算式", "equation")}</caption>'
    return f'<table class="eq">{caption}<tbody>{rows}</tbody></table>'


def _lines(equation: Equation, places: Places) -> list[_Line]:
    shared = _shared(equation)
    shown, hidden = telling_terms(equation.right)
    whole = _name(lambda lang: side_names(equation, lang).whole)
    lines, left = _side(equation.left, "", "whole", places, shared)
    if whole:
        lines = [_with_label(line, whole) for line in lines]
    parts, _ = _side(shown, equation.op, "part", places, shared)
    lines += parts
    right = _number(equation.computed)
    if hidden:
        label = _name(lambda lang: rest_words(equation, hidden, lang))
        lines.append(_Line("part", "+", "", "", label, None))
    if len(equation.right) > 1:
        label = _name(lambda lang: side_names(equation, lang).computed)
        lines.append(
            _Line("sum", "", equation.computed, "", label, None if right is None else (0, right))
        )
    gap = _name(lambda lang: side_names(equation, lang).gap)
    reach = None if left is None or right is None else (right, left)
    lines.append(_Line("gap", "", signed(equation.imbalance), "", gap, reach))
    return lines


def _shared(equation: Equation) -> tuple[int, int]:
    """How many leading and trailing parts all labels of a cross-tab have in common."""
    labels = [term.place.label.split(AND) for term in (*equation.left, *equation.right)]
    shortest = min(map(len, labels)) - 1
    first = last = 0
    while first < shortest and len({label[first] for label in labels}) == 1:
        first += 1
    while last < shortest - first and len({label[-1 - last] for label in labels}) == 1:
        last += 1
    return first, last


def _side(
    terms: Sequence[Term], op: str, kind: str, places: Places, shared: tuple[int, int]
) -> tuple[list[_Line], Exact | None]:
    """Lines of one side, and what its numbers add up to; None where one is no number."""
    lines = []
    at: Exact = 0
    complete = True
    for number, term in enumerate(terms):
        value = _number(term.value)
        bar = None
        if value is None:
            complete = False
        else:
            reach = at - value if term.sign == "-" else at + value
            bar, at = (at, reach), reach
        sign = op if not number else term.sign or "+"
        label = _label(term, shared)
        shown = shown_value(term, number)
        lines.append(_Line(kind, sign, shown, places.link(term.place), label, bar))
    return lines, at if complete else None


def _label(term: Term, shared: tuple[int, int]) -> str:
    """The indicator; that it is last period's is told with the cell."""
    parts = term.place.label.split(AND)
    return safe(AND.join(parts[shared[0] : len(parts) - shared[1]]))


def _with_label(line: _Line, label: str) -> _Line:
    return _Line(line.kind, line.sign, line.value, line.cell, label, line.bar)


def _name(told: Callable[[str], str]) -> str:
    return in_both(lambda lang: safe(told(lang)))


def _number(text: str) -> Exact | None:
    """The number of a plain decimal; None where it is a mark or a blank."""
    return exact(text) if re.fullmatch(r"-?\d{1,40}(\.\d{1,40})?", text, re.ASCII) else None


def _row(line: _Line, low: Exact, high: Exact) -> str:
    bar = ""
    if line.bar is not None and line.bar[0] != line.bar[1]:
        ends = sorted(_thousandths(end - low, high - low) for end in line.bar)
        width = max(ends[1] - ends[0], THINNEST)
        bar = (
            f'<svg viewBox="0 0 {WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect x="{min(ends[0], WIDTH - width)}" y="0" width="{width}" height="10"/></svg>'
        )
    sign = safe(_SIGNS.get(line.sign, line.sign))
    return (
        f'<tr class="{line.kind}"><td class="op">{sign}</td>'
        f'<td class="num">{safe(line.value)}</td><td class="bar">{bar}</td>'
        f'<td class="at">{line.cell}</td><td class="name">{line.label}</td></tr>'
    )


def _thousandths(part: Exact, whole: Exact) -> int:
    return int(part * WIDTH // whole)
