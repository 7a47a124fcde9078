"""``tablecheck extract``: a table as tidy data, on the screen or in a file."""

from __future__ import annotations

from pathlib import Path

from tablecheck.cli.choices import check_choice, check_encoding, check_form
from tablecheck.cli.console import say
from tablecheck.cli.entry import NOT_WRITTEN
from tablecheck.cli.form_template import check_output
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import one_file, standard_input
from tablecheck.errors import ReadError
from tablecheck.record import record
from tablecheck.reporters.escape import one_line

KINDS = ("json", "csv")


@record
class Request:
    """What the command line asks for; the fields are its options."""

    path: str
    output: str | None
    kind: str | None
    deduced: bool
    form: str | None
    sheet: str | None
    blank: str
    encoding: str | None
    force: bool
    lang: str | None


def extract_file(request: Request) -> int:
    """Write the observations of a file; 3 where it cannot be read as a form."""
    from tablecheck.extract import as_csv, as_json
    from tablecheck.pipeline import examine
    from tablecheck.readers.limits import DEFAULT_LIMITS

    lang = chosen_language(request.lang)
    kind = _kind(request, lang)
    check_choice("--blank", request.blank, ("form", "missing", "zero"), lang)
    if request.encoding is not None:
        check_encoding(request.encoding, lang)
    if request.form is not None:
        check_form(request.form, lang)
    is_stdin = request.path == "-"
    path = Path("stdin") if is_stdin else one_file("FILE", request.path, lang)
    target = None
    if request.output is not None:
        sources = (str(path), request.form or "")
        target = check_output(request.output, *sources, lang=lang, force=request.force)
    try:
        case = examine(
            standard_input(None, DEFAULT_LIMITS.file_bytes) if is_stdin else path,
            form=request.form,
            sheet=request.sheet,
            encoding=request.encoding,
            blank=request.blank,
        )
    except ReadError as error:
        said = one_line(error.zh if lang == "zh" else error.en, None)
        say(f"tablecheck: {one_line(str(path))}: {error.code} {said}")
        return NOT_WRITTEN
    if kind == "csv":
        content: str | bytes = as_csv(case, deduced=request.deduced)
    else:
        content = as_json(case, path.name, deduced=request.deduced)
    if target is not None:
        write_file(target, content)
    else:
        write_stdout(content, is_machine=True)
    return 0


def _kind(request: Request, lang: str) -> str:
    """``json`` or ``csv``: as asked, else by the name of the output, else JSON."""
    if request.kind is not None:
        check_choice("--as", request.kind, KINDS, lang)
        return request.kind
    named = Path(request.output or "").suffix.lower().removeprefix(".")
    return named if named in KINDS else "json"
