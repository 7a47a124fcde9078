"""Whole reports made by hand, word for word, in both languages; batches."""

from __future__ import annotations

import unicodedata

import pytest
from tests.reporters.made import file_of, finding, place, refused, report_of

from tablecheck.findings import Equation, Severity, Term, Words
from tablecheck.report import Report
from tablecheck.reporters import concise, terminal
from tablecheck.reporters.base import Style

ZH, EN = Style(lang="zh"), Style(lang="en")

UNION_ZH = """\
错误（强制性） TC403  统计表!C5  总数大于各渠道之和
    （一）主动公开政府信息数
    填报的总数 1606 条，比各渠道之和 1597 条多 9 条。

         1606  C5   填报的总数
      <=    2  C9   1.政府公报公开政府信息数
       +   89  C10  2.政府网站公开政府信息数
       +    0  C11  3.政务微博公开政府信息数
       + 1506  C12  4.政务微信公开政府信息数
       +    0  C13  5.其他方式公开政府信息数
         ----
         1597       各分项之和
           +9       总数 - 分项之和

    原因: 同一条信息在几个渠道公开只计 1 条，所以总数可以小于各渠道之和，不会大于。
    处理: 规则不能判定哪一格有误。若 C5 无误，某一渠道至少少填 9 条。

有 1 处错误，请修改后再报送。17 条勾稽关系中 12 条成立，2 条不成立，3 条无法判断。
"""
UNION_EN = """\
error TC403  统计表!C5  total above all its channels
    （一）主动公开政府信息数
    the stated total 1606 is 9 more than its channels' 1597.

         1606  C5   stated total
      <=    2  C9   1.政府公报公开政府信息数
       +   89  C10  2.政府网站公开政府信息数
       +    0  C11  3.政务微博公开政府信息数
       + 1506  C12  4.政务微信公开政府信息数
       +    0  C13  5.其他方式公开政府信息数
         ----
         1597       sum of the parts
           +9       total - sum of the parts

    Why: what several channels publish counts once, so the total cannot be above their sum.
    Do: the rule cannot tell which cell is wrong: check C5 and its channels.

1 error; correct it before the table is submitted. \
Of 17 rules 12 hold, 2 fail, 3 cannot be decided.
"""
VERDICTS = "1 " * 12 + "0 " * 2 + "NA " * 3


@pytest.mark.parametrize(("style", "expected"), [(ZH, UNION_ZH), (EN, UNION_EN)], ids=["zh", "en"])
def test_union_is_drawn_as_ux_has_it(style: Style, expected: str):
    assert expected == terminal.render(report_of(finding(), verdicts=VERDICTS), style)


def test_concise_of_csv_of_a_missing_row_and_of_a_refusal():
    csv = finding(at=place("C5", "总数", sheet=None), equation=None)
    row = finding(at=place(None, "总数", sheet=None), equation=None)
    report = Report(files=(file_of(csv, row), refused()), options={})
    told = "错误 TC403 总数大于各渠道之和: 填报的总数 1606 条，比各渠道之和 1597 条多 9 条"
    assert [
        f"report.xlsx:C5: {told}",
        f"report.xlsx: {told}",
        "locked.xlsx: 未检查 TC104: 设有密码，请另存一份不设密码的副本",
    ] == concise.render(report, ZH).splitlines()


def parts(*values: str) -> Equation:
    return Equation(
        (Term("", "9", place("C1", "总数")),),
        "=",
        tuple(
            Term("+" if n else "", v, place(f"C{n + 2}", f"第{n}项")) for n, v in enumerate(values)
        ),
        "1",
        "8",
    )


def test_batch_has_a_line_a_file_then_the_totals():
    files = (
        file_of(finding(), path="a.xlsx"),
        file_of(path="目录/b.xlsx"),
        file_of(finding(severity=Severity.WARNING), path="c.xlsx"),
        refused(),
    )
    assert [
        "× 错误   1  警告   0  a.xlsx",
        "√ 错误   0  警告   0  目录/b.xlsx",
        "! 错误   0  警告   1  c.xlsx",
        "? 未检查              locked.xlsx",
        "",
        "未检查 TC104  locked.xlsx",
        "    设有密码，请另存一份不设密码的副本。",
        "",
        "共 4 个文件：1 个未发现错误和警告；1 个有错误（1 处），请修改后再报送；"
        "1 个有警告（1 处），请核实；1 个未能检查，处理后请再检查一次。",
    ] == terminal.render(Report(files=files, options={}), ZH).splitlines()[-9:]
    assert [
        "× errors   1  warnings   0  a.xlsx",
        "√ errors   0  warnings   0  目录/b.xlsx",
        "! errors   0  warnings   1  c.xlsx",
        "? not checked               locked.xlsx",
        "",
        "not checked TC104  locked.xlsx",
        "    password-protected; save a copy without.",
        "",
        "4 files: 1 without errors and warnings; 1 with 1 error, to be corrected before "
        "submission; 1 with 1 warning to verify; 1 not checked: mend and check again.",
    ] == terminal.render(Report(files=files, options={}), EN).splitlines()[-9:]


def test_names_of_a_batch_stand_below_each_other():
    files = (file_of(finding(), path="a.xlsx"), refused("a.xlsx"))
    for style in (ZH, EN):
        lines = terminal.render(Report(files=files, options={}), style).splitlines()
        named = [line for line in lines if line[:2] in ("× ", "? ")]
        assert 2 == len(named)
        assert 1 == len({wide(line.removesuffix("a.xlsx")) for line in named})


def wide(text: str) -> int:
    """Columns of a text on a console of Chinese."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_quiet_is_findings_only_but_never_silent_about_files_not_checked():
    style = Style(lang="zh", quiet=True)
    assert "" == terminal.render(report_of(), style)
    assert "未检查 TC104" in terminal.render(Report(files=(refused(),), options={}), style)


def test_every_word_of_ours_is_in_gbk():
    everything = finding(message=Words("甲", "A"), equation=parts(*["0"] * 20))
    report = Report(files=(file_of(everything), refused()), options={"select": ["TC403"]})
    for style in (Style(lang="zh", verbose=True), Style(lang="en", verbose=True)):
        terminal.render(report, style).encode("gbk")
        concise.render(report, style).encode("gbk")


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ("", "The form has no rules; 57 of 58 cells are filled."),
        ("1", "The only rule holds; 57 of 58 cells are filled."),
        ("0", "The only rule fails; 57 of 58 cells are filled."),
        ("NA", "The only rule cannot be decided while cells are blank; 57 of 58 cells are filled."),
        ("NA NA", "None of the 2 rules can be decided while cells are blank; 57 of 58 cells"),
        ("1 0", "Of 2 rules 1 holds, 1 fails."),
        ("1 1 0 0 NA", "Of 5 rules 2 hold, 2 fail, 1 cannot be decided."),
    ],
)
def test_rules_are_counted_in_proper_english(verdicts: str, told: str):
    assert told in terminal.render(report_of(verdicts=verdicts), EN)


def test_a_label_that_is_only_the_address_is_not_repeated():
    lines = terminal.finding_lines(finding(at=place("C60", "C60"), equation=None), "zh")
    assert "    填报的总数 1606 条，比各渠道之和 1597 条多 9 条。" == lines[1]


def test_concise_leaves_out_the_least_of_many_findings():
    soft = finding(code="TC304", severity=Severity.WARNING)
    told = concise.render(report_of(soft, finding()), Style(lang="zh", max_findings=1)).splitlines()
    assert 2 == len(told)
    assert " 错误 TC403 " in told[0]
    assert told[1].startswith("report.xlsx: 另有 1 处")
