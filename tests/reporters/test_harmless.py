"""Whatever a file holds: no control or format character passes, no line begins with its text."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporters.made import HOSTILE, hostile_report

from tablecheck.findings import Equation, Finding, Place, Severity, Term, Words
from tablecheck.report import DeducedCell, FileReport, Report, RuleVerdict
from tablecheck.reporters import concise, json_report, terminal
from tablecheck.reporters.base import Style
from tablecheck.reporters.escape import leading, leading_path, one_line, printable

PIECES = st.sampled_from(
    [
        "\x1b[2J",
        "\x1b]52;c;aGk=\x07",
        "\x9b31m",
        "\x85",
        "\x7f",
        "\x00",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\U000e0041",
        "\ud800",
        "\udcff",
        "\r\n",
        "\n",
        "\t",
        "::error::",
        "##vso[task.complete]",
        "##[error]",
        "[red]",
        "[/]",
        "[link=file:///]",
        "错误（强制性） TC403",
        "error TC403",
        "总数",
        " ",
        "\u3000",
        "\\x1b",
        "=cmd|",
        '"',
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.characters()), max_size=8).map("".join)
NAMES = st.one_of(st.none(), TEXTS)
PLACES = st.builds(
    Place,
    table=NAMES,
    row=NAMES,
    column=NAMES,
    sheet=NAMES,
    cell=st.sampled_from([None, "C5"]),
    label=TEXTS,
)
WORDS = st.builds(Words, TEXTS, TEXTS)
TERMS = st.builds(Term, st.sampled_from(["", "+", "-"]), st.sampled_from(["1", "-", "2.5"]), PLACES)
SIDES = st.lists(TERMS, min_size=1, max_size=14).map(tuple)
EQUATIONS = st.builds(
    Equation,
    SIDES,
    st.sampled_from(["=", "<=", ">="]),
    SIDES,
    st.just("3"),
    st.sampled_from(["9", "-9"]),
)
FINDINGS = st.builds(
    Finding,
    code=st.just("TC401"),
    name=st.just("total-mismatch"),
    severity=st.sampled_from(list(Severity)),
    title=WORDS,
    message=WORDS,
    at=st.one_of(st.none(), PLACES),
    related=st.lists(PLACES, max_size=2).map(tuple),
    rule=NAMES,
    facts=st.dictionaries(st.sampled_from(["text", "unit"]), NAMES),
    reason=st.one_of(st.none(), WORDS),
    action=st.one_of(st.none(), WORDS),
    equation=st.one_of(st.none(), EQUATIONS),
    by_section=st.lists(st.tuples(TEXTS, st.lists(PLACES, max_size=3).map(tuple)), max_size=2).map(
        tuple
    ),
)
FILES = st.builds(
    FileReport,
    path=TEXTS,
    refusal=st.one_of(st.none(), st.tuples(st.just("TC101"), WORDS)),
    findings=st.lists(FINDINGS, max_size=2).map(tuple),
    deduced=st.lists(
        st.builds(
            DeducedCell, PLACES, st.just("2"), st.lists(TEXTS, max_size=2).map(tuple), st.just(1)
        ),
        max_size=1,
    ).map(tuple),
    verdicts=st.lists(
        st.builds(RuleVerdict, TEXTS, TEXTS, NAMES, NAMES, st.sampled_from(["1", "0", "NA"])),
        max_size=1,
    ).map(tuple),
)
REPORTS = st.builds(Report, st.lists(FILES, min_size=1, max_size=2).map(tuple), st.just({}))
LANGS = st.sampled_from(["zh", "en"])

OUR_STARTS = re.compile(
    r"(错误（强制性）|警告（核实性）|提示|error|warning|note|未检查|not checked) TC"
    r"|── |[×√!?] |共 |有 |另有 |未发现错误|可推知：|deduced: |No error|按 --select|Only some|\d+ "
    r"|[ 10NA]{2} |    |$"
)


def is_harmless(text: str) -> bool:
    """Nothing but printed signs, blanks and our own line ends."""
    shown = text.replace("\n", "")
    return not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} & set(map(unicodedata.category, shown))


def commands(text: str) -> list[str]:
    """Lines that a build agent would carry out."""
    return [
        line
        for line in text.splitlines()
        if line.strip().startswith(("::", "##", "[")) or "##vso[" in line or "##[" in line
    ]


@given(REPORTS, LANGS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_format_lets_anything_pass(report: Report, lang: str, verbose: bool):
    style = Style(lang=lang, verbose=verbose)
    text, line_each = terminal.render(report, style), concise.render(report, style)
    for shown in (text, line_each):
        assert is_harmless(shown)
        assert [] == commands(shown)
    assert [] == [line for line in text.splitlines() if not OUR_STARTS.match(line)]
    told = sum(len(file.findings) if file.refusal is None else 1 for file in report.files)
    assert told == line_each.count("\n")
    document = json_report.render(report, style)
    assert is_harmless(document)
    assert 1 == document.count("\n")
    for told_of, file in zip(json.loads(document)["files"], report.files, strict=True):
        assert same(told_of["path"], file.path)


def same(one: str, other: str) -> bool:
    """Alike as JSON has them: two surrogates side by side are one character."""
    return one.encode("utf-16", "surrogatepass") == other.encode("utf-16", "surrogatepass")


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_one_line_is_one_harmless_line(text: str):
    for shown in (one_line(text), leading(text), leading_path(text), printable(text)):
        assert is_harmless(shown)
        assert "\n" not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hostile_report_is_harmless(lang: str):
    for module in (terminal, concise):
        text = module.render(hostile_report(), Style(lang=lang, verbose=True))
        assert is_harmless(text)
        assert [] == commands(text)
        assert "\\x1b[31m" in text
        assert "[red]" in text


def test_long_text_is_cut():
    assert 200 == len(one_line("总" * 5000))
    assert "…" == one_line("总" * 5000)[-1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("总数", "总数"),
        ("（一）总数", "（一）总数"),
        ("1.总数", "1.总数"),
        ("::error::x", "“::error::x”"),
        ("##[error]x", "“#\\x23[error]x”"),
        ("\x1b[31m", "“\\x1b[31m”"),
        ("", "“”"),
        ("a\nb\tc", "a b c"),
    ],
)
def test_leading_text_could_not_pass_for_a_command(text: str, shown: str):
    assert shown == leading(text)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.xlsx", "a.xlsx"),
        ("/a/b.xlsx", "/a/b.xlsx"),
        ("../b.xlsx", "../b.xlsx"),
        ("::error::.xlsx", "./::error::.xlsx"),
        ("\udcff.xlsx", "./\\xff.xlsx"),
    ],
)
def test_leading_path_could_not_pass_for_a_command(path: str, shown: str):
    assert shown == leading_path(path)


def test_hostile_text_has_what_it_should():
    assert not is_harmless(HOSTILE)
