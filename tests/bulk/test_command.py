"""``tablecheck validate`` of large tables, and of tables that only seem to be for bulk."""

import json

import jsonschema
import pytest

from tablecheck.bulk import choose
from tablecheck.cli.entry import main
from tablecheck.form.load import load_form

HEADS = "填报单位,在校学生,男,女"
FORM = {
    "id": "schools",
    "version": "1",
    "title": "学校基本情况",
    "language": "zh",
    "value": {"type": "integer", "minimum": 0},
    "tables": [
        {
            "code": "main",
            "orientation": "records",
            "columns": [
                {"code": "unit", "label": "填报单位", "role": "label"},
                {"code": "n", "label": "数"},
            ],
            "rows": [
                {
                    "code": "1",
                    "label": "在校学生",
                    "relations": [
                        {"id": "sex", "is": "sum", "severity": "error", "basis": "wording"}
                    ],
                    "rows": [{"code": "1.1", "label": "男"}, {"code": "1.2", "label": "女"}],
                }
            ],
        }
    ],
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "form.json").write_text(json.dumps(FORM), encoding="utf-8")

    def make(rows, name="records.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADS, *rows]) + "\n", encoding="utf-8")
        return str(path), str(tmp_path / "form.json")

    return make


def validate(capsys, *arguments):
    code = main(["validate", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_findings_are_capped_and_counted(files, capsys):
    pytest.importorskip("polars")
    path, form = files([f"学校{n},{4 if n % 3 else 3},1,2" for n in range(900)])
    code, out, _ = validate(capsys, path, "--form", form, "--bulk", "always", "-F", "json")
    report = json.loads(out)
    (file,) = report["files"]
    assert 1 == code
    assert 200 == len(file["findings"])
    (counted,) = file["bulk"]["codes"]
    assert ("TC401", 600, 200) == (counted["code"], counted["found"], counted["listed"])
    assert {"1": 300, "0": 600, "NA": 0} == file["counts"]["rules"]
    assert 600 == report["summary"]["findings"]["error"]


def test_the_report_is_of_its_schema(files, capsys):
    pytest.importorskip("polars")
    path, form = files(["甲,3,1,2", "乙,3,1,", "合计,6,2,4"])
    _, out, _ = validate(capsys, path, "--form", form, "--bulk", "always", "-F", "json")
    from pathlib import Path

    schema = Path(choose.__file__).parents[3] / "schemas" / "report.schema.json"
    jsonschema.validate(json.loads(out), json.loads(schema.read_text(encoding="utf-8")))


def test_the_rest_is_told_in_text(files, capsys):
    pytest.importorskip("polars")
    path, form = files([f"学校{n},4,1,2" for n in range(300)])
    _, out, _ = validate(capsys, path, "--form", form, "--bulk", "always", "--lang", "en")
    assert "250 more not shown" in out
    assert "300 errors" in out


def test_waived_findings_are_not_counted(files, capsys, tmp_path):
    pytest.importorskip("polars")
    path, form = files([f"学校{n},4,1,2" for n in range(300)])
    config = tmp_path / "tablecheck.toml"
    config.write_text(
        "[[waivers]]\ncode = 'TC401'\nreason = 'known'\n"
        "values = { '1' = '4', '1.1' = '1', '1.2' = '2' }\n",
        encoding="utf-8",
    )
    code, out, _ = validate(
        capsys, path, "--form", form, "--bulk", "always", "-F", "json", "--config", str(config)
    )
    summary = json.loads(out)["summary"]
    assert (0, 300) == (summary["findings"]["error"], summary["waived"])
    assert 0 == code


def test_large_files_in_a_batch_are_taken_over_when_it_is_resumed(files, capsys, tmp_path):
    pytest.importorskip("polars")
    one, form = files([f"学校{n},4,1,2" for n in range(300)])
    two, _ = files([f"学校{n},3,1,2" for n in range(300)], "two.csv")
    results = str(tmp_path / "results.jsonl")
    arguments = [one, two, "--form", form, "--bulk", "always", "-F", f"jsonl={results}"]
    validate(capsys, *arguments)
    first = (tmp_path / "results.jsonl").read_bytes()
    _, _, err = validate(capsys, *arguments, "--resume", results, "--lang", "en")
    assert "2 files are unchanged" in err
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_bytes().splitlines()]
    before = [json.loads(line) for line in first.splitlines()]
    assert before[0]["bulk"] == lines[0]["bulk"]
    assert before[0]["counts"] == lines[0]["counts"]
    assert before[2]["summary"] == lines[2]["summary"]


def test_a_file_that_is_too_large_says_what_to_install(files, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "has_polars", lambda: False)
    monkeypatch.setattr(choose, "LARGE", 1)
    path, form = files([f"学校{n},3,1,2" for n in range(300)])
    from tablecheck.pipeline import Manner
    from tablecheck.readers.limits import Limits

    limits = Limits(cells=100)
    report = choose.checked_any(path, load_form(form), None, Manner(limits=limits))
    assert "TC102" == report.refusal[0]
    assert "pip install 'tablecheck[bulk]'" in report.refusal[1].zh
    assert "pip install 'tablecheck[bulk]'" in report.refusal[1].en


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--bulk", "perhaps"], "--bulk is one of auto, always, never"),
        (["--bulk", "always", "--sheet", "1"], "--sheet"),
        (["--bulk", "always", "-F", "html"], "redraws"),
    ],
)
def test_what_cannot_be_done_in_bulk_is_bad_usage(files, capsys, more, said):
    path, form = files(["甲,3,1,2"])
    code, _, err = validate(capsys, path, "--form", form, "--lang", "en", *more)
    assert 2 == code
    assert said in err


def test_a_form_of_another_kind_is_bad_usage(files, capsys):
    path, _ = files(["甲,3,1,2"])
    code, _, err = validate(
        capsys, path, "--form", "cn-zfxxgk-2014", "--bulk", "always", "--lang", "en"
    )
    assert 2 == code
    assert "a row a reporting unit" in err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TC101"),
        (b"a,b\n1,2\n", "TC106"),
        ('填报单位,在校学生,男,女\n甲,3,1,"2\n'.encode(), "TC101"),
        ("填报单位,在校学生,男,女\n甲,3,1,2\x00\n".encode(), "TC101"),
    ],
)
def test_what_is_no_table_is_refused(files, capsys, tmp_path, content, code):
    pytest.importorskip("polars")
    from tablecheck.bulk.check import check_bulk
    from tablecheck.pipeline import Manner

    _, form = files([])
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    report = check_bulk(path, load_form(form), Manner())
    assert code == report.refusal[0]
