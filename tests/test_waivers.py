"""Waivers and baselines: a true but odd value is accepted, another value is not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from tests.case_tables import make_table

from tablecheck.errors import ConfigError
from tablecheck.findings import Severity, Waiver
from tablecheck.fingerprint import finding_mark, finding_values, indicators
from tablecheck.pipeline import check_file, check_files
from tablecheck.record import replace
from tablecheck.report import to_dict
from tablecheck.waiver_files import read_baseline, workbook_waivers
from tablecheck.waivers import Entry, Waivers

ROOT = Path(__file__).resolve().parent.parent
WHY = Waiver("旧栏目并入新网站", "张三", "", "tablecheck.toml")
VALUES = {
    "1.1": "1606",
    "1.3.1": "2",
    "1.3.2": "89",
    "1.3.3": "0",
    "1.3.4": "1506",
    "1.3.5": "0",
}
UNION = {"waiver": WHY, "code": "TC403", "indicator": "1.1", "values": VALUES}


def checked(path: Path, *entries: Entry, today: str = "2026-12-31", **options):
    return check_files([path], waivers=Waivers(entries, today), **options)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The filled example with one rule broken."""
    return make_table("filled.xlsx", [["set", "2.政府网站公开", 89]], tmp_path / "报告.xlsx")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same with another number."""
    (tmp_path / "b").mkdir()
    return make_table("filled.xlsx", [["set", "2.政府网站公开", 88]], tmp_path / "b" / "报告.xlsx")


def test_accepted_value_is_waived_and_does_not_count(broken: Path):
    report = checked(broken, Entry(**UNION))
    ((finding,),) = (file.findings for file in report.files)
    assert WHY == finding.waived
    assert (0, 1) == (report.count(Severity.ERROR), report.waived_count)
    assert () == report.findings
    (told,) = to_dict(report, "zh")["files"][0]["findings"]
    assert "张三" == told["waived"]["who"]


def test_changed_value_is_no_longer_waived(changed: Path):
    report = checked(changed, Entry(**UNION))
    assert (1, 0) == (report.count(Severity.ERROR), report.waived_count)
    (about,) = report.findings
    assert ("TC703", Severity.WARNING) == (about.code, about.severity)
    assert "1.3.2: 89" in about.message.zh
    assert "1.3.2: 88" in about.message.zh


@pytest.mark.parametrize(
    "change",
    [
        {"code": "TC401"},
        {"indicator": "1.2"},
        {"rule": "other"},
    ],
)
def test_waiver_of_something_else_is_unused(broken: Path, change: dict[str, str]):
    report = checked(broken, Entry(**{**UNION, **change}))
    assert 1 == report.count(Severity.ERROR)
    assert ["TC702"] == [each.code for each in report.findings]


@pytest.mark.parametrize("change", [{"form": "cn-zfxxgk-2021"}, {"files": ("other.*",)}])
def test_waiver_of_other_files_is_not_judged(broken: Path, change):
    report = checked(broken, Entry(**{**UNION, **change}))
    assert (1, ()) == (report.count(Severity.ERROR), report.findings)


@pytest.mark.parametrize("files", ["*.xlsx", "报告.xlsx", "*/报告.*", "**/报告.xlsx"])
def test_patterns_take_names_and_paths(broken: Path, files: str):
    assert 1 == checked(broken, Entry(**UNION, files=(files,))).waived_count


@pytest.mark.parametrize("indicator", ["1.1", "1.1/n", "main/1.1/n"])
def test_indicator_may_be_named_with_column_and_table(broken: Path, indicator: str):
    assert 1 == checked(broken, Entry(**{**UNION, "indicator": indicator})).waived_count


def test_rule_alone_says_enough(broken: Path):
    entry = Entry(**{**UNION, "code": None, "rule": "channels"})
    assert 1 == checked(broken, entry).waived_count


@pytest.mark.parametrize(
    ("today", "waived"), [("2026-12-30", 1), ("2026-12-31", 1), ("2027-01-01", 0)]
)
def test_waiver_holds_until_its_last_day(broken: Path, today: str, waived: int):
    why = Waiver("旧栏目", "", "2026-12-31", "tablecheck.toml")
    report = checked(broken, Entry(**{**UNION, "waiver": why}), today=today)
    assert waived == report.waived_count
    assert ([] if waived else ["TC701"]) == [each.code for each in report.findings]


def test_select_and_ignore_leave_out_what_is_about_waivers(broken: Path):
    unused = Entry(**{**UNION, "code": "TC401"})
    assert () == checked(broken, unused, ignore=frozenset({"TC702"})).findings
    assert () == checked(broken, unused, select=frozenset({"TC403"})).findings
    assert () == checked(broken, unused, ignore=frozenset({"TC401"})).findings
    assert 1 == len(checked(broken, unused, ignore=frozenset({"TC304"})).findings)


def test_blanks_are_accepted_together(examples: Path):
    (blanks, _, _) = check_file(examples / "manzhouli-2018.xlsx").findings
    found = blanks.at.row
    entry = Entry(waiver=WHY, code="TC301", indicator=found, values=finding_values(blanks))
    assert 1 == checked(examples / "manzhouli-2018.xlsx", entry).waived_count
    fewer = dict(list(finding_values(blanks).items())[:-1])
    entry = Entry(waiver=WHY, code="TC301", indicator=found, values=fewer)
    assert 0 == checked(examples / "manzhouli-2018.xlsx", entry).waived_count


@pytest.mark.parametrize("code", ["TC405", "TC406", "TC407", "TC404"])
def test_findings_without_an_equation_are_of_values_too(code: str, tmp_path: Path):
    """Every case with such a finding: its values are those of its cells."""
    found = 0
    for folder in sorted((ROOT / "tests" / "cases").iterdir()):
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        if not any(each["code"] == code for each in expected.get("findings", [])):
            continue
        case = tomllib.loads((folder / "case.toml").read_text("utf-8"))
        tables = sorted(folder.glob("table.*"))
        path = (
            tables[0]
            if tables
            else make_table(
                case.get("base", "filled.xlsx"), case.get("changes", []), tmp_path / "table.xlsx"
            )
        )
        own = folder / "form.json"
        options = {k: v for k, v in case.get("options", {}).items() if k in ("blank", "sheet")}
        report = check_file(path, form=own if own.exists() else None, **options)
        for finding in report.findings:
            if finding.code == code and finding.equation is None:
                found += 1
                cells = [p for p in (finding.at, *finding.related) if p.row and p.column]
                assert len(cells) == len(finding.values)
                assert set(indicators([p for p, _ in finding.values])) <= set(
                    finding_values(finding)
                )
    assert found or code == "TC404"


def marked(path: Path, of: Path, reason: str) -> Path:
    """A workbook as --format xlsx marks it, as far as waivers read it."""
    report = check_file(of)
    book = Workbook()
    sheet = book.active
    sheet.append(["检查结果：报告.xlsx"])
    sheet.append(["序号", "问题", "情况说明", "tablecheck-key"])
    for number, finding in enumerate(report.findings, 1):
        sheet.append([number, "…", reason, finding_mark(report.form, finding)])
    sheet.append([2, "…", "没有标记的行", None])
    book.save(path)
    return path


def test_reasons_come_from_a_marked_workbook(broken: Path, changed: Path, tmp_path: Path):
    book = marked(tmp_path / "报告.检查结果.xlsx", broken, " 旧栏目\n并入新网站 ")
    (entry,) = workbook_waivers(book)
    assert ("旧栏目 并入新网站", ("报告.*",)) == (entry.waiver.reason, entry.files)
    report = checked(broken, entry)
    assert (1, ()) == (report.waived_count, report.findings)
    report = checked(changed, entry)
    assert (0, ["TC703"]) == (report.waived_count, [each.code for each in report.findings])
    assert [] == workbook_waivers(marked(tmp_path / "x.xlsx", broken, " "))
    assert () == workbook_waivers(marked(tmp_path / "y.xlsx", broken, "因为"))[0].files


def test_workbook_that_is_not_marked_holds_no_waivers(broken: Path):
    with pytest.raises(ConfigError, match="tablecheck-key"):
        workbook_waivers(broken)


def baseline_of(path: Path, target: Path) -> Path:
    target.write_text(json.dumps(to_dict(check_files([path]), "zh")), "utf-8")
    return target


def test_baseline_accepts_what_was_there_and_nothing_new(broken: Path, tmp_path: Path):
    baseline = read_baseline(baseline_of(broken, tmp_path / "baseline.json"))
    report = check_files([broken], waivers=Waivers((), "", baseline))
    assert (0, 1) == (report.count(Severity.ERROR), report.waived_count)
    book = load_workbook(broken)
    book.worksheets[0].insert_rows(1, 2)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == 89)
    cell.value = 88
    book.worksheets[0]["C70"].value = "约1"
    book.save(broken)
    report = check_files([broken], waivers=Waivers((), "", baseline))
    assert (1, 1) == (report.count(Severity.ERROR), report.waived_count)
    assert {"TC403", "TC302"} == {each.code for each in report.files[0].findings}


def test_baseline_knows_which_cells_were_blank(examples: Path, tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes((examples / "manzhouli-2018.xlsx").read_bytes())
    baseline = read_baseline(baseline_of(path, tmp_path / "baseline.json"))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C6"].value, sheet["C7"].value = 1, 1
    book.save(path)
    fewer = check_files([path], waivers=Waivers((), "", baseline))
    blanks = [each for each in fewer.files[0].findings if each.code == "TC301" and each.by_section]
    assert blanks
    assert all(each.waived for each in blanks)
    sheet["C5"].value = None
    book.save(path)
    more = check_files([path], waivers=Waivers((), "", baseline))
    (blanks,) = [each for each in more.files[0].findings if each.at.cell == "C5"][:1]
    assert ("TC301", None) == (blanks.code, blanks.waived)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{}]}', '{"files": 1}', "[" * 99999])
def test_baseline_that_is_no_report_is_told(tmp_path: Path, text: str):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ConfigError, match="no JSON report"):
        read_baseline(tmp_path / "a.json")


@pytest.mark.parametrize("part", range(6))
def test_any_changed_part_ends_a_waiver(broken: Path, part: int):
    (finding,) = check_file(broken).findings
    terms = [*finding.equation.left, *finding.equation.right]
    changed = replace(terms[part], value=f"{terms[part].value}0")
    left = (changed,) if part == 0 else finding.equation.left
    right = tuple(changed if n == part else term for n, term in enumerate(terms) if n)
    other = replace(finding, equation=replace(finding.equation, left=left, right=right))
    entry = Entry(**UNION)
    assert entry.accepts("cn-zfxxgk-2014", finding)
    assert entry.is_about("cn-zfxxgk-2014", other)
    assert not entry.accepts("cn-zfxxgk-2014", other)
    marked_entry = Entry(waiver=WHY, mark=finding_mark("cn-zfxxgk-2014", finding))
    assert marked_entry.accepts("cn-zfxxgk-2014", finding)
    assert not marked_entry.accepts("cn-zfxxgk-2014", other)
