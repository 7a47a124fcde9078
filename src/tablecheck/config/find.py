"""Which configuration file applies: the nearest one above the files, within the repository.

Comes in: a folder. Goes out: a path. tomllib is imported only where a file is there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN, SHARED = "tablecheck.toml", "pyproject.toml"
SECTION = b"[tool.tablecheck"


def find_config(folder: str) -> str:
    """The nearest ``tablecheck.toml``, or ``pyproject.toml`` with a section of ours; "" for none.

    The search goes up from the folder and ends at the root of the repository (a ``.git``).
    """
    at = os.path.abspath(folder)  # noqa: PTH100 - strings, not paths: this runs at every start
    while True:
        own, shared = os.path.join(at, OWN), os.path.join(at, SHARED)  # noqa: PTH118
        if os.path.isfile(own):  # noqa: PTH113
            return own
        if _has_section(shared):
            return shared
        above = os.path.dirname(at)  # noqa: PTH120
        if above == at or os.path.exists(os.path.join(at, ".git")):  # noqa: PTH110, PTH118
            return ""
        at = above


def folder_of(paths: Sequence[str]) -> str:
    """The folder that holds all paths: where the search for a configuration starts."""
    if not paths:
        return os.getcwd()  # noqa: PTH109
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    try:
        shared = os.path.commonpath(whole)
    except ValueError:
        # Files on several drives have no folder in common.
        return os.getcwd()  # noqa: PTH109
    return shared if os.path.isdir(shared) else os.path.dirname(shared)  # noqa: PTH112, PTH120


def _has_section(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return SECTION in file.read(1 << 20)
    except OSError:
        return False
