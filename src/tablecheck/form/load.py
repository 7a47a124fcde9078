"""A form's JSON as a ``Form``: grammar, references, and nothing silently ignored.

Comes in: the id of a shipped form or a path. Goes out: ``Form``; ``FormError`` with file, pointer,
line and a plain sentence. A key that this version does not evaluate is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.axis import axes_of
from tablecheck.form.items import ItemReader, read_domain, read_rounding, read_units
from tablecheck.form.model import Domain, Form, HeaderField, Item, Rounding, Table, Unit
from tablecheck.form.relations import RuleReader
from tablecheck.form.source import Document, read_document, schema_folder
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tablecheck.form.axis import Axes
    from tablecheck.form.model import TextRule

TOTALS = ("合计", "总计", "Total")
"""Labels of the row that adds up all records, where the form names none."""
SCHEMA_ID = "https://tablecheck.dev/schemas/form-1.json"


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
        _refuse_other_version(document)
        from tablecheck.form.grammar import check_grammar

        check_grammar(document)
    return _Loader(document).form()


def _refuse_other_version(document: Document) -> None:
    value = document.value
    schema = value.get("$schema") if isinstance(value, dict) else None
    if (
        isinstance(schema, str)
        and schema.startswith(SCHEMA_ID.removesuffix("1.json"))
        and schema != SCHEMA_ID
    ):
        document.fail(
            "TC902",
            "/$schema",
            f"这个版本只懂表式语法 {SCHEMA_ID}",
            f"this version knows the form grammar {SCHEMA_ID} only",
        )


class _Loader:
    """Builds one form; holds the document for errors and the units for items."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._value: dict[str, Any] = document.value
        self._units: dict[str, Unit] = {}
        self._rule_ids: list[tuple[str, str]] = []

    def form(self) -> Form:
        value = self._value
        self._units = read_units(self._document, value.get("units", {}))
        missing = value.get("missing", {})
        years = value.get("years", {})
        signs = value.get("number_format", {})
        if years.get("from", 0) > years.get("to", years.get("from", 0)):
            self._document.fail("TC901", "/years", "起始年大于终止年", "“from” is after “to”")
        if signs.get("thousands", "") == signs.get("decimal"):
            self._document.fail(
                "TC901",
                "/number_format",
                "千分位符与小数点相同",
                "the thousands sign and the decimal sign are the same",
            )
        default = read_domain(self._document, value.get("value"), "/value")
        tables = tuple(
            self._table(each, f"/tables/{number}", default)
            for number, each in enumerate(value["tables"])
        )
        codes = [(table.code, f"/tables/{i}/code") for i, table in enumerate(tables)]
        self._unique(codes, "/tables", "表的代码", "tables have the code")
        axes = {table.code: axes_of(table.rows, table.columns) for table in tables}
        tables = self._with_rules(tables, axes)
        text = self._text(axes)
        self._unique(self._rule_ids, "/tables", "关系的 id", "rules have the id")
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
            sha256=self._document.sha256,
            family=value.get("family", ""),
            header=self._header(),
            text=text,
        )

    def _text(self, axes: Mapping[str, Axes]) -> tuple[TextRule, ...]:
        if not self._value.get("text"):
            return ()
        from tablecheck.form.text import TextReader

        reader = TextReader(self._document, axes)
        rules = reader.rules(self._value["text"])
        self._rule_ids += reader.ids
        return rules

    def _header(self) -> tuple[HeaderField, ...]:
        fields = self._value.get("header", ())
        codes = [(field["code"], f"/header/{n}/code") for n, field in enumerate(fields)]
        self._unique(codes, "/header", "栏目的代码", "header fields have the code")
        return tuple(
            HeaderField(
                code=field["code"],
                label=field["label"],
                aliases=tuple(field.get("aliases", ())),
                type=field.get("type", "text"),
                required=field.get("required", False),
            )
            for field in fields
        )

    def _unique(self, codes: Sequence[tuple[str, str]], pointer: str, zh: str, en: str) -> None:
        seen: dict[str, str] = {}
        for code, at in codes:
            if code in seen:
                from tablecheck.form.position import line_of

                # The error stands at the list; the sentence names both of its members.
                one, two = (line_of(self._document.text, each) for each in (seen[code], at))
                self._document.fail(
                    "TC904",
                    pointer,
                    f"{zh}“{code}”重复（第 {one} 行与第 {two} 行）",
                    f"two {en} “{code}” (lines {one} and {two})",
                )
            seen[code] = at

    def _table(self, value: dict[str, Any], pointer: str, default: Domain | None) -> Table:
        domain = read_domain(self._document, value.get("value"), f"{pointer}/value") or default
        rounded = read_rounding(
            value.get("rounded"), read_rounding(self._value.get("rounded"), None)
        )
        rows = self._items(value, pointer, "rows", domain, rounded)
        columns = self._items(value, pointer, "columns", None, None)
        orientation = value.get("orientation", "rows")
        if orientation == "records" and sum(item.role == "value" for item in columns) > 1:
            self._document.fail(
                "TC901",
                f"{pointer}/columns",
                "一行一个单位的表只能有一个填数的列",
                "a table of records has one column of values",
            )
        return Table(
            code=value["code"],
            title=value.get("title", ""),
            rows=rows,
            columns=columns,
            rules=(),
            titles=tuple(value.get("titles", ())),
            orientation=orientation,
            totals=tuple(value.get("totals", TOTALS)) if orientation == "records" else (),
        )

    def _with_rules(self, tables: Sequence[Table], axes: Mapping[str, Axes]) -> tuple[Table, ...]:
        """The tables with their rules, which may name items of every table."""
        records = frozenset(table.code for table in tables if table.orientation == "records")
        complete = []
        for number, (table, value) in enumerate(zip(tables, self._value["tables"], strict=True)):
            reader = RuleReader(self._document, value, f"/tables/{number}", axes, records)
            complete.append(replace(table, rules=reader.rules()))
            self._rule_ids += reader.ids
        return tuple(complete)

    def _items(
        self,
        table: dict[str, Any],
        pointer: str,
        axis: str,
        domain: Domain | None,
        rounded: Rounding | None,
    ) -> tuple[Item, ...]:
        at = f"{pointer}/{axis}"
        reader = ItemReader(self._document, axis, self._units)
        items = tuple(reader.items(table[axis], at, domain, rounded))
        zh, en = ("行", "rows") if axis == "rows" else ("列", "columns")
        self._unique(reader.codes, at, f"{zh}的代码", f"{en} have the code")
        if not any(item.holds_values for item in items):
            self._document.fail("TC901", at, f"没有填数的{zh}", f"none of the {en} holds values")
        return items
