"""Reader of .xls, .xlsb and .et, by python-calamine in a process of its own.

Comes in: bytes. Goes out: sheets and notices. The process has limits of memory and time: a forged
file makes calamine abort, which no ``except`` catches. May import refusals, merges,
``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.readers.merges import values_under_merges
from tablecheck.readers.package import text_over_limit
from tablecheck.readers.refusals import damaged, not_readable, over_limit, protected, shown
from tablecheck.sheet import Cell, CellKind, Notice, Range, Sheet

if TYPE_CHECKING:
    from tablecheck.readers.guard import Contents, Source
    from tablecheck.readers.limits import Limits

_KINDS = {str(kind): kind for kind in CellKind}


def read_binary(source: Source) -> Contents:
    """Worksheets of an old or binary Excel workbook.

    Raises:
        ReadError: it needs a password, is damaged, or its reading exceeds a limit.
    """
    result = _run_child(source.data, source.limits)
    error = result.get("error")
    if error == "password":
        raise protected()
    if error == "cells":
        limit = source.limits.cells
        raise over_limit("一张表的非空单元格数", "a sheet has too many cells", limit)
    if error is not None:
        reason = shown(str(error))
        raise damaged(source.kind, f"读取失败（{reason}）", f"which cannot be read ({reason})")
    if not result["sheets"]:
        raise damaged(source.kind, "其中没有工作表", "which has no sheet")
    if len(result["sheets"]) > source.limits.sheets:
        raise over_limit("工作表数", "the workbook has too many sheets", source.limits.sheets)
    sheets = tuple(_sheet(item, source.limits) for item in result["sheets"])
    notices = [Notice("errors-look-blank", {"type": source.kind})]
    for sheet in sheets:
        notices += values_under_merges(sheet.name or "", sheet.cells, sheet.merges)
    return sheets, tuple(notices)


def _run_child(data: bytes, limits: Limits) -> dict[str, Any]:
    """What the child printed, as parsed JSON."""
    import json
    import subprocess
    import sys
    from pathlib import Path

    # -P: without it Python would import modules from the folder where the reports lie.
    command = [
        sys.executable,
        "-P",
        str(Path(__file__).with_name("_calamine_child.py")),
        *(str(number) for number in (limits.child_bytes, limits.child_seconds, limits.cells)),
    ]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.child_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        seconds = limits.child_seconds
        raise over_limit("读取时间（秒）", "the reading takes too many seconds", seconds) from error
    except OSError as error:
        raise not_readable(
            "无法启动读取旧格式的进程，请另存为 .xlsx",
            "the process that reads old formats does not start; save the file as .xlsx",
        ) from error
    try:
        result = json.loads(done.stdout)
    except ValueError as error:
        raise damaged(
            "xls/xlsb",
            "读取它的进程中止了",
            f"the process that read it ended (status {done.returncode})",
        ) from error
    assert isinstance(result, dict)
    return result


def _sheet(item: dict[str, Any], limits: Limits) -> Sheet:
    cells = {}
    for row, column, kind, text in item["cells"]:
        if len(text) > limits.text:
            raise text_over_limit(limits)
        cells[row, column] = Cell(_KINDS[kind], text)
    merges = tuple(
        Range(top, left, bottom, right)
        for top, left, bottom, right in item["merges"]
        if (top, left) != (bottom, right)
    )
    return Sheet(name=item["name"], cells=cells, merges=merges, hidden=item["hidden"])
