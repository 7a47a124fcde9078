"""Members added up exactly, and a filed total put against them."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tablecheck.exact import exact, plain
from tablecheck.form.load import load_form
from tablecheck.pipeline import check_file, examine
from tablecheck.reporters.base import Style, reporter, reporter_names
from tablecheck.rollup.run import roll_up
from tablecheck.rollup.workbook import list_of, why_open, workbook_of

FORM = {
    "$schema": "https://tablecheck.dev/schemas/form-1.json",
    "id": "roll",
    "version": "1",
    "title": "Return of schools",
    "language": "en",
    "source": {"note": "made for this test"},
    "number_format": {"thousands": ",", "decimal": "."},
    "header": [
        {"code": "agency", "label": "District"},
        {"code": "year", "label": "Year", "type": "year"},
    ],
    "units": {"yuan": {}, "wan": {"multiple_of": "yuan", "factor": 10000}},
    "tables": [
        {
            "code": "main",
            "columns": [
                {"code": "label", "label": "Indicator", "role": "label"},
                {"code": "unit", "label": "Unit", "role": "unit"},
                {"code": "n", "label": "Number"},
            ],
            "rows": [
                {"code": "pupils", "label": "Pupils", "value": {"minimum": 0}},
                {"code": "teachers", "label": "Teachers", "value": {"minimum": 0}},
                {
                    "code": "money",
                    "label": "Expenditure",
                    "unit": ["yuan", "wan"],
                    "value": {"minimum": 0},
                },
                {
                    "code": "events",
                    "label": "Joint events",
                    "rollup": "bounded",
                    "value": {"minimum": 0},
                },
                {"code": "largest", "label": "Largest class", "rollup": "none"},
            ],
        }
    ],
}
CODES = ("pupils", "teachers", "money", "events", "largest")
LABELS = ("Pupils", "Teachers", "Expenditure", "Joint events", "Largest class")


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "form.json"
    path.write_text(json.dumps(FORM), "utf-8")
    return load_form(path)


def write(path, agency, *values, year="2024", unit="yuan"):
    rows = [["Return of schools"], ["District:", agency], ["Year:", year]]
    rows.append(["Indicator", "Unit", "Number"])
    for label, value in zip(LABELS, values, strict=True):
        rows.append([label, unit if label == "Expenditure" else "", value])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def three(folder):
    return [
        write(folder / "a.csv", "North", "100", "10", "1000.10", "30", "40"),
        write(folder / "b.csv", "South", "60", "7", "2", "45", "38", unit="wan"),
        write(folder / "c.csv", "West", "98", "0", "0.20", "5", "41"),
    ]


def key(code):
    return ("main", code, "n")


def codes(report):
    return [finding.code for file in report.files for finding in file.findings]


def test_numbers_are_added_as_each_item_says_in_one_unit(tmp_path, form):
    rolled = roll_up(three(tmp_path), form=form)
    values = [rolled.totals[key(code)].value for code in CODES]
    assert [258, 17, Fraction(210_003, 10), None, None] == values
    assert (45, 80) == (
        rolled.totals[key("events")].known.low,
        rolled.totals[key("events")].known.high,
    )
    assert "from 45 to 80" in why_open(rolled.totals[key("events")]).en
    assert [] == codes(rolled.report)


def test_blank_of_one_member_leaves_the_total_open_and_names_it(tmp_path, form):
    paths = three(tmp_path)
    write(paths[1], "South", "60", "", "2", "about 4", "38")
    rolled = roll_up(paths, form=form)
    total = rolled.totals[key("teachers")]
    assert total.value is None
    assert ["South"] == [member.name for member in total.open]
    assert (10, None) == (total.possible.low, total.possible.high)
    assert 258 == rolled.totals[key("pupils")].value
    (finding,) = rolled.report.files[1].findings
    assert ("TC515", "2") == (finding.code, finding.facts["count"])
    assert ("teachers", "C6") == (finding.at.row, finding.at.cell)
    zero = roll_up(paths, form=form, blank="zero")
    assert 17 - 7 == zero.totals[key("teachers")].value


def test_repeated_missing_unlisted_and_refused_members_are_told(tmp_path, form):
    paths = three(tmp_path)
    copy = tmp_path / "d.csv"
    copy.write_bytes(paths[0].read_bytes())
    again = write(tmp_path / "e.csv", "West 人民政府", "99", "0", "0.20", "5", "41")
    old = write(tmp_path / "f.csv", "East", "1", "1", "1", "1", "1", year="2023")
    broken = tmp_path / "Harbour.xlsx"
    broken.write_bytes(b"PK\x03\x04 no more")
    files = sorted([*paths, copy, again, old, broken])
    rolled = roll_up(
        files, form=form, listed=("North", "West", "East", "Harbour", "Isle"), list_name="l.txt"
    )
    told = {
        file.path.rpartition("/")[2]: [each.code for each in file.findings]
        for file in rolled.report.files
    }
    assert {
        "Harbour.xlsx": [],
        "a.csv": [],
        "b.csv": ["TC517"],
        "c.csv": [],
        "d.csv": ["TC514"],
        "e.csv": ["TC514"],
        "f.csv": ["TC516"],
    } == told
    assert ["TC513"] == [finding.code for finding in rolled.report.findings]
    assert "Isle" in rolled.report.findings[0].message.en
    assert not rolled.report.files[0].is_checked
    assert 259 == rolled.totals[key("pupils")].value
    assert ["North", "South", "West", "East"] == [member.name for member in rolled.members]


def against(tmp_path, form, *values, paths=None, **options):
    filed = write(tmp_path / "filed.csv", "City", *values)
    return roll_up(paths or three(tmp_path), form=form, against=filed, **options)


def test_right_total_has_no_finding_and_every_verdict_holds(tmp_path, form):
    rolled = against(tmp_path, form, "258", "17", "21000.30", "50", "41")
    assert [] == codes(rolled.report)
    assert ["1"] * 4 == [verdict.value for verdict in rolled.verdicts.values()]


def test_one_wrong_total_is_drawn_and_the_swapped_digits_of_a_member_are_named(tmp_path, form):
    rolled = against(tmp_path, form, "249", "17", "21000.30", "50", "41")
    (finding,) = rolled.report.files[-1].findings
    assert "TC511" == finding.code
    assert {"stated": "249", "computed": "258", "imbalance": "-9"} == finding.facts
    assert "“West” was entered as 89 (two digits are swapped)" in finding.action.en
    assert ["100", "60", "98"] == [term.value for term in finding.equation.right]
    assert ["North", "South", "West"] == [term.place.label for term in finding.equation.right]
    assert (
        "1110" == "".join(v.value for k, v in rolled.verdicts.items() if k != key("pupils")) + "0"
    )


def test_member_left_out_is_one_finding(tmp_path, form):
    rolled = against(tmp_path, form, "158", "7", "20000.20", "45", "41")
    (finding,) = rolled.report.files[-1].findings
    assert ("TC518", "3") == (finding.code, finding.facts["count"])
    assert "left-out" == finding.facts["act"]
    assert "North" in finding.message.en
    assert "漏加了它" in finding.message.zh


def test_member_counted_twice_is_one_finding_and_what_it_does_not_explain_another(tmp_path, form):
    rolled = against(tmp_path, form, "318", "24", "21000.31", "90", "41")
    assert ["TC518", "TC511", "TC512"] == sorted(
        codes(rolled.report), key=["TC518", "TC511", "TC512"].index
    )
    twice = next(f for f in rolled.report.files[-1].findings if f.code == "TC518")
    assert "counted-twice" == twice.facts["act"]
    assert "South" in twice.message.en
    bounds = next(f for f in rolled.report.files[-1].findings if f.code == "TC512")
    assert {"stated": "90", "low": "45", "high": "80", "imbalance": "10"} == bounds.facts


def test_number_of_one_member_that_is_the_difference_is_named(tmp_path, form):
    rolled = against(tmp_path, form, "258", "10", "21000.30", "50", "41")
    (finding,) = rolled.report.files[-1].findings
    assert "the 7 of “South” was left out" in finding.action.en


@pytest.mark.parametrize(("filed", "verdict"), [("9", "0"), ("10", "NA"), ("99", "NA")])
def test_total_is_judged_by_what_a_blank_may_hold(tmp_path, form, filed, verdict):
    paths = three(tmp_path)
    write(paths[1], "South", "60", "", "20000", "45", "38")
    rolled = against(tmp_path, form, "258", filed, "21000.30", "50", "41", paths=paths)
    assert verdict == rolled.verdicts[key("teachers")].value
    assert ("TC511" in codes(rolled.report)) == (verdict == "0")


def test_missing_member_leaves_a_total_undecided_unless_it_is_too_small(tmp_path, form):
    rolled = against(
        tmp_path,
        form,
        "300",
        "16",
        "21000.30",
        "50",
        "41",
        listed=("North", "South", "West", "Isle"),
    )
    assert ["NA", "0", "NA", "NA"] == [verdict.value for verdict in rolled.verdicts.values()]
    assert 258 == rolled.totals[key("pupils")].value


numbers = st.integers(0, 10**14).map(lambda n: exact(Fraction(n, 1000)))


@settings(max_examples=25)
@given(st.lists(st.tuples(*[numbers] * 5), min_size=1, max_size=8))
def test_workbook_of_generated_members_holds_the_exact_sums(tmp_path_factory, members):
    folder = tmp_path_factory.mktemp("generated")
    (folder / "form.json").write_text(json.dumps(FORM), "utf-8")
    form = load_form(folder / "form.json")
    paths = [
        write(folder / f"{n:02}.csv", f"District {n}", *map(plain, row))
        for n, row in enumerate(members)
    ]
    rolled = roll_up(paths, form=form)
    sums = [exact(sum(row[n] for row in members)) for n in range(3)]
    assert sums == [rolled.totals[key(code)].value for code in CODES[:3]]
    total = folder / "total.xlsx"
    total.write_bytes(workbook_of(rolled, "en"))
    case = examine(total, form=form)
    assert sums == [case.observations[key(code)].low for code in CODES[:3]]
    again = roll_up(paths, form=form, against=total)
    assert "0" not in [verdict.value for verdict in again.verdicts.values()]
    assert ["1"] * 3 == [again.verdicts[key(code)].value for code in CODES[:3]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_workbook_of_a_published_form_is_taken_as_that_form(tmp_path, tables, lang):
    paths = [tables / "suqian-2023.xlsx", tables / "suqian-2024.ods"]
    rolled = roll_up(paths)
    assert 200 == sum(total.value is not None for total in rolled.totals.values())
    total = tmp_path / "total.xlsx"
    total.write_bytes(workbook_of(rolled, lang))
    report = check_file(total)
    assert "cn-zfxxgk-2021" == report.form
    assert 200 == report.observed
    assert report.verdict_count("0") == 0
    agreed = roll_up(paths, against=total).verdicts
    assert {"1"} == {verdict.value for verdict in agreed.values()}


def test_members_sheet_says_who_counts_and_repeats_the_numbers(tmp_path, form):
    paths = three(tmp_path)
    copy = tmp_path / "d.csv"
    copy.write_bytes(paths[0].read_bytes())
    write(paths[2], "=West", "98", "", "0.20", "5", "41")
    rolled = roll_up([*paths, copy], form=form, listed=("North", "South", "=West", "Isle"))
    book = load_workbook(BytesIO(workbook_of(rolled, "en")))
    rows = [[cell.value for cell in row] for row in book["Members"].iter_rows(min_row=2)]
    assert ["counted", "counted", "counted", "repeated, not counted", "missing", None] == [
        row[4] for row in rows
    ]
    assert [100, 60, 98, None, None, 258] == [row[6] for row in rows]
    assert [10, 7, None, None, None, None] == [row[7] for row in rows]
    assert "=West" == rows[2][1]
    assert all(cell.data_type != "f" for row in book["Members"].iter_rows() for cell in row)
    comments = [c.comment.text for row in book["Totals"].iter_rows() for c in row if c.comment]
    assert any("1 members give no number: =West" in text for text in comments)


def test_all_formats_tell_of_a_roll_up(tmp_path, form):
    rolled = against(
        tmp_path, form, "249", "17", "21000.30", "90", "41", listed=("Isle",), with_source=True
    )
    for name in reporter_names():
        if name == "xlsx":
            continue
        text = reporter(name).render(rolled.report, Style(lang="en"))
        text = text if isinstance(text, str) else text.decode("utf-8")
        if name != "waivers":
            assert "TC511" in text, name
            assert "TC513" in text, name


def test_list_is_read_line_by_line():
    assert ("宿豫区", "沭阳县") == list_of("\ufeff宿豫区,1\n\n# 注\n沭阳县\n宿豫区\n".encode())
    assert ("宿豫区",) == list_of("宿豫区\r\n".encode("gb18030"))


def test_command_writes_the_totals_and_tells_what_is_wrong(tmp_path, capsys):
    from tablecheck.cli.entry import main

    (tmp_path / "form.json").write_text(json.dumps(FORM), "utf-8")
    folder = tmp_path / "members"
    folder.mkdir()
    three(folder)
    (tmp_path / "list.txt").write_text("North\nSouth\nWest\nIsle\n", "utf-8")
    filed = write(tmp_path / "filed.csv", "City", "258", "17", "21000.30", "50", "41")
    total = tmp_path / "total.xlsx"
    arguments = ["rollup", str(folder), "-f", str(tmp_path / "form.json"), "--lang", "en"]
    assert 0 == main([*arguments, "-o", str(total), "--against", str(filed)])
    out, err = capsys.readouterr()
    assert "3 members are added up; of 5 totals 3 are known" in err
    assert "of the filed total 4 agree, 0 differ, 0 cannot be decided" in err
    assert out.splitlines()[-1].startswith("4 files: 4 without errors")
    assert 0 == main([*arguments, "--against", str(total), "--fail-on", "never"])
    assert "3 agree, 0 differ, 1 cannot be decided" in capsys.readouterr().err
    assert 1 == main([*arguments, "--members", str(tmp_path / "list.txt"), "--against", str(filed)])
    assert "error TC513" in capsys.readouterr().out.replace("  ", " ")
    assert 2 == main([*arguments, "-o", str(total)])
    assert "add --force" in capsys.readouterr().err
    before = total.read_bytes()
    (folder / "b.csv").write_bytes(b"\x00\xff\x00")
    assert 3 == main([*arguments, "-o", str(total), "--force"])
    assert before != total.read_bytes()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "name --output or --against"),
        (["-o", "total.csv"], "--output is a file .xlsx"),
        (["--against", "no.xlsx"], "no.xlsx"),
        (["-o", "x.xlsx", "--blank", "never"], "--blank is one of"),
        (["-o", "x.xlsx", "-f", "no-such-form"], "no form has the id"),
    ],
)
def test_command_says_what_is_wrong_with_it(tmp_path, capsys, monkeypatch, options, told):
    from tablecheck.cli.entry import main

    monkeypatch.chdir(tmp_path)
    three(tmp_path)
    assert 2 == main(["rollup", str(tmp_path), "--lang", "en", *options])
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("*.xlsx"))


def test_form_of_one_row_a_unit_is_not_rolled_up(tmp_path, capsys):
    from tablecheck.cli.entry import main

    table = {**FORM["tables"][0], "orientation": "records"}
    table["columns"] = [
        {"code": "label", "label": "Unit", "role": "label"},
        {"code": "n", "label": "n"},
    ]
    (tmp_path / "form.json").write_text(json.dumps({**FORM, "tables": [table]}), "utf-8")
    three(tmp_path)
    arguments = ["rollup", str(tmp_path), "-f", str(tmp_path / "form.json"), "--lang", "en"]
    assert 2 == main([*arguments, "-o", str(tmp_path / "x.xlsx")])
    assert "nothing to roll up" in capsys.readouterr().err
