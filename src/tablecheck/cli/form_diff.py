"""``tablecheck form diff A B``: what one form has and another has not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_form
from tablecheck.cli.form_show import outputs_among, write_to
from tablecheck.cli.language import chosen_language
from tablecheck.cli.targets import check_targets
from tablecheck.form.load import load_form
from tablecheck.reporters.escape import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.comparing.model import Diff

FORMATS = ("text", "json")


def diff_forms(before: str, after: str, formats: Sequence[str], lang: str | None) -> int:
    """Write what changed from one form to another, in every format that was asked for."""
    from tablecheck.comparing.compare import compare_forms

    chosen = chosen_language(lang)
    outputs = outputs_among(formats, FORMATS, chosen)
    for form in (before, after):
        check_form(form, chosen)
    check_targets(outputs, [Path(before), Path(after)], chosen)
    diff = compare_forms(load_form(before), load_form(after))
    for name, target in outputs:
        if name == "json":
            write_to(target, _json(diff), is_machine=True)
        else:
            write_to(target, _text(diff, chosen))
    return 0


def _text(diff: Diff, lang: str) -> str:
    from tablecheck.comparing.told import diff_lines

    return "".join(f"{printable(line, None)}\n" for line in diff_lines(diff, lang))


def _json(diff: Diff) -> str:
    from tablecheck.comparing.model import to_dict
    from tablecheck.reporters.json_report import dumped

    return dumped(to_dict(diff))
