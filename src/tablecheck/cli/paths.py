"""Paths of a command line: files, folders and globs, in order, each file once.

Comes in: words. Goes out: paths that exist; a usage error where one does not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.usage import near, refuse, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.pipeline import Given

KNOWN = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".xls", ".xlsb", ".et", ".docx", ".html", ".htm")
"""Endings that a folder is searched for; a file that is named is read whatever its name."""


STDIN = Path("-")
"""The path that stands for standard input."""


def expand(words: Sequence[str], commands: Sequence[str], lang: str) -> list[Path]:
    """The files that the words name; ``commands`` are near misses of the first one.

    Raises:
        RefusedError: A word names nothing.
    """
    found: list[Path] = []
    for each in words:
        if each == "-":
            found.append(STDIN)
            continue
        if not each:
            # Path("") is the folder that we stand in; the word is a variable that was not set.
            raise refuse("文件名是空的", "a file name is empty", lang)
        path = Path(each)
        try:
            if path.is_dir():
                found += _folder(path, lang)
            elif path.exists() or path.is_symlink():
                found.append(path)
            elif any(sign in each for sign in "*?["):
                found += _glob(each, lang)
            else:
                raise _no_file(path, each, commands if len(words) == 1 else (), lang)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise refuse(
                f"打不开 {word(each)}：{reason}", f"cannot open {word(each)}: {reason}", lang
            ) from None
    return list(dict.fromkeys(found))


def standard_input(name: str | None, most: int) -> Given:
    """What stands on standard input, up to one byte more than a reader takes."""
    from tablecheck.pipeline import Given

    if sys.stdin is None:
        return Given(name or "stdin", b"")
    return Given(name or "stdin", sys.stdin.buffer.read(most + 1))


def one_file(option: str, name: str, lang: str) -> Path:
    """The one file that an option names.

    Raises:
        RefusedError: It names a folder, or nothing.
    """
    if not name:
        raise refuse(f"{option} 的文件名是空的", f"the file name of {option} is empty", lang)
    path = Path(name)
    try:
        if path.is_dir():
            raise refuse(
                f"{option} 应为一个文件，{word(name)} 是文件夹",
                f"{option} names one file, but {word(name)} is a folder",
                lang,
            )
        if not path.exists():
            raise _no_file(path, name, (), lang)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise refuse(
            f"打不开 {word(name)}：{reason}", f"cannot open {word(name)}: {reason}", lang
        ) from None
    return path


def is_same(one: Path, other: Path) -> bool:
    """Both are one file, by name or by link."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _folder(folder: Path, lang: str) -> list[Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KNOWN and not _is_hidden(path, folder) and path.is_file()
    )
    if not files:
        raise refuse(
            f"文件夹 {word(str(folder))} 里没有表格文件",
            f"the folder {word(str(folder))} holds no table",
            lang,
        )
    return files


def _is_hidden(path: Path, folder: Path) -> bool:
    """A lock file of a spreadsheet program, or what stands in a hidden folder."""
    parts = path.relative_to(folder).parts
    return path.name.startswith("~$") or any(part.startswith(".") for part in parts)


def _glob(pattern: str, lang: str) -> list[Path]:
    from glob import glob

    # Path.glob takes no absolute pattern, and no drive of Windows.
    named = sorted(glob(pattern, recursive=True))  # noqa: PTH207
    files = [path for path in map(Path, named) if path.is_file()]
    if not files:
        raise refuse(f"没有文件符合 {word(pattern)}", f"no file matches {word(pattern)}", lang)
    return files


def _no_file(path: Path, asked: str, commands: Sequence[str], lang: str) -> Exception:
    beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    hint = near(asked, commands, lang) if not path.suffix else ""
    hint = hint or near(path.name, beside, lang)
    return refuse(f"没有文件 {word(asked)}{hint}", f"there is no file {word(asked)}{hint}", lang)
