"""tablecheck.toml: found upwards, read strictly, behind the command line and the environment."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tablecheck.cli.entry import main
from tablecheck.config.find import find_config, folder_of
from tablecheck.config.read import KEYS, read_config
from tablecheck.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
WAIVER = """
[[waivers]]
code = "TC403"
indicator = "1.1"
reason = "旧栏目并入新网站"
who = "张三"
until = 2999-12-31
[waivers.values]
"1.1" = 1606
"1.3.1" = "2"
"1.3.2" = "89"
"1.3.3" = "0"
"1.3.4" = "1506"
"1.3.5" = "0"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a broken table in a folder, which we stand in."""
    for name in list(os.environ):
        if name.startswith(("TABLECHECK_", "LC_", "LANG")):
            monkeypatch.delenv(name)
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "reports").mkdir()
    shutil.copy(ROOT / "examples" / "broken.xlsx", tmp_path / "repo" / "reports")
    monkeypatch.chdir(tmp_path / "repo")
    return tmp_path / "repo"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def run_it(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


def write(folder: Path, text: str, name: str = "tablecheck.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_nearest_file_counts_up_to_the_root_of_the_repository(project: Path):
    reports = project / "reports"
    outside = write(project.parent, "")
    assert "" == find_config(str(reports))
    root = write(project, "")
    assert str(root) == find_config(str(reports))
    shared = write(reports, "[tool.tablecheck]\n", "pyproject.toml")
    assert str(shared) == find_config(str(reports))
    own = write(reports, "")
    assert str(own) == find_config(str(reports))
    (project / ".git").rmdir()
    own.unlink()
    shared.write_text("[project]\nname = 'x'\n")
    root.unlink()
    assert str(outside) == find_config(str(reports))


def test_search_starts_where_all_files_are(project: Path):
    (project / "a").mkdir()
    paths = [project / "reports" / "broken.xlsx", project / "a"]
    assert str(project) == folder_of([str(path) for path in paths])
    assert str(project / "reports") == folder_of([str(paths[0])])
    assert str(project) == folder_of([])


def test_every_key_is_read_and_told_of_in_the_documentation(project: Path):
    path = write(
        project,
        """
form = "agency"
sheet = "1"
encoding = "gb18030"
blank = "zero"
previous = "last.xlsx"
fail-on = "warning"
lang = "zh"
color = "never"
max-findings = 3
select = ["TC403"]
ignore = ["unit-glued"]
baseline = "base.json"
waiver-files = ["报告.检查结果.xlsx"]
[forms]
agency = "forms/agency.json"
[[files]]
pattern = "2018/*.xlsx"
form = "cn-zfxxgk-2014"
[severities]
TC304 = "error"
[limits]
file-bytes = 1000
"""
        + WAIVER,
    )
    config = read_config(str(path))
    assert ("agency", "1", "gb18030", "zero") == (
        config.form,
        config.sheet,
        config.encoding,
        config.blank,
    )
    assert str(project / "last.xlsx") == config.previous
    assert ("warning", "zh", "never", 3) == (
        config.fail_on,
        config.lang,
        config.color,
        config.max_findings,
    )
    assert (("TC403",), ("unit-glued",)) == (config.select, config.ignore)
    assert {"agency": str(project / "forms" / "agency.json")} == config.forms
    assert (("2018/*.xlsx", "cn-zfxxgk-2014"),) == config.files
    assert ({"TC304": "error"}, {"file_bytes": 1000}) == (config.severities, config.limits)
    assert (str(project / "报告.检查结果.xlsx"),) == config.waiver_files
    (waiver,) = config.waivers
    assert ("张三", "2999-12-31", "1606") == (
        waiver.waiver.who,
        waiver.waiver.until,
        waiver.values["1.1"],
    )
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert [] == [key for key in KEYS if f"`{key}`" not in page]


WRONG = [
    ("failon = 1", "failon", "did you mean fail-on"),
    ('fail-on = "errors"', "fail-on", "did you mean error"),
    ('lang = "fr"', "lang", "is one of zh, en"),
    ("form = 3", "form", "is text"),
    ('select = "TC403"', "select", "is a list"),
    ("max-findings = -1", "max-findings", "whole number"),
    ("max-findings = true", "max-findings", "whole number"),
    ("forms = 3", "forms", "is a table"),
    ("[forms]\na = 1", "forms.a", "is text"),
    ("files = 3", "files", "is a list of tables"),
    ('[[files]]\npattern = "*"', "files[0]", "has no form"),
    ('[[files]]\npatern = "*"', "files[0].patern", "did you mean pattern"),
    ('[severities]\nTC304 = "loud"', "severities.TC304", "is one of error"),
    ("[limits]\nfile-byte = 1", "limits.file-byte", "did you mean file-bytes"),
    ("[[waivers]]\nreson = 'x'", "waivers[0].reson", "did you mean reason"),
    ("[[waivers]]\nreason = 'x'", "waivers[0]", "neither code nor rule"),
    ("[[waivers]]\ncode = 'TC403'\nvalues = {a = 1}", "waivers[0]", "has no reason"),
    ("[[waivers]]\ncode = 'TC403'\nreason = ' '", "waivers[0].reason", "is text"),
    ("[[waivers]]\ncode = 'TC403'\nreason = 'x'", "waivers[0].values", "accepted values"),
    ("[[waivers]]\ncode = 'TC4O3'\nreason = 'x'", "waivers[0].code", "did you mean TC403"),
    (
        "[[waivers]]\ncode = 'TC403'\nreason = 'x'\nvalues = {a = 1.5}",
        "waivers[0].values.a",
        "in quotes",
    ),
    (
        "[[waivers]]\ncode = 'TC403'\nreason = 'x'\nvalues = {a = 1}\nuntil = '2026'",
        "waivers[0].until",
        "is a date",
    ),
    ("x = ", "", "it is no TOML"),
    ("x = " + "[" * 5000, "", ""),
]


@pytest.mark.parametrize(("text", "key", "said"), WRONG, ids=lambda each: str(each)[:30])
def test_what_means_nothing_is_an_error_with_its_key(project: Path, text: str, key: str, said: str):
    path = write(project, text)
    with pytest.raises(ConfigError) as caught:
        read_config(str(path))
    assert ("tablecheck.toml", key) == (caught.value.path, caught.value.key)
    assert said in caught.value.en
    assert caught.value.zh


def test_error_is_one_line_and_exit_2(project: Path, run):
    write(project, "failon = 1")
    for command in (["reports"], ["config", "reports"]):
        code, out, err = run(*command, "--lang", "zh")
        assert (2, "", 1) == (code, out, err.count("\n"))
        assert "tablecheck: tablecheck.toml: failon: 没有这一项，是不是 fail-on\n" == err


def test_section_of_pyproject_is_read_and_its_keys_are_named(project: Path):
    path = write(project, "[tool.tablecheck]\nfail-on = 'never'\n", "pyproject.toml")
    assert "never" == read_config(str(path)).fail_on
    write(project, "[tool.tablecheck]\nfailon = 'never'\n", "pyproject.toml")
    with pytest.raises(ConfigError) as caught:
        read_config(str(path))
    assert "tool.tablecheck.failon" == caught.value.key


def test_command_line_then_environment_then_file(project: Path, run, monkeypatch):
    write(project, 'fail-on = "never"\nselect = ["TC403"]\nlang = "zh"\n')
    code, out, _ = run("reports", "-F", "concise")
    assert (0, 1) == (code, out.count("\n"))
    assert "错误 TC403" in out
    monkeypatch.setenv("TABLECHECK_FAIL_ON", "error")
    monkeypatch.setenv("TABLECHECK_LANG", "en")
    code, out, _ = run("reports", "-F", "concise")
    assert 1 == code
    assert "error TC403" in out
    assert 0 == run("reports", "--fail-on", "never")[0]
    assert "TC304" in run("reports", "--select", "TC304", "-F", "concise")[1]


def test_forms_by_pattern_and_own_forms(project: Path, run):
    form = json.loads((ROOT / "schemas" / "cn-zfxxgk-2014.json").read_text("utf-8"))
    (project / "forms").mkdir()
    (project / "forms" / "mine.json").write_text(json.dumps({**form, "id": "mine"}), "utf-8")
    shutil.copy(ROOT / "examples" / "filled.xlsx", project / "other.xlsx")
    write(
        project,
        '[forms]\nmine = "forms/mine.json"\n[[files]]\npattern = "reports/*"\nform = "mine"\n',
    )
    report = json.loads(run("reports", "other.xlsx", "-F", "json")[1])
    assert ["mine", "cn-zfxxgk-2014"] == [file["form"] for file in report["files"]]
    report = json.loads(run("other.xlsx", "-f", "mine", "-F", "json")[1])
    assert "mine" == report["files"][0]["form"]
    write(project, 'form = "mime"\n[forms]\nmine = "forms/mine.json"\n')
    code, _, err = run("other.xlsx")
    assert 2 == code
    assert "form: no form has the id “mime”, and no file this name, did you mean mine" in err


def test_severities_and_limits_apply(project: Path, run):
    write(project, '[severities]\nTC304 = "information"\nTC313 = "error"\n')
    report = json.loads(run("reports", "-F", "json")[1])
    found = {each["code"]: each["severity"] for each in report["files"][0]["findings"]}
    assert ("information", "error") == (found["TC304"], found["TC313"])
    write(project, "[limits]\nfile-bytes = 100\n")
    code, out, _ = run("reports")
    assert 3 == code
    assert "TC102" in out


def test_waiver_of_the_file_and_of_another_one(project: Path, run):
    only = ("reports", "--select", "TC403")
    assert 1 == run(*only)[0]
    write(project, WAIVER)
    code, out, _ = run(*only, "--lang", "zh")
    assert 0 == code
    assert "情况说明: 旧栏目并入新网站（张三，至 2999-12-31，tablecheck.toml）。" in out
    (project / "tablecheck.toml").rename(project / "why.toml")
    assert 1 == run(*only)[0]
    assert 0 == run(*only, "--waivers", "why.toml")[0]
    write(project, 'waiver-files = ["why.toml"]\n')
    assert 0 == run(*only)[0]


def test_baseline_fails_on_what_is_new(project: Path, run):
    assert 1 == run("reports", "-F", "json=base.json", "-q")[0]
    assert 0 == run("reports", "--baseline", "base.json")[0]
    write(project, 'baseline = "base.json"\n')
    assert 0 == run("reports")[0]
    assert 2 == run("reports", "-F", "json=base.json")[0]  # it would be written over
    assert 2 == run("reports", "--baseline", "tablecheck.toml")[0]


def test_waivers_of_what_is_no_workbook_are_bad_usage(project: Path, run):
    (project / "empty.xlsx").write_bytes(b"")
    for name in ("empty.xlsx", "reports/broken.xlsx"):
        code, out, err = run("reports", "--waivers", name)
        assert (2, "", 1) == (code, out, err.count("\n"))
        assert err.startswith(f"tablecheck: {name}: ")


def test_config_shows_what_applies_and_whence(project: Path, run, monkeypatch):
    code, out, err = run("config")
    assert (0, "") == (code, err)
    assert "configuration: none\n" in out
    assert "fail-on       error  (default)\n" in out
    write(project, 'fail-on = "never"\n[severities]\nTC304 = "error"\n' + WAIVER)
    monkeypatch.setenv("TABLECHECK_BLANK", "zero")
    out = run("config", "reports")[1]
    assert "configuration: tablecheck.toml\n" in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "fail-on never (tablecheck.toml)" in lines
    assert "blank zero (TABLECHECK_BLANK)" in lines
    assert "severities.TC304 error (tablecheck.toml)" in lines
    assert "waiver TC403 1.1 旧栏目并入新网站 (tablecheck.toml)" in lines


def test_config_may_be_named(project: Path, run):
    write(project, 'fail-on = "never"\n', "other.toml")
    assert 1 == run("reports")[0]
    assert 0 == run("reports", "--config", "other.toml")[0]
    assert "never  (other.toml)" in run("config", "--config", "other.toml")[1]
    assert 2 == run("reports", "--config", "nowhere.toml")[0]


def test_stubs_accept_everything_once_they_have_reasons(project: Path, run):
    code, out, _ = run("reports", "-F", "waivers")
    assert 1 == code
    write(project, out, "why.toml")
    code, _, err = run("reports", "--waivers", "why.toml")
    assert 2 == code
    assert "why.toml: waivers[0].reason" in err
    write(project, out.replace('reason = ""', 'reason = "属实"'), "why.toml")
    code, out, _ = run("reports", "--waivers", "why.toml", "--fail-on", "warning", "--lang", "zh")
    assert (0, 12) == (code, out.count("情况说明: 属实"))
    assert "另有 12 处已有情况说明，不计入。" in out


@pytest.mark.parametrize("page", ["configuration.md", "waivers.md"])
def test_examples_of_the_documentation_are_read(project: Path, page: str):
    from tablecheck.cli.choices import check_codes

    text = (ROOT / "docs" / page).read_text("utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert examples
    for example in examples:
        config = read_config(str(write(project, example)))
        assert config.waivers[0].waiver.reason == "旧栏目的信息并入新网站"
        check_codes([*config.select, *config.ignore, *config.severities], "en")


def test_waivers_to_look_at_are_told_in_the_last_line(project: Path, run):
    shutil.copy(ROOT / "examples" / "filled.xlsx", project / "a.xlsx")
    write(project, WAIVER)
    assert run("a.xlsx", "--lang", "zh")[1].endswith("\n1 条情况说明需要处理，见上。\n")
    code, out, _ = run("a.xlsx", "--lang", "en", "--fail-on", "warning")
    assert (1, True) == (code, out.endswith("\n1 waiver to look at, see above.\n"))
