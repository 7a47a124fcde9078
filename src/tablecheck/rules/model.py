"""Rules made concrete: linear constraints over keys, verdicts, and what they force.

Comes in: nothing. Goes out: the values that ``compile``, ``judge`` and ``propagate`` exchange.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key, Rounding, Rule


class Verdict(StrEnum):
    """Outcome of a rule instance over the stated intervals."""

    HOLDS = "1"
    FAILS = "0"
    UNDECIDED = "NA"


@record
class Linear:
    """Σ coefficient · key ``op`` constant, exact.

    Attributes:
        terms: (coefficient, key), each key once.
        op: ``<=``, ``<``, ``=``, ``>=``, ``>``, ``!=``.
        constant: Right-hand side.
        left: How many of the terms, the first ones, the form writes on the left.
        requires: What was multiplied by, a denominator less its constant: where it is not known
            to be one positive number, this comparison says nothing.
        tolerance: How far off it may be, in what the form writes (a ratio: times the denominator).
        slack: How far off rounding may bring it.
    """

    terms: tuple[tuple[Exact, Key], ...]
    op: str
    constant: Exact
    left: int = 0
    requires: Linear | None = None
    tolerance: Exact = 0
    slack: Exact = 0


@record
class Instance:
    """A rule in one place: one column for a rule on rows, one row for a rule on columns.

    A rule that fixes the place of all its terms has one instance, without column and row.

    Attributes:
        rule: The form's rule.
        table: Table code.
        column: Column code, None for a rule on columns or with fixed places.
        row: Row code, None for a rule on rows or with fixed places.
        whole: Key of the whole, None for an equation.
        parts: Keys of the parts; for an equation all its keys, in order.
        clauses: A conjunction of disjunctions of linear comparisons.
        rounded: Keys whose values are rounded, and how.
    """

    rule: Rule
    table: str
    column: str | None
    row: str | None
    whole: Key | None
    parts: tuple[Key, ...]
    clauses: tuple[tuple[Linear, ...], ...]
    rounded: tuple[tuple[Key, Rounding], ...] = ()


@record
class Judged:
    """An instance with its verdict.

    Attributes:
        instance: The rule, with what rounding lets it be off.
        verdict: Over the stated intervals.
        by_rounding: It holds only because values are rounded.
    """

    instance: Instance
    verdict: Verdict
    by_rounding: bool = False


@record
class Deduction:
    """A blank that can hold one value only.

    Attributes:
        key: The blank.
        value: The value, in the indicator's unit.
        because: Ids of the rules that force it, each once.
        support: How many sets of rules, with no rule in common, force it independently.
    """

    key: Key
    value: Exact
    because: tuple[str, ...]
    support: int


@record
class Contradiction:
    """Rules that cannot hold together though none fails alone.

    Attributes:
        instances: A minimal set; without any one of them the others can hold.
        keys: Stated cells that they tie, in the instances' order.
    """

    instances: tuple[Instance, ...]
    keys: tuple[Key, ...]


@record
class MustHold:
    """A rule that blanks can only satisfy by holding a positive amount.

    Attributes:
        instance: The rule (hard, or soft where all its parts are blank).
        blanks: The blanks that must hold it together.
        at_least: The amount; positive. None where only “more than 0” is known.
        all_parts_blank: The whole is stated and every part is blank.
    """

    instance: Instance
    blanks: tuple[Key, ...]
    at_least: Exact | None
    all_parts_blank: bool


@record
class Evaluation:
    """Everything that the rules say of a dataset.

    Attributes:
        verdicts: One per rule instance, in the form's order.
        deductions: By key order of the form.
        contradictions: One per component at the most.
        must_hold: One per instance at the most.
        ranges: Blank keys whose interval the hard rules narrowed: key -> (low, high).
    """

    verdicts: tuple[Judged, ...]
    deductions: tuple[Deduction, ...]
    contradictions: tuple[Contradiction, ...]
    must_hold: tuple[MustHold, ...]
    ranges: dict[Key, tuple[Exact | None, Exact | None]]
