"""What a check reports: findings with places, words in two languages, and facts.

Comes in: nothing. Goes out: ``Finding`` and the values it is made of.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Equation", "Finding", "Place", "Severity", "Term", "Waiver", "Words"]


@record
class Words:
    """One text in Chinese and English."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


@record
class Place:
    """Where a finding is: symbolic (form codes) and concrete (sheet and cell).

    Attributes:
        table, row, column: Codes of the form; None where there is none (an unknown row).
        sheet: Sheet name; None in CSV and for a missing row.
        cell: A1-style address; None for a missing row.
        label: The form's full label, or the file's where the form has none.
        previous: It is in last period's file.
        pointer, line: Of a place in a form: its JSON pointer and the line; None in a table.
    """

    table: str | None
    row: str | None
    column: str | None
    sheet: str | None
    cell: str | None
    label: str
    previous: bool = False
    pointer: str | None = None
    line: int | None = None


@record
class Term:
    """A number in a drawn equation: ``sign`` is ``""``, ``+``, ``-``; ``value`` as printed."""

    sign: str
    value: str
    place: Place


@record
class Equation:
    """A broken rule, drawn: left side, relation, right side, its value and the imbalance.

    Attributes:
        left: Terms on the left (mostly the whole alone).
        op: ``=``, ``<=``, ``>=``, ``<``, ``>`` as it should hold.
        right: Terms on the right (mostly the parts).
        computed: Value of the right side, plain decimal.
        imbalance: Left minus right, with its sign, plain decimal.
    """

    left: tuple[Term, ...]
    op: str
    right: tuple[Term, ...]
    computed: str
    imbalance: str


@record
class Waiver:
    """Why a finding is accepted (情况说明).

    Attributes:
        reason: As it was given; "" where a baseline accepts what there was.
        who: Who gave it, "" where that is not said.
        until: Last day on which it holds, ISO 8601; "" where it has no end.
        source: The file that holds it.
    """

    reason: str
    who: str
    until: str
    source: str


@record
class Finding:
    """What a check reports.

    Attributes:
        code, name: Of the check (``TC403``, ``union-out-of-bounds``).
        severity: How loud.
        title: The fact in at most 12 Chinese characters.
        message: One sentence with the numbers, no final full stop.
        at: Where; None when it is about the file.
        related: Other places.
        rule, basis: Of the form's rule, None where none is concerned.
        facts: Placeholders of the message; plain decimal strings, None where not known.
        reason: Why the rule holds.
        action: What to do, cell first.
        equation: The broken rule as numbers.
        by_section: Many blanks told by section: (section label, its places).
        whole_sections: Labels of the sections that are blank throughout.
        values: What stands in its cells, where it is about several and draws no equation.
        waived: Why it is accepted; it is shown, and not counted.
        diagnosis: Number of the diagnosis that explains it, from 0 in its file; None without one.
    """

    code: str
    name: str
    severity: Severity
    title: Words
    message: Words
    at: Place | None = None
    related: tuple[Place, ...] = ()
    rule: str | None = None
    basis: str | None = None
    facts: Mapping[str, str | None] = MappingProxyType({})
    reason: Words | None = None
    action: Words | None = None
    equation: Equation | None = None
    by_section: tuple[tuple[str, tuple[Place, ...]], ...] = ()
    whole_sections: frozenset[str] = frozenset()
    waived: Waiver | None = None
    values: tuple[tuple[Place, str], ...] = ()
    diagnosis: int | None = None
