"""Laws over generated tables of the 2014 form: satisfied means silent, broken means found."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tablecheck.form.load import load_form
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_file
from written_tables import KINDS, write_table

if TYPE_CHECKING:
    import random

FORM = load_form("cn-zfxxgk-2014")
ITEMS = {item.code: item for item in FORM.tables[0].rows}
COUNT = st.integers(min_value=0, max_value=3000)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# Every cell that a rule ties, so that a change can break one.
TIED = sorted({c for rule in FORM.tables[0].rules for c in (rule.whole, *rule.parts) if c})
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def satisfying(draw: st.DrawFn) -> dict[str, int]:
    """Values that satisfy every rule of the form, hard and soft."""
    v = {code: draw(COUNT) for code, item in ITEMS.items() if not item.heading}

    def total(code: str) -> int:
        return sum(v[c] for c, item in ITEMS.items() if item.parent == code)

    channels = [v[f"1.3.{n}"] for n in range(1, 6)]
    v["1.1"] = draw(st.integers(max(channels), sum(channels)))
    v["1.1.1"] = draw(st.integers(0, v["1.1"]))
    v["1.2"] = v["1.1.1"] + draw(COUNT)
    for whole in ("2.2.1", "2.2.2"):
        v[f"{whole}.1"] = draw(st.integers(0, v[whole]))
    if not any(v[f"2.2.{n}"] for n in range(1, 6)):
        v["2.1"] = 0
    v["3.2"] = total("3.2")
    v["3.1.4"] += v["3.2"]
    v["3.1"] = total("3.1")
    v["3.3.4"] = total("3.3.4")
    for whole in ("3.3", "4", "5", "8.3"):
        v[whole] = total(whole)
    return v


def rows_of(values: dict[str, int | str | None], order: list[str] | None = None) -> list:
    """The table as printed."""
    rows: list = [["政府信息公开情况统计表", None, None], ["统计指标", "单位", "统计数"]]
    for code in order or list(ITEMS):
        item = ITEMS[code]
        if item.heading:
            rows.append([item.label, "—", None])
        else:
            rows.append([item.label, item.units[0], values[code]])
    return rows


def checked(rows: list, kind: str = "xlsx"):
    with tempfile.TemporaryDirectory() as folder:
        return check_file(write_table(rows, kind, Path(folder)), form=FORM)


def loud(report) -> list:
    return [f for f in report.findings if f.severity is not Severity.INFORMATION]


def errors(report) -> list:
    return [
        (f.code, f.rule, f.at.row if f.at else None)
        for f in report.findings
        if f.severity is Severity.ERROR
    ]


@given(satisfying(), st.sampled_from(KINDS))
@SLOW
def test_satisfying_table_has_no_findings(values, kind):
    report = checked(rows_of(values), kind)
    assert [] == loud(report)
    assert (58, 17) == (report.observed, report.verdict_count("1"))


def holds(values: dict[str, int]) -> bool:
    """Whether every rule holds, by plain arithmetic of the test's own."""
    from tablecheck.form.model import RuleKind

    for rule in FORM.tables[0].rules:
        parts = [values[code] for code in rule.parts]
        if rule.kind is RuleKind.EQUATION:
            named = {
                "closed-within-received": values["3.2"] <= values["3.1"],
                "documents-issued": values["1.1.1"] <= values["1.2"],
                "responses": values["2.1"] == 0 or any(values[f"2.2.{n}"] for n in range(1, 6)),
            }
            if not named[rule.id]:
                return False
            continue
        whole = values[rule.whole or ""]
        good = {
            RuleKind.SUM: whole == sum(parts),
            RuleKind.AT_LEAST_SUM: whole >= sum(parts),
            RuleKind.UNION: max(parts) <= whole <= sum(parts),
            RuleKind.AT_LEAST_EACH: all(part <= whole for part in parts),
        }
        if not good[rule.kind]:
            return False
    return True


@given(satisfying(), st.sampled_from(TIED), COUNT, st.sampled_from(KINDS))
@SLOW
def test_one_changed_cell_is_found_exactly_when_it_breaks_a_rule(values, code, new, kind):
    changed = {**values, code: new}
    found = loud(checked(rows_of(changed), kind))
    assert holds(changed) == (not found)
    places = [{p.row for p in (f.at, *f.related) if p} for f in found]
    assert all(code in rows for rows in places)


@given(satisfying(), st.sampled_from(TIED), COUNT, st.randoms(use_true_random=False))
@SLOW
def test_row_order_changes_no_value_and_no_error(values, code, new, chance):
    changed = {**values, code: new}
    straight = checked(rows_of(changed))
    shuffled = checked(rows_of(changed, _shuffled(chance)))
    assert errors(straight) == errors(shuffled)
    assert straight.verdicts == shuffled.verdicts
    assert {"TC204"} >= {f.code for f in loud(shuffled)} - {f.code for f in loud(straight)}


def _shuffled(chance: random.Random, parent: str | None = None) -> list[str]:
    """Codes in an order in which siblings, with all below them, are shuffled."""
    siblings = [code for code, item in ITEMS.items() if item.parent == parent]
    chance.shuffle(siblings)
    return [each for code in siblings for each in (code, *_shuffled(chance, code))]


@given(satisfying(), st.sampled_from(TIED), COUNT, st.sampled_from(KINDS))
@SLOW
def test_spacing_and_wide_digits_change_no_value_and_no_error(values, code, new, kind):
    changed: dict = {**values, code: new}
    plain = checked(rows_of(changed))
    dressed = [
        [
            f"\u00a0 {label}\u3000" if isinstance(label, str) else label,
            unit,
            f" {value}".translate(WIDE) if isinstance(value, int) else value,
        ]
        for label, unit, value in rows_of(changed)
    ]
    report = checked(dressed, kind)
    assert errors(plain) == errors(report)
    assert plain.verdicts == report.verdicts
    assert 58 == report.observed


@given(satisfying(), st.sets(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=12))
@SLOW
def test_blanks_are_never_broken_rules_and_deductions_are_true(values, blanks):
    holed = {c: None if c in blanks else v for c, v in values.items()}
    report = checked(rows_of(holed))
    assert {"TC301", "TC406", "TC407"} >= {f.code for f in report.findings}
    assert 0 == report.verdict_count("0")
    for cell in report.deduced:
        assert str(values[cell.at.row or ""]) == cell.value
