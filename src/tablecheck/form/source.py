"""A form's text: found, read, decoded, with nothing lost on the way.

Comes in: an id or a path. Goes out: ``Document`` with the JSON value and what errors need.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tablecheck.digest import sha256_hex
from tablecheck.errors import FormError
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 5 * 1024 * 1024
DEEPEST = 50
MOST_VALUES = 100_000
LONGEST_NUMBER = 50


@record
class Document:
    """A JSON document with its text.

    Attributes:
        path: As given, for errors.
        text: Decoded, without byte order mark.
        sha256: Of the bytes.
        value: The JSON value; numbers are ``int`` or ``Decimal``.
        is_shipped: It is one of ours, proven in tests.
    """

    path: str
    text: str
    sha256: str
    value: Any
    is_shipped: bool

    def fail(self, code: str, pointer: str, zh: str, en: str) -> NoReturn:
        """Raise a FormError at a JSON pointer of this document."""
        from tablecheck.form.position import line_of

        line = line_of(self.text, pointer)
        raise FormError(code, path=self.path, pointer=pointer, line=line, zh=zh, en=en)

    def fail_unknown(
        self,
        pointer: str,
        name: str,
        known: Iterable[str],
        zh: str = "没有代码为“{}”的项",
        en: str = "no item has the code “{}”",
    ) -> NoReturn:
        """Raise TC903 for a name that is not there, with the known one that is most like it."""
        from tablecheck.form.grammar import near_miss

        near = shown(near_miss(name, list(known)))
        self.fail(
            "TC903",
            pointer,
            zh.format(shown(name)) + (f"，是不是“{near}”" if near else ""),
            en.format(shown(name)) + (f", did you mean “{near}”" if near else ""),
        )


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
    name = str(source)
    # An id has no dot, so that form.schema.json beside the forms is no form.
    may_be_id = isinstance(source, str) and source.replace("-", "x").isalnum()
    try:
        path = schema_folder() / f"{source}.json"
        is_shipped = may_be_id and path.is_file()
        if not is_shipped:
            path = Path(source)
        if not path.is_file():
            path.stat()
            _refuse(name, "不是普通文件", "not a regular file")
        if path.stat().st_size > LARGEST:
            _refuse(name, "大于 5 MiB", "larger than 5 MiB")
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(
            name,
            f"不是 UTF-8 编码（第 {error.start + 1} 字节）",
            f"not UTF-8 (byte {error.start + 1})",
            line=data.count(b"\n", 0, error.start) + 1,
        )
    except PermissionError:
        _refuse(name, "没有读取权限", "no permission to read it")
    except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        _refuse(name, "没有这个表式，也没有这个文件", "no form has this id, and no file this name")
    return Document(
        path=name,
        text=text,
        sha256=sha256_hex(data),
        value=_decode(name, text, is_shipped=is_shipped),
        is_shipped=is_shipped,
    )


def _refuse(name: str, zh: str, en: str, *, pointer: str = "", line: int | None = None) -> NoReturn:
    raise FormError("TC901", path=name, pointer=pointer, line=line, zh=zh, en=en)


def _decode(name: str, text: str, *, is_shipped: bool) -> Any:  # noqa: ANN401 - JSON enters here
    if not is_shipped:
        _refuse_monster(name, text)
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
            f"不是 JSON：这一行第 {error.colno} 个字符处有语法错误",
            f"not JSON: {error.msg} at character {error.colno} of the line",
            line=error.lineno,
        )
    except _BadValueError as error:
        from tablecheck.form.position import duplicate_of, number_of

        place = duplicate_of(text, error.key) if error.key else number_of(text, error.number)
        pointer, line = place or ("", 1)
        _refuse(name, error.zh, error.en, pointer=pointer, line=line)


class _BadValueError(Exception):
    """JSON that a form may not hold: the text of a number, or a key that stands twice."""

    def __init__(self, zh: str, en: str, *, number: str = "", key: str = "") -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.number = number
        self.key = key


def shown(text: str) -> str:
    """A text of the form as a sentence quotes it: not more than 60 characters."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def _refuse_monster(name: str, text: str) -> None:
    """Refuse what is nested too deep or holds too much, in linear time, before any parser sees it.

    The schema's validator takes some 10 µs for each value.
    """
    depth = values = 0
    # A string without an end is matched to the end of the text, so nothing is scanned twice.
    for match in re.finditer(r'"(?:[^"\\]+|\\.)*+"?|[\[{]|[\]},]', text, re.DOTALL):
        character = match.group()
        depth += (character in "[{") - (character in "]}")
        values += character[0] in '",'
        if depth > DEEPEST or values > MOST_VALUES:
            line = text.count("\n", 0, match.start()) + 1
            zh, en = f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST} levels"
            if depth <= DEEPEST:
                zh = f"表式的键和值超过 {MOST_VALUES} 个"
                en = f"holds more than {MOST_VALUES} keys and values"
            _refuse(name, zh, en, line=line)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _BadValueError(
                    f"键“{shown(key)}”写了两次",
                    f"the key “{shown(key)}” stands twice in one object",
                    key=key,
                )
            seen.add(key)
    return found


def _decimal(text: str) -> Any:  # noqa: ANN401 - Decimal, imported only where one occurs
    from decimal import Decimal

    if "e" in text.lower():
        raise _BadValueError("数字带有指数", "a number has an exponent", number=text)
    if len(text) > LONGEST_NUMBER:
        raise _BadValueError(
            f"数字过长，超过 {LONGEST_NUMBER} 位",
            f"a number is too long, more than {LONGEST_NUMBER} digits",
            number=text,
        )
    return Decimal(text)


def _integer(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _BadValueError(
            f"数字过长，超过 {LONGEST_NUMBER} 位",
            f"a number is too long, more than {LONGEST_NUMBER} digits",
            number=text,
        )
    return int(text)


def _no_constant(text: str) -> NoReturn:
    raise _BadValueError(f"{text} 不是 JSON 的数", f"{text} is no number in JSON", number=text)
