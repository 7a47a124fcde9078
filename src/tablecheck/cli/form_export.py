"""``tablecheck form export``: a form as JSON Schema or VTL."""

from __future__ import annotations

from tablecheck.cli.choices import check_choice, check_form
from tablecheck.cli.form_template import check_output
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.usage import refuse
from tablecheck.form.load import load_form

KINDS = ("jsonschema", "vtl")


def export_form(form: str, kind: str, *, output: str | None, force: bool, lang: str | None) -> int:
    """Print or write what the form says in another language.

    Args:
        form: Id of a known form, or a file.
        kind: ``jsonschema`` or ``vtl``.
        output: A file; None: standard output.
        force: Replace a file that is there.
        lang: Of the messages.
    """
    from tablecheck.templating.plan import MOST_CELLS, value_cells

    chosen = chosen_language(lang)
    check_choice("--as", kind, KINDS, chosen)
    check_form(form, chosen)
    target = None if output is None else check_output(output, form, lang=chosen, force=force)
    loaded = load_form(form)
    count = value_cells(loaded)
    if count > MOST_CELLS:
        raise refuse(
            f"表式有 {count} 个要填的数，最多能输出 {MOST_CELLS} 个",
            f"the form asks for {count} numbers, an export takes {MOST_CELLS} at most",
            chosen,
        )
    if kind == "jsonschema":
        from tablecheck.exporting.jsonschema import as_jsonschema

        text = as_jsonschema(loaded)
    else:
        from tablecheck.exporting.vtl import as_vtl

        text = as_vtl(loaded)
    if target is not None:
        write_file(target, text)
    else:
        write_stdout(text, is_machine=True)
    return 0
