"""A form's text: found, read, decoded, with nothing lost on the way.

Comes in: an id or a path. Goes out: ``Document`` with the JSON value and what errors need.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from tablecheck.errors import FormError
from tablecheck.record import record

LARGEST = 5 * 1024 * 1024
DEEPEST = 50
LONGEST_NUMBER = 50


@record
class Document:
    """A JSON document with its text.

    Attributes:
        path: As given, for errors.
        text: Decoded.
        value: The JSON value; numbers are ``int`` or ``Decimal``.
        is_shipped: It is one of ours, proven in tests.
    """

    path: str
    text: str
    value: Any
    is_shipped: bool

    def fail(self, code: str, pointer: str, zh: str, en: str) -> NoReturn:
        """Raise a FormError at a JSON pointer of this document."""
        from tablecheck.form.position import line_of

        line = line_of(self.text, pointer)
        raise FormError(code, path=self.path, pointer=pointer, line=line, zh=zh, en=en)


@cache
def schema_folder() -> Path:
    """Where schemas and shipped forms are: in the package, or beside src in a checkout."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "schemas"
    return packaged if packaged.is_dir() else here.parent.parent / "schemas"


def read_document(source: str | Path) -> Document:
    """The document of a shipped form's id, or of a file.

    Raises:
        FormError: TC901: no such form or file, too large, not UTF-8, no JSON.
    """
    shipped = schema_folder() / f"{source}.json"
    is_shipped = isinstance(source, str) and "/" not in source and shipped.is_file()
    path = shipped if is_shipped else Path(source)
    name = str(source)
    try:
        if path.stat().st_size > LARGEST or not path.is_file():
            _refuse(name, "", f"不是普通文件，或大于 {LARGEST} 字节", "not a file of at most 5 MiB")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        _refuse(
            name, "", "没有这个表式，也没有这个文件", "no form has this id, and no file this name"
        )
    except UnicodeDecodeError as error:
        _refuse(name, "", "不是 UTF-8 编码", f"not UTF-8 (byte {error.start})")
    return Document(
        path=name,
        text=text,
        value=_decode(name, text, is_shipped=is_shipped),
        is_shipped=is_shipped,
    )


def _refuse(name: str, pointer: str, zh: str, en: str, line: int | None = None) -> NoReturn:
    raise FormError("TC901", path=name, pointer=pointer, line=line, zh=zh, en=en)


def _decode(name: str, text: str, *, is_shipped: bool) -> Any:  # noqa: ANN401 - JSON enters here
    if not is_shipped and _depth(text) > DEEPEST:
        _refuse(name, "", f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        _refuse(
            name,
            "",
            f"不是 JSON：第 {error.colno} 列，{error.msg}",
            f"not JSON: column {error.colno}, {error.msg}",
            error.lineno,
        )
    except _BadValueError as error:
        line = next(
            (number for number, row in enumerate(text.splitlines(), 1) if error.near in row), None
        )
        _refuse(name, "", error.zh, error.en, line)


class _BadValueError(Exception):
    def __init__(self, near: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.near = near
        self.zh = zh
        self.en = en


def _depth(text: str) -> int:
    depth = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            if depth > deepest:
                deepest = depth
                if deepest > DEEPEST:
                    return deepest
        elif character in "]}":
            depth -= 1
    return deepest


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _BadValueError(
                    f'"{key}"', f"键“{key[:60]}”写了两次", f"the key “{key[:60]}” stands twice"
                )
            seen.add(key)
    return found


def _decimal(text: str) -> Any:  # noqa: ANN401 - Decimal, imported only where one occurs
    from decimal import Decimal

    if len(text) > LONGEST_NUMBER or "e" in text.lower():
        raise _BadValueError(text, "数字过长或带指数", "a number is too long or has an exponent")
    return Decimal(text)


def _integer(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _BadValueError(text, "数字过长", f"a number has more than {LONGEST_NUMBER} digits")
    return int(text)


def _no_constant(text: str) -> NoReturn:
    raise _BadValueError(text, f"{text} 不是 JSON 的数", f"{text} is no number in JSON")
