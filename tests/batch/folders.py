"""Folders of real tables for batches."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "examples/filled.xlsx",
    "examples/broken.xlsx",
    "examples/manzhouli-2018.xlsx",
    "tests/tables/manzhouli-2018-gb18030.csv",
    "tests/tables/manzhouli-2018.ods",
    "tests/tables/suqian-2023.xlsx",
    "tests/tables/suqian-2024.html",
    "README.md",
)


def folder_of(folder: Path, count: int, *more: str) -> list[Path]:
    """``count`` real tables, some of them broken, one kind no table; and further ones by name."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        source = ROOT / TABLES[number % len(TABLES)]
        ending = ".xlsx" if source.suffix == ".md" else source.suffix
        shutil.copy(source, folder / f"{number:03}{ending}")
    for name in more:
        shutil.copy(ROOT / TABLES[0], folder / name)
    return sorted(folder.iterdir())
