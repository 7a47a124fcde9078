"""Copies in which values are written: what is in them, and that all else is as it was."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from case_tables import make_table
from tablecheck.fixing.copy import copy_of
from tablecheck.fixing.plan import DEDUCED, SUGGESTED, ZERO, Accepted, fixes_of, is_writable
from tablecheck.pipeline import check_file, examine

EVERYTHING = Accepted(single=True, zeros=True, suggestions=True)
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
FILED = EXAMPLES / "manzhouli-2018.xlsx"
FORM = {
    "id": "f",
    "version": "1",
    "title": "T",
    "value": {"type": "integer", "minimum": 0},
    "tables": [
        {
            "code": "t",
            "columns": [
                {"code": "w", "label": "Item", "role": "label"},
                {"code": "a", "label": "North"},
                {"code": "b", "label": "South"},
                {
                    "code": "s",
                    "label": "Both",
                    "relations": [
                        {
                            "id": "both",
                            "is": "sum",
                            "over": ["a", "b"],
                            "severity": "error",
                            "basis": "wording",
                        }
                    ],
                },
            ],
            "rows": [
                {
                    "code": "1",
                    "label": "Total",
                    "relations": [
                        {"id": "total", "is": "sum", "severity": "error", "basis": "wording"}
                    ],
                    "rows": [{"code": "1.1", "label": "New"}, {"code": "1.2", "label": "Old"}],
                }
            ],
        }
    ],
}


@pytest.fixture
def form(tmp_path):
    import json

    path = tmp_path / "form.json"
    path.write_text(json.dumps(FORM), "utf-8")
    return path


def table(path, *rows):
    """A workbook with the heads of FORM and these rows, and things that a copy must keep."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Item", "North", "South", "Both"], *rows):
        sheet.append(row)
    sheet["A1"].comment = Comment("keep me", "somebody")
    sheet["F1"] = "=SUM(B2:D4)"
    sheet["B3"].number_format = "#,##0"
    sheet.column_dimensions["A"].width = 30
    sheet.merge_cells("F2:G3")
    book.save(path)
    return path


def copied(path, form, accepted):
    """The fixes of a file and its copy, written beside it."""
    case = examine(path, form=form)
    fixes = [fix for fix in fixes_of(case, accepted) if is_writable(case, fix)]
    target = path.with_name(f"copy{path.suffix}")
    target.write_bytes(copy_of(path.read_bytes(), case, fixes, None, "en").content)
    return fixes, target


def test_blank_that_two_sets_of_rules_force_is_written_and_others_are_not(tmp_path, form):
    path = table(tmp_path / "t.xlsx", ["Total", 7, 5, 12], ["New", None, 3, 7], ["Old", 3, 2, None])
    fixes, target = copied(path, form, Accepted())
    assert [("B3", "4", DEDUCED), ("D4", "5", DEDUCED)] == [
        (fix.at.cell, fix.new, fix.kind) for fix in fixes
    ]
    assert all(fix.support == 2 for fix in fixes)
    report = check_file(target, form=form)
    assert not [each for each in report.findings if each.code[:3] in ("TC3", "TC4")]
    assert {"1"} == {judged.verdict for judged in report.verdicts}


def test_blank_of_one_rule_needs_to_be_accepted():
    case = examine(FILED)
    assert () == fixes_of(case, Accepted())
    (fix,) = fixes_of(case, Accepted(single=True))
    assert ("C61", "2", 1) == (fix.at.cell, fix.new, fix.support)


def test_zeros_are_written_where_no_rule_forbids_them():
    case = examine(FILED)
    zeros = {fix.at.cell for fix in fixes_of(case, EVERYTHING) if fix.kind == ZERO}
    # 9 responses through none of five channels: one of them is not 0.
    assert 42 == len(zeros)
    blank = {case.place(key).cell for key in case.dataset.blank}
    assert 5 == len(blank - zeros - {"C61"})


def test_suggestion_is_written_only_when_accepted_and_certain(tmp_path):
    path = make_table("suqian-2024.xlsx", [["cell", "I31", 12]], tmp_path / "t.xlsx")
    case = examine(path)
    assert () == fixes_of(case, Accepted(single=True, zeros=True))
    (fix,) = fixes_of(case, Accepted(suggestions=True))
    assert ("I31", "12", "21", SUGGESTED) == (fix.at.cell, fix.old, fix.new, fix.kind)
    assert fix.confidence >= 0.98


def test_suggestion_that_is_not_certain_is_never_written():
    case = examine(EXAMPLES / "broken.xlsx")
    assert not [fix for fix in fixes_of(case, EVERYTHING) if fix.at.cell == "C10"]


def test_all_other_parts_of_the_workbook_are_byte_identical(tmp_path, form):
    path = table(tmp_path / "t.xlsx", ["Total", 7, 5, 12], ["New", None, 3, 7], ["Old", 3, 2, 5])
    before = path.read_bytes()
    _, target = copied(path, form, Accepted())
    assert path.read_bytes() == before
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(target)
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    # The sheet with the value, its comments, and the request to calculate anew.
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/workbook.xml",
    }
    assert set(old.namelist()) == set(new.namelist())


def test_copy_keeps_formulas_styles_and_comments(tmp_path, form):
    path = table(tmp_path / "t.xlsx", ["Total", 7, 5, 12], ["New", None, 3, 7], ["Old", 3, 2, 5])
    _, target = copied(path, form, Accepted())
    sheet = load_workbook(target).worksheets[0]
    assert 4 == sheet["B3"].value
    assert "#,##0" == sheet["B3"].number_format
    assert "written by tablecheck" in sheet["B3"].comment.text
    assert "keep me" in sheet["A1"].comment.text
    assert "=SUM(B2:D4)" == sheet["F1"].value
    assert 30 == sheet.column_dimensions["A"].width
    assert ["F2:G3"] == [str(each) for each in sheet.merged_cells.ranges]


def test_formula_is_never_overwritten(tmp_path, form):
    path = table(tmp_path / "t.xlsx", ["Total", 7, 5, 12], ["New", "=1+1", 3, 7], ["Old", 3, 2, 5])
    fixes, _ = copied(path, form, EVERYTHING)
    assert [] == fixes


def test_csv_keeps_every_other_byte(tmp_path, form):
    text = 'Item,North,South,Both\r\nTotal,7,5,"12"\r\nNew,,3,7\r\n"Old", 3 ,2,5\r\n'
    path = tmp_path / "t.csv"
    for encoding in ("utf-8-sig", "utf-8", "utf-16", "gb18030"):
        path.write_bytes(text.encode(encoding))
        fixes, target = copied(path, form, Accepted())
        assert ["B3"] == [fix.at.cell for fix in fixes]
        assert text.replace("New,,", "New,4,").encode(encoding) == target.read_bytes()
        assert list(csv.reader(io.StringIO(target.read_bytes().decode(encoding))))


def test_csv_record_that_ends_early_is_told(tmp_path, form):
    path = tmp_path / "t.csv"
    path.write_bytes(b"Item,North,South,Both\nTotal,7,5,12\nNew,4,3,7\nOld,3,2\n")
    case = examine(path, form=form)
    fixes = fixes_of(case, Accepted())
    copy = copy_of(path.read_bytes(), case, fixes, None, "en")
    assert fixes == copy.left_out
    assert path.read_bytes() == copy.content


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_copy_opens_in_libreoffice_and_is_calculated_anew(tmp_path, form):
    import subprocess

    path = table(tmp_path / "t.xlsx", ["Total", 7, 5, 12], ["New", None, 3, 7], ["Old", 3, 2, 5])
    _, target = copied(path, form, Accepted())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(target)], check=True, capture_output=True, timeout=120)
    rows = list(csv.reader(io.StringIO((tmp_path / "copy.csv").read_text("utf-8"))))
    assert ["New", "4", "3", "7"] == rows[2][:4]
    assert "48" == rows[0][5]
