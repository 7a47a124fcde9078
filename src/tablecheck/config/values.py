"""Values of a TOML document, checked: each that is of the wrong kind is an error with its key.

Comes in: tables as tomllib gives them. Goes out: strings, numbers and paths, or ``ConfigError``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tablecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Reader:
    """Takes values out of the tables of one file.

    Args:
        path: The file, for errors; paths in it are relative to its folder.
        prefix: What its keys begin with in the file (``tool.tablecheck.``).
    """

    def __init__(self, path: str, prefix: str) -> None:
        self._path = path
        self._prefix = prefix

    @property
    def path_shown(self) -> str:
        """The file as a report names it: relative where it is below the current folder."""
        return shown_path(self._path)

    def fail(self, key: str, zh: str, en: str) -> NoReturn:
        """Refuse the value of a key."""
        raise ConfigError(self.path_shown, f"{self._prefix}{key}", zh, en)

    def only(self, table: Mapping[str, Any], at: str, known: Sequence[str]) -> None:
        """Refuse a key that means nothing; the nearest one that does is named."""
        for key in table:
            if key not in known:
                self.fail(
                    f"{at}{key}", *with_near("没有这一项", "there is no such key", key, known)
                )

    def text(self, table: Mapping[str, Any], key: str, at: str = "") -> str | None:
        """A string that is not empty."""
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{at}{key}", "应为一段文字", "is text that is not empty")
        return value

    def needed(self, table: Mapping[str, Any], key: str, at: str) -> str:
        """A string that must be there."""
        value = self.text(table, key, at)
        if value is None:
            self.fail(at.rstrip("."), f"缺少 {key}", f"has no {key}")
        return value

    def texts(self, table: Mapping[str, Any], key: str, at: str = "") -> tuple[str, ...]:
        """A list of strings."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.fail(f"{at}{key}", '应为列表，如 ["…"]', 'is a list, such as ["…"]')
        return tuple(value)

    def table(self, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        """A table; {} where there is none."""
        value = table.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"应为表，写作 [{key}]", f"is a table, written [{key}]")
        return value

    def tables(self, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """A list of tables; [] where there is none."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fail(key, f"应为若干表，写作 [[{key}]]", f"is a list of tables, written [[{key}]]")
        return value

    def words(
        self, table: Mapping[str, Any], key: str, allowed: Sequence[str] = ()
    ) -> dict[str, str]:
        """A table whose values are strings, of a closed set where one is given."""
        found = self.table(table, key)
        return {
            name: self.choice(found, name, allowed, f"{key}.")
            if allowed
            else self.needed(found, name, f"{key}.")
            for name in found
        }

    def choice(
        self, table: Mapping[str, Any], key: str, allowed: Sequence[str], at: str = ""
    ) -> Any:  # noqa: ANN401 - a string where the key is there, None where it is not
        """One word of a closed set."""
        value = table.get(key)
        if value is not None and value not in allowed:
            zh, en = f"应为 {'、'.join(allowed)} 之一", f"is one of {', '.join(allowed)}"
            self.fail(f"{at}{key}", *with_near(zh, en, str(value), allowed))
        return value

    def count(self, table: Mapping[str, Any], key: str, at: str = "") -> int | None:
        """A whole number from 0 up."""
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(f"{at}{key}", "应为不小于 0 的整数", "is a whole number from 0 up")
        return value

    def path(self, table: Mapping[str, Any], key: str) -> str | None:
        """A path beside the file."""
        value = self.text(table, key)
        return None if value is None else self.beside(value)

    def beside(self, path: str) -> str:
        """A path of the file, as seen from here."""
        return str(Path(self._path).parent / path)

    def day(self, table: Mapping[str, Any], key: str, at: str) -> str:
        """A day in ISO 8601, written as a date or as text; "" where there is none."""
        value = table.get(key)
        if value is None:
            return ""
        day = value.isoformat() if hasattr(value, "isoformat") else value
        if not isinstance(day, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
            self.fail(f"{at}{key}", "应为日期，如 2026-12-31", "is a date, such as 2026-12-31")
        return day

    def values(self, table: Mapping[str, Any], at: str) -> dict[str, str]:
        """The accepted values of a waiver, by indicator; numbers as they are written."""
        found = table.get("values")
        if not isinstance(found, dict) or not found:
            self.fail(
                f"{at}values",
                '要写明认可的数，如 values = { "1.1" = "1606" }',
                'tells the accepted values, such as values = { "1.1" = "1606" }',
            )
        for name, value in found.items():
            if isinstance(value, bool) or not isinstance(value, str | int):
                self.fail(f"{at}values.{name}", "应为加引号的数", "is a number in quotes")
        return {name: str(value) for name, value in found.items()}

    def check_code(self, code: str, at: str) -> str:
        """The code of a check that a code or a name stands for."""
        from tablecheck.checks.base import all_checks

        known = {check.name: check.code for check in all_checks()}
        known.update({check.code: check.code for check in all_checks()})
        if code not in known:
            zh, en = "没有这个检查项", "there is no such check"
            self.fail(f"{at}code", *with_near(zh, en, code, known))
        return known[code]


def shown_path(path: str) -> str:
    """A path as it is told: relative where it is below the current folder."""
    try:
        here = os.path.relpath(path)
    except ValueError:
        return path
    return path if here.startswith("..") else here


def with_near(zh: str, en: str, asked: str, known: Iterable[str]) -> tuple[str, str]:
    """Both sentences with the nearest known word, where one is near."""
    from difflib import get_close_matches

    near = get_close_matches(asked[:80], list(known), n=1, cutoff=0.6)
    return (f"{zh}，是不是 {near[0]}", f"{en}, did you mean {near[0]}") if near else (zh, en)
