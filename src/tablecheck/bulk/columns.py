"""Parquet as chunks: every value as the shortest text that says it exactly.

Comes in: a path. Goes out: a ``Chunk`` with the heads, then the rows from 2 on. A whole number is
its digits, a decimal its digits without zeros at the end, a float the shortest decimal that is read
back as the same float; what is none of these is text, and for the exact stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.bulk.chunk import Chunk, name_of
from tablecheck.readers.refusals import damaged, shown, unsupported
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from polars import DataType, Expr

MAGIC = b"PAR1"
ROWS = 100_000
_EXACT_FLOAT = 2**53
"""Up to here every whole number is a float of its own."""


def chunks_of_columns(path: Path) -> Iterator[Chunk]:
    """The heads, then the rows.

    Raises:
        ReadError: The file is damaged, or a column holds no single values.
    """
    import polars

    try:
        scanned = polars.scan_parquet(path, glob=False)
        schema = scanned.collect_schema()
    except (polars.exceptions.PolarsError, OSError) as error:
        raise damaged("parquet") from error
    texts, kinds = [], {}
    for number, (name, kind) in enumerate(schema.items(), 1):
        text, stored = _as_text(polars.col(name), kind, name)
        texts.append(text.alias(name_of(number)))
        if stored is not CellKind.TEXT:
            kinds[number] = stored
    heads = {name_of(n): [name or None] for n, name in enumerate(schema, 1)}
    yield Chunk(1, polars.DataFrame(heads, schema=dict.fromkeys(heads, polars.String)), {})
    at = 0
    while True:
        try:
            frame = scanned.slice(at, ROWS).select(texts).collect()
        except (polars.exceptions.PolarsError, OSError) as error:
            raise damaged("parquet") from error
        if frame.height:
            yield Chunk(at + 2, frame, kinds)
        if frame.height < ROWS:
            return
        at += frame.height


def _as_text(column: Expr, kind: DataType, name: str) -> tuple[Expr, CellKind]:
    import polars

    if kind == polars.String or kind == polars.Categorical or kind == polars.Enum:
        text = column.cast(polars.String)
        return polars.when(text != "").then(text), CellKind.TEXT
    if kind == polars.Null:
        return polars.lit(None, dtype=polars.String), CellKind.TEXT
    if kind.is_integer():
        return column.cast(polars.String), CellKind.NUMBER
    if kind.is_decimal():
        text = column.cast(polars.String)
        trimmed = text.str.strip_chars_end("0").str.strip_chars_end(".")
        return polars.when(text.str.contains(".", literal=True)).then(trimmed).otherwise(
            text
        ), CellKind.NUMBER
    if kind.is_float():
        is_whole = (column == column.floor()) & (column.abs() < _EXACT_FLOAT)
        whole = column.cast(polars.Int64, strict=False).cast(polars.String)
        return polars.when(is_whole).then(whole).otherwise(
            column.cast(polars.String)
        ), CellKind.NUMBER
    if kind == polars.Boolean:
        return polars.when(column).then(polars.lit("TRUE")).when(~column).then(
            polars.lit("FALSE")
        ), CellKind.BOOLEAN
    if kind == polars.Date or kind == polars.Datetime:
        return column.cast(polars.String), CellKind.DATE
    raise unsupported(
        f" Parquet 文件，列“{shown(name)}”不是单个的值",
        f"a Parquet file whose column “{shown(name)}” holds no single values",
    )
