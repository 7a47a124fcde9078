"""Usage errors: exit 2, one line on stderr, in the chosen language, near misses named."""

from __future__ import annotations

import pytest
from tests.cli.running import BROKEN, FILLED

SAID = [
    (["nowhere.xlsx"], "没有文件 nowhere.xlsx", "there is no file nowhere.xlsx"),
    (["explian"], "没有文件 explian，是不是 explain", "no file explian, did you mean explain"),
    (["no*.xlsx"], "没有文件符合 no*.xlsx", "no file matches no*.xlsx"),
    ([""], "文件名是空的", "a file name is empty"),
    (["--waivers", "no.toml", FILLED], "没有文件 no.toml", "there is no file no.toml"),
    (["-F", "json=", FILLED], "json= 后面没有文件名", "no file is named after json="),
    (["--nothing", "a", FILLED], "没有选项 --nothing", "there is no option --nothing"),
    (["--previous", "filed.xlsx", FILLED], "没有文件 filed.xlsx", "there is no file filed.xlsx"),
    (["--previous", ".", FILLED], "应为一个文件，. 是文件夹", "names one file, but . is a folder"),
    (["--previous", "", FILLED], "--previous 的文件名是空的", "file name of --previous is empty"),
    (["--fail-no", "never", FILLED], "是不是 --fail-on", "did you mean --fail-on"),
    (["--fail-on", "errors", FILLED], "error、warning、never 之一", "did you mean error"),
    (["--blank", "nul", FILLED], "--blank 应为", "--blank is one of form, missing, zero"),
    (["--color", "red", FILLED], "--color 应为", "--color is one of"),
    (["-F", "jsn", FILLED], "--format 应为", "not “jsn”, did you mean json"),
    (["-F", "text", "-F", "json", FILLED], "只能有一种格式输出到屏幕", "only one format"),
    (["--select", "TC4O1", FILLED], "没有检查项 TC4O1，是不是 TC401", "did you mean TC401"),
    (["--ignore", "total-mismach", FILLED], "是不是 total-mismatch", "mean total-mismatch"),
    (["-f", "cn-zfxxgk-2O14", FILLED], "是不是 cn-zfxxgk-2014", "did you mean cn-zfxxgk-2014"),
    (["-f"], "选项 -f 后面要有值", "the option -f needs a value"),
    (["--quiet=1", FILLED], "选项 --quiet 后面不带值", "the option --quiet takes no value"),
    (["--max-findings", "x", FILLED], "应为不小于 0 的整数", "a whole number from 0 up"),
    (["--max-findings", "-1", FILLED], "应为不小于 0 的整数", "a whole number from 0 up"),
    (["validate"], "缺少参数 PATH...", "the argument PATH... is missing"),
    (["explain"], "缺少参数 CODE", "the argument CODE is missing"),
    (["explain", "TC401", "TC402"], "多余的参数 TC402", "one argument too many: TC402"),
    (["explain", "TC410"], "没有检查项 TC410，是不是 TC4", "there is no check TC410, did you mean"),
    (["forms", "cn-zfxxgk"], "没有表式“cn-zfxxgk”", "no form has the id “cn-zfxxgk”"),
]


@pytest.mark.parametrize(("arguments", "zh", "en"), SAID, ids=lambda each: str(each)[:40])
def test_usage_error_is_one_line_in_the_chosen_language(run, arguments, zh: str, en: str):
    for lang, words in (("zh", zh), ("en", en)):
        at = 1 if arguments[0] in ("validate", "explain", "forms") else 0
        line = [*arguments[:at], f"--lang={lang}", *arguments[at:]]
        code, out, err = run(*line)
        assert (2, "") == (code, out)
        assert words in err
        assert 1 == err.count("\n")
        assert "Traceback" not in err
        assert err.startswith("tablecheck: ")


def test_wrong_language_is_told_in_the_system_s(run, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    code, _, err = run("--lang", "fr", FILLED)
    assert 2 == code
    assert "--lang 应为 zh、en 之一，不是“fr”" in err


def test_words_of_the_command_line_are_harmless(run):
    for arguments in (["\x1b[31m.xlsx"], ["--\x1b[31m", FILLED], ["-F", "\x1b[31m", FILLED]):
        code, _, err = run(*arguments)
        assert 2 == code
        assert "\\x1b[31m" in err
        assert "\x1b" not in err


def test_very_long_name_is_a_usage_error(run):
    code, _, err = run("a" * 5000)
    assert 2 == code
    assert len(err) < 300


def test_version(run):
    from tablecheck import __version__

    assert (0, f"tablecheck {__version__}\n", "") == run("--version")


@pytest.mark.parametrize(("lang", "word"), [("zh", "退出码"), ("en", "Exit codes")])
def test_help_is_in_the_chosen_language(run, lang: str, word: str):
    code, out, err = run("--lang", lang, "--help")
    assert (0, "") == (code, err)
    assert word in out
    assert all(f"\n  {name} " in out for name in ("validate", "explain", "checks", "forms"))


@pytest.mark.parametrize("command", ["validate", "explain", "checks", "forms"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_tells_of_every_option(run, command: str, lang: str):
    from tablecheck.cli.app import make_command

    code, out, _ = run(command, "--help", "--lang", lang)
    assert 0 == code
    known = make_command([command]).get_command(None, command).params
    assert [] == [
        max(p.opts, key=len)
        for p in known
        if p.opts[0][:1] == "-" and max(p.opts, key=len) not in out
    ]


def test_no_arguments_show_the_help_and_fail(run):
    code, out, err = run()
    assert (2, "") == (code, out)
    assert "Usage" in err


def test_options_come_from_the_environment(run, monkeypatch):
    monkeypatch.setenv("TABLECHECK_FORMAT", "concise")
    monkeypatch.setenv("TABLECHECK_LANG", "zh")
    monkeypatch.setenv("TABLECHECK_SELECT", "TC403")
    monkeypatch.setenv("TABLECHECK_FAIL_ON", "never")
    code, out, _ = run(BROKEN)
    assert 0 == code
    assert 1 == out.count("\n")
    assert "错误 TC403" in out
    code, out, _ = run(BROKEN, "--lang", "en", "--fail-on", "error")
    assert 1 == code
    assert "error TC403" in out


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "TABLECHECK_LANG": "en"}, "en"),
    ],
)
def test_language_is_that_of_the_environment(monkeypatch, variables, lang: str):
    from tablecheck.cli.language import system_language

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert lang == system_language()
