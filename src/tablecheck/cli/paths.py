"""Paths of a command line: files, folders and globs, in order, each file once.

Comes in: words. Goes out: paths that exist; a usage error where one does not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.usage import refuse
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = (".xlsx", ".xlsm", ".ods", ".csv", ".xls", ".xlsb", ".et")


def expand(words: Sequence[str], lang: str) -> list[Path]:
    """The files that the words name.

    Raises:
        click.UsageError: A word names nothing, or standard input, which is not read yet.
    """
    found: list[Path] = []
    for word in words:
        if word == "-":
            raise refuse(
                "还不能从标准输入读取，请给出文件",
                "standard input is not read yet; name a file",
                lang,
            )
        path = Path(word)
        if path.is_dir():
            found += _folder(path, lang)
        elif path.exists() or path.is_symlink():
            found.append(path)
        elif any(sign in word for sign in "*?["):
            found += _glob(word, lang)
        else:
            raise refuse(f"没有文件 {one_line(word)}", f"there is no file {one_line(word)}", lang)
    return list(dict.fromkeys(found))


def _folder(folder: Path, lang: str) -> list[Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KNOWN and path.is_file() and not path.name.startswith(("~$", "."))
    )
    if not files:
        raise refuse(
            f"文件夹 {one_line(str(folder))} 里没有表格文件",
            f"the folder {one_line(str(folder))} holds no table",
            lang,
        )
    return files


def _glob(word: str, lang: str) -> list[Path]:
    from glob import glob

    files = [path for path in map(Path, sorted(glob(word, recursive=True))) if path.is_file()]
    if not files:
        raise refuse(f"没有文件符合 {one_line(word)}", f"no file matches {one_line(word)}", lang)
    return files
