"""What a finding is called from run to run: a key without rows and values, and the values apart.

Comes in: the id of a form and a finding. Goes out: the key, by which waivers, baselines and
pipelines know it again, and the values that were accepted or have changed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.digest import sha256_hex

if TYPE_CHECKING:
    from tablecheck.findings import Finding, Place

MARK_HEAD = "tablecheck-key"
"""Head of the column of a marked workbook that holds ``finding_mark``."""

REASON_HEADS = ("情况说明", "Explanation")
"""Head of the column that the clerk fills, in Chinese and English."""

KEY_LENGTH = 16
MARK_LENGTH = 8


def finding_key(form: str | None, finding: Finding) -> str:
    """Sixteen hexadecimal digits: form, code, rule and indicator; no row number, no value.

    Rows may be inserted and numbers corrected, the key stays; another indicator has another key.
    A finding told by section (all blanks of a table) is one of its table and severity.
    """
    if finding.by_section and finding.at is not None:
        where: tuple[str | None, ...] = (finding.at.table, "*", finding.severity.value)
    else:
        where = _where(finding.at)
    parts = (form, finding.code, finding.rule, *where)
    text = "\x1f".join("" if part is None else part for part in parts)
    return sha256_hex(text.encode("utf-8", "surrogatepass"))[:KEY_LENGTH]


def finding_values(finding: Finding) -> dict[str, str]:
    """The values that a finding is about: by indicator where a rule fails, by fact elsewhere.

    An indicator is ``row``, or ``row/column`` where the finding names several columns. Blanks are
    ``""``. A waiver repeats them: where one differs, it is no longer the value that was accepted.
    """
    if finding.equation is not None:
        terms = (*finding.equation.left, *finding.equation.right)
        places = [term.place for term in terms]
        names = indicators(places)
        return {name: term.value for name, term in zip(names, terms, strict=True)}
    if finding.by_section:
        places = [place for _, each in finding.by_section for place in each]
        return dict.fromkeys(indicators(places), "")
    facts = {name: value for name, value in sorted(finding.facts.items()) if value is not None}
    names = indicators([place for place, _ in finding.values])
    return facts | {name: value for name, (_, value) in zip(names, finding.values, strict=True)}


def finding_mark(form: str | None, finding: Finding) -> str:
    """Key and values in one word, for a column of a marked workbook: ``0123456789abcdef-01234567``.

    A waiver read back from there holds as long as both are the same.
    """
    return f"{finding_key(form, finding)}-{values_digest(finding)}"


def values_digest(finding: Finding) -> str:
    """Eight hexadecimal digits that change with the values."""
    values = sorted(finding_values(finding).items())
    text = "\x1f".join(f"{name}\x1e{value}" for name, value in values)
    return sha256_hex(text.encode("utf-8", "surrogatepass"))[:MARK_LENGTH]


def indicators(places: list[Place]) -> list[str]:
    """Short names of value cells among each other: codes of rows, of columns where they differ."""
    several_columns = len({place.column for place in places}) > 1
    several_tables = len({place.table for place in places}) > 1
    names = []
    for place in places:
        parts = [place.table if several_tables else None, place.row]
        parts.append(place.column if several_columns else None)
        name = "/".join(part for part in parts if part)
        names.append(f"previous:{name}" if place.previous else name)
    return names


def _where(at: Place | None) -> tuple[str | None, ...]:
    if at is None:
        return ()
    if at.row is None:
        # What the form does not know is called by what stands there.
        return (at.table, None, at.column, "".join(at.label.split()))
    return (at.table, at.row, at.column)
