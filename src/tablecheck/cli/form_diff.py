"""``tablecheck form diff A B``: what one form has and another has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_form
from tablecheck.cli.form_show import outputs_among
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.form.load import load_form

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = ("text", "json")


def diff_forms(before: str, after: str, formats: Sequence[str], lang: str | None) -> int:
    """Write what changed from one form to another; 1 where something did."""
    from difflib import unified_diff

    from tablecheck.form.describe import form_tree

    chosen = chosen_language(lang)
    outputs_among(formats, FORMATS, chosen)
    for form in (before, after):
        check_form(form, chosen)
    one, other = (form_tree(load_form(form), chosen) for form in (before, after))
    lines = list(unified_diff(one, other, before, after, lineterm=""))
    write_stdout("".join(f"{line}\n" for line in lines))
    return int(bool(lines))
