"""The order in which a file's findings are told.

Comes in: findings and the form. Goes out: the same findings by table, row, column, code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.findings import Finding
    from tablecheck.form.model import Form


def in_order(findings: Iterable[Finding], form: Form) -> tuple[Finding, ...]:
    """Findings by table, row, column and code, as the form prints them; the file's own first."""
    tables = {table.code: number for number, table in enumerate(form.tables, 1)}
    rows, columns = {}, {}
    for table in form.tables:
        rows.update({(table.code, item.code): n for n, item in enumerate(table.rows, 1)})
        columns.update({(table.code, item.code): n for n, item in enumerate(table.columns, 1)})

    def place(finding: Finding) -> tuple[int, int, int, str, str]:
        at = finding.at
        if at is None or at.table is None:
            return (0, 0, 0, finding.code, "")
        return (
            tables.get(at.table, 0),
            rows.get((at.table, at.row or ""), 0),
            columns.get((at.table, at.column or ""), 0),
            finding.code,
            finding.rule or "",
        )

    return tuple(sorted(findings, key=place))
