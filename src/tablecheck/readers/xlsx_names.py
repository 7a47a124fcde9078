"""The element names of SpreadsheetML, in both of its namespaces.

Comes in: names as expat gives them. Goes out: the short name, and whether the file is Strict.
Imports nothing of the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main "


def short_names(names: str) -> dict[str, str]:
    """Short name by full name, for names given with spaces between."""
    return {
        namespace + name: name for namespace in (_TRANSITIONAL, STRICT) for name in names.split()
    }


def is_true(value: str | None) -> bool:
    """Whether an attribute of type xsd:boolean is set."""
    return value in ("1", "true", "on")


def unescaped(text: str) -> str:
    """Text with Excel's ``_x000D_`` escapes replaced; halves of surrogate pairs stay escaped."""
    if "_x" not in text:
        return text
    import re

    return re.sub("_x([0-9A-Fa-f]{4})_", _replacement, text)


def _replacement(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)
