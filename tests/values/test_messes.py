"""What real reports hold in value cells, through the program: dashes, words, units, spaces."""

from __future__ import annotations

import csv

import pytest
from openpyxl import Workbook

from tablecheck.form.model import Domain, Form, Item, Rule, RuleKind, Table, Unit
from tablecheck.pipeline import check_file

COUNT = Domain(integer=True, minimum=0)
AMOUNT = Domain(minimum=0)
MARKS = dict.fromkeys(("—", "-", "/", "无"), "missing")
FORM = Form(
    id="x",
    version="1",
    titles=("案例",),
    years=(None, None),
    language="zh",
    source={},
    blank="missing",
    marks=MARKS,
    thousands=None,
    decimal=None,
    units={
        "件": Unit("件", (), "件", 1),
        "元": Unit("元", (), "元", 1),
        "万元": Unit("万元", (), "元", 10_000),
    },
    tables=(
        Table(
            code="t",
            title="",
            rows=(
                Item(code="a", label="收到申请数", units=("件",), domain=COUNT),
                Item(
                    code="b", label="当面申请数", units=("件",), domain=COUNT, parent="a", depth=1
                ),
                Item(
                    code="c", label="信函申请数", units=("件",), domain=COUNT, parent="a", depth=1
                ),
                Item(code="d", label="采购金额", units=("万元",), domain=AMOUNT),
            ),
            columns=(Item(code="i", label="指标", role="label"), Item(code="n", label="数量")),
            rules=(Rule(id="sum", kind=RuleKind.SUM, axis="rows", whole="a", parts=("b", "c")),),
        ),
    ),
    sha256="",
)


def found(tmp_path, *, count="2", amount="8040", kind="csv"):
    """Codes of the findings, what the count and the amount are read as, and the verdict."""
    rows = [["指标", "数量"], ["收到申请数", "5"], ["当面申请数", count], ["信函申请数", "3"]]
    rows.append(["采购金额", amount])
    path = tmp_path / f"table.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows(rows)
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    report = check_file(path, form=FORM)
    assert report.refusal is None
    return report


@pytest.mark.parametrize(
    ("text", "codes", "verdict"),
    [
        ("2", [], "1"),
        (" 2", [], "1"),
        (" " * 29 + "2", [], "1"),
        ("\u00a02", [], "1"),
        ("\n 2 ", [], "1"),
        ("2件", ["TC313"], "1"),
        ("-", ["TC301"], "NA"),
        ("—", ["TC301"], "NA"),
        ("----", ["TC301"], "NA"),
        ("/", ["TC301"], "NA"),
        ("无", ["TC301"], "NA"),
        ("+(0)", ["TC302"], "NA"),
        ("-(0)", ["TC302"], "NA"),
        ("减4", ["TC302"], "NA"),
        ("部分公开2，", ["TC302"], "NA"),
        ("+2", ["TC303"], "NA"),
        ("-35", ["TC303"], "NA"),
        ("（35）", ["TC303"], "NA"),
        ("2.5", ["TC303"], "NA"),
    ],
)
def test_count(text, codes, verdict, tmp_path):
    report = found(tmp_path, count=text)
    assert codes == [each.code for each in report.findings]
    assert [verdict] == [each.verdict for each in report.verdicts]


@pytest.mark.parametrize(
    ("text", "codes", "read"),
    [
        ("8040", [], None),
        ("160.5964万元", ["TC313"], "160.5964"),
        ("976.81 万元", ["TC313"], "976.81"),
        ("251000元", ["TC311", "TC313"], "251000"),
        ("3.5万", ["TC313"], "34500"),
    ],
)
def test_amount(text, codes, read, tmp_path):
    report = found(tmp_path, amount=text)
    assert codes == [each.code for each in report.findings]
    assert ["1"] == [each.verdict for each in report.verdicts]
    glued = [each.facts["low"] for each in report.findings if each.code == "TC313"]
    assert ([] if read is None else [read]) == glued


def test_a_change_is_no_count(tmp_path):
    """+2, 减4 and -35 stand where last year's change was typed for this year's number."""
    (plus,) = found(tmp_path, count="+2").findings
    assert (
        "“当面申请数”填的是 +2，像是增减数，应填数量本身；按 2 计，有关勾稽关系成立"
        == plus.message.zh
    )
    assert "sign" == plus.facts["keyword"]
    (minus,) = found(tmp_path, count="减4").findings
    assert minus.facts["offered"] is None
    assert "增减数" in minus.action.zh


def test_a_wrong_unit_in_the_cell_is_converted(tmp_path):
    wrong = next(
        each for each in found(tmp_path, amount="251000元").findings if each.code == "TC311"
    )
    assert ("251000", "25.1") == (wrong.facts["stated"], wrong.facts["converted"])


def test_text_in_a_workbook_is_told_once(tmp_path):
    """A text that is no possible number is one finding, not two."""
    assert ["TC303"] == [
        each.code
        for each in found(tmp_path, count="+2", kind="xlsx").findings
        if each.at.row == "b"
    ]
    assert ["TC304"] == [
        each.code for each in found(tmp_path, kind="xlsx").findings if each.at.row == "b"
    ]
