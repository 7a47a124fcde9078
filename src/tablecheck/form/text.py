"""The ``text`` section of a form: phrases around the tables and the cells they speak of.

Comes in: the form's JSON and its tables. Goes out: ``TextRule`` values; FormErrors with the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.clauses import ExpressionError
from tablecheck.form.expression import parse, read_reference
from tablecheck.form.model import Severity, TextRule, is_previous
from tablecheck.form.phrase import PartKind, PhraseError, parse_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.axis import Axes
    from tablecheck.form.model import Key, Ref
    from tablecheck.form.source import Document

MOST_PHRASES = 1_000


class TextReader:
    """Reads the text rules of one form.

    Attributes:
        ids: (id, pointer) of every rule read, also of those that are switched off.
    """

    def __init__(self, document: Document, tables: Mapping[str, Axes]) -> None:
        self._document = document
        self._axes = tables
        self._first = next(iter(tables))
        self._phrase_count = 0
        self.ids: list[tuple[str, str]] = []

    def rules(self, values: Sequence[dict[str, Any]]) -> tuple[TextRule, ...]:
        """The rules that are switched on, in the form's order."""
        rules = [self._rule(value, f"/text/{number}") for number, value in enumerate(values)]
        return tuple(
            rule for rule, value in zip(rules, values, strict=True) if value.get("enabled", True)
        )

    def _rule(self, value: dict[str, Any], at: str) -> TextRule:
        self.ids.append((value["id"], f"{at}/id"))
        phrases, none = value.get("phrases", ()), value.get("none", ())
        if not phrases and not none:
            self._document.fail(
                "TC901", at, "没有 phrases，也没有 none", "neither `phrases` nor `none`"
            )
        # The phrases of a shipped form are proven in tests and read when a text is searched.
        if not self._document.is_shipped:
            self._check(phrases, f"{at}/phrases", 1)
            self._check(none, f"{at}/none", 0)
        return TextRule(
            id=value["id"],
            terms=self._terms(value["equals"], f"{at}/equals"),
            phrases=tuple(phrases),
            none=tuple(none),
            near=tuple(value.get("near", ())),
            unless=tuple(value.get("unless", ())),
            severity=Severity(value.get("severity", "warning")),
            basis=value.get("basis", "inferred"),
            message=value.get("message"),
        )

    def _check(self, phrases: Sequence[str], at: str, numbers: int) -> None:
        self._phrase_count += len(phrases)
        if self._phrase_count > MOST_PHRASES:
            self._document.fail(
                "TC901",
                at,
                f"表式的句式超过 {MOST_PHRASES} 个",
                f"the form has more than {MOST_PHRASES} phrases",
            )
        for number, phrase in enumerate(phrases):
            place = f"{at}/{number}"
            try:
                parts = parse_phrase(phrase)
            except PhraseError as error:
                self._document.fail("TC901", place, error.zh, error.en)
            if sum(part.kind is PartKind.NUMBER for part in parts) != numbers:
                self._document.fail(
                    "TC901",
                    place,
                    "句式里要有一个 {n}" if numbers else "说“没有”的句式里不能有 {n}",
                    "the phrase has no {n}" if numbers else "a phrase of `none` has no {n}",
                )

    def _terms(self, text: str, at: str) -> tuple[tuple[Exact, Key], ...]:
        """The cells of a sum such as ``[t4!n@a] + [t4!n@b]``."""
        if text.startswith("[") and text.find("]") == len(text) - 1:
            # One cell, as most are: no need of a parser at every start.
            ref, spread = read_reference(text[1:-1], self._first)
            if not spread:
                self._rows(ref, spread, at)
                return ((1, self._key(ref, at)),)
        try:
            clauses = parse(
                f"{text} >= 0", self._first, lambda ref, spread: self._rows(ref, spread, at)
            )
        except ExpressionError as error:
            self._document.fail("TC901", at, error.zh, error.en)
        atom = clauses[0][0]
        plain = atom.op == ">=" and atom.constant == 0 and atom.requires is None
        if len(clauses) > 1 or len(clauses[0]) > 1 or not plain:
            self._document.fail(
                "TC901", at, "equals 应为单元格之和", "`equals` is a cell or a sum of cells"
            )
        return tuple((factor, self._key(ref, at)) for factor, ref in atom.terms)

    def _rows(self, ref: Ref, spread: str, at: str) -> Sequence[str]:
        table, code, _ = ref
        if table not in self._axes:
            self._document.fail_unknown(
                at, table, self._axes, "没有代码为“{}”的表", "no table has the code “{}”"
            )
        rows = self._axes[table]["rows"]
        if code not in rows.below:
            self._document.fail_unknown(at, code, rows.below)
        return rows.meant(code, spread)

    def _key(self, ref: Ref, at: str) -> Key:
        if is_previous(ref):
            self._document.fail(
                "TC901",
                at,
                "正文只能与本期的表核对，不能用 previous",
                "text is compared with this period's tables, not with `previous`",
            )
        table, row, column = ref
        rows, columns = self._axes[table]["rows"], self._axes[table]["columns"]
        if column is None and len(columns.values) == 1:
            column = next(iter(columns.values))
        if column is None:
            self._document.fail(
                "TC903",
                at,
                f"表“{table}”有几个填数的列，请写明 [{table}!{row}@…]",
                f"the table “{table}” has several value columns; say which by [{table}!{row}@…]",
            )
        if column not in columns.below:
            self._document.fail_unknown(at, column, columns.below)
        for code, axis in ((row, rows), (column, columns)):
            if code not in axis.values:
                self._document.fail(
                    "TC903",
                    at,
                    f"“{code}”没有数值，不能与正文核对",
                    f"“{code}” holds no values to compare with",
                )
        return table, row, column
