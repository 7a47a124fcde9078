"""Keys of findings stay when rows are inserted or numbers corrected, and follow the indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook
from tests.reporters.made import finding, place

from tablecheck.findings import Equation, Severity, Term
from tablecheck.fingerprint import finding_key, finding_mark, finding_values, values_digest
from tablecheck.pipeline import check_file
from tablecheck.record import replace

if TYPE_CHECKING:
    from pathlib import Path

FORM = "cn-zfxxgk-2014"


def keys(path: Path) -> list[str]:
    report = check_file(path)
    return sorted(finding_key(report.form, each) for each in report.findings)


def test_keys_stay_when_rows_are_inserted(examples: Path, tmp_path: Path):
    book = load_workbook(examples / "broken.xlsx")
    book.worksheets[0].insert_rows(1, 3)
    book.worksheets[0].insert_cols(1)
    book.save(tmp_path / "moved.xlsx")
    before = keys(examples / "broken.xlsx")
    assert 12 == len(set(before))
    assert before == keys(tmp_path / "moved.xlsx")


def test_key_is_of_form_code_rule_and_indicator_only():
    one = finding()
    key = finding_key(FORM, one)
    assert 16 == len(key)
    assert key == finding_key(FORM, replace(one, at=replace(one.at, cell="D99", sheet="x")))
    assert key == finding_key(
        FORM, replace(one, facts={}, equation=None, severity=Severity.WARNING)
    )
    others = [
        finding_key("other", one),
        finding_key(FORM, replace(one, code="TC401")),
        finding_key(FORM, replace(one, rule="other")),
        finding_key(FORM, replace(one, at=replace(one.at, row="2"))),
        finding_key(FORM, replace(one, at=replace(one.at, column="m"))),
        finding_key(FORM, replace(one, at=replace(one.at, table="t"))),
        finding_key(FORM, replace(one, at=None)),
        finding_key(None, one),
    ]
    assert 9 == len({key, *others})


def test_rows_that_the_form_does_not_know_are_called_by_their_label():
    one, other = (finding(at=place("A9", label, row=None)) for label in ("甲 项", "乙项"))
    assert finding_key(FORM, one) != finding_key(FORM, other)
    assert finding_key(FORM, one) == finding_key(FORM, finding(at=place("A7", "甲项", row=None)))


def test_key_of_blanks_stays_when_some_are_filled():
    blanks = tuple(place(f"C{n}", "x", row=str(n)) for n in range(3))
    one = finding(at=blanks[0], equation=None, rule=None, by_section=(("一", blanks),))
    rest = finding(at=blanks[1], equation=None, rule=None, by_section=(("一", blanks[1:]),))
    assert finding_key(FORM, one) == finding_key(FORM, rest)
    assert finding_key(FORM, one) != finding_key(FORM, replace(one, severity=Severity.WARNING))
    assert {"0": "", "1": "", "2": ""} == finding_values(one)
    assert values_digest(one) != values_digest(rest)


def test_values_are_told_by_indicator_and_else_by_fact():
    whole, part = place("C1", "x", row="1"), place("C2", "y", row="1.1")
    equation = Equation((Term("", "9", whole),), "=", (Term("", "8", part),), "8", "1")
    one = finding(at=whole, related=(part,), equation=equation)
    assert {"1": "9", "1.1": "8"} == finding_values(one)
    other = replace(part, column="m")
    equation = replace(equation, right=(Term("", "8", other),))
    assert {"1/n": "9", "1.1/m": "8"} == finding_values(replace(one, equation=equation))
    told = replace(one, equation=None, facts={"text": "约9", "unit": None})
    assert {"text": "约9"} == finding_values(told)
    assert finding_mark(FORM, told) == f"{finding_key(FORM, told)}-{values_digest(told)}"
    assert values_digest(told) != values_digest(replace(told, facts={"text": "约8"}))
