"""Help: every option told of, in both languages, within 80 columns."""

from __future__ import annotations

import unicodedata

import pytest

from tablecheck.cli.entry import COMMANDS


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


FORM_COMMANDS = tuple(
    f"form {name}" for name in ("init", "check", "show", "diff", "template", "export")
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS, *FORM_COMMANDS])
def test_help_fits_a_console_and_tells_of_every_option(run, command: str, lang: str):
    from tablecheck.cli.app import make_command

    code, out, err = run(*command.split(), "--help", "--lang", lang)
    assert (0, "") == (code, err)
    assert all(columns(line) <= 80 for line in out.splitlines())
    out.encode("gbk")
    told = make_command(command.split())
    for name in command.split():
        told = told.commands[name]
    for param in told.params:
        for option in param.opts:
            if option.startswith("-"):
                assert f"{option} " in out or f"{option}," in out or f"{option}\n" in out
        if param.param_type_name == "argument":
            assert param.metavar in out
    is_chinese = any(unicodedata.east_asian_width(sign) == "W" for sign in out)
    assert (lang == "zh") == is_chinese


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_tells_of_no_option_that_is_not_there(lang: str):
    import re

    from tablecheck.cli.app import make_command
    from tablecheck.cli.help import help_text

    for command in (*COMMANDS, *FORM_COMMANDS):
        program = make_command(command.split())
        for name in command.split():
            program = program.commands[name]
        known = {name for p in program.params for name in p.opts}
        told = set(re.findall(r"(?m)^  (?:-\w, )?(--[\w-]+)", help_text(command, lang)))
        assert told - {"--help"} <= known


def test_every_command_is_told_of():
    from tablecheck.cli.app import make_command
    from tablecheck.cli.help import help_text

    commands = make_command([]).commands
    assert set(COMMANDS) == set(commands)
    assert set(FORM_COMMANDS) == {f"form {name}" for name in commands["form"].commands}
    for command, names in (("", commands), ("form", commands["form"].commands)):
        assert all(f"\n  {name} " in help_text(command, "en") for name in names)


def test_help_says_what_files_alone_get(run):
    assert "get a marked workbook beside them" in run("--help", "--lang", "en")[1]
    assert "另写一份标注的工作簿" in run("--help", "--lang", "zh")[1]


def test_help_may_be_asked_for_anywhere_but_after_two_dashes(run):
    whole = run("--help")
    assert whole == run("-h")
    assert run("validate", "-h") == run("some.xlsx", "--help")
    assert 2 == run("--", "--help")[0]


def test_language_may_stand_before_the_command(run):
    assert run("checks", "--lang", "zh") == run("--lang", "zh", "checks")
    assert run("forms", "--lang=zh") == run("--lang=zh", "forms")
    assert run("--help", "--lang", "zh") == run("--lang", "zh", "--help")


def test_no_words_at_all_show_the_help_and_fail(run):
    for words in ((), ("--lang", "zh")):
        code, out, err = run(*words)
        assert (2, "") == (code, out)
        assert "tablecheck" in err
