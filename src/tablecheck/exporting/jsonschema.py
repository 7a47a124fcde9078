"""A JSON Schema (2020-12) of what ``tablecheck extract`` writes of a form.

Comes in: a form. Goes out: the schema as text. It says which observations there are, what each may
hold and in which unit; what the rules say of several numbers together no JSON Schema can say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tablecheck.binding.observe import value_items
from tablecheck.exact import plain
from tablecheck.extract import COLUMNS, IMPUTED, MISSING, NO_DIMENSION, NORMAL
from tablecheck.extract import NOT_APPLICABLE as WITHOUT
from tablecheck.extract import SUPPRESSED as WITHHELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.exact import Exact
    from tablecheck.form.model import Domain, Form, Item, Table

_NO_RULES = (
    "The sums and other relations of the form are not said here: "
    "tablecheck validate judges them, and form export --as vtl writes them."
)


def as_jsonschema(form: Form) -> str:
    """The schema of a form's extracts."""
    writer = _Writer(form)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.titles[0],
        "description": f"What tablecheck extract writes of the form {form.id} {form.version}",
        "$comment": _NO_RULES,
        "type": "object",
        "required": ["form", "form_version", "observations"],
        "properties": {
            "form": {"const": form.id},
            "form_version": {"const": form.version},
            "form_sha256": {"type": "string"},
            "file": {"type": "string"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "time_period": {"type": ["integer", "null"]},
            "ref_area": {"type": ["string", "null"]},
            "observations": writer.observations(),
        },
        "$defs": {"observation": _observation(), **writer.cells},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _observation() -> dict[str, Any]:
    """What every observation has."""
    names = COLUMNS[2:]  # form and version stand once, at the top
    properties: dict[str, Any] = {name: {"type": "string"} for name in names}
    properties["OBS_VALUE"] = {"type": ["number", "null"]}
    properties["OBS_STATUS"] = {"enum": list("AIOMQV")}
    return {"type": "object", "required": list(names), "properties": properties}


class _Writer:
    """Writes the observations of one form; cells of the same kind share a definition.

    Attributes:
        cells: Definitions by name.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._names: dict[str, str] = {}
        self.cells: dict[str, Any] = {}

    def observations(self) -> dict[str, Any]:
        """The array: each place by position, or by its codes where records may be of any number."""
        if any(table.orientation == "records" for table in self._form.tables):
            return {
                "type": "array",
                "items": {
                    "allOf": [{"$ref": "#/$defs/observation"}, {"anyOf": list(self._each())}]
                },
                "allOf": [{"contains": _codes(cell)} for cell in self._each()],
            }
        places = [{"allOf": [{"$ref": "#/$defs/observation"}, each]} for each in self._each()]
        return {
            "type": "array",
            "prefixItems": places,
            "minItems": len(places),
            "items": False,
        }

    def _each(self) -> Iterator[dict[str, Any]]:
        for table in self._form.tables:
            in_records = table.orientation == "records"
            for item in value_items(table.rows):
                for column in value_items(table.columns):
                    yield {
                        "properties": {
                            "TABLE": {"const": table.code},
                            "INDICATOR": {"const": item.code},
                            "DIMENSION": {"const": NO_DIMENSION if in_records else column.code},
                        },
                        "$ref": self._cell(table, item, column),
                    }

    def _cell(self, table: Table, item: Item, column: Item) -> str:
        """A reference to what such a cell may hold."""
        domain = item.domain or column.domain
        units = item.units or column.units
        definition = {
            "properties": {
                "UNIT_MEASURE": {"enum": list(units) or [""]},
                "OBS_STATUS": {"enum": self._statuses(item, column)},
            },
            "if": {"properties": {"OBS_STATUS": {"enum": [NORMAL, IMPUTED]}}},
            "then": {"properties": {"OBS_VALUE": _values(domain)}},
            "else": {"properties": {"OBS_VALUE": {"type": "null"}}},
        }
        key = json.dumps(definition, sort_keys=True)
        if key not in self._names:
            self._names[key] = f"cell-{len(self._names) + 1}"
            self.cells[self._names[key]] = definition
        return f"#/$defs/{self._names[key]}"

    def _statuses(self, item: Item, column: Item) -> list[str]:
        own = item.marks if item.marks is not None else column.marks
        meanings = set((self._form.marks if own is None else own).values())
        allowed = [NORMAL, IMPUTED]
        allowed += [WITHOUT] if "not_applicable" in meanings else []
        allowed += [WITHHELD] if "suppressed" in meanings else []
        return allowed if item.required and column.required else [*allowed, MISSING]


def _codes(cell: dict[str, Any]) -> dict[str, Any]:
    return {"properties": cell["properties"]}


def _values(domain: Domain | None) -> dict[str, Any]:
    """The keywords of a domain."""
    if domain is None:
        return {"type": "number"}
    said: dict[str, Any] = {"type": "integer" if domain.integer else "number"}
    for name, bound in (
        ("minimum", domain.minimum),
        ("maximum", domain.maximum),
        ("exclusiveMinimum", domain.exclusive_minimum),
        ("exclusiveMaximum", domain.exclusive_maximum),
    ):
        if bound is not None:
            said[name] = _number(bound)
    if domain.multiple_of is not None:
        if domain.multiple_of.denominator == 1:
            said["multipleOf"] = _number(domain.multiple_of)
        else:
            # Validators divide in binary: 0.3 would be no multiple of 0.1.
            said["$comment"] = f"multiples of {plain(domain.multiple_of)}"
    if domain.enum:
        said["enum"] = [_number(each) for each in domain.enum]
    return said


def _number(number: Exact) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
