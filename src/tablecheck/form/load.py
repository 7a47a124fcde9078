"""A form's JSON as a ``Form``: grammar, references, and nothing silently ignored.

Comes in: the id of a shipped form or a path. Goes out: ``Form``; ``FormError`` with file, pointer,
line and a plain sentence. A key that this version does not evaluate is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.digest import sha256_hex
from tablecheck.form.model import Domain, Form, Item, Table, Unit
from tablecheck.form.relations import RuleReader
from tablecheck.form.source import Document, read_document, schema_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LATER = ("rounded", "weight", "fixed", "rollup")


def known_forms() -> tuple[str, ...]:
    """Ids of the shipped forms, sorted."""
    return tuple(
        sorted(
            path.stem
            for path in schema_folder().glob("*.json")
            if not path.name.endswith(".schema.json")
        )
    )


def load_form(source: str | Path) -> Form:
    """The form of a shipped id or of a file.

    Raises:
        FormError: TC901 grammar, TC902 not evaluated by this version, TC903 unknown reference,
            TC904 duplicate.
    """
    document = read_document(source)
    if not document.is_shipped:
        from tablecheck.form.grammar import check_grammar

        check_grammar(document)
    digest = sha256_hex(document.text.encode())
    return _Loader(document).form(digest)


class _Loader:
    """Builds one form; holds the document for errors and the units for items."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._value: dict[str, Any] = document.value
        self._units: dict[str, Unit] = {}

    def form(self, digest: str) -> Form:
        value = self._value
        if "header" in value:
            self._later("/header", "header", "表头栏目")
        self._units = dict(self._read_units(value.get("units", {})))
        missing = value.get("missing", {})
        years = value.get("years", {})
        signs = value.get("number_format", {})
        default = self._domain(value.get("value"))
        tables = tuple(
            self._table(each, f"/tables/{number}", default)
            for number, each in enumerate(value["tables"])
        )
        self._unique([table.code for table in tables], "/tables", "表", "table")
        rules = [rule.id for table in tables for rule in table.rules]
        self._unique(rules, "/tables", "勾稽关系", "rule")
        return Form(
            id=value["id"],
            version=value["version"],
            titles=(value["title"], *value.get("titles", ())),
            years=(years.get("from"), years.get("to")),
            language=value.get("language", "en"),
            source=value.get("source", {}),
            blank=missing.get("blank", "missing"),
            marks=missing.get("marks", {}),
            thousands=signs.get("thousands"),
            decimal=signs.get("decimal"),
            units=self._units,
            tables=tables,
            sha256=digest,
        )

    def _later(self, pointer: str, key: str, zh: str) -> None:
        self._document.fail(
            "TC902",
            pointer,
            f"这个版本还不计算“{key}”（{zh}），请先删去",
            f"this version does not evaluate “{key}” yet; leave it out for now",
        )

    def _unique(self, codes: list[str], pointer: str, zh: str, en: str) -> None:
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                self._document.fail(
                    "TC904", pointer, f"{zh}代码“{code}”重复", f"two {en}s have the code “{code}”"
                )
            seen.add(code)

    def _read_units(self, units: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
        from fractions import Fraction

        for name, unit in units.items():
            base, factor = name, Fraction(1)
            seen = {name}
            at: dict[str, Any] = unit
            while "multiple_of" in at:
                base = at["multiple_of"]
                factor *= Fraction(at["factor"])
                if base not in units or base in seen:
                    self._document.fail(
                        "TC903",
                        f"/units/{name}/multiple_of",
                        f"单位“{base}”没有定义，或循环换算",
                        f"the unit “{base}” is not defined, or refers to itself",
                    )
                seen.add(base)
                at = units[base]
            yield (
                name,
                Unit(name=name, synonyms=tuple(unit.get("synonyms", ())), base=base, factor=factor),
            )

    def _domain(self, value: dict[str, Any] | None) -> Domain | None:
        from fractions import Fraction

        if value is None:
            return None
        number = {
            key: Fraction(bound) for key, bound in value.items() if key not in ("type", "enum")
        }
        return Domain(
            integer=value.get("type") == "integer",
            minimum=number.get("minimum"),
            maximum=number.get("maximum"),
            exclusive_minimum=number.get("exclusiveMinimum"),
            exclusive_maximum=number.get("exclusiveMaximum"),
            multiple_of=number.get("multipleOf"),
            enum=tuple(Fraction(each) for each in value.get("enum", ())),
        )

    def _table(self, value: dict[str, Any], pointer: str, default: Domain | None) -> Table:
        if value.get("orientation", "rows") != "rows":
            self._later(f"{pointer}/orientation", "orientation", "一行一个单位的记录表")
        domain = self._domain(value.get("value")) or default
        rows = tuple(self._items(value["rows"], f"{pointer}/rows", "rows", domain))
        columns = tuple(self._items(value["columns"], f"{pointer}/columns", "columns", None))
        self._unique([item.code for item in rows], f"{pointer}/rows", "行", "row")
        self._unique([item.code for item in columns], f"{pointer}/columns", "列", "column")
        if not any(item.role == "value" and not item.heading for item in columns):
            self._document.fail(
                "TC901", f"{pointer}/columns", "没有数值列", "no column holds values"
            )
        reader = RuleReader(self._document, value, pointer, rows, columns)
        return Table(
            code=value["code"],
            title=value.get("title", ""),
            rows=rows,
            columns=columns,
            rules=reader.rules(),
        )

    def _items(
        self,
        values: list[dict[str, Any]],
        pointer: str,
        below: str,
        domain: Domain | None,
        parent: str | None = None,
        depth: int = 0,
    ) -> Iterator[Item]:
        for number, value in enumerate(values):
            at = f"{pointer}/{number}"
            for key in _LATER:
                if key in value:
                    self._later(f"{at}/{key}", key, "诊断、汇总与舍入")
            units = value.get("unit", ())
            units = (units,) if isinstance(units, str) else tuple(units)
            for unit in units:
                if self._units and unit not in self._units:
                    self._document.fail(
                        "TC903",
                        f"{at}/unit",
                        f"单位“{unit}”没有在 units 中定义",
                        f"the unit “{unit}” is not defined under units",
                    )
            own = self._domain(value.get("value"))
            children = value.get(below, ())
            is_head = below == "columns" and bool(children)
            yield Item(
                code=value["code"],
                label=value["label"],
                aliases=tuple(value.get("aliases", ())),
                heading=value.get("heading", is_head),
                role=value.get("role", "value"),
                units=units,
                domain=own or domain,
                required=value.get("required", True),
                marks=value.get("missing"),
                parent=parent,
                depth=depth,
            )
            yield from self._items(
                children, f"{at}/{below}", below, own or domain, value["code"], depth + 1
            )
