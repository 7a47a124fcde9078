"""Waivers and baselines that other files than the configuration hold.

Comes in: a marked workbook, or a JSON report. Goes out: entries, and a baseline.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tablecheck.errors import ConfigError
from tablecheck.findings import Waiver
from tablecheck.fingerprint import MARK_HEAD, REASON_HEADS
from tablecheck.waivers import Baseline, Entry, same_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tablecheck.sheet import Sheet

MARKED = re.compile(r"\.(检查结果|checked)(?= ?(\(\d+\))?$)")
"""What the name of a marked workbook adds to that of the file it is of."""

_MARK = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}")


def workbook_waivers(path: Path) -> list[Entry]:
    """What stands in the column 情况说明 of a marked workbook, beside the marks of its findings.

    It is for the file that the workbook is of, and for the workbook itself.

    Raises:
        ReadError: The workbook cannot be read.
        ConfigError: It has no such columns.
    """
    from tablecheck.readers.read import read_workbook

    found, has_columns = [], False
    stem = MARKED.sub("", path.stem)
    files = () if stem == path.stem else (f"{_literal(stem)}.*",)
    for sheet in read_workbook(path).sheets:
        columns = _columns(sheet)
        if columns is None:
            continue
        has_columns = True
        for mark, reason in _rows(sheet, *columns):
            waiver = Waiver(reason=reason, who="", until="", source=str(path))
            found.append(Entry(waiver=waiver, mark=mark, files=files))
    if not has_columns:
        raise ConfigError(
            str(path),
            "",
            f"没有“{REASON_HEADS[0]}”和“{MARK_HEAD}”两列；请用 --format xlsx 写出的文件",
            f"no columns “{REASON_HEADS[1]}” and “{MARK_HEAD}”; --format xlsx writes such a file",
        )
    return found


def read_baseline(path: Path) -> Baseline:
    """The findings of an earlier JSON report.

    Raises:
        ConfigError: It is no JSON report of this program.
    """
    try:
        report = json.loads(path.read_bytes())
        known: dict[tuple[str, str], list[frozenset[tuple[str | None, ...]]]] = {}
        for file in report["files"]:
            for finding in file["findings"]:
                key = (same_path(file["path"]), finding["fingerprint"])
                known.setdefault(key, []).append(_cells(finding))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(
            str(path), "", f"打不开：{reason}", f"cannot be opened: {reason}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigError(
            str(path),
            "",
            "不是 tablecheck 的 JSON 报告；请用 --format json=文件 写出",
            "it is no JSON report of tablecheck; write one with --format json=FILE",
        ) from None
    return Baseline(str(path), {key: tuple(cells) for key, cells in known.items()})


def _cells(finding: dict[str, Any]) -> frozenset[tuple[str | None, ...]]:
    places = [*([finding["at"]] if finding["at"] is not None else []), *finding["related"]]
    return frozenset((place["table"], place["row"], place["column"]) for place in places)


def _literal(stem: str) -> str:
    """A file name as a pattern of itself."""
    return re.sub(r"([*?\[])", r"[\1]", stem)


def _columns(sheet: Sheet) -> tuple[int, int, int] | None:
    """(row of the heads, column of the marks, column of the reasons)."""
    marks = {
        row: column for (row, column), cell in sheet.cells.items() if cell.text.strip() == MARK_HEAD
    }
    for (row, column), cell in sheet.cells.items():
        if row in marks and cell.text.strip() in REASON_HEADS:
            return row, marks[row], column
    return None


def _rows(sheet: Sheet, head: int, mark_column: int, column: int) -> Iterator[tuple[str, str]]:
    for (row, at), cell in sorted(sheet.cells.items()):
        if row > head and at == mark_column and _MARK.fullmatch(cell.text.strip()):
            reason = sheet.cells.get((row, column))
            if reason is not None and reason.text.strip():
                yield cell.text.strip(), " ".join(reason.text.split())
