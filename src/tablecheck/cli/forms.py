"""``tablecheck forms``: the known forms, or one as a tree."""

from __future__ import annotations

from tablecheck.cli.choices import check_form
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.form.load import known_forms, load_form
from tablecheck.reporters.escape import one_line, printable


def show_forms(form: str | None, lang: str | None) -> int:
    """Print a line for each known form, or one form's tree with units and relations."""
    chosen = chosen_language(lang)
    if form is None:
        lines = [_line(name, chosen) for name in known_forms()]
    else:
        check_form(form, chosen)
        from tablecheck.form.describe import form_tree

        lines = [printable(line, None) for line in form_tree(load_form(form), chosen)]
    write_stdout("".join(f"{line}\n" for line in lines))
    return 0


def _line(name: str, lang: str) -> str:
    form = load_form(name)
    rows = sum(not item.heading for table in form.tables for item in table.rows)
    rules = sum(len(table.rules) for table in form.tables)
    first, last = form.years
    told = f"{rows} 个指标，{rules} 条勾稽关系" if lang == "zh" else f"{rows} rows, {rules} rules"
    return f"{name}  {first or ''}-{last or ''}  {told}  {one_line(form.titles[0])}"
