"""form template and form export on the command line: what is written where, what is refused."""

from __future__ import annotations

import json

import pytest
from tests.cli.running import EXAMPLES, command
from tests.written_forms import write_form

ENROLMENT = str(EXAMPLES / "enrolment/form.json")


def test_a_template_is_written_and_told_of(tmp_path):
    target = tmp_path / "blank.xlsx"
    done = command("form", "template", ENROLMENT, "--output", str(target), "--lang", "en")
    assert (0, b"") == (done.returncode, done.stdout)
    assert b"blank.xlsx" in done.stderr
    checked = command("validate", str(target), "--form", ENROLMENT, "--format", "json")
    codes = {
        each["code"] for file in json.loads(checked.stdout)["files"] for each in file["findings"]
    }
    assert {"TC301", "TC116"} == codes


def test_a_template_speaks_the_language_of_its_form_unless_asked(tmp_path):
    from openpyxl import load_workbook

    names = []
    for number, more in enumerate(([], ["--lang", "en"])):
        target = tmp_path / f"{number}.xlsx"
        command("form", "template", "cn-zfxxgk-2014", "-o", str(target), *more, LANG="en_GB.UTF-8")
        names.append(load_workbook(target).sheetnames)
    assert [["填报表", "勾稽关系"], ["Form", "Checks"]] == names


@pytest.mark.parametrize("kind", ["template", "export"])
def test_no_file_is_replaced_unasked(tmp_path, kind):
    target = tmp_path / "there.xlsx"
    target.write_text("filled in by somebody")
    more = [] if kind == "template" else ["--as", "vtl"]
    done = command("form", kind, ENROLMENT, "-o", str(target), *more, "--lang", "en")
    assert (2, "filled in by somebody") == (done.returncode, target.read_text())
    assert b"add --force" in done.stderr
    assert 0 == command("form", kind, ENROLMENT, "-o", str(target), *more, "--force").returncode


def test_the_form_itself_is_never_replaced(tmp_path):
    form = tmp_path / "form.xlsx"
    form.write_bytes((EXAMPLES / "enrolment/form.json").read_bytes())
    done = command("form", "template", str(form), "-o", str(form), "--force")
    assert 2 == done.returncode
    assert (EXAMPLES / "enrolment/form.json").read_bytes() == form.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["template", "no-such-form", "-o", "x.xlsx"],
        ["template", ENROLMENT, "-o", "no-such-folder/x.xlsx"],
        ["template", ENROLMENT, "-o", "x.csv"],
        ["template", ENROLMENT],
        ["export", ENROLMENT],
        ["export", ENROLMENT, "--as", "xml"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_told_of(tmp_path, arguments):
    done = command("form", *arguments, cwd=tmp_path)
    assert (2, b"") == (done.returncode, done.stdout)
    assert done.stderr.startswith(b"tablecheck: ")
    assert [] == list(tmp_path.iterdir())


def test_a_form_of_too_many_cells_gives_no_template(tmp_path):
    item = {"label": "x"}
    form = {
        "id": "large",
        "version": "1",
        "title": "Large",
        "tables": [
            {
                "code": "t",
                "columns": [{**item, "code": f"c{n}"} for n in range(1001)],
                "rows": [{**item, "code": f"r{n}"} for n in range(51)],
            }
        ],
    }
    path = write_form(tmp_path, form)
    for kind, *more in (["template", "-o", str(tmp_path / "x.xlsx")], ["export", "--as", "vtl"]):
        done = command("form", kind, str(path), *more, "--lang", "en")
        assert 2 == done.returncode
        assert b"51051 numbers" in done.stderr


def test_an_export_goes_to_standard_output_or_into_a_file(tmp_path):
    for kind, begins in (("jsonschema", b'{\n "$schema"'), ("vtl", b"/* Annual return")):
        shown = command("form", "export", ENROLMENT, "--as", kind).stdout
        target = tmp_path / kind
        assert 0 == command("form", "export", ENROLMENT, "--as", kind, "-o", str(target)).returncode
        assert shown.startswith(begins)
        assert shown == target.read_bytes()
