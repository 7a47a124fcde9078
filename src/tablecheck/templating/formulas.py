"""Rules and totals as spreadsheet formulas that every spreadsheet program computes.

Comes in: a rule in one place, and where its cells stand. Goes out: formulas without ``=``. Numbers
are binary in a spreadsheet: differences are rounded to 6 decimals before they are compared.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from tablecheck.exact import exact, plain
from tablecheck.form.model import RuleKind
from tablecheck.templating.addresses import address, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.templating.model import Spot

ALWAYS = "TRUE"
LONGEST = 8000
"""Characters of a formula; Excel takes 8,192."""
MOST = 200
"""Arguments of a function; Excel takes 255."""


class Writer:
    """Writes the formulas of one place of a rule.

    Args:
        spot_of: Where the cells stand.
        zeros: Marks that mean 0, by cell.
        prefix: Sheet of the cells, ``'Form'!``; "" in their own.
        blank_is_zero: A blank counts as 0 in a cell, so that it is never incomplete.
        slack: How far rounding lets a comparison be off.
    """

    def __init__(
        self,
        spot_of: Callable[[Key], Spot],
        *,
        zeros: Callable[[Key], tuple[str, ...]],
        prefix: str = "",
        blank_is_zero: Callable[[Key], bool] = lambda _: False,
        slack: Callable[[Linear], Exact] = lambda _: 0,
    ) -> None:
        self._spot_of = spot_of
        self._zeros = zeros
        self._prefix = prefix
        self._blank_is_zero = blank_is_zero
        self._slack = slack

    def total(self, terms: Sequence[tuple[Exact, Key]]) -> str:
        """A value from others, "" as long as one of them is lacking."""
        sum_ = self._sum(terms)
        complete = self._complete([key for _, key in terms])
        return sum_ if complete == ALWAYS else f'IF({complete},{sum_},"")'

    def broken(self, instance: Instance) -> str:
        """True where the rule fails for whatever the blanks may hold."""
        each = [self._slack(clause[0]) for clause in instance.clauses[: len(instance.parts)]]
        if instance.rule.kind in (RuleKind.UNION, RuleKind.AT_LEAST_EACH) and len(set(each)) == 1:
            failing = [self._part_above(instance)]
            if instance.rule.kind is RuleKind.UNION:
                failing.append(self._fails(instance.clauses[-1]))
        else:
            failing = [self._fails(clause) for clause in instance.clauses]
        return failing[0] if len(failing) == 1 else _nested("OR", failing)

    def verdict(self, instance: Instance, words: tuple[str, str, str]) -> str:
        """The words for broken, holds, not decided."""
        broken, holds, open_ = (f'"{_quoted(word)}"' for word in words)
        decided = self._complete((*instance.parts, *filter(None, (instance.whole,))))
        for clause in instance.clauses:
            for atom in clause:
                if atom.requires is not None:
                    decided = f"AND({decided},{self._positive(atom.requires)})"
        return f"IF({self.broken(instance)},{broken},IF({decided},{holds},{open_}))"

    def _fails(self, clause: Sequence[Linear]) -> str:
        keys = [key for atom in clause for _, key in _terms_of(atom)]
        complete = self._complete(keys)
        parts = [complete] if complete != ALWAYS else []
        for atom in clause:
            if atom.requires is not None:
                parts.append(self._positive(atom.requires))
            parts.append(self._untrue(atom))
        return parts[0] if len(parts) == 1 else _nested("AND", parts)

    def _part_above(self, instance: Instance) -> str:
        """One of the parts is greater than the whole."""
        assert instance.whole is not None
        whole = address(self._spot_of(instance.whole), self._prefix)
        most = _called("MAX", self._listed(instance.parts))
        off = plain(exact(instance.rule.tolerance + self._slack(instance.clauses[0][0])))
        above = f"ROUND({most}-N({whole}),6)>{off}"
        if self._complete([instance.whole, *instance.parts]) == ALWAYS:
            return above
        parts = _called("COUNT", self._listed(instance.parts))
        return f"AND({self._complete([instance.whole])},{parts}>0,{above})"

    def _untrue(self, atom: Linear) -> str:
        """The comparison is not true."""
        scale: int = lcm(*(coefficient.denominator for coefficient, _ in atom.terms))
        terms = [(exact(coefficient * scale), key) for coefficient, key in atom.terms]
        value, constant = self._sum(terms), exact(atom.constant * scale)
        tolerance: Exact = 0 if atom.requires is not None else atom.tolerance
        allowed: Exact = exact(tolerance + self._slack(atom))
        off = plain(exact(allowed * scale))
        if atom.requires is not None and atom.tolerance:
            below = f"({self._sum(atom.requires.terms)}-{_number(atom.requires.constant)})"
            off = f"({off}+{plain(exact(atom.tolerance * scale))}*{below})"
        difference = f"{value}-{_number(constant)}" if constant else value
        if atom.op in (">=", ">"):
            return f"ROUND(-({difference})-{off},6){'>' if atom.op == '>=' else '>='}0"
        if atom.op in ("<=", "<"):
            return f"ROUND({difference}-{off},6){'>' if atom.op == '<=' else '>='}0"
        if atom.op == "=":
            return f"ROUND(ABS({difference})-{off},6)>0"
        return "FALSE" if off != "0" else f"ROUND({difference},6)=0"

    def _positive(self, below: Linear) -> str:
        """The denominator is greater than its constant."""
        return f"ROUND({self._sum(below.terms)}-{_number(below.constant)},6)>0"

    def _sum(self, terms: Sequence[tuple[Exact, Key]]) -> str:
        """Σ coefficient · cell; a mark or a blank counts as 0."""
        plus = [key for coefficient, key in terms if coefficient == 1]
        minus = [key for coefficient, key in terms if coefficient == -1]
        text = _called("SUM", self._listed(plus)) if plus else ""
        if minus:
            text += f"-{_called('SUM', self._listed(minus))}"
        for coefficient, key in terms:
            if abs(coefficient) != 1:
                sign = "-" if coefficient < 0 else "+"
                cell = address(self._spot_of(key), self._prefix)
                text += f"{sign}{plain(max(coefficient, -coefficient))}*N({cell})"
        return text.removeprefix("+") or "0"

    def _complete(self, keys: Iterable[Key]) -> str:
        """All the cells hold numbers, or marks that mean 0."""
        keys = [key for key in dict.fromkeys(keys) if not self._blank_is_zero(key)]
        if not keys:
            return ALWAYS
        counted = [_called("COUNT", self._listed(keys))]
        for mark in dict.fromkeys(mark for key in keys for mark in self._zeros(key)):
            marked = [key for key in keys if mark in self._zeros(key)]
            counted += [f'COUNTIF({run},"={_wild(mark)}")' for run in self._listed(marked)]
        return f"{'+'.join(counted)}={len(keys)}"

    def _listed(self, keys: Iterable[Key]) -> list[str]:
        return listed(map(self._spot_of, keys), self._prefix)


def zeros_of(marks: Mapping[str, str]) -> tuple[str, ...]:
    """The marks that mean 0."""
    return tuple(mark for mark, meaning in marks.items() if meaning == "zero")


def fits(formula: str) -> bool:
    """A spreadsheet program takes a formula of this length and depth."""
    return len(formula) <= LONGEST


def _terms_of(atom: Linear) -> Sequence[tuple[Exact, Key]]:
    return (*atom.terms, *(atom.requires.terms if atom.requires is not None else ()))


def _called(name: str, arguments: list[str]) -> str:
    """A function of many arguments: each call takes only so many."""
    if len(arguments) <= MOST:
        return f"{name}({','.join(arguments)})"
    calls = [
        f"{name}({','.join(arguments[at : at + MOST])})" for at in range(0, len(arguments), MOST)
    ]
    joined = "SUM" if name == "COUNT" else name
    return f"{joined}({','.join(calls)})"


def _nested(name: str, parts: list[str]) -> str:
    if len(parts) <= MOST:
        return f"{name}({','.join(parts)})"
    return _nested(
        name,
        [_nested(name, parts[at : at + MOST]) for at in range(0, len(parts), MOST)],
    )


def _number(number: Exact) -> str:
    return f"({plain(number)})" if number < 0 else plain(number)


def _wild(text: str) -> str:
    """A text that COUNTIF takes as it is."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return _quoted(text)


def _quoted(text: str) -> str:
    return text.replace('"', '""')
