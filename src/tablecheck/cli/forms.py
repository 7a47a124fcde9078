"""``tablecheck forms``: the known forms, or some as trees; wrong ones are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_form
from tablecheck.cli.console import say
from tablecheck.cli.entry import USAGE
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.cli.usage import form_message
from tablecheck.errors import FormError
from tablecheck.form.load import known_forms, load_form
from tablecheck.reporters.escape import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence


def show_forms(forms: Sequence[str], lang: str | None) -> int:
    """Print a line for each known form, or the trees of some, with units and relations.

    A form that is wrong is told of on stderr and the others are still shown: a hook that is given
    all forms of a commit wants all their errors.
    """
    chosen = chosen_language(lang)
    if not forms:
        write_stdout("".join(f"{_line(name, chosen)}\n" for name in known_forms()))
        return 0
    for form in forms:
        check_form(form, chosen)
    trees = [_tree(form, chosen) for form in forms]
    write_stdout("\n".join(tree for tree in trees if tree is not None))
    return 0 if None not in trees else USAGE


def _tree(form: str, lang: str) -> str | None:
    """The form as a tree; None where it is wrong, which is told."""
    from tablecheck.form.describe import form_tree

    try:
        lines = form_tree(load_form(form), lang)
    except FormError as error:
        say(form_message(error, lang))
        return None
    return "".join(f"{printable(line, None)}\n" for line in lines)


def _line(name: str, lang: str) -> str:
    form = load_form(name)
    rows = sum(not item.heading for table in form.tables for item in table.rows)
    rules = sum(len(table.rules) for table in form.tables)
    first, last = form.years
    told = f"{rows} 个指标，{rules} 条勾稽关系" if lang == "zh" else f"{rows} rows, {rules} rules"
    return f"{name}  {first or ''}-{last or ''}  {told}  {one_line(form.titles[0])}"
