"""Cell formats: copies of those that are there, with a fill; and those of the sheet of findings.

Comes in: the styles part. Goes out: the same with formats added at the end; what was there keeps
its number, so every cell that is not marked looks as before.
"""

from __future__ import annotations

from tablecheck.reporters.workbook.relations import prefix_of
from tablecheck.reporters.workbook.splice import (
    Edits,
    NotPatchableError,
    Tag,
    scan,
    with_attribute,
)

FILLS = {
    "error": "FFFFC7CE",
    "warning": "FFFFEB9C",
    "information": "FFDDEBF7",
    "blank": "FFFDEDEE",
    "deduced": "FFE7E6E6",
    "hint": "FFFCE4D6",
    "head": "FFD9E1F2",
}
"""Severity -> ARGB; the word stands in every comment and in the list, too."""
MINIMAL = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)


class Formats:
    """The cell formats of a workbook while some are added."""

    __slots__ = ("_count", "_edits", "_ends", "_fills", "_made", "_new", "_part", "_prefix", "_xfs")

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._edits = Edits(part)
        self._xfs: list[bytes] = []
        self._ends: dict[str, tuple[Tag, int]] = {}
        heads: dict[str, Tag] = {}
        counts = dict.fromkeys(("fonts", "fills", "borders"), 0)

        def opened(tag: Tag) -> None:
            heads[tag.path] = tag
            parent = tag.path.rpartition("/")[0].rpartition("/")[2]
            if parent in counts and tag.path.count("/") == 2:
                counts[parent] += 1

        def closed(path: str, start: int, end: int) -> None:
            if path == "styleSheet/cellXfs/xf":
                self._xfs.append(part[heads[path].start : end])
            elif path.count("/") == 1:
                self._ends[path.rpartition("/")[2]] = (heads[path], start)

        scan(part, opened, closed)
        if not {"fonts", "fills", "borders", "cellXfs"} <= self._ends.keys() or not self._xfs:
            raise NotPatchableError("文件的样式表不完整", "its styles are incomplete")
        self._count = counts
        self._prefix = prefix_of(part, self._ends["cellXfs"][0])
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}
        self._new: dict[str, list[str]] = {"fonts": [], "fills": [], "borders": [], "cellXfs": []}

    def marked(self, style: int, look: str) -> int:
        """Number of a format like ``style``, with the fill of a look."""
        key = (style, look)
        if key not in self._made:
            old = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
            end = old.index(b">") + 1
            head = with_attribute(old[:end], "fillId", str(self._fill(look)))
            head = with_attribute(head, "applyFill", "1")
            self._made[key] = self._add_format((head + old[end:]).decode("utf-8"))
        return self._made[key]

    def listed(self, look: str = "", *, bold: bool = False, link: bool = False) -> int:
        """Number of a format for the list of findings: a frame, lines that wrap, plain text."""
        p = self._prefix
        weight = f"<{p}b/>" if bold else ""
        ink = (
            f'<{p}u/><{p}sz val="10"/><{p}color rgb="FF0563C1"/>' if link else f'<{p}sz val="10"/>'
        )
        font = self._add("fonts", f'<{p}font>{weight}{ink}<{p}name val="宋体"/></{p}font>')
        sides = "".join(
            f'<{p}{side} style="thin"><{p}color rgb="FFBFBFBF"/></{p}{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        border = self._add("borders", f"<{p}border>{sides}<{p}diagonal/></{p}border>")
        return self._add_format(
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{self._fill(look)}" borderId="{border}"'
            f' xfId="0" quotePrefix="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
        )

    def titled(self) -> int:
        """Number of a format for a heading."""
        p = self._prefix
        return self._unframed(f'<{p}b/><{p}sz val="14"/>')

    def noted(self) -> int:
        """Number of a format for the lines under a heading."""
        return self._unframed(f'<{self._prefix}sz val="10"/>')

    def _unframed(self, ink: str) -> int:
        p = self._prefix
        font = self._add("fonts", f'<{p}font>{ink}<{p}name val="宋体"/></{p}font>')
        return self._add_format(
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0"'
            f' quotePrefix="1" applyFont="1"/>'
        )

    def done(self) -> bytes:
        """The styles part with everything added."""
        for name, added in self._new.items():
            if not added:
                continue
            head, end = self._ends[name]
            old = len(self._xfs) if name == "cellXfs" else self._count[name]
            if head.is_empty:
                raise NotPatchableError("文件的样式表不完整", "its styles are incomplete")
            self._edits.attribute(head, "count", str(old + len(added)))
            self._edits.insert(end, "".join(added))
        return self._edits.done()

    def _fill(self, look: str) -> int:
        if not look:
            return 0
        if look not in self._fills:
            p = self._prefix
            self._fills[look] = self._add(
                "fills",
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{FILLS[look]}"/>'
                f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>',
            )
        return self._fills[look]

    def _add(self, name: str, element: str) -> int:
        added = self._new[name]
        if element in added:
            return self._count[name] + added.index(element)
        added.append(element)
        return self._count[name] + len(added) - 1

    def _add_format(self, element: str) -> int:
        added = self._new["cellXfs"]
        if element not in added:
            added.append(element)
        return len(self._xfs) + added.index(element)
