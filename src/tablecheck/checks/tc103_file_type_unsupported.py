"""TC103: a type of file that is not read."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC103", "file-type-unsupported", title=("文件类型不支持", "file type not supported"))
def file_type_unsupported() -> None:
    """
    The file is of a type that this version does not read (exit 3).

    ## What it checks
    The type by content, not by name: xlsx, xlsm, ods, csv, xls, xlsb, docx and html are read.

    ## Why it matters
    A picture of a table or an archive holds no cells; guessing would misread it.

    ## Example
    A .doc or a .pdf is refused: save the table as .docx or .xlsx.

    ## When it is silent
    The type is known and read.

    ## Source
    The file's own signature.
    """
