"""What an xlsx says of a table beyond its values: formulas, indents, bold labels.

Comes in: the bytes of a file. Goes out: ``Hints`` by name of sheet; nothing for other types. Read
apart from the cells, since only the drafting of forms asks for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.readers.addresses import COLUMN_NUMBERS, row_number
from tablecheck.readers.guard import identify
from tablecheck.readers.limits import DEFAULT_LIMITS
from tablecheck.readers.package import DEEPEST, parse_part, too_deep
from tablecheck.readers.relationships import read_relationships
from tablecheck.readers.xlsx_names import is_true, short_names
from tablecheck.record import record
from tablecheck.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.readers.limits import Limits

Place = tuple[int, int]
_NAMES = short_names("workbook sheet row c f font b cellXfs xf alignment")
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.!'])(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w(!.])")
LONGEST = 4_000
"""Characters beyond which a formula is not kept."""


@record
class Hints:
    """What one sheet says beyond its values.

    Attributes:
        formulas: Text of each formula, without ``=``; shared ones moved to their cell.
        indents: Steps by which the format of a cell indents its text.
        bold: Cells whose text is bold.
    """

    formulas: Mapping[Place, str]
    indents: Mapping[Place, int]
    bold: frozenset[Place]


def read_hints(data: bytes, limits: Limits = DEFAULT_LIMITS) -> dict[str, Hints]:
    """Hints by name of sheet; {} for files that are no xlsx.

    Raises:
        ReadError: As for reading the file.
    """
    source = identify(data, limits=limits, encoding=None)
    package = source.package
    if source.kind != "xlsx" or package is None:
        return {}
    book = _Scanner()
    parse_part(package, source.workbook_part, book, limits)
    relationships = read_relationships(package, source.workbook_part, limits)
    by_id = {item.id: item for item in relationships if not item.external}
    styles = _Scanner()
    for item in by_id.values():
        if item.type == "styles":
            parse_part(package, item.target, styles, limits)
    found = {}
    for name, identifier in book.sheets:
        part = by_id.get(identifier)
        if part is not None and part.type == "worksheet":
            sheet = _Scanner(styles)
            parse_part(package, part.target, sheet, limits)
            found[name] = Hints(sheet.formulas, sheet.indents, frozenset(sheet.bold))
    return found


class _Scanner:
    """Takes the XML events of the workbook, of its styles, or of a sheet."""

    def __init__(self, styles: _Scanner | None = None) -> None:
        self.text: list[str] = []
        self.sheets: list[tuple[str, str]] = []
        self.is_bold: list[bool] = []
        self.styles: list[tuple[int, bool]] = []
        self.formulas: dict[Place, str] = {}
        self.indents: dict[Place, int] = {}
        self.bold: set[Place] = set()
        self._look = styles.styles if styles is not None else []
        self._shared: dict[str, tuple[Place, str]] = {}
        self._formula: dict[str, str] = {}
        self._depth = self._row = self._column = 0
        self._in_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        tag = _NAMES.get(name)
        if tag == "sheet":
            identifier = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            self.sheets.append((attributes.get("name", ""), identifier))
        elif tag == "font":
            self.is_bold.append(False)
        elif tag == "b" and self.is_bold:
            self.is_bold[-1] = is_true(attributes.get("val", "1"))
        elif tag == "cellXfs":
            self._in_styles = True
        elif tag == "xf" and self._in_styles:
            font = attributes.get("fontId", "0")
            bold = font.isdigit() and int(font) < len(self.is_bold) and self.is_bold[int(font)]
            self.styles.append((0, bold))
        elif tag == "alignment" and self._in_styles and self.styles:
            indent = attributes.get("indent", "0")
            known = indent.isascii() and indent.isdigit() and len(indent) < 4
            self.styles[-1] = (int(indent) if known else 0, self.styles[-1][1])
        elif tag == "row":
            text = attributes.get("r")
            self._row = self._row + 1 if text is None else row_number(text.strip())
            self._column = 0
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self.text.clear()
            self._formula = attributes

    def _cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            letters = address.rstrip("0123456789")
            self._column = COLUMN_NUMBERS[letters]
            self._row = row_number(address[len(letters) :])
        style = attributes.get("s", "")
        if style.isascii() and style.isdigit() and len(style) < 7 and int(style) < len(self._look):
            indent, bold = self._look[int(style)]
            if indent:
                self.indents[self._row, self._column] = indent
            if bold:
                self.bold.add((self._row, self._column))

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._depth -= 1
        tag = _NAMES.get(name)
        if tag == "f":
            self._keep("".join(self.text))
        elif tag == "cellXfs":
            self._in_styles = False
        self.text.clear()

    def _keep(self, text: str) -> None:
        place, shared = (self._row, self._column), self._formula.get("si")
        if len(text) > LONGEST:
            return
        if self._formula.get("t") == "shared" and shared is not None:
            if text:
                self._shared[shared] = (place, text)
            elif shared in self._shared:
                origin, first = self._shared[shared]
                text = _moved(first, place[0] - origin[0], place[1] - origin[1])
        if text:
            self.formulas[place] = text


def _moved(formula: str, down: int, right: int) -> str:
    """A shared formula as it reads in another cell: references without ``$`` move along."""

    def move(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, row = match.groups()
        column = COLUMN_NUMBERS[letters] + (0 if fixed_column else right)
        number = int(row) + (0 if fixed_row else down)
        if column < 1 or number < 1:
            return "#REF!"
        return f"{fixed_column}{column_letters(column)}{fixed_row}{number}"

    return _REFERENCE.sub(move, formula)
