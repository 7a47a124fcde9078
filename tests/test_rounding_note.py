"""A failing rule says where rounding would explain it, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tablecheck.pipeline import check_file

CASES = Path(__file__).resolve().parent / "cases"


def reasons(name, *, lang="zh", code="TC401"):
    folder = CASES / name
    report = check_file(folder / "table.csv", form=folder / "form.json")
    return [each.reason.in_language(lang) for each in report.findings if each.code == code]


@pytest.mark.parametrize(
    "name", ["shares-of-99.99-not-declared", "amounts-of-wanyuan-not-declared"]
)
def test_rounding_that_the_form_does_not_declare_is_mentioned(name):
    assert [
        "合计应等于各分项之和；差额在四舍五入范围内，若数值经过舍入，可在表式中声明 rounded"
    ] == (reasons(name))
    assert "(rounded)" in reasons(name, lang="en")[0]


def test_an_equation_mentions_it_too():
    assert all(
        "(rounded)" in reason for reason in reasons("decimal-comma-told", lang="en", code="TC404")
    )
    assert 2 == len(reasons("decimal-comma-told", code="TC404"))


@pytest.mark.parametrize("name", ["shares-beyond-rounding", "random-rounding-and-a-slip"])
def test_what_rounding_cannot_explain_is_plain(name):
    assert ["合计应等于各分项之和"] == reasons(name)


def test_counts_are_not_rounded():
    assert ["合计应等于各分项之和"] == reasons("english-table")
