"""Forms that want too much of us, names that are none, and sentences that stay short."""

import json
import time

import pytest

from form.forms import error_of, form_text, load_text, relation, rule
from tablecheck.errors import FormError
from tablecheck.form.load import load_form

MANY = json.dumps(
    {"code": "a", "label": "a", "rows": [{"code": f"c{n}", "label": "x"} for n in range(1500)]}
)
CHAIN = {f"u{n}": {"multiple_of": f"u{n + 1}", "factor": 10**49} for n in range(1000)}
MONSTERS = {
    "quotes": '"' * 4_000_000,
    "a string without an end": '{"' + '\\"' * 2_000_000,
    "numbers": "[" + "1," * 2_000_000 + "1]",
    "rows": form_text(rows=MANY.replace("}]}", "}, " + '{"code": "d", "label": "x"}, ' * 30_000)),
    "a long key": form_text(top=f'"{"k" * 4_000_000}": 1'),
    "spaces": form_text(rules=rule("[a]" + " " * 1_000_000 + "> 0")),
    "any against sum": form_text(rows=MANY, rules=rule("any([a/*]) > sum([a/*])")),
    "any against abs": form_text(rows=MANY, rules=rule("any([a/*]) > abs(sum([a/*]))")),
    "all against a ratio": form_text(
        rows=MANY, rules=rule("all([a/*]) > sum([a/*]) / sum([a/**], [a])")
    ),
    "any below abs": form_text(rows=MANY, rules=rule("any([a/*]) < abs([a]) + abs([a] - 1)")),
    "abs of abs of abs": form_text(rules=rule("abs(" * 60 + "[a]" + ")" * 60 + "> 0")),
    "many absolutes": form_text(rows=MANY, rules=rule("+".join(["abs(sum([a/*]))"] * 200) + "> 0")),
    "all or all": form_text(rows=MANY, rules=rule("all([a/*]) > 0 or all([a/*]) > 0")),
    "sums": form_text(rows=MANY, rules=rule("+".join(["sum([a/*])"] * 300) + "> 0")),
    "rules": form_text(
        rows=MANY, rules=", ".join(rule("sum([a/*]) > 0", id=f"r{n}") for n in range(500))
    ),
    "units": form_text(top=f'"units": {json.dumps({**CHAIN, "u1000": {}})}'),
    "wrong keys": form_text(top=", ".join(f'"k{n}": 1' for n in range(20_000))),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_form_that_wants_too_much_is_refused_within_a_second(name, tmp_path):
    path = tmp_path / "form.json"
    path.write_text(MONSTERS[name], "utf-8")
    start = time.process_time()
    with pytest.raises(FormError) as caught:
        load_form(path)
    assert time.process_time() - start < 1
    assert "TC901" == caught.value.code
    assert len(caught.value.en) < 300
    assert len(caught.value.zh) < 300


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "form.schema",
        "report.schema",
        "a\0b",
        "x" * 5000,
        "\ud800",
        "CON",
        "/dev/zero",
    ],
)
def test_name_of_no_form_is_refused(name):
    with pytest.raises(FormError) as caught:
        load_form(name)
    assert ("TC901", "", None) == (caught.value.code, caught.value.pointer, caught.value.line)


@pytest.mark.parametrize(
    ("text", "code", "pointer", "line", "en"),
    [
        (form_text(top='"years": {"from": 2019, "to": 2018}'), "TC901", "/years", 1, "“from” is"),
        (
            form_text(top='"number_format": {"thousands": ",", "decimal": ","}'),
            "TC901", "/number_format", 1, "are the same",
        ),
        (
            form_text(rows='{"code": "a", "label": "a", "value": {"minimum": 2, "maximum": 1}}'),
            "TC901", "/tables/0/rows/0/value", 4, "the least value is above",
        ),
        (
            form_text(rows='{"code": "a", "label": "a", "heading": true}'),
            "TC901", "/tables/0/rows", 3, "none of the rows holds values",
        ),
        (
            form_text(columns='{"code": "l", "label": "l", "role": "label"}'),
            "TC901", "/tables/0/columns", 2, "none of the columns holds values",
        ),
        (
            form_text(rows='{"code": "a\\n", "label": "a"}'),
            "TC901", "/tables/0/rows/0/code", 4, "may hold letters",
        ),
        (
            form_text(rows='{"code": "a", "label": "a", "unit": 5}'),
            "TC901", "/tables/0/rows/0/unit", 4, "value is 5, expected a text or a list",
        ),
        (
            form_text(rows='{"code": "a", "label": "a", "unit": []}'),
            "TC901", "/tables/0/rows/0/unit", 4, "value is [], must not be empty",
        ),
        (
            form_text(rules=rule("[a] > 0", severity="fatal")),
            "TC901", "/tables/0/rules/0/severity", 5,
            'value is "fatal", expected one of error, warning',
        ),
        (form_text(rules='{"id": "r"}'), "TC901", "/tables/0/rules/0", 5, "missing key “expect”"),
        (
            form_text(top='"units": {"件": {"synonyms": ["宗"]}, "条": {"synonyms": ["宗"]}}'),
            "TC904", "/units/条/synonyms/0", 1, "already stands for the unit “件”",
        ),
        (
            form_text(top='"units": {"人/次": {"multiple_of": "人", "factor": 1}}'),
            "TC903", "/units/人~1次/multiple_of", 1, "is not defined",
        ),
        (
            form_text(rows='{"code": "a", "label": "a"},\n{"code": "a", "label": "b"}'),
            "TC904", "/tables/0/rows", 3, "two rows have the code “a” (lines 4 and 5)",
        ),
        (
            form_text(rows=relation(), rules=rule("[a] > 0", enabled=False)),
            "TC904", "/tables", 1, "two rules have the id “r” (lines 4 and 5)",
        ),
        (
            form_text(rules=rule("[aa] > 0")),
            "TC903", "/tables/0/rules/0/expect", 5, "no item has the code “aa”, did you mean “a”",
        ),
        (
            form_text(top='"$schema": "https://tablecheck.dev/schemas/form-2.json"'),
            "TC902", "/$schema", 1, "knows the form grammar",
        ),
    ],
)  # fmt: skip
def test_form_error_has_its_place_and_a_sentence(text, code, pointer, line, en, tmp_path):
    error = error_of(tmp_path, text)
    assert (code, pointer, line) == (error.code, error.pointer, error.line)
    assert en in error.en
    assert any("\u4e00" <= character <= "\u9fff" for character in error.zh)


def test_form_at_the_edge_of_depth_loads(tmp_path):
    row = '{"code": "c", "label": "c"}'
    for number in range(21):
        row = f'{{"code": "c{number}", "label": "c", "rows": [{row}]}}'
    assert 21 == max(item.depth for item in load_text(tmp_path, form_text(rows=row)).tables[0].rows)
