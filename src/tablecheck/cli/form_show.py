"""``tablecheck form show``: a form as a tree in the terminal, or as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice, check_form
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.targets import check_targets
from tablecheck.cli.usage import refuse
from tablecheck.form.load import load_form
from tablecheck.reporters.escape import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Form

FORMATS = ("text", "html")


def show_form(form: str, formats: Sequence[str], lang: str | None) -> int:
    """Write a form in every format that was asked for."""
    chosen = chosen_language(lang)
    outputs = outputs_among(formats, FORMATS, chosen)
    check_form(form, chosen)
    check_targets(outputs, [Path(form)], chosen)
    loaded = load_form(form)
    for name, target in outputs:
        if name == "html":
            write_to(target, _page(loaded, chosen), is_machine=True)
        else:
            write_to(target, _tree(loaded, chosen))
    return 0


def outputs_among(
    formats: Sequence[str], known: Sequence[str], lang: str
) -> list[tuple[str, Path | None]]:
    """Formats of a command with their files; one at the most goes to the screen."""
    outputs = []
    for each in formats:
        name, equals, target = each.partition("=")
        check_choice("--format", name, known, lang)
        if equals and not target:
            raise refuse(f"{name}= 后面没有文件名", f"no file is named after {name}=", lang)
        outputs.append((name, Path(target) if target else None))
    if sum(target is None for _, target in outputs) > 1:
        raise refuse(
            "只能有一种格式输出到屏幕，其余请写成 格式=文件",
            "only one format can go to the screen; write the others as FORMAT=FILE",
            lang,
        )
    return outputs


def write_to(target: Path | None, text: str, *, is_machine: bool = False) -> None:
    """Write to a file, or to the screen."""
    if target is None:
        write_stdout(text, is_machine=is_machine)
    else:
        write_file(target, text)


def _tree(form: Form, lang: str) -> str:
    from tablecheck.form.describe import form_tree

    return "".join(f"{printable(line, None)}\n" for line in form_tree(form, lang))


def _page(form: Form, lang: str) -> str:
    from tablecheck.reporters.html.form_page import form_page

    return form_page(form, lang)
