"""The quick way of reading a command line: of one mind with typer wherever it reads one at all."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecheck.cli import quick
from tablecheck.cli.app import make_command
from tablecheck.cli.quick import usual_request

WORDS = st.sampled_from(
    [
        "a.xlsx",
        "b c.csv",
        "表.ods",
        "-",
        "",
        "x=y",
        "=",
        "--",
        "--form",
        "-q",
        "-vq",
        "-fx",
        "12",
        "-1",
    ]
)
OPTIONS = st.sampled_from([*quick.VALUES, *quick.LISTS, *quick.FLAGS, "--no", "--for", "--json"])
PARTS = st.one_of(
    WORDS, OPTIONS, st.tuples(OPTIONS, WORDS).map("=".join), st.tuples(OPTIONS, WORDS).map(list)
)


def flat(parts):
    return [word for part in parts for word in (part if isinstance(part, list) else [part])]


def by_typer(arguments):
    """The parameters as typer reads them, None where it refuses."""
    command = make_command(["validate"])
    try:
        context = command.make_context("tablecheck", list(arguments))
        own = context.command.commands["validate"] if hasattr(command, "commands") else command
        rest = own.make_context("validate", list(arguments[1:]), parent=context)
    except click.UsageError:
        return None
    return rest.params


@given(st.lists(PARTS, max_size=6).map(flat))
def test_quick_way_and_typer_read_alike(arguments):
    request = usual_request(["validate", *arguments])
    if request is None:
        return
    params = by_typer(["validate", *arguments])
    assert params is not None
    for name, value in params.items():
        mine = getattr(request, name)
        assert (list(value) if isinstance(value, list | tuple) else value) == mine or (
            not value and not mine
        ), name


@given(st.lists(st.sampled_from(["a.xlsx", "b.csv"]), min_size=1), st.data())
def test_usual_command_lines_go_the_quick_way(paths, data):
    options = data.draw(
        st.lists(
            st.one_of(
                st.sampled_from(list(quick.FLAGS)).map(lambda name: [name]),
                st.sampled_from(["--form", "-f", "--lang", "--blank"]).map(lambda n: [n, "x"]),
                st.sampled_from(["-F", "--select"]).map(lambda name: [name, "json"]),
                st.just(["--max-findings=7"]),
            ),
            max_size=4,
        )
    )
    request = usual_request(["validate", *paths, *[word for each in options for word in each]])
    assert request is not None
    assert paths == request.paths


def test_every_option_of_validate_is_known_to_the_quick_way():
    command = make_command(["validate"])
    own = command.commands["validate"] if hasattr(command, "commands") else command
    known = {**quick.VALUES, **quick.LISTS, **quick.FLAGS}
    for param in own.params:
        if isinstance(param, click.Option) and param.name != "help":
            for name in param.opts:
                assert known.get(name) == param.name, name
            assert (param.opts[0] in quick.LISTS) == param.multiple
            assert (param.opts[0] in quick.FLAGS) == param.is_flag


@pytest.mark.parametrize(
    "arguments",
    [
        ["checks"],
        ["validate"],
        ["validate", "--form"],
        ["validate", "a.xlsx", "--nonsense"],
        ["validate", "a.xlsx", "--max-findings", "many"],
        ["validate", "a.xlsx", "--", "b.xlsx"],
    ],
)
def test_what_is_rare_or_wrong_is_left_to_typer(arguments):
    assert usual_request(arguments) is None


def test_options_in_the_environment_are_left_to_typer(monkeypatch):
    monkeypatch.setenv("TABLECHECK_FORM", "x")
    assert usual_request(["validate", "a.xlsx"]) is None


def test_language_of_the_environment_counts(monkeypatch):
    monkeypatch.setenv("TABLECHECK_LANG", "zh")
    request = usual_request(["validate", "a.xlsx"])
    assert request is not None
    assert "zh" == request.lang
