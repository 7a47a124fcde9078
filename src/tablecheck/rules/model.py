"""Rules made concrete: linear constraints over keys, verdicts, and what they force.

Comes in: nothing. Goes out: the values that ``compile``, ``judge`` and ``propagate`` exchange.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key, Rule


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
    """

    terms: tuple[tuple[Exact, Key], ...]
    op: str
    constant: Exact


@record
class Instance:
    """A rule in one place: one column for a rule on rows, one row for a rule on columns.

    Attributes:
        rule: The form's rule.
        table: Table code.
        column: Column code, None for a rule on columns.
        row: Row code, None for a rule on rows.
        whole: Key of the whole, None for an equation.
        parts: Keys of the parts; for an equation all its keys, in order.
        clauses: A conjunction of disjunctions of linear comparisons.
    """

    rule: Rule
    table: str
    column: str | None
    row: str | None
    whole: Key | None
    parts: tuple[Key, ...]
    clauses: tuple[tuple[Linear, ...], ...]


@record
class Judged:
    """An instance with its verdict."""

    instance: Instance
    verdict: Verdict


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
