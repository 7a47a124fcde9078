"""The command lines of the action, the hooks and the examples, on a repository made for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from tests.reporters.readers import github_commands, gitlab_complaints, junit_complaints

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="the scripts are bash's")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def environment(**changes: str) -> dict[str, str]:
    """Without what decides language and options; the program first on the path."""
    dropped = ("TABLECHECK_", "LC_", "LANG", "GITHUB_", "GIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    scripts = sysconfig.get_path("scripts")
    return {
        **kept,
        "PATH": f"{scripts}{os.pathsep}{kept['PATH']}",
        "LANG": "zh_CN.UTF-8",
        **changes,
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a filled table, a broken one, and a form."""
    repo = tmp_path / "repo"
    for name in ("reports", "forms"):
        (repo / name).mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "filled.xlsx", repo / "reports" / "good.xlsx")
    shutil.copy(ROOT / "examples" / "filled.xlsx", repo / "reports" / "坏 的.xlsx")
    set_channel(repo, 89)
    shutil.copy(ROOT / "schemas" / "cn-zfxxgk-2014.json", repo / "forms" / "mine.json")
    (repo / "README.md").write_text("no table")
    subprocess.run(["git", "init", "-q"], cwd=repo, check=True)
    subprocess.run(["git", "add", "."], cwd=repo, check=True)
    return repo


def set_channel(repo: Path, value: int) -> None:
    """The number of 政府网站 in the broken table: 98 is right."""
    path = repo / "reports" / "坏 的.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(r for r in range(1, 70) if "政府网站公开政府信息数" in str(sheet.cell(r, 1).value))
    sheet.cell(row, 3).value = value
    book.save(path)


def waive(repo: Path) -> None:
    """Accept the broken rule as it stands now."""
    stubs = subprocess.run(
        ["tablecheck", "validate", "reports", "--format", "waivers"],
        cwd=repo,
        env=environment(),
        capture_output=True,
        check=False,
    ).stdout.decode("utf-8")
    assert 1 == stubs.count("[[waivers]]")
    (repo / "tablecheck.toml").write_text(stubs.replace('""', '"旧栏目并入"'), "utf-8")


def run_action(repo: Path, **inputs: str) -> tuple[int, str, str]:
    """(exit code, log, summary) of the action's second step."""
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    step = ACTION["runs"]["steps"][1]
    variables = {}
    for name, expression in step["env"].items():
        (asked,) = re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", expression).groups()
        variables[name] = given[asked]
    summary = repo.parent / "summary.md"
    summary.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=repo,
        env=environment(**variables, GITHUB_STEP_SUMMARY=str(summary)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), summary.read_text("utf-8")


@POSIX
def test_action_fails_on_a_broken_table_until_it_is_waived_and_when_it_changes(repository: Path):
    code, log, summary = run_action(repository, paths="reports\n")
    assert 1 == code
    ((name, properties, message),) = github_commands(log)
    assert ("error", "reports/坏 的.xlsx") == (name, properties["file"])
    assert "1606 > 2 + 89 + 0 + 1506 + 0 = 1597" in message
    assert "| 错误（强制性） | TC403 |" in summary
    waive(repository)
    code, log, summary = run_action(repository, paths="reports")
    assert 0 == code
    assert "notice" == github_commands(log)[0][0]
    assert "旧栏目并入" in log
    assert "| 已说明 | TC403 |" in summary
    set_channel(repository, 88)
    code, log, _ = run_action(repository, paths="reports")
    assert 1 == code
    assert ["error", "warning"] == [each[0] for each in github_commands(log)]
    assert "TC703" in log
    set_channel(repository, 98)
    code, log, _ = run_action(repository, paths="reports")
    assert 0 == code
    assert "TC702" in log


@POSIX
def test_action_takes_inputs_as_words_and_never_as_shell(repository: Path):
    code, log, _ = run_action(repository, paths="reports/good.xlsx", options="--fail-on=warning")
    assert (0, "") == (code, log)
    hostile = "$(touch hacked)\n`touch hacked`\n; touch hacked"
    code, log, _ = run_action(repository, paths=hostile)
    assert 2 == code
    assert 2 == run_action(repository, options="--fail-on=$(touch hacked)")[0]
    assert not (repository / "hacked").exists()
    code, log, _ = run_action(repository, paths="reports/*.xlsx\n-x", sarif="out.sarif")
    assert (2, False) == (code, (repository / "out.sarif").exists())
    assert 1 == run_action(repository, paths="reports/*.xlsx", sarif="out.sarif")[0]
    run = json.loads((repository / "out.sarif").read_bytes())["runs"][0]
    uris = [each["location"]["uri"] for each in run["artifacts"]]
    assert ["reports/good.xlsx", "reports/%E5%9D%8F%20%E7%9A%84.xlsx"] == uris


def test_action_installs_itself_and_names_its_inputs():
    install, check = ACTION["runs"]["steps"]
    assert {"ACTION": "${{ github.action_path }}"} == install["env"]
    assert "${{" not in install["run"] + check["run"]
    assert all(each["description"] for each in ACTION["inputs"].values())
    workflow = yaml.safe_load((ROOT / "examples" / "ci" / "github.yml").read_text("utf-8"))
    step = workflow["jobs"]["tablecheck"]["steps"][2]
    assert set(step["with"]) <= set(ACTION["inputs"])


def run_hook(repo: Path, name: str, *more: str) -> tuple[int, str]:
    """A hook as pre-commit runs it: staged files that fit, at the end of its command line."""
    hook = HOOKS[name]
    staged = subprocess.run(
        ["git", "-c", "core.quotepath=off", "diff", "--cached", "--name-only"],
        cwd=repo,
        env=environment(),
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    files = [each for each in staged.splitlines() if re.search(hook["files"], each)]
    done = subprocess.run(
        [*hook["entry"].split(), *hook.get("args", []), *more, *files],
        cwd=repo,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8")


def test_hook_fails_on_a_broken_table_until_it_is_waived_and_when_it_changes(repository: Path):
    code, log = run_hook(repository, "tablecheck")
    assert 1 == code
    assert "错误（强制性） TC403  统计表!C5" in log
    assert "README" not in log
    waive(repository)
    code, log = run_hook(repository, "tablecheck")
    assert 0 == code
    assert "情况说明: 旧栏目并入" in log
    set_channel(repository, 88)
    code, log = run_hook(repository, "tablecheck")
    assert 1 == code
    assert "TC703" in log


def test_hook_of_forms_tells_of_every_wrong_one(repository: Path):
    code, log = run_hook(repository, "tablecheck-forms")
    assert 0 == code
    for name in ("a", "b"):
        (repository / "forms" / f"{name}.json").write_text("{}")
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    code, log = run_hook(repository, "tablecheck-forms")
    assert 1 == code
    assert {"forms/a.json", "forms/b.json"} == set(re.findall(r"TC901  (\S+?):", log))


def test_hooks_take_workbooks():
    from tablecheck.cli.paths import KNOWN

    others = {".csv", ".tsv", ".docx", ".html", ".htm"}  # not all of them are reports
    taken = {each for each in KNOWN if re.search(HOOKS["tablecheck"]["files"], f"a/报告{each}")}
    assert set(KNOWN) - others == taken
    assert re.search(HOOKS["tablecheck"]["files"], "A.XLSX")
    assert not re.search(HOOKS["tablecheck"]["files"], "a.xlsx.md")
    named = yaml.safe_load((ROOT / "examples" / "ci" / "pre-commit.yml").read_text("utf-8"))
    assert {each["id"] for each in named["repos"][0]["hooks"]} == set(HOOKS)


@POSIX
def test_example_of_gitlab_writes_the_reports_that_it_names(repository: Path):
    job = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab.yml").read_text("utf-8"))["tablecheck"]
    install, check = job["script"]
    assert install.startswith("python -m pip install ")
    done = subprocess.run(
        ["bash", "-c", check], cwd=repository, env=environment(), capture_output=True, check=False
    )
    assert 1 == done.returncode
    assert "总数大于各渠道之和" in done.stdout.decode("utf-8")
    reports = job["artifacts"]["reports"]
    quality = (repository / reports["codequality"]).read_text("utf-8")
    assert [] == gitlab_complaints(quality)
    assert 1 == len(json.loads(quality))
    assert [] == junit_complaints((repository / reports["junit"]).read_text("utf-8"))


@pytest.mark.parametrize("name", ["-", "reports/坏 的.xlsx"])
def test_standard_input_is_read_under_a_name(repository: Path, name: str):
    path = repository / "reports" / "坏 的.xlsx"
    more = [] if name == "-" else ["--stdin-name", name]
    with path.open("rb") as table:
        done = subprocess.run(
            [sys.executable, "-m", "tablecheck", "-", *more, "-F", "json"],
            cwd=repository,
            env=environment(),
            stdin=table,
            capture_output=True,
            check=False,
        )
    report = json.loads(done.stdout)
    assert (1, b"") == (done.returncode, done.stderr)
    assert "stdin" if name == "-" else name == report["files"][0]["path"]
    assert ["TC403"] == [each["code"] for each in report["files"][0]["findings"]]


def test_standard_input_that_is_no_table_is_refused(repository: Path):
    for data in (b"", b"\x00" * 100):
        done = subprocess.run(
            [sys.executable, "-m", "tablecheck", "-"],
            env=environment(),
            cwd=repository,
            input=data,
            capture_output=True,
            check=False,
        )
        assert 3 == done.returncode
        assert "未检查" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_and_answers_it(shell: str, repository: Path):
    def ask(*arguments: str, **changes: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tablecheck", *arguments],
            env=environment(**changes),
            cwd=repository,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8")

    assert "_TABLECHECK_COMPLETE" in ask("completion", shell)
    asked = {"_TABLECHECK_COMPLETE": f"{shell}_complete"}
    words = {"COMP_WORDS": "tablecheck validate --format s", "COMP_CWORD": "3"}
    if shell == "fish":
        words["COMP_CWORD"] = "s"
    assert "sarif" in ask(**asked, **words)
    words = {"COMP_WORDS": "tablecheck val", "COMP_CWORD": "val" if shell == "fish" else "1"}
    assert "validate" in ask(**asked, **words)


@POSIX
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_completion_works_in_bash(repository: Path):
    script = """
    eval "$(tablecheck completion bash)"
    COMP_WORDS=(tablecheck validate --fail-on w) COMP_CWORD=3
    _tablecheck_completion tablecheck w --fail-on
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", script], cwd=repository, env=environment(), capture_output=True, check=True
    )
    assert b"warning\n" == done.stdout
