"""Bad forms: code, JSON pointer, line, a sentence in two languages, within a second."""

from __future__ import annotations

import json
import socket
import time

import pytest

from form.making import changed, columns, loaded, refusal, small, with_rule, written
from tablecheck.errors import FormError
from tablecheck.form.load import load_form

ROW = "/tables/0/rows/0"
RELATION = f"{ROW}/relations/0"
RULE = "/tables/0/rules/0"
PART = {"code": "a", "label": "x"}


def extra_relation(**more):
    return {"id": "x", "is": "sum", "severity": "error", "basis": "official", **more}


# (name, form, code, pointer, words that the English sentence holds)
GRAMMAR = [
    ("typo at the top", small(titel="T"), "/titel", "did you mean “title”"),
    ("typo in a row", changed(f"{ROW}/lable", "x"), f"{ROW}/lable", "did you mean “label”"),
    ("typo in a relation", changed(f"{RELATION}/serverity", "x"), f"{RELATION}/serverity",
     "did you mean “severity”"),
    ("typo in a column", changed("/tables/0/columns/1/unti", "件"), "/tables/0/columns/1/unti",
     "did you mean “unit”"),
    ("typo in a value", changed(f"{ROW}/value", {"minimun": 0}), f"{ROW}/value/minimun",
     "did you mean “minimum”"),
    ("strange key", changed(f"{ROW}/zzzzzz", 1), f"{ROW}/zzzzzz", "unknown key “zzzzzz”"),
    ("key with a slash", changed("/units", {"a/b": {"x~": 1}}), "/units/a~1b/x~0", "unknown key"),
    ("no id", changed("/id", None, delete=True), "", "“id”"),
    ("no tables", changed("/tables", None, delete=True), "", "“tables”"),
    ("no label", changed(f"{ROW}/label", None, delete=True), ROW, "“label”"),
    ("empty tables", small(tables=[]), "/tables", "[]"),
    ("id with capitals", small(id="ABC"), "/id", "ABC"),
    ("version as a number", small(version=1), "/version", "1"),
    ("label as a number", changed(f"{ROW}/label", 5), f"{ROW}/label", "5"),
    ("severity unknown", changed(f"{RELATION}/severity", "eror"), f"{RELATION}/severity",
     "did you mean “error”"),
    ("relation unknown", changed(f"{RELATION}/is", "total"), f"{RELATION}/is", "total"),
    ("basis missing", changed(f"{RELATION}/basis", None, delete=True), RELATION, "“basis”"),
    ("mark unknown", small(missing={"marks": {"*": "secret"}}), "/missing/marks/*", "secret"),
    ("multiple without factor", small(units={"a": {"multiple_of": "b"}, "b": {}}), "/units/a",
     "go together"),
    ("factor zero", small(units={"a": {"multiple_of": "b", "factor": 0}, "b": {}}),
     "/units/a/factor", "0"),
    ("a remote $ref", small(**{"$ref": "http://127.0.0.1:9/form.json"}), "/$ref", "unknown key"),
    ("a $ref in a row", changed(f"{ROW}/$ref", "file:///etc/passwd"), f"{ROW}/$ref", "unknown key"),
    ("a pattern in a value", changed(f"{ROW}/value", {"pattern": "(a+)+$"}),
     f"{ROW}/value/pattern", "unknown key"),
    ("no value column", changed("/tables/0/columns", [{**PART, "role": "label"}]),
     "/tables/0/columns", "values"),
    ("a list", [1, 2], "", "object"),
    ("a string", "\"x\"", "", "object"),
    ("an expression that is none", with_rule("[a] = = [b]"), f"{RULE}/expect", "="),
    ("python", with_rule("__import__('os').system('x')"), f"{RULE}/expect", "no part of"),
    ("power", with_rule("[a] = 9**9**9"), f"{RULE}/expect", "expected a number"),
    ("two multiplied", with_rule("[a] * [b] = 1"), f"{RULE}/expect", "must be linear"),
    ("against itself", with_rule("[a] = [a]"), f"{RULE}/expect", "names no indicator"),
    ("two divisions", with_rule("[a] / [b] = [b] / [t]"), f"{RULE}/expect", "divide only once"),
    ("ratio to an indicator", with_rule("[a] / [b] = [t]"), f"{RULE}/expect", "with a number"),
    ("abs equal", with_rule("abs([a]) = [b]"), f"{RULE}/expect", "abs can only be compared by"),
    ("in beside fixed places", with_rule("[a@n] = [b@m]", **{"in": ["n"]}), f"{RULE}/in", "by @"),
    ("years of a rule", with_rule("[a] = [b]", years={"from": 2020, "to": 2019}),
     f"{RULE}/years", "“from” is after “to”"),
    ("tolerance below 0", with_rule("[a] = [b]", tolerance=-1), f"{RULE}/tolerance", "-1"),
    ("three stars", changed(f"{RELATION}/over", ["t/***"]), f"{RELATION}/over/0",
     "may end with /* or /**"),
    ("over a number", changed(f"{RELATION}/over", 5), f"{RELATION}/over", "a text or a list"),
    ("no indicator", with_rule("1 = 1"), f"{RULE}/expect", "names no indicator"),
]  # fmt: skip

UNKNOWN = [
    ("part", changed(f"{RELATION}/over", ["a", "bb"]), f"{RELATION}/over", "“bb”"),
    ("heading", changed(f"{RELATION}/over", "tt"), f"{RELATION}/over", "did you mean “t”"),
    ("column in", changed(f"{RELATION}/in", ["nn"]), f"{RELATION}/in", "did you mean “n”"),
    ("label column in", changed(f"{RELATION}/in", ["label"]), f"{RELATION}/in", "“label”"),
    ("code", with_rule("[a] = [zz]"), f"{RULE}/expect", "“zz”"),
    ("previous code", with_rule("[a] = previous [zz]"), f"{RULE}/expect", "“zz”"),
    ("fixed column", with_rule("[a@n] = [a@o]"), f"{RULE}/expect", "“o”"),
    ("fixed label column", with_rule("[a@n] = [a@label]"), f"{RULE}/expect", "“label” holds no"),
    ("table", with_rule("[a] = [mian!b]"), f"{RULE}/expect", "no table has the code “mian”, did"),
    ("column in another table",
     small(tables=[*with_rule("[a] = [u!x]")["tables"],
                   {"code": "u", "columns": columns("n"), "rows": [{"code": "x", "label": "X"}]}]),
     f"{RULE}/expect", "“u” has no column “m”; say which by [u!x@…]"),
    ("row in another table",
     small(tables=[*with_rule("[n] = [u!n]", axis="columns")["tables"],
                   {"code": "u", "columns": columns("n"), "rows": [{"code": "a", "label": "X"}]}]),
     f"{RULE}/expect", "“u” has no row “t”; say which by [u!n@…]"),
    ("code of another table",
     small(tables=[*with_rule("[a@n] = [u!b@n]")["tables"],
                   {"code": "u", "columns": columns("n"), "rows": [{"code": "x", "label": "X"}]}]),
     f"{RULE}/expect", "“b”"),
    ("part below no item", changed(f"{RELATION}/over", ["zz/*"]), f"{RELATION}/over", "“zz”"),
    ("parts below a leaf", changed(f"{RELATION}/over", ["a/**"]), RELATION, "no parts"),
    ("part twice by a star", changed(f"{RELATION}/over", ["a", "t/*"]), RELATION, "twice"),
    ("children of no item", with_rule("[a] = sum([zz/*])"), f"{RULE}/expect", "“zz”"),
    ("unit", changed(f"{ROW}/unit", "斤"), f"{ROW}/unit", "“斤”"),
    ("second unit", changed(f"{ROW}/unit", ["件", "斤"]), f"{ROW}/unit", "“斤”"),
    ("base of a unit", small(units={"件": {}, "a": {"multiple_of": "b", "factor": 2}}),
     "/units/a/multiple_of", "“b”"),
    ("unit of itself", small(units={"件": {}, "a": {"multiple_of": "a", "factor": 2}}),
     "/units/a/multiple_of", "refers to itself"),
    ("units in a ring", small(units={"件": {}, "a": {"multiple_of": "b", "factor": 2},
                                     "b": {"multiple_of": "a", "factor": 2}}),
     "/units/a/multiple_of", "refers to itself"),
    ("own part", changed(f"{RELATION}/over", ["t", "a"]), RELATION, "own part"),
    ("part twice", changed(f"{RELATION}/over", ["a", "a"]), RELATION, "twice"),
    ("no parts", changed(f"{ROW}/rows/0/relations", [extra_relation()]),
     f"{ROW}/rows/0/relations/0", "“a”"),
    ("heading without values", changed(f"{ROW}/heading", True), RELATION, "“t” holds no values"),
    ("heading in an expression",
     changed("/tables/0", {**with_rule("[t] = [a]")["tables"][0],
                           "rows": [{"code": "t", "label": "T", "heading": True, "rows": [PART]}]}),
     f"{RULE}/expect", "“t” holds no values"),
]  # fmt: skip

TWICE = [
    ("row", changed("/tables/0/rows/-", PART), "/tables/0/rows", "“a”"),
    ("column", changed("/tables/0/columns/-", columns("n")[0]), "/tables/0/columns", "“n”"),
    ("table", small(tables=small()["tables"] * 2), "/tables", "“main”"),
    ("rule", changed("/tables/0/rules", [{"id": "sum", "expect": "[a] <= [b]",
                                          "severity": "error", "basis": "wording"}]),
     "/tables", "“sum”"),
]  # fmt: skip


def assert_refused(error, code, pointer):
    assert (code, pointer) == (error.code, error.pointer)
    assert error.zh
    assert error.en
    assert error.zh != error.en
    assert not error.en.endswith(".")
    assert any("\u4e00" <= character <= "\u9fff" for character in error.zh)
    assert str(error).startswith(error.path)


def named(cases):
    return [pytest.param(*case[1:], id=case[0]) for case in cases]


@pytest.mark.parametrize(("form", "pointer", "words"), named(GRAMMAR))
def test_form_against_the_grammar(form, pointer, words, tmp_path):
    error = refusal(form, tmp_path)
    assert_refused(error, "TC901", pointer)
    assert words in error.en


@pytest.mark.parametrize(("form", "pointer", "words"), named(UNKNOWN))
def test_form_with_an_unknown_reference(form, pointer, words, tmp_path):
    error = refusal(form, tmp_path)
    assert_refused(error, "TC903", pointer)
    assert words in error.en


@pytest.mark.parametrize(("form", "pointer", "words"), named(TWICE))
def test_form_with_a_code_twice(form, pointer, words, tmp_path):
    error = refusal(form, tmp_path)
    assert_refused(error, "TC904", pointer)
    assert words in error.en


@pytest.mark.parametrize(("form", "pointer"), named([each[:3] for each in GRAMMAR + UNKNOWN]))
def test_line_is_that_of_the_pointer(form, pointer, tmp_path):
    """Written one key a line, the line holds the last key or index's value of the pointer."""
    error = refusal(form, tmp_path)
    text = (tmp_path / "form.json").read_text("utf-8")
    assert expected_line(text, pointer) == error.line


def expected_line(text, pointer):
    """Line of a pointer: that line holds the value that stands there, found by marking it."""
    value = json.loads(text)
    parts = [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]
    if not parts:
        return 1
    *path, last = parts
    at = value
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at[part]
    if isinstance(at, list):
        at[int(last)] = "MARKED"
    else:
        renamed = {("MARKED" if key == last else key): each for key, each in at.items()}
        at.clear()
        at.update(renamed)
    lines = json.dumps(value, ensure_ascii=False, indent=1).splitlines()
    return next(number for number, line in enumerate(lines, 1) if "MARKED" in line)


def test_first_pointer_of_one_line_json(tmp_path):
    error = refusal(json.dumps(small(titel="x")), tmp_path)
    assert (1, "/titel") == (error.line, error.pointer)


HEAD = '{\n "id": "x",\n "version": "1",\n "title": "NaN and 1e5, \\"id\\"",\n'


@pytest.mark.parametrize(
    ("text", "pointer", "line", "words"),
    [
        pytest.param(HEAD + ' "id": "y"}', "/id", 5, "stands twice", id="key twice"),
        pytest.param(
            HEAD + ' "tables": [{"code": 1},\n {"code": 1,\n "code": 2}]}',
            "/tables/1/code", 7, "stands twice", id="key twice deeper",
        ),
        pytest.param(
            HEAD + ' "titl\\u0065": 2}', "/title", 5, "stands twice", id="key twice escaped"
        ),
        pytest.param(HEAD + ' "value":\n  {"minimum": NaN}}', "/value/minimum", 6, "NaN", id="NaN"),
        pytest.param(HEAD + ' "value":\n  {"minimum": -Infinity}}', "/value/minimum", 6, "Infinity",
                     id="Infinity"),
        pytest.param(HEAD + ' "value":\n  {"minimum": 1e5}}', "/value/minimum", 6, "exponent",
                     id="exponent"),
        pytest.param(HEAD + ' "years": {\n "from": ' + "9" * 5000 + "}}", "/years/from", 6,
                     "digits", id="5,000 digits"),
        pytest.param(HEAD + ' "years": {\n "from": -' + "9" * 5000 + "}}", "/years/from", 6,
                     "digits", id="5,000 digits below zero"),
        pytest.param(HEAD + ' "x": [\n 0.' + "1" * 5000 + "]}", "/x/0", 6, "digits",
                     id="5,000 decimals"),
        pytest.param(HEAD + ' "x": 1e999999999}', "/x", 5, "exponent", id="huge exponent"),
        pytest.param(HEAD + ' "x" 1}', "", 5, "not JSON", id="no colon"),
        pytest.param(HEAD + ' "x": 1,\n}', "", 6, "not JSON", id="comma at the end"),
        pytest.param(HEAD, "", 5, "not JSON", id="cut off"),
        pytest.param("", "", 1, "not JSON", id="empty"),
        pytest.param(HEAD + ' "x": ' + "[" * 10_000, "", 5, "nested deeper", id="depth 10,000"),
        pytest.param('{\n"a":' * 10_000, "", 51, "nested deeper", id="objects 10,000 deep"),
        pytest.param("[" * 1_000_000, "", 1, "nested deeper", id="depth 1,000,000"),
    ],
)  # fmt: skip
def test_text_that_is_no_form(text, pointer, line, words, tmp_path):
    error = refusal(text, tmp_path)
    assert_refused(error, "TC901", pointer)
    assert line == error.line
    assert words in error.en


def test_brackets_inside_strings_are_no_depth(tmp_path):
    form = changed(f"{ROW}/label", '[{"' * 100)
    assert '[{"' * 100 == loaded(form, tmp_path).tables[0].rows[0].label


def test_file_that_is_not_there_or_no_file(tmp_path):
    for source in (tmp_path / "none.json", tmp_path, "no-such-form"):
        with pytest.raises(FormError) as caught:
            load_form(source)
        assert_refused(caught.value, "TC901", "")


def test_file_too_large_or_of_another_encoding(tmp_path):
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (5 * 1024 * 1024 + 1))
    gbk = tmp_path / "gbk.json"
    gbk.write_bytes('{"title": "表"}'.encode("gbk"))
    for path, words in ((large, "5 MiB"), (gbk, "not UTF-8")):
        with pytest.raises(FormError) as caught:
            load_form(path)
        assert_refused(caught.value, "TC901", "")
        assert words in caught.value.en


def test_byte_order_mark_is_no_error(tmp_path):
    path = written(small(), tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "small" == load_form(path).id


def test_no_form_opens_a_socket(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    for key in ("$ref", "$schema", "$dynamicRef", "$id"):
        form = small(**{key: "http://127.0.0.1:9/x.json"})
        if key == "$schema":
            loaded(form, tmp_path)
        else:
            refusal(form, tmp_path)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(with_rule("(" * 3990 + "[a]"), id="brackets"),
        pytest.param(with_rule("-" * 3990 + "[a] > 0"), id="signs"),
        pytest.param(with_rule("if [a] > 0 then (" * 200 + "[b] > 0" + ")" * 200), id="ifs"),
        pytest.param(with_rule(" or ".join(["([a] > 0 and [b] > 0)"] * 40)), id="alternatives"),
        pytest.param(with_rule("[a] = 9" + "*9" * 4000), id="product"),
        pytest.param(with_rule("[a] = " + "9" * 3000), id="long number"),
        pytest.param(with_rule("[" + "a" * 3000 + "] > 0"), id="long code"),
        pytest.param(changed(f"{ROW}/" + "x" * 100_000, 1), id="long key"),
        pytest.param(changed(f"{ROW}/unit", "斤" * 100_000), id="long unit"),
        pytest.param(
            changed("/tables/0/rows", [{"code": f"c{n}", "z": 1} for n in range(3000)]),
            id="3,000 typos",
        ),
    ],
)  # fmt: skip
def test_hostile_form_is_refused_within_a_second(form, tmp_path):
    path = written(form, tmp_path)
    start = time.perf_counter()
    with pytest.raises(FormError) as caught:
        load_form(path)
    assert time.perf_counter() - start < 1
    assert len(caught.value.en) < 400
    assert len(caught.value.zh) < 400


def test_alternatives_of_many_children_are_refused_before_they_are_built(tmp_path):
    form = with_rule("all([t/*]) > 0 or all([t/*]) > 1")
    form["tables"][0]["rows"][0]["rows"] = [
        {"code": f"c{n}", "label": f"{n}"} for n in range(1900)
    ] + [{"code": "a", "label": "a"}, {"code": "b", "label": "b"}]
    path = written(form, tmp_path)
    start = time.perf_counter()
    with pytest.raises(FormError, match=r"alternatives|comparisons"):
        load_form(path)
    assert time.perf_counter() - start < 1


def test_rule_that_is_switched_off_is_still_checked(tmp_path):
    off = with_rule("[a] <= [b]", enabled=False)
    assert ["sum"] == [rule.id for rule in loaded(off, tmp_path).tables[0].rules]
    assert "TC903" == refusal(with_rule("[a] <= [zz]", enabled=False), tmp_path).code


def test_everything_that_is_evaluated_is_kept(tmp_path):
    form = small(
        years={"from": 2019, "to": 2021},
        missing={"blank": "zero", "marks": {"*": "suppressed"}},
        number_format={"thousands": " ", "decimal": ","},
        language="de",
        titles=["U"],
        value={"type": "integer", "minimum": 0, "maximum": 9.5, "multipleOf": 0.5},
    )
    form["tables"][0]["rows"][0]["rows"][0].update(
        aliases=["甲种"], required=False, missing={"x": "zero"}, value={"enum": [1, 2.5]}
    )
    made = loaded(form, tmp_path)
    assert ((2019, 2021), "zero", {"*": "suppressed"}) == (made.years, made.blank, made.marks)
    assert (" ", ",", "de", ("T", "U")) == (
        made.thousands,
        made.decimal,
        made.language,
        made.titles,
    )
    total, one, other = made.tables[0].rows
    assert total.domain is not None
    assert (True, 0, 9.5, 0.5) == (
        total.domain.integer,
        total.domain.minimum,
        total.domain.maximum,
        total.domain.multiple_of,
    )
    assert total.domain == other.domain
    assert one.domain is not None
    assert ((1, 2.5), False) == (one.domain.enum, one.domain.integer)
    assert (("甲种",), False, {"x": "zero"}, "t", 1) == (
        one.aliases,
        one.required,
        one.marks,
        one.parent,
        one.depth,
    )
