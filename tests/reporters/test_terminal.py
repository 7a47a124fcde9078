"""The layout for people: one finding as ux.md draws it, limits, summaries, safety."""

from __future__ import annotations

import re
import unicodedata

import pytest
from tests.reporters.made import (
    HOSTILE,
    file_of,
    finding,
    hostile_report,
    place,
    refused,
    report_of,
)

from tablecheck.findings import Equation, Severity, Term, Words
from tablecheck.report import FileReport, Report
from tablecheck.reporters import concise, terminal
from tablecheck.reporters.base import Style, reporter, reporter_names
from tablecheck.reporters.escape import one_line, printable

ZH = """\
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
"""
EN = """\
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
"""


def lines(told, lang: str = "zh") -> str:
    return "".join(f"{line}\n" for line in terminal.finding_lines(told, lang))


@pytest.mark.parametrize(("lang", "golden"), [("zh", ZH), ("en", EN)])
def test_finding_is_drawn_as_the_guide_has_it(lang: str, golden: str):
    assert golden == lines(finding(), lang)


def test_finding_in_one_line():
    (line,) = concise.render(report_of(finding()), Style(lang="zh")).splitlines()
    assert (
        "report.xlsx:统计表!C5: 错误 TC403 总数大于各渠道之和: "
        "1606 > 2 + 89 + 0 + 1506 + 0 = 1597 (差 9)"
    ) == line


def terms(*values: str, sign: str = "+") -> tuple[Term, ...]:
    return tuple(
        Term("" if not n and sign == "+" else sign, value, place(f"C{n + 10}", f"第{n}项"))
        for n, value in enumerate(values)
    )


def test_long_sum_leaves_out_what_is_zero_or_blank():
    values = ["1", "0", "-"] * 6
    drawn = Equation((Term("", "7", place("C5", "总数")),), "=", terms(*values), "6", "1")
    told = lines(finding(equation=drawn))
    assert 6 == len(re.findall(r"  C\d+ +第\d+项", told))
    assert "另有 12 项为 0 或空\n" in told
    assert "7 > 1 + 1 + 1 + 1 + 1 + 1 + 另有 12 项为 0 或空 = 6 (差 1)" in concise.render(
        report_of(finding(equation=drawn)), Style(lang="zh")
    )


def test_long_sum_of_filled_parts_counts_the_rest():
    drawn = Equation((Term("", "7", place("C5", "总数")),), "=", terms(*["1"] * 15), "15", "-8")
    told = lines(finding(equation=drawn))
    assert 12 == len(re.findall(r"  C\d+ +第\d+项", told))
    assert "另有 3 项\n" in told
    assert "-8       总数 - 分项之和" in told


def test_balance_keeps_the_signs_of_both_sides():
    left = (Term("", "10", place("C1", "甲")), Term("+", "5", place("C2", "乙")))
    right = (Term("", "8", place("C3", "丙")), Term("-", "3", place("C4", "丁")))
    drawn = Equation(left, "=", right, "5", "10")
    golden = """\
          10  C1  甲
       +   5  C2  乙
       =   8  C3  丙
       -   3  C4  丁
         ---
           5      右边合计
         +10      左边 - 右边
"""
    assert golden in lines(finding(equation=drawn))
    one = concise.render(report_of(finding(equation=drawn)), Style(lang="zh"))
    assert "10 + 5 > 8 - 3 = 5 (差 10)" in one


def test_comparison_of_two_cells_names_both():
    left, right = Term("", "3", place("C18", "其中项")), Term("", "2", place("C17", "总项"))
    golden = """\
          3  C18  其中项
      <=  2  C17  总项
         +1       相差
"""
    assert golden in lines(finding(equation=Equation((left,), "<=", (right,), "2", "1")))


def test_first_part_keeps_its_minus():
    drawn = Equation((Term("", "3", place("C1", "甲")),), "=", terms("4", "1", sign="-"), "-5", "8")
    assert "       = -4  C10  第0项\n       -  1  C11  第1项\n" in lines(finding(equation=drawn))


def test_blanks_are_told_by_section_as_ranges():
    first = tuple(place(f"C{row}", "指标") for row in (6, 7, 11, 13))
    second = tuple(place(f"C{row}", "指标") for row in range(17, 40))
    told = finding(
        code="TC301",
        title=Words("指标未填", "value missing"),
        at=first[0],
        related=(*first[1:], *second),
        equation=None,
        by_section=(("一、主动公开情况", first), ("三、依申请公开情况", second)),
    )
    assert """\
错误（强制性） TC301  统计表!C6  指标未填
    27 个指标未填：
      一、主动公开情况（4 项）: C6、C7、C11、C13
      三、依申请公开情况（23 项）: C17:C39
""" in lines(told)


def test_missing_row_has_no_address():
    told = finding(at=place(None, "七、收费", sheet=None), equation=None, reason=None, action=None)
    assert """\
错误（强制性） TC403  总数大于各渠道之和
    七、收费
    填报的总数 1606 条，比各渠道之和 1597 条多 9 条。
""" == lines(told)


@pytest.mark.parametrize(
    ("severity", "zh", "en"),
    [
        (Severity.ERROR, "错误（强制性） TC403", "error TC403"),
        (Severity.WARNING, "警告（核实性） TC403", "warning TC403"),
        (Severity.INFORMATION, "提示 TC403", "note TC403"),
    ],
)
def test_level_is_always_a_word(severity: Severity, zh: str, en: str):
    told = finding(severity=severity)
    assert lines(told, "zh").startswith(zh)
    assert lines(told, "en").startswith(en)


def test_errors_come_first_and_the_rest_is_counted():
    soft = finding(severity=Severity.WARNING, code="TC401")
    text = terminal.render(report_of(soft, finding(), finding()), Style(lang="zh", max_findings=2))
    assert text.startswith("错误（强制性） TC403")
    assert "TC401" not in text
    assert "另有 1 处未显示" in text
    assert "有 2 处错误、1 处警告，请修改后再报送。" in text


def summary(verdicts: str, *findings, lang: str = "zh", **options) -> str:
    report = report_of(*findings, verdicts=verdicts, **options)
    return terminal.render(report, Style(lang=lang)).splitlines()[-1]


def test_summary_says_what_was_found_and_what_was_not_decided():
    assert "未发现错误；2 条勾稽关系全部成立，57 个指标已填。" == summary("1 1")
    told = summary("1 0 NA NA", finding())
    assert "有 1 处错误，请修改后再报送。" in told
    assert "4 条勾稽关系中 1 条成立，1 条不成立，2 条无法判断。" in told
    assert "都无法判断" in summary("NA NA")
    assert "没有勾稽关系" in summary("")
    assert "请核实" in summary("1", finding(severity=Severity.WARNING))
    assert "提示" in summary("1", finding(severity=Severity.INFORMATION))


def test_english_summary_says_the_same():
    assert "2 rules" in summary("1 1", lang="en")
    told = summary("1 0 NA NA", finding(), lang="en")
    assert told.startswith("1 error; correct")
    assert "1 holds, 1 fails, 2 cannot be decided" in told
    assert "1 error and 2 warnings" in summary(
        "1", finding(), *[finding(severity=Severity.WARNING)] * 2, lang="en"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_summary_never_gives_leave_to_submit(lang: str):
    text = "".join(
        terminal.render(report, Style(lang=lang))
        for report in (report_of(), report_of(finding()), Report((file_of(), file_of()), {}))
    )
    assert not re.search("可以报送|可报送|ready|may be submitted", text)


def test_summary_says_that_checks_were_left_out():
    assert "部分检查项" in summary("1 1", select=["TC401"])
    assert "Only some checks" in summary("1 1", lang="en", ignore=["TC401"])


def test_refused_file_says_why_and_what_to_do():
    text = terminal.render(Report((refused(),), {}), Style(lang="zh"))
    assert "未检查 TC104  locked.xlsx\n    设有密码，请另存一份不设密码的副本。\n" == text
    assert text == terminal.render(Report((refused(),), {}), Style(lang="zh", quiet=True))
    one = concise.render(Report((refused(),), {}), Style(lang="zh"))
    assert "locked.xlsx: 未检查 TC104: 设有密码，请另存一份不设密码的副本\n" == one


def test_question_has_no_full_stop_after_it():
    asked = FileReport(path="a.xlsx", refusal=("TC101", Words("是否已保存？", "was it saved?")))
    assert terminal.render(Report((asked,), {}), Style(lang="zh")).endswith("    是否已保存？\n")
    assert terminal.render(Report((asked,), {}), Style(lang="en")).endswith("    was it saved?\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_batch_has_a_line_a_file_with_its_name_last(lang: str):
    report = Report((file_of(finding(), path="a.xlsx"), file_of(path="b.xlsx"), refused()), {})
    text = terminal.render(report, Style(lang=lang)).splitlines()
    for name in ("a.xlsx", "b.xlsx", "locked.xlsx"):
        assert 1 <= sum(line.endswith(f"  {name}") and line[0] in "×√!?" for line in text)
    assert any("TC104" in line for line in text)
    assert "3" in text[-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["text", "concise"])
def test_hostile_text_is_harmless(lang: str, name: str):
    text = reporter(name).render(hostile_report(), Style(lang=lang, verbose=True))
    text.encode("utf-8")
    bad = [
        c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"
    ]
    assert [] == bad
    assert "##[" not in text
    assert "##vso[" not in text
    assert "[red]\\x1b[31m\\x1b]52;c;aGk=\\x07\\x9b2J\\x7f[/]\\u202eevil" in text
    for line in text.splitlines():
        assert not line.lstrip().startswith(("::", "##", "[red]"))


def test_forged_lines_stay_in_their_line():
    plain = terminal.render(report_of(finding(at=place("C5", "指标"))), Style(lang="zh"))
    forged = terminal.render(
        report_of(finding(at=place("C5", "指标\n错误（强制性） TC999\r\nx\x0b\x0c\x85y"))),
        Style(lang="zh"),
    )
    assert plain.count("\n") == forged.count("\n") == len(forged.splitlines())


def test_shown_text_is_cut_at_two_hundred_characters():
    assert 200 == len(one_line("长" * 5000))
    assert "长" * 200 == one_line("长" * 200)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[0mb", "a\\x1b[0mb"),
        ("\u202e反\u2066", "\\u202e反\\u2066"),
        ("\x9b1m", "\\x9b1m"),
        ("零\u200b宽", "零\\u200b宽"),
        ("\U000e0041", "\\U000e0041"),
        ("其中：[/]", "其中：[/]"),
    ],
)
def test_printable(text: str, shown: str):
    assert shown == printable(text)


def test_every_format_has_a_reporter():
    assert ("text", "concise", "json") == reporter_names()[:3]
    for name in reporter_names():
        module = reporter(name)
        shown = module.render(report_of(finding()), Style(lang="zh"))
        assert isinstance(shown, bytes) or shown.endswith("\n")
        assert (name not in ("text", "concise")) == module.IS_MACHINE


def test_file_without_anything_is_told():
    file = FileReport(path=HOSTILE, sha256="0" * 64, form="f")
    for name in reporter_names():
        reporter(name).render(Report((file,), {}), Style(lang="en", verbose=True))
