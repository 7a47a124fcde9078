"""Parquet: every type of number is told exactly, and what is none is found."""

from __future__ import annotations

from decimal import Decimal

import pytest

polars = pytest.importorskip("polars")

from tests.bulk.test_exactness import FORM, without_screened  # noqa: E402

from tablecheck.bulk.check import check_bulk  # noqa: E402
from tablecheck.form.load import load_form  # noqa: E402
from tablecheck.pipeline import Manner  # noqa: E402
from tablecheck.readers.limits import DEFAULT_LIMITS  # noqa: E402


@pytest.fixture
def checked(tmp_path):
    import json

    (tmp_path / "form.json").write_text(json.dumps(FORM), encoding="utf-8")
    form = load_form(tmp_path / "form.json")

    def check(columns, schema=None, **how):
        frame = polars.DataFrame(columns, schema_overrides=schema)
        frame.write_parquet(tmp_path / "t.parquet")
        return check_bulk(tmp_path / "t.parquet", form, Manner(), **how)

    return check


def plain(count, **changes):
    columns = {
        "填报单位": [f"单位{n}" for n in range(count)],
        "总数": [3] * count,
        "甲": [1] * count,
        "乙": [2] * count,
        "金额": [0.25] * count,
        "比率": [1.0] * count,
        "等级": [1] * count,
    }
    return columns | changes


def codes(report):
    return [(each.code, each.at.cell) for each in report.findings]


def test_whole_numbers_floats_and_decimals_pass_the_screen(checked):
    report = checked(plain(200, 比率=[Decimal("1.50")] * 200))
    assert [] == codes(report)
    assert 200 == report.bulk.screened


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("金额", float("nan"), ["TC302"]),
        ("金额", float("inf"), ["TC302"]),
        ("金额", None, ["TC301"]),
        ("金额", 0.1 + 0.2, []),
        ("金额", 1e-7, []),
        ("比率", 1e300, []),
        ("比率", 1.25, ["TC303"]),
    ],
)
def test_floats_that_say_little(checked, name, value, found):
    numbers = [0.25] * 80 if name == "金额" else [1.0] * 80
    numbers[70] = value
    report = checked(plain(80, **{name: numbers}))
    assert found == [code for code, _ in codes(report)]
    assert without_screened(report) == checked(plain(80, **{name: numbers}), is_screened=False)


def test_sums_that_would_wrap_are_exact(checked):
    big = 2**63 - 1
    numbers = plain(80)
    for name, value in (("总数", -2), ("甲", big), ("乙", big)):
        numbers[name] = list(numbers[name])
        numbers[name][70] = value
    report = checked(numbers)
    # −2 is what 64 bits make of the sum; it is out of its domain, and no total.
    assert ("TC303", "B72") in codes(report)
    numbers["总数"][70] = big
    assert ("TC401", "B72") in codes(checked(numbers))


def test_numbers_as_text_are_told(checked):
    report = checked(plain(70, 总数=["3"] * 70))
    assert 0 == report.bulk.screened
    assert "TC304" in {code for code, _ in codes(report)}


def test_a_damaged_file_is_refused(tmp_path, checked):
    checked(plain(70))
    path = tmp_path / "t.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    report = check_bulk(path, load_form(tmp_path / "form.json"), Manner(limits=DEFAULT_LIMITS))
    assert "TC101" == report.refusal[0]


def test_a_column_of_lists_is_refused(checked):
    report = checked(plain(70, 等级=[[1]] * 70))
    assert "TC103" == report.refusal[0]
