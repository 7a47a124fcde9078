"""``tablecheck fix``: a copy of a file in which values that the rules force are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_encoding, check_form
from tablecheck.cli.entry import NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import is_same, one_file
from tablecheck.cli.usage import refuse, word
from tablecheck.errors import ReadError
from tablecheck.fixing.copy import KINDS, copy_of
from tablecheck.fixing.plan import Accepted, fixes_of, is_writable
from tablecheck.fixing.told import lines_of
from tablecheck.pipeline import examine
from tablecheck.record import record
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.workbook.splice import NotPatchableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.checks.case import Case


@record
class Request:
    """The command line as given."""

    path: str
    output: str
    form: str | None
    previous: str | None
    sheet: str | None
    encoding: str | None
    accepted: Accepted
    lang: str | None


def fix_file(request: Request) -> int:
    """Write the copy and list what is written; 3 where the file cannot be checked."""
    lang = chosen_language(request.lang)
    if request.form is not None:
        check_form(request.form, lang)
    if request.encoding is not None:
        check_encoding(request.encoding, lang)
    path = Path(one_file("FILE", request.path, lang))
    previous = None if request.previous is None else one_file("--previous", request.previous, lang)
    target = Path(request.output)
    form = None if request.form is None else Path(request.form)
    _check_target(path, target, lang, [each for each in (previous, form) if each is not None])
    try:
        case = examine(
            path,
            form=request.form,
            previous=previous,
            sheet=request.sheet,
            encoding=request.encoding,
        )
    except ReadError as error:
        said = error.zh if lang == "zh" else error.en
        write_stdout(f"{one_line(str(path))}: {error.code} {one_line(said, None)}\n")
        return NOT_WRITTEN
    return _write(case, path, target, request, lang)


def _check_target(path: Path, target: Path, lang: str, beside: Sequence[Path]) -> None:
    """The copy is another file than the input, of the same kind, in a folder that is there."""
    if target.exists() and target.samefile(path):
        raise refuse(
            "--output 不能是被检查的文件本身，请另起名字",
            "--output must not be the input itself; give the copy another name",
            lang,
        )
    if any(is_same(target, each) for each in beside):
        raise refuse(
            "--output 不能是 --previous 或 --form 的文件，请另起名字",
            "--output must not be the file of --previous or --form; give the copy another name",
            lang,
        )
    if target.suffix.lower() != path.suffix.lower():
        raise refuse(
            f"--output 的扩展名应与原文件一样（{word(path.suffix)}）",
            f"--output must end as the input does ({word(path.suffix)})",
            lang,
        )
    if not target.parent.is_dir():
        raise refuse(
            f"没有文件夹 {word(str(target.parent))}", f"no folder {word(str(target.parent))}", lang
        )


def _write(case: Case, path: Path, target: Path, request: Request, lang: str) -> int:
    if case.workbook.kind not in KINDS:
        kinds = " ".join(f".{kind}" for kind in KINDS)
        raise refuse(
            f"只能写 {kinds} 的副本，请先另存为 .xlsx",
            f"copies are written of {kinds} only; save the file as .xlsx first",
            lang,
        )
    fixes = [fix for fix in fixes_of(case, request.accepted) if is_writable(case, fix)]
    made = None
    if fixes:
        try:
            made = copy_of(path.read_bytes(), case, fixes, request.encoding, lang)
        except NotPatchableError as error:
            why = error.zh if lang == "zh" else error.en
            lead = "不能写副本：" if lang == "zh" else "no copy can be written: "
            write_stdout(f"{one_line(str(path))}: {lead}{why}\n")
            return NOT_WRITTEN
        write_file(target, made.content)
    lines = lines_of(case, request.accepted, fixes, made, target, lang)
    write_stdout("".join(f"{line}\n" for line in lines))
    return 0
