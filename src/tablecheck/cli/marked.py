"""Where marked workbooks go: beside their files, into a folder, or to the file that is named.

Comes in: a report. Goes out: files; what a clerk wrote into an earlier one is carried over, and
no input and no file of another kind is written over.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.console import OutputError, say
from tablecheck.cli.output import write_file
from tablecheck.cli.paths import is_same
from tablecheck.findings import Words
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.workbook.marked import ending_of, marked_workbook
from tablecheck.waiver_files import MARKED, workbook_waivers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

_INPUT = Words("它就是输入文件", "it is an input")
_TAKEN = Words("另一个文件的结果已写到这里", "another file’s result was written there")
_OTHER = Words("已有同名文件，而且不是检查结果", "a file of another kind is there")


def write_marked(report: Report, style: Style, target: Path | None, inputs: Sequence[Path]) -> bool:
    """Write the marked workbook of every file that was checked; whether all are written.

    Args:
        report: With the sources of its files.
        style: Language and time.
        target: A file or a folder; None: beside each file.
        inputs: Further files that must not be written over.
    """
    written = True
    kept = [*inputs, *(Path(file.path) for file in report.files)]
    made: list[Path] = []
    for file in report.files:
        if not file.is_checked or file.source is None:
            continue
        try:
            made.append(_write(file, report, style, target, kept, made))
        except OutputError as error:
            say(error.line(style.lang))
            written = False
    return written


def default_name(path: str, ending: str, lang: str) -> str:
    """Name of the marked workbook of a file: 报告.检查结果.xlsx; a number after it for a second."""
    stem = Path(path).stem
    marked = MARKED.search(stem)
    word = "检查结果" if lang == "zh" else "checked"
    if marked is None:
        return f"{stem}.{word}{ending}"
    number = int((marked[2] or "(1)").strip("()")) + 1
    return f"{stem[: marked.start()]}.{word} ({number}){ending}"


def _write(
    file: FileReport,
    report: Report,
    style: Style,
    target: Path | None,
    kept: Sequence[Path],
    made: Sequence[Path],
) -> Path:
    """Write one workbook, and say where it is."""
    is_named = target is not None and not target.is_dir()
    marked = marked_workbook(file, style, report.options)
    assert marked is not None
    path = target if target is not None and is_named else _beside(file, style, target)
    if not is_named and path.suffix != marked.ending:
        path = path.with_suffix(marked.ending)
    _check(path, kept, _INPUT, style.lang)
    _check(path, made, _TAKEN, style.lang)
    own = [Path(file.path)] if MARKED.search(Path(file.path).stem) else []
    explained = _explained([*own, path], is_named=is_named, lang=style.lang)
    if explained:
        marked = marked_workbook(file, style, report.options, explained)
        assert marked is not None
    write_file(path, marked.content)
    if marked.notice is not None:
        say(f"tablecheck: {one_line(file.path)}: {marked.notice.in_language(style.lang)}")
    if not style.quiet:
        told = "标注的工作簿" if style.lang == "zh" else "marked workbook"
        say(f"tablecheck: {told}: {one_line(str(path))}")
    return path


def _beside(file: FileReport, style: Style, folder: Path | None) -> Path:
    name = default_name(file.path, ending_of(file), style.lang)
    return Path(file.path).with_name(name) if folder is None else folder / name


def _check(path: Path, others: Iterable[Path], words: Words, lang: str) -> None:
    """Refuse a path that is one of the others, by name or by link."""
    if any(path == each or is_same(path, each) for each in others):
        raise OutputError(one_line(str(path)), words.in_language(lang))


def _explained(paths: Iterable[Path], *, is_named: bool, lang: str) -> dict[str, str]:
    """Explanations by the key of their finding, from the files that this one follows.

    Raises:
        OutputError: A file of another kind has the name, and nobody gave it.
    """
    from tablecheck.errors import TablecheckError

    found: dict[str, str] = {}
    for path in paths:
        if not path.exists():
            continue
        try:
            found |= {each.mark: each.waiver.reason for each in workbook_waivers(path)}
        except (TablecheckError, OSError):
            if not is_named:
                raise OutputError(one_line(str(path)), _OTHER.in_language(lang)) from None
    return found
