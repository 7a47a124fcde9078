"""What the text around the tables says of the form's indicators.

Comes in: a workbook, its binding, the form. Goes out: ``Statement`` values in the order of the
text. Only facts: whether a table agrees is for the checks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tablecheck.binding.match import Sentence, matches, may_match
from tablecheck.binding.quote import quoted
from tablecheck.binding.scope import Scope, scope_of, topic_of
from tablecheck.binding.years import year_of, year_of_line
from tablecheck.exact import quotient
from tablecheck.form.phrase import fixed_words, parse_phrase, spoken
from tablecheck.record import record
from tablecheck.sheet import CellKind
from tablecheck.values.prose import figures, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecheck.binding.bind import Binding
    from tablecheck.binding.match import Match
    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, TextRule
    from tablecheck.form.phrase import Part
    from tablecheck.sheet import Sheet, Workbook

LONGEST_SENTENCE = 2_000
"""Characters above which a run of text is no sentence, and is not searched."""
LONGEST_HEADING = 40
MOST_STATEMENTS = 500
"""Statements after which a text is not searched any further."""


@record
class Passage:
    """A paragraph outside the tables.

    Attributes:
        sheet, row, column: Where it stands.
        text: As the file has it.
        heading: The heading above it, "" where there is none.
        year: The year of the last heading, or sheet's name, that names one; None where none does.
    """

    sheet: str | None
    row: int
    column: int
    text: str
    heading: str
    year: int | None = None


@record
class Statement:
    """What a sentence says of an indicator.

    Attributes:
        rule: The form's.
        low, high: The number, in ``unit`` where that is one of the form's; 0 for “none”.
        unit: Unit behind the number as the form names it, "" where it is none of the form's.
        written: The number and its unit as the text has them; "" where it says “none”.
        scope: What it speaks of: the whole, or a part.
        sheet, row, column: The paragraph.
        quote: The number in its sentence, some 40 characters of it.
    """

    rule: TextRule
    low: Exact
    high: Exact
    unit: str
    written: str
    scope: Scope
    sheet: str | None
    row: int
    column: int
    quote: str


def statements(workbook: Workbook, binding: Binding, year: int | None) -> tuple[Statement, ...]:
    """What the text outside the tables says of the form's indicators, in order.

    Args:
        workbook: All its shown sheets are read, also those without a table.
        binding: Where the tables stand.
        year: The report's year; without it no sentence that names a year is compared.
    """
    texts = list(passages(workbook, binding))
    whole = "\n".join(spoken(each.text) for each in texts)
    reader = _Reader(binding.form, whole, year)
    found: list[Statement] = []
    if reader.known:
        for passage in texts:
            found += islice(reader.statements(passage), MOST_STATEMENTS - len(found))
    return tuple(found)


def passages(workbook: Workbook, binding: Binding) -> Iterator[Passage]:
    """The paragraphs of the shown sheets that no table of the form holds."""
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        # A row in which something is computed is none of prose: it lists, or adds up.
        inside = _table_rows(sheet, binding)
        inside |= {row for (row, _), cell in sheet.cells.items() if cell.formula}
        heading, year = "", year_of(sheet.name or "")
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
            if row in inside:
                heading = ""
            elif cell.kind is CellKind.TEXT and row not in sheet.hidden_rows:
                if _is_heading(cell.text):
                    year = _year_of_heading(cell.text) or year
                yield Passage(sheet.name, row, column, cell.text, heading, year)
                if _is_heading(cell.text):
                    heading = cell.text


def _is_heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not _sentence_end().search(text)


def _year_of_heading(text: str) -> int | None:
    """The year that a section is about; a line of numbers (2017年12件) is no heading."""
    digits = sum(sign.isdecimal() for sign in text)
    return None if digits > 6 or "，" in text or "," in text else year_of_line(text)


def _table_rows(sheet: Sheet, binding: Binding) -> set[int]:
    """Rows of a sheet in which a table of the form stands."""
    rows: set[int] = set()
    for bound in binding.tables.values():
        region = bound.region
        if region.grid.sheet is not sheet:
            continue
        if region.grid.turned:
            # One row a unit: from the heads to the end of the sheet.
            rows.update(row for row, _ in sheet.cells if row >= region.left)
        else:
            rows.update(range(region.head_top, region.body_bottom + 1))
    return rows


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[。；;！!？?\r\n]|\.(?=\s|$)")


class _Reader:
    """Reads passages for one form; holds what is the same for all of them.

    Attributes:
        known: The rules and phrases whose words stand in the text at all.
    """

    def __init__(self, form: Form, whole: str, year: int | None) -> None:
        self._year = year
        self._units = form.units
        self._unit_by_word = {
            spoken(word): unit.name
            for unit in form.units.values()
            for word in (unit.name, *unit.synonyms)
        }
        self.known = [
            (rule, parts)
            for rule in form.text
            for phrase in (*rule.phrases, *rule.none)
            if all(word in whole for word in fixed_words(phrase))
            and may_match(parts := parse_phrase(phrase), whole)
        ]

    def statements(self, passage: Passage) -> Iterator[Statement]:
        """What one passage says."""
        if None not in (passage.year, self._year) and passage.year != self._year:
            return
        topic: int | None = None
        wanted = self._wanted(passage)
        for original in _sentence_end().split(passage.text) if wanted else ():
            if len(original) > LONGEST_SENTENCE:
                continue
            text = spoken(original)
            topic = topic_of(text, topic)
            alive = [each for each in wanted if may_match(each[1], text)]
            if not alive:
                continue
            sentence = Sentence(text, tuple(figures(text)))
            found = sorted(self._found(alive, sentence), key=lambda each: each[1].start)
            for rule, match in found:
                scope = scope_of(sentence, match, self._year, topic)
                if scope is not Scope.OTHER:
                    quote = quoted(original, match.start, match.end)
                    yield self._statement(rule, match, scope, passage, text, quote)

    def _wanted(self, passage: Passage) -> list[tuple[TextRule, tuple[Part, ...]]]:
        """The rules and phrases that a paragraph, or the heading above it, is about."""
        around = spoken(passage.heading + passage.text)
        return [
            (rule, parts)
            for rule, parts in self.known
            if may_match(parts, around)
            and (not rule.near or any(spoken(word) in around for word in rule.near))
        ]

    def _found(
        self, alive: Iterable[tuple[TextRule, tuple[Part, ...]]], sentence: Sentence
    ) -> Iterator[tuple[TextRule, Match]]:
        """Matches in their own clause; the phrases of a rule in order, each number once."""
        taken: set[tuple[str, int]] = set()
        for rule, parts in alive:
            for match in matches(parts, sentence):
                at = match.figure.start if match.figure else -1
                if (rule.id, at) in taken or self._is_unlike(rule, sentence.text, match):
                    continue
                taken.add((rule.id, at))
                yield rule, match

    def _is_unlike(self, rule: TextRule, text: str, match: Match) -> bool:
        """The clause speaks of something else, or the unit goes on (人 of 人次)."""
        start = max(text.rfind(sign, 0, match.start) for sign in ",:(") + 1
        ends = [at for sign in ",:)" if (at := text.find(sign, match.end)) >= 0]
        clause = text[start : min(ends, default=len(text))]
        for word in map(spoken, rule.unless):
            at = clause.find(word)
            while at >= 0:
                if not match.owns(start + at, start + at + len(word)):
                    return True
                at = clause.find(word, at + 1)
        unit = text[match.unit_at : match.end]
        return unit in self._unit_by_word and any(
            len(longer) > len(unit) and text.startswith(longer, match.unit_at)
            for longer in self._unit_by_word
        )

    def _statement(
        self, rule: TextRule, match: Match, scope: Scope, passage: Passage, text: str, quote: str
    ) -> Statement:
        unit = self._unit_by_word.get(text[match.unit_at : match.end], "")
        low: Exact = 0
        high: Exact = 0
        figure = match.figure
        if figure is not None:
            factor = figure.factor if match.unit_at > figure.end else 1
            # 160万元 is as round as 160万 of 元.
            size = self._units[unit].factor if unit else 1
            low, high = rounded(figure.value, figure.decimals, factor * size)
            low, high = quotient(low, size), quotient(high, size)
        return Statement(
            rule=rule,
            low=low,
            high=high,
            unit=unit,
            written=text[figure.start : match.unit_at] + unit if figure else "",
            scope=scope,
            sheet=passage.sheet,
            row=passage.row,
            column=passage.column,
            quote=quote,
        )
