"""Write docs/checks.md from the pages of the checks.

usage: python docs/generate_checks.py
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.checks.base import all_checks

if TYPE_CHECKING:
    from tablecheck.checks.base import Check

TARGET = Path(__file__).resolve().parent / "checks.md"
FAMILIES = {
    "1": "Files and sheets",
    "2": "Rows and columns",
    "3": "Values and units",
    "4": "Rules inside a table",
    "5": "Rules across tables, files and periods",
    "6": "Text against table",
    "7": "Waivers",
    "9": "Forms",
}
HEAD = """\
# Checks

Every finding has a code; `tablecheck explain CODE` prints its page. This file is made from those
pages by `python docs/generate_checks.py`: change the docstring of the check, not this file. Codes
are for ever; a retired one stays here, as retired. TC10x refuse a file (exit 3), TC901 to TC904 a
form (exit 2); `tablecheck form check` tells these and the other TC9xx of a form itself (exit 1).
Severity is the usual one; a rule that the form calls soft gives a warning.
"""


def generated() -> str:
    """The text that docs/checks.md should have."""
    checks = all_checks()
    parts = [HEAD, _summary(checks)]
    family = ""
    for check in checks:
        if check.code[2] != family:
            family = check.code[2]
            parts.append(f"## TC{family}xx {FAMILIES[family]}\n")
        parts.append(_page(check))
    return "\n".join(parts)


def _summary(checks: tuple[Check, ...]) -> str:
    rows = [
        f"| [{each.code}](#{_anchor(each)}) | {each.name} | {each.severity} "
        f"| {each.title.zh} | {each.title.en} |"
        for each in checks
    ]
    return "\n".join(
        ["| code | name | severity | 中文 | English |", "|---|---|---|---|---|", *rows, ""]
    )


def _page(check: Check) -> str:
    page = re.sub(r"^##(?= )", "####", inspect.cleandoc(check.page), flags=re.MULTILINE)
    facts = f"`{check.name}` · {check.severity} · {check.title.zh} · {check.title.en}"
    return f"### {check.code} {check.name}\n\n{facts}\n\n{page}\n"


def _anchor(check: Check) -> str:
    return f"{check.code} {check.name}".lower().replace(" ", "-")


if __name__ == "__main__":
    TARGET.write_text(generated(), "utf-8")
