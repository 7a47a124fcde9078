"""A broken rule as numbers: drawn over several lines, or in one.

Comes in: an ``Equation``. Goes out: lines whose numbers stand right-aligned on the left, then the
cell, the label last: no arithmetic on wide characters, aligned on every console.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.escape import one_line
from tablecheck.reporters.words import LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.findings import Equation, Term

MOST_TERMS = 12
NOTHING = ("0", "-", "")


def equation_lines(equation: Equation, lang: str) -> list[str]:
    """Left side, right side, its sum, and the imbalance."""
    names = side_names(equation, lang)
    shown, hidden = telling_terms(equation.right)
    terms = [*equation.left, *shown]
    values = [shown_value(term, number) for number, term in enumerate(equation.left)]
    values += [shown_value(term, number) for number, term in enumerate(shown)]
    gap = signed(equation.imbalance)
    width = max(map(len, (*values, equation.computed, gap)))
    cells = [term.place.cell or "" for term in terms]
    cell_width = max(map(len, cells), default=0)
    leads = [term.sign if number else "" for number, term in enumerate(equation.left)]
    leads += [term.sign or "+" if number else equation.op for number, term in enumerate(shown)]
    labels = [names.whole or term_label(term, lang) for term in equation.left]
    labels += [term_label(term, lang) for term in shown]
    lines = [
        f"      {lead:>2} {value:>{width}}  {cell:{cell_width}}  {label}"
        for lead, value, cell, label in zip(leads, values, cells, labels, strict=True)
    ]
    if hidden:
        lines.append(
            f"       + {'':{width}}  {'':{cell_width}}  {rest_words(equation, hidden, lang)}"
        )
    if len(equation.right) > 1:
        lines.append(f"         {'-' * width}")
        lines.append(f"         {equation.computed:>{width}}  {'':{cell_width}}  {names.computed}")
    lines.append(f"         {gap:>{width}}  {'':{cell_width}}  {names.gap}")
    return lines


def equation_in_a_line(equation: Equation, lang: str) -> str:
    """``1606 > 2 + 89 + 0 + 1506 + 0 = 1597 (差 9)``."""
    shown, hidden = telling_terms(equation.right)
    drawn = _joined(shown) + (f" + {rest_words(equation, hidden, lang)}" if hidden else "")
    total = "" if len(equation.right) == 1 else f" = {equation.computed}"
    gap = equation.imbalance.lstrip("-")
    sign = "=" if gap == "0" else "<" if equation.imbalance.startswith("-") else ">"
    said = f"差 {gap}" if lang == "zh" else f"off by {gap}"
    return f"{_joined(equation.left)} {sign} {drawn}{total} ({said})"


def term_label(term: Term, lang: str) -> str:
    """The label, marked where it is one of last period's file: cells alone do not tell."""
    marked = f"{LAST.in_language(lang)} " if term.place.previous else ""
    return f"{marked}{one_line(term.place.label)}"


class Names:
    """What the sides of an equation are called; ``whole`` is "" where labels say it better."""

    def __init__(self, whole: str, computed: str, gap: str) -> None:
        self.whole = whole
        self.computed = computed
        self.gap = gap


def side_names(equation: Equation, lang: str) -> Names:
    """What the whole, the computed side and the imbalance are called."""
    zh = lang == "zh"
    if any(term.place.previous for term in equation.right):
        if zh:
            return Names("本年填报数", "按上年数推算", "填报数 - 推算数")
        return Names("stated this year", "from last year", "stated - computed")
    if len(equation.left) > 1 or any(term.sign == "-" for term in equation.right):
        if zh:
            return Names("", "右边合计", "左边 - 右边")
        return Names("", "right side", "left - right")
    if len(equation.right) > 1:
        if zh:
            return Names("填报的总数", "各分项之和", "总数 - 分项之和")
        return Names("stated total", "sum of the parts", "total - sum of the parts")
    return Names("", "", "相差" if zh else "difference")


def telling_terms(terms: Sequence[Term]) -> tuple[Sequence[Term], int]:
    """At most twelve terms, those that add something first to stay; and how many are left out."""
    if len(terms) <= MOST_TERMS:
        return terms, 0
    telling = [term for term in terms if term.value not in NOTHING] or terms
    return telling[:MOST_TERMS], len(terms) - len(telling[:MOST_TERMS])


def rest_words(equation: Equation, hidden: int, lang: str) -> str:
    """How many terms are left out."""
    filled = sum(term.value not in NOTHING for term in equation.right)
    if filled > MOST_TERMS:
        return f"另有 {hidden} 项" if lang == "zh" else f"{hidden} more"
    return f"另有 {hidden} 项为 0 或空" if lang == "zh" else f"{hidden} more that are 0 or blank"


def shown_value(term: Term, number: int) -> str:
    """The first term of a side has no column for its sign."""
    return f"-{term.value}" if number == 0 and term.sign == "-" else term.value


def signed(imbalance: str) -> str:
    """The imbalance with its sign; 0 has none."""
    return imbalance if imbalance.startswith("-") or imbalance == "0" else f"+{imbalance}"


def _joined(terms: Sequence[Term]) -> str:
    drawn = ""
    for number, term in enumerate(terms):
        drawn += f" {term.sign or '+'} {term.value}" if number else shown_value(term, number)
    return drawn
