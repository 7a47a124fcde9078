"""What a table should hold: the form as frozen values.

Comes in: nothing. Goes out: ``Form`` with its tables, items and rules, which ``form.load`` builds
from JSON and everything else reads. Imports nothing above ``errors``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.exact import Exact

Key = tuple[str, str, str]
"""One observation: (table code, row code, column code); of last period: ``previous:`` + table."""

Ref = tuple[str, str, str | None]
"""What an expression names: (table as in a key, code, code on the other axis or None for all)."""

PREVIOUS = "previous:"
"""What the table of a key begins with where the cell is one of the previous period."""


def is_previous(key: Key | Ref) -> bool:
    """The cell is one of the previous period's file."""
    return key[0].startswith(PREVIOUS)


def of_previous(key: Key) -> Key:
    """The same cell in the previous period's file."""
    return key if is_previous(key) else (PREVIOUS + key[0], key[1], key[2])


def current(key: Key) -> Key:
    """The same cell in this period's file."""
    return (key[0].removeprefix(PREVIOUS), key[1], key[2])


class Severity(StrEnum):
    """How loud a finding is; the words of the ESS validation report."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class RuleKind(StrEnum):
    """What a rule says of its whole and its parts."""

    SUM = "sum"  # whole = Σ parts
    AT_LEAST_SUM = "at_least_sum"  # whole >= Σ parts
    AT_MOST_SUM = "at_most_sum"  # whole <= Σ parts
    UNION = "union"  # max(parts) <= whole <= Σ parts
    AT_LEAST_EACH = "at_least_each"  # every part <= whole
    EQUATION = "equation"  # an expression: `clauses` holds it


@record
class Domain:
    """The values that a cell may hold, by JSON Schema keywords; all exact.

    Attributes:
        integer: ``"type": "integer"``.
        minimum, maximum: Inclusive bounds, None where open.
        exclusive_minimum, exclusive_maximum: Exclusive bounds, None where open.
        multiple_of: Positive, None where free.
        enum: The only values, () where free.
    """

    integer: bool = False
    minimum: Exact | None = None
    maximum: Exact | None = None
    exclusive_minimum: Exact | None = None
    exclusive_maximum: Exact | None = None
    multiple_of: Exact | None = None
    enum: tuple[Exact, ...] = ()


@record
class Rounding:
    """How far a stated value may be from the true one.

    Attributes:
        base: Rounded at random to a multiple of it, so off by at most base - 1; None: half a unit
            of the last stated decimal.
    """

    base: int | None = None


@record
class Item:
    """A row or a column of the form: an indicator, a heading, or a column with a role.

    Attributes:
        code: Unique in its tree of the table (``1.3.2``).
        label: As printed, with numbering and notes.
        aliases: Other labels that mean the same.
        heading: It groups others and holds no values.
        role: Columns: ``value``, ``label``, ``unit``, ``number`` or ``note``; rows: ``value``.
        units: Accepted units, the preferred one first; () where the form states none.
        domain: Values allowed; None: inherited or free.
        required: A blank is a finding.
        marks: Own missing marks, text -> status word; overrides the form's.
        rounded: How its values are rounded, handed down from above; None: they are exact.
        printed: Its label stands in the table; else the line is known by its place.
        parent: Code of the item above, None at the top.
        depth: 0 at the top.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    heading: bool = False
    role: str = "value"
    units: tuple[str, ...] = ()
    domain: Domain | None = None
    required: bool = True
    marks: Mapping[str, str] | None = None
    parent: str | None = None
    depth: int = 0
    printed: bool = True
    rounded: Rounding | None = None
    weight: Exact = 1
    fixed: bool = False
    rollup: str = "sum"

    @property
    def holds_values(self) -> bool:
        """Numbers stand in it: it is no heading, and no column of labels, units or notes."""
        return self.role == "value" and not self.heading


@record
class Atom:
    """A linear comparison: Σ coefficient · reference ``op`` constant.

    Attributes:
        terms: (coefficient, reference) pairs, no reference twice, no coefficient 0.
        op: ``<=``, ``<``, ``=``, ``>=``, ``>`` or ``!=``.
        constant: Right-hand side.
        left: How many of the terms, the first ones, the form writes on the left.
        requires: A comparison whose left side, a denominator, must be known to be greater than
            its constant; else this one says nothing.
    """

    terms: tuple[tuple[Exact, Ref], ...]
    op: str
    constant: Exact
    left: int = 0
    requires: Atom | None = None


@record
class Rule:
    """A relation that the form states.

    Attributes:
        id: Unique in the form.
        kind: What it says.
        axis: ``rows``: its codes are row codes and it holds in each column; ``columns``: the
            other way round.
        whole: Code of the whole; None for an equation.
        parts: Codes of the parts; for an equation all codes it names, in order.
        clauses: EQUATION: a conjunction of disjunctions of atoms; else ().
        expression: EQUATION: as the form writes it; else "".
        severity: ERROR (hard edit) or WARNING (soft edit).
        basis: ``official``, ``wording`` or ``inferred``.
        only: Codes on the other axis where it holds; None: everywhere.
        message: The form's own words per language for why it holds, {"zh": …, "en": …}.
        years: First and last year in which it holds; None where open.
        tolerance: How far ``=``, ``<=`` and ``>=`` may be off.
        rounded: How the values it names are rounded; None: as their items say.
        exact: They are not rounded, whatever their items say.
    """

    id: str
    kind: RuleKind
    axis: str
    whole: str | None
    parts: tuple[str, ...]
    clauses: tuple[tuple[Atom, ...], ...] = ()
    expression: str = ""
    severity: Severity = Severity.ERROR
    basis: str = "inferred"
    only: tuple[str, ...] | None = None
    message: Mapping[str, str] | None = None
    years: tuple[int | None, int | None] = (None, None)
    tolerance: Exact = 0
    rounded: Rounding | None = None
    exact: bool = False


def refs_of(clauses: tuple[tuple[Atom, ...], ...]) -> tuple[Ref, ...]:
    """Everything that clauses name, denominators too, in order, each once."""
    found: dict[Ref, None] = {}
    for clause in clauses:
        for atom in clause:
            found.update(dict.fromkeys(ref for _, ref in atom.terms))
            if atom.requires is not None:
                found.update(dict.fromkeys(ref for _, ref in atom.requires.terms))
    return tuple(found)


def needs_previous(rule: Rule) -> bool:
    """The rule compares with the previous period's file."""
    return any(is_previous(ref) for ref in refs_of(rule.clauses))


@record
class Unit:
    """A unit of measure that the form knows.

    Attributes:
        name: As the form writes it (万元).
        synonyms: Other spellings.
        base: Name of the unit it is a multiple of; itself where it is none.
        factor: 1 of this unit = factor · base (万元: 10000 of 元).
    """

    name: str
    synonyms: tuple[str, ...]
    base: str
    factor: Exact


@record
class HeaderField:
    """A field around the tables, such as 填报单位 or 年份.

    Attributes:
        code: Unique in the header; ``agency`` and ``year`` tell two periods apart.
        label, aliases: As printed before the value, and other spellings.
        type: ``text``, ``year`` or ``date``.
        required: Its absence is a finding.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    type: str = "text"
    required: bool = False


@record
class TextRule:
    """What the text around the tables may say of an indicator, or of a sum of them.

    Attributes:
        id: Unique among the rules of the form.
        terms: (coefficient, key) of the cells that its number is compared with, each key once.
        phrases: Ways to state the number, each with one ``{n}`` (grammar: ``form.phrase``).
        none: Ways to say that there was nothing; they speak for 0.
        near: Words of which one must stand in the paragraph or in the heading above it; () for
            no such need.
        unless: Words that make a clause speak of something else.
        severity: WARNING or INFORMATION; text is never a hard edit.
        basis: ``official``, ``wording`` or ``inferred``.
        message: The form's own words per language for why it holds, {"zh": …, "en": …}.
    """

    id: str
    terms: tuple[tuple[Exact, Key], ...]
    phrases: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    basis: str = "inferred"
    message: Mapping[str, str] | None = None


@record
class Table:
    """One table of the form.

    Attributes:
        code: Unique in the form (``main``).
        title: Caption as printed, "" where it has none of its own.
        rows: All row items in printed order, headings included.
        columns: All column items in printed order, headings included.
        rules: Rules that are switched on.
        titles: Other captions.
        orientation: ``rows``: indicators down the rows; ``records``: one row a reporting unit,
            indicators across.
        totals: ``records``: labels of the row that adds up all others.
    """

    code: str
    title: str
    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    rules: tuple[Rule, ...]
    titles: tuple[str, ...] = ()
    orientation: str = "rows"
    totals: tuple[str, ...] = ()


@record
class Form:
    """A form: identity, vocabulary, tables.

    Attributes:
        id, version: Identity.
        titles: The title, then older and other ones.
        years: First and last year it serves; None where open.
        language: Of its labels, ``zh``, ``en`` …
        source: Where it is published, free text per key.
        blank: What a blank cell means: ``missing`` or ``zero``.
        marks: Missing marks, text -> ``missing``, ``not_applicable``, ``suppressed``, ``zero``.
        thousands, decimal: Number signs; None: told from the table.
        units: Known units by name.
        tables: In printed order; at least one.
        sha256: Of the document's bytes.
        family: Forms of one family follow each other over the years; "" where it has none.
        header: Fields around the tables.
        text: What the text around the tables may say of its indicators.
    """

    id: str
    version: str
    titles: tuple[str, ...]
    years: tuple[int | None, int | None]
    language: str
    source: Mapping[str, str]
    blank: str
    marks: Mapping[str, str]
    thousands: str | None
    decimal: str | None
    units: Mapping[str, Unit]
    tables: tuple[Table, ...]
    sha256: str
    family: str = ""
    header: tuple[HeaderField, ...] = ()
    text: tuple[TextRule, ...] = ()
