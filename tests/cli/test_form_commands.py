"""tablecheck form check and form show: exit codes, places in every format, safe pages."""

from __future__ import annotations

import json
import re

import pytest

from linting.making import form

WRONG = form(rules=[("1", "[a] + [b] < 0")])


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "form.json"
    path.write_text(json.dumps(WRONG, indent=1), "utf-8")
    line = next(n for n, each in enumerate(path.read_text().splitlines(), 1) if '"rules"' in each)
    return path, line + 1


def test_exit_codes(run, wrong):
    path, _ = wrong
    assert 1 == run("form", "check", str(path))[0]
    assert 0 == run("form", "check", str(path), "--fail-on", "never")[0]
    assert 0 == run("form", "check", str(path), "--ignore", "TC921")[0]
    assert 0 == run("form", "check", "cn-zfxxgk-2014")[0]
    assert 2 == run("form", "check", "nothing")[0]
    assert 2 == run("form", "check", str(path), "--format", "xlsx")[0]
    assert 2 == run("form", "chek")[0]
    assert 2 == run("form")[0]


def test_terminal_shows_file_and_line(run, wrong):
    path, line = wrong
    code, out, _ = run("form", "check", str(path), "--lang", "en")
    assert f"error TC921  {path}:{line}  no table satisfies these" in out.splitlines()
    assert 1 == code


@pytest.mark.parametrize(
    "name", ["concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"]
)
def test_every_format_has_the_line(run, wrong, name):
    path, line = wrong
    _, out, _ = run("form", "check", str(path), "--format", name, "--select", "TC921")
    told = {
        "concise": f"form.json:{line}: ",
        "json": f'"line": {line}',
        "jsonl": f'"line": {line}',
        "sarif": f'"startLine": {line}',
        "junit": f"form.json:{line}",
        "github": f"line={line},",
        "gitlab": f'"begin": {line}',
        "markdown": f"form&#46;json&#58;{line}",
    }[name]
    plain = out.replace("\\u0023", "#")
    assert told in plain or told.replace("&#46;", ".") in plain


def test_json_report_is_of_its_schema(run, wrong, examples):
    from jsonschema import Draft202012Validator

    schema = json.loads((examples.parent / "schemas" / "report.schema.json").read_text("utf-8"))
    _, out, _ = run("form", "check", str(wrong[0]), "cn-zfxxgk-2019", "--format", "json")
    Draft202012Validator(schema).validate(json.loads(out))


def test_show_is_the_tree_of_forms(run):
    assert run("forms", "cn-zfxxgk-2021") == run("form", "show", "cn-zfxxgk-2021")


def test_page_runs_nothing_and_asks_for_nothing(run, tmp_path):
    value = form(
        [{"code": "a", "label": "<script>alert(1)</script>"}, "b"],
        [("r", "[a] <= [b]")],
        source={"note": '"><img src=x>'},
    )
    path, page = tmp_path / "form.json", tmp_path / "form.html"
    path.write_text(json.dumps(value), "utf-8")
    assert 0 == run("form", "show", str(path), "--format", f"html={page}")[0]
    text = page.read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"<(script|img|link|iframe)|https?:|\son\w+=", text)
    assert "&lt;script&gt;" in text
    assert "[a] &lt;= [b]" in text


def test_diff_of_two_years_as_json(run):
    code, out, _ = run("form", "diff", "cn-zfxxgk-2019", "cn-zfxxgk-2021", "--format", "json")
    assert 0 == code
    splits = [each for each in json.loads(out)["changes"] if each["kind"] == "split"]
    assert ["3.6"] == [each["before"]["code"] for each in splits]
    assert ["3.6.1", "3.6.2", "3.6.3"] == [each["code"] for each in splits[0]["several"]]
