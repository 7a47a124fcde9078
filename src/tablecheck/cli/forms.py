"""``tablecheck forms``: the known forms, or one as a tree."""

from __future__ import annotations

import sys

from tablecheck.cli.language import system_language
from tablecheck.cli.validate import _check_form
from tablecheck.form.load import known_forms, load_form
from tablecheck.reporters.escape import one_line, printable


def show_forms(form: str | None, lang: str | None) -> int:
    """Print a line for each known form, or one form's tree with units and relations."""
    chosen = lang or system_language()
    if form is None:
        for name in known_forms():
            loaded = load_form(name)
            rows = sum(not item.heading for table in loaded.tables for item in table.rows)
            rules = sum(len(table.rules) for table in loaded.tables)
            first, last = loaded.years
            told = (
                f"{rows} 个指标，{rules} 条勾稽关系"
                if chosen == "zh"
                else f"{rows} rows, {rules} rules"
            )
            years = f"{first or ''}-{last or ''}"
            sys.stdout.write(f"{name}  {years}  {told}  {one_line(loaded.titles[0])}\n")
        return 0
    _check_form(form, chosen)
    from tablecheck.form.describe import form_tree

    for line in form_tree(load_form(form), chosen):
        sys.stdout.write(f"{printable(line, None)}\n")
    return 0
