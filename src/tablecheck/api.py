"""The library: check files from Python and get a ``Report`` that shows itself.

Everything here can also be imported from ``tablecheck`` itself, where it is loaded only once it is
asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck import pipeline
from tablecheck.errors import ConfigError, FormError
from tablecheck.findings import Finding, Place, Severity, Waiver
from tablecheck.form.load import load_form
from tablecheck.form.model import Form
from tablecheck.report import FileReport, to_dict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tablecheck.report import Report as Result

__all__ = [
    "ConfigError",
    "FileReport",
    "Finding",
    "Form",
    "FormError",
    "Place",
    "Report",
    "Severity",
    "Waiver",
    "check_bytes",
    "check_file",
    "check_files",
    "load_form",
]


class Report:
    """What a check found. In a notebook it shows a table, elsewhere a few lines of text.

    Attributes:
        files: One ``FileReport`` a file, in the order in which they were given. A file that could
            not be checked has a ``refusal``; that is never the same as nothing found.
        findings: Those of all files, then those about the run itself (waivers).
        lang: Language in which the report shows itself, ``zh`` or ``en``.

    Examples:
        >>> import tablecheck
        >>> report = tablecheck.check_file("examples/broken.xlsx", lang="en")
        >>> report
        Report: 1 file(s): 10 error(s), 2 warning(s)
        >>> report.is_clean()
        False
        >>> worst = report.findings[0]
        >>> worst.code, worst.at.cell, worst.facts["imbalance"]
        ('TC403', 'C5', '9')
        >>> print(report.render("concise").splitlines()[0])
        examples/broken.xlsx:统计表!C5: error TC403 total above all its channels: ...
    """

    def __init__(self, result: Result, lang: str) -> None:
        self._result = result
        self.lang = lang

    @property
    def files(self) -> tuple[FileReport, ...]:
        """One report a file."""
        return self._result.files

    @property
    def options(self) -> Mapping[str, Any]:
        """What decided what is found."""
        return self._result.options

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, then those about the run itself."""
        found = [finding for file in self.files for finding in file.findings]
        return (*found, *self._result.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity; waived ones do not count."""
        return self._result.count(severity)

    def is_clean(self, fail_on: str = "error") -> bool:
        """Whether every file was checked and nothing is as bad as ``error`` or ``warning``.

        Examples:
            >>> import tablecheck
            >>> tablecheck.check_file("examples/filled.xlsx").is_clean("warning")
            True
        """
        loud = (Severity.ERROR, Severity.WARNING) if fail_on == "warning" else (Severity.ERROR,)
        checked = all(file.is_checked for file in self.files)
        return checked and not any(self.count(severity) for severity in loud)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, as ``--format json`` has it (schemas/report.schema.json).

        Examples:
            >>> import tablecheck
            >>> report = tablecheck.check_file("examples/filled.xlsx")
            >>> report.to_dict()["files"][0]["counts"]["rules"]
            {'1': 17, '0': 0, 'NA': 0}
        """
        return to_dict(self._result, self.lang)

    def render(self, name: str, **style: Any) -> str | bytes:  # noqa: ANN401 - fields of Style
        """The report in a format of ``--format``.

        Args:
            name: ``text``, ``concise``, ``json``, ``sarif``, ``junit``, ``html``, ``xlsx`` …
            style: ``max_findings``, ``verbose``, ``quiet``, ``fail_on``.

        Raises:
            KeyError: There is no such format.

        Examples:
            >>> import tablecheck
            >>> report = tablecheck.check_file("examples/filled.xlsx", lang="en")
            >>> print(report.render("text"), end="")
            No error. All 17 rules hold; 58 of 58 cells are filled.
        """
        from time import gmtime, strftime

        from tablecheck.reporters.base import Style, reporter

        now = strftime("%Y-%m-%dT%H:%M:%S", gmtime())
        return reporter(name).render(self._result, Style(lang=self.lang, now=now, **style))

    def __str__(self) -> str:
        """The report as a person reads it."""
        text = self.render("text")
        return text if isinstance(text, str) else ""

    def __repr__(self) -> str:
        """The totals."""
        from tablecheck.reporters.told import counted

        return f"Report: {counted(self._result, self.lang)}"

    def _repr_html_(self) -> str:
        from tablecheck.reporters.notebook import fragment

        return fragment(self._result, self.lang)


def check_file(
    path: Path | str,
    *,
    form: str | Path | Form | None = None,
    previous: Path | str | None = None,
    **options: Any,  # noqa: ANN401 - those of check_files
) -> Report:
    """Check one file.

    Args:
        path: A table: .xlsx .xlsm .ods .csv .xls .xlsb .et .docx .html.
        form: Id of a known form, path of one, or a ``Form``; None: it is recognised.
        previous: Last period's report, to compare with.
        options: As for ``check_files``.

    Raises:
        FormError: The form is none.
        ConfigError: A file of waivers, or the baseline, is none.

    Examples:
        >>> import tablecheck
        >>> report = tablecheck.check_file("examples/manzhouli-2018.xlsx")
        >>> (file,) = report.files
        >>> file.form, file.cells, file.observed, file.blank
        ('cn-zfxxgk-2014', 58, 10, 48)
        >>> [(cell.at.cell, cell.value, cell.because) for cell in file.deduced]
        [('C61', '2', ('staff',))]
    """
    return check_files([path], form=form, previous=previous, **options)


def check_bytes(
    data: bytes,
    name: str,
    *,
    form: str | Path | Form | None = None,
    **options: Any,  # noqa: ANN401 - those of check_files
) -> Report:
    """Check a table whose bytes are at hand: an upload, a download, a member of an archive.

    Args:
        data: The bytes of the file.
        name: What it is called in the report.
        form: As for ``check_file``.
        options: As for ``check_files``.

    Examples:
        >>> import tablecheck
        >>> report = tablecheck.check_bytes(b"", "upload.xlsx", lang="en")
        >>> report.files[0].refusal[0]
        'TC101'
    """
    return check_files([pipeline.Given(name, data)], form=form, **options)


def check_files(
    paths: Sequence[Path | str | pipeline.Given],
    *,
    form: str | Path | Form | None = None,
    previous: Path | str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: Sequence[Path | str] = (),
    baseline: Path | str | None = None,
    lang: str | None = None,
) -> Report:
    """Check files one after the other; no configuration file is looked for.

    Args:
        paths: Files, in the order in which they are reported.
        form: Id of a known form, path of one, or a ``Form``; None: recognised for each file.
        previous: Last period's report, put beside each of the files.
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files; None: told from the bytes.
        blank: What a blank cell means: what the ``form`` says, ``missing`` or ``zero``.
        select: Codes of checks to report; empty: all.
        ignore: Codes of checks not to report.
        waivers: Marked workbooks and TOML files with explanations.
        baseline: An earlier JSON report: what it holds is accepted.
        lang: Language of the report, ``zh`` or ``en``; None: that of the system.

    Returns:
        A report; files that cannot be checked are refusals in it, never exceptions.

    Raises:
        FormError: The form is none.
        ConfigError: A file of waivers, or the baseline, is none.

    Examples:
        >>> import tablecheck
        >>> paths = ["examples/filled.xlsx", "examples/broken.xlsx"]
        >>> report = tablecheck.check_files(paths, ignore=["TC304", "TC313"], lang="en")
        >>> report
        Report: 2 file(s): 10 error(s), 0 warning(s)
    """
    from tablecheck.cli.language import system_language
    from tablecheck.cli.settle import Request, waivers_of
    from tablecheck.config.model import Config

    asked = Request(
        paths=[],
        waivers=[str(each) for each in waivers],
        baseline=None if baseline is None else str(baseline),
    )
    result = pipeline.check_files(
        paths,
        form=form,
        previous=previous,
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        select=frozenset(select),
        ignore=frozenset(ignore),
        with_source=True,
        waivers=waivers_of(asked, Config()),
    )
    return Report(result, lang or system_language())
