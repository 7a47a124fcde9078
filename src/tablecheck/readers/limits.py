"""How much a file may hold before it is refused.

Comes in: nothing. Goes out: ``Limits``. Imports nothing of the project.
"""

from __future__ import annotations

from tablecheck.record import record

MEBIBYTE = 1024 * 1024
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


@record
class Limits:
    """Caps of one file; each is named in the refusal that it causes.

    Attributes:
        file_bytes: Size of a workbook file.
        csv_bytes: Size of a text file.
        unpacked_bytes: Sum of the unpacked parts of a container.
        part_bytes: One unpacked part.
        parts: Number of parts in a container.
        sheets: Number of sheets.
        cells: Non-empty cells of one sheet, and twice that of the file.
        text: Characters of one cell.
        child_bytes: Memory of the process that reads old formats.
        child_seconds: Its time.
    """

    file_bytes: int = 64 * MEBIBYTE
    csv_bytes: int = 256 * MEBIBYTE
    unpacked_bytes: int = 512 * MEBIBYTE
    part_bytes: int = 256 * MEBIBYTE
    parts: int = 4_096
    sheets: int = 256
    cells: int = 2_000_000
    text: int = 32_767
    child_bytes: int = 1024 * MEBIBYTE
    child_seconds: int = 30


DEFAULT_LIMITS = Limits()
