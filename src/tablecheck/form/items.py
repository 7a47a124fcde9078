"""The vocabulary of a form: units, domains of values, rows and columns.

Comes in: the form's JSON. Goes out: ``Unit``, ``Domain`` and ``Item`` values; FormErrors with the
place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.exact import exact
from tablecheck.form.model import Domain, Item, Rounding, Unit
from tablecheck.form.source import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.source import Document

MOST_ITEMS = 5_000
LONGEST_CHAIN = 10


def read_units(document: Document, units: dict[str, Any]) -> dict[str, Unit]:
    """Units by name, each with the factor to the unit at the end of its chain."""
    found: dict[str, Unit] = {}
    owner_by_name = {name: name for name in units}
    for name, unit in units.items():
        at = _at("/units", name)
        for number, synonym in enumerate(unit.get("synonyms", ())):
            owner = owner_by_name.setdefault(synonym, name)
            if owner != name or synonym == name:
                document.fail(
                    "TC904",
                    f"{at}/synonyms/{number}",
                    f"“{shown(synonym)}”已经是单位“{shown(owner)}”的写法",
                    f"“{shown(synonym)}” already stands for the unit “{shown(owner)}”",
                )
        chain: list[str] = [name]
        factor: Exact = 1
        while "multiple_of" in units[chain[-1]]:
            base = units[chain[-1]]["multiple_of"]
            if base not in units:
                document.fail(
                    "TC903",
                    f"{_at('/units', chain[-1])}/multiple_of",
                    f"单位“{shown(base)}”没有在 units 中定义",
                    f"the unit “{shown(base)}” is not defined under units",
                )
            if base in chain:
                document.fail(
                    "TC903",
                    f"{at}/multiple_of",
                    f"单位“{shown(name)}”循环换算",
                    f"the unit “{shown(name)}” refers to itself",
                )
            if len(chain) > LONGEST_CHAIN:
                document.fail(
                    "TC901",
                    f"{at}/multiple_of",
                    f"单位“{shown(name)}”换算超过 {LONGEST_CHAIN} 级",
                    f"the unit “{shown(name)}” takes more than {LONGEST_CHAIN} steps to its base",
                )
            factor *= exact(units[chain[-1]]["factor"])
            chain.append(base)
        found[name] = Unit(
            name=name, synonyms=tuple(unit.get("synonyms", ())), base=chain[-1], factor=factor
        )
    return found


def read_domain(document: Document, value: dict[str, Any] | None, at: str) -> Domain | None:
    """The values that a ``value`` key allows; None for no such key."""
    if value is None:
        return None
    number = {key: exact(bound) for key, bound in value.items() if key not in ("type", "enum")}
    domain = Domain(
        integer=value.get("type") == "integer",
        minimum=number.get("minimum"),
        maximum=number.get("maximum"),
        exclusive_minimum=number.get("exclusiveMinimum"),
        exclusive_maximum=number.get("exclusiveMaximum"),
        multiple_of=number.get("multipleOf"),
        enum=tuple(exact(each) for each in value.get("enum", ())),
    )
    lows = [low for low in (domain.minimum, domain.exclusive_minimum) if low is not None]
    highs = [high for high in (domain.maximum, domain.exclusive_maximum) if high is not None]
    if lows and highs and max(lows) > min(highs):
        document.fail("TC901", at, "下限大于上限", "the least value is above the greatest")
    return domain


def read_rounding(value: bool | dict[str, Any] | None, above: Rounding | None) -> Rounding | None:
    """What a ``rounded`` key says; without one what is said above holds."""
    if value is None:
        return above
    if isinstance(value, dict):
        return Rounding(base=int(value["base"]))
    return Rounding() if value else None


class ItemReader:
    """Reads one tree of one table, rows or columns.

    Attributes:
        codes: (code, pointer) of every item read.
    """

    def __init__(self, document: Document, axis: str, units: dict[str, Unit]) -> None:
        self._document = document
        self._axis = axis
        self._units = units
        self.codes: list[tuple[str, str]] = []

    def items(
        self,
        values: Sequence[dict[str, Any]],
        pointer: str,
        domain: Domain | None,
        rounded: Rounding | None = None,
        parent: str | None = None,
        depth: int = 0,
    ) -> Iterator[Item]:
        """Items in printed order; domain and rounding are handed down to those below."""
        for number, value in enumerate(values):
            at = f"{pointer}/{number}"
            self.codes.append((value["code"], f"{at}/code"))
            if len(self.codes) > MOST_ITEMS:
                self._document.fail(
                    "TC901",
                    at,
                    f"一张表超过 {MOST_ITEMS} 行或列",
                    f"a table has more than {MOST_ITEMS} rows or columns",
                )
            children = value.get(self._axis, ())
            own = read_domain(self._document, value.get("value"), f"{at}/value") or domain
            near = read_rounding(value.get("rounded"), rounded)
            yield Item(
                code=value["code"],
                label=value["label"],
                aliases=tuple(value.get("aliases", ())),
                heading=value.get("heading", self._axis == "columns" and bool(children)),
                role=value.get("role", "value"),
                units=self._accepted(value.get("unit", ()), f"{at}/unit"),
                domain=own,
                required=value.get("required", True),
                marks=value.get("missing"),
                parent=parent,
                depth=depth,
                printed=value.get("printed", True),
                rounded=near,
                weight=exact(value.get("weight", 1)),
                fixed=value.get("fixed", False),
                rollup=value.get("rollup", "sum"),
            )
            below = f"{at}/{self._axis}"
            yield from self.items(children, below, own, near, value["code"], depth + 1)

    def _accepted(self, units: str | Sequence[str], at: str) -> tuple[str, ...]:
        found = (units,) if isinstance(units, str) else tuple(units)
        for unit in found:
            if self._units and unit not in self._units:
                self._document.fail_unknown(
                    at,
                    unit,
                    self._units,
                    "单位“{}”没有在 units 中定义",
                    "the unit “{}” is not defined under units",
                )
        return found


def _at(pointer: str, key: str) -> str:
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
