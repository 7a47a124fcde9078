import json

import pytest

from form.forms import form_text, load_text, relation, rule, text
from tablecheck.form.source import schema_folder

SCHEMA = json.loads((schema_folder() / "form.schema.json").read_text("utf-8"))


def objects(value, pointer=""):
    """Every JSON object below a value with its pointer."""
    if isinstance(value, dict):
        yield pointer, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        if isinstance(each, (dict, list)) and key != "examples":
            yield from objects(each, f"{pointer}/{key}")


KEYS = {
    f"{pointer.replace('/properties', '').replace('/additionalProperties', '')}/{key}": said
    for pointer, value in objects(SCHEMA)
    if pointer.endswith("properties")
    for key, said in value.items()
    if isinstance(said, dict)
}

R, C, RULE, REL = "/$defs/row", "/$defs/column", "/$defs/rule", "/$defs/relation"
TEXT = "/$defs/text"
FIELD = '"header": [{"code": "agency", "label": "填报单位"}]'
ITEM = '{{"code": "a", "label": "甲", {}}}'.format
NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
EVALUATED = {  # key -> a form that differs by it from the one without it
    "/id": form_text().replace('"x"', '"y"'),
    "/version": form_text().replace('"1"', '"2"'),
    "/title": form_text().replace("某表", "某某表"),
    "/titles": form_text(top='"titles": ["旧表"]'),
    "/family": form_text(top='"family": "f"'),
    "/header": form_text(top=FIELD),
    **{
        f"/header/items/{key}": form_text(top=FIELD.replace("}", f', "{key}": {value}}}'))
        for key, value in (("aliases", '["x"]'), ("type", '"year"'), ("required", "true"))
    },
    "/$defs/table/titles": form_text(table='"titles": ["某"]'),
    "/$defs/table/orientation": form_text(table='"orientation": "records"'),
    "/$defs/table/totals": form_text(table='"orientation": "records", "totals": ["和"]'),
    **{
        f"{place}/{key}": form_text(**{axis: ITEM(f'"{key}": {value}')})
        for place, axis in ((R, "rows"), (C, "columns"))
        for key, value in (("weight", 2), ("fixed", "true"), ("rollup", '"none"'))
    },
    f"{R}/printed": form_text(rows=ITEM('"printed": false')),
    "/years": form_text(top='"years": {"from": 2014}'),
    "/$defs/years/from": form_text(top='"years": {"from": 2014}'),
    "/$defs/years/to": form_text(top='"years": {"to": 2018}'),
    "/language": form_text(top='"language": "zh"'),
    "/source": form_text(top='"source": {"issuer": "某"}'),
    "/number_format": form_text(top='"number_format": {"thousands": " ", "decimal": ","}'),
    "/number_format/thousands": form_text(top='"number_format": {"thousands": " "}'),
    "/number_format/decimal": form_text(top='"number_format": {"decimal": ","}'),
    "/missing": form_text(top='"missing": {"blank": "zero"}'),
    "/missing/blank": form_text(top='"missing": {"blank": "zero"}'),
    "/missing/marks": form_text(top='"missing": {"marks": {"*": "suppressed"}}'),
    "/units": form_text(top='"units": {"件": {}}'),
    "/units/synonyms": form_text(top='"units": {"件": {"synonyms": ["宗"]}}'),
    "/units/multiple_of": form_text(
        top='"units": {"元": {}, "万元": {"multiple_of": "元", "factor": 10000}}'
    ),
    "/units/factor": form_text(
        top='"units": {"元": {}, "万元": {"multiple_of": "元", "factor": 10000}}'
    ),
    "/value": form_text(top='"value": {"minimum": 0}'),
    "/rounded": form_text(top='"rounded": true'),
    "/$defs/table/rounded": form_text(table='"rounded": {"base": 5}'),
    "/$defs/rounding/oneOf/1/base": form_text(top='"rounded": {"base": 3}'),
    "/tables": form_text().replace('"t"', '"u"'),
    "/$defs/table/code": form_text().replace('"t"', '"u"'),
    "/$defs/table/title": form_text(table='"title": "某"'),
    "/$defs/table/value": form_text(table='"value": {"minimum": 0}'),
    "/$defs/table/columns": form_text(columns=ITEM('"unit": "件"')),
    "/$defs/table/rows": form_text(rows=ITEM('"unit": "件"')),
    "/$defs/table/rules": form_text(rules=rule("[a] > 0")),
    "/$defs/value/type": form_text(top='"value": {"type": "integer"}'),
    "/$defs/value/enum": form_text(top='"value": {"enum": [0, 1]}'),
    **{f"/$defs/value/{key}": form_text(top=f'"value": {{"{key}": 5}}') for key in NUMBERS},
    **{
        f"{place}/{key}": form_text(**{axis: ITEM(f'"{key}": {value}') + more})
        for place, axis in ((R, "rows"), (C, "columns"))
        for key, value, more in (
            ("code", '"z"', ""),
            ("label", '"丙"', ""),
            ("aliases", '["丙"]', ""),
            ("heading", "true", ', {"code": "b", "label": "乙"}'),
            ("unit", '["件", "条"]', ""),
            ("value", '{"minimum": 0}', ""),
            ("required", "false", ""),
            ("missing", '{"*": "zero"}', ""),
            ("rounded", "true", ""),
            (axis, '[{"code": "b", "label": "乙"}]', ""),
        )
        if key not in ("code", "label")
    },
    **{
        f"{place}/{key}": form_text(**{axis: f'{{"code": "{code}", "label": "{label}"}}'})
        for place, axis in ((R, "rows"), (C, "columns"))
        for key, code, label in (("code", "z", "甲"), ("label", "a", "丙"))
    },
    f"{C}/role": form_text(columns=ITEM('"role": "label"') + ', {"code": "n", "label": "数"}'),
    f"{R}/relations": form_text(rows=relation()),
    f"{C}/relations": form_text(
        columns=relation()
        .replace('"rows"', '"columns"')
        .replace('"s", "label": "s"', '"s", "heading": false, "label": "s"')
    ),
    **{
        f"{RULE}/{key}": form_text(rules=rule(**{"expect": "[a] > 0", key: value}))
        for key, value in (
            ("id", "q"),
            ("severity", "warning"),
            ("basis", "official"),
            ("in", ["n"]),
            ("enabled", False),
            ("message", {"en": "so it is"}),
            ("expect", "[a] > 1"),
            ("years", {"from": 2014}),
            ("rounded", True),
            ("tolerance", 1),
        )
    },
    f"{RULE}/axis": form_text(rules=rule("[n] > 0", axis="columns")),
    **{
        f"{REL}/{key}": form_text(rows=relation(**{key: value}))
        for key, value in (
            ("id", "q"),
            ("severity", "warning"),
            ("basis", "official"),
            ("in", ["n"]),
            ("enabled", False),
            ("message", {"zh": "如此"}),
            ("is", "union"),
            ("over", ["a"]),
            ("years", {"to": 2014}),
            ("rounded", {"base": 5}),
            ("tolerance", 1),
        )
    },
    "/text": form_text(top=text()),
    **{
        f"{TEXT}/{key}": form_text(top=text(**{key: value}))
        for key, value in (
            ("id", "q"),
            ("phrases", ["甲为{n}件"]),
            ("none", ["没有甲"]),
            ("equals", "[a] + [a]"),
            ("near", ["乙"]),
            ("unless", ["丙"]),
            ("severity", "information"),
            ("basis", "official"),
            ("enabled", False),
            ("message", {"en": "so it is"}),
        )
    },
    "/$defs/words/zh": form_text(rules=rule("[a] > 0", message={"zh": "如此"})),
    "/$defs/words/en": form_text(rules=rule("[a] > 0", message={"en": "so it is"})),
}
IDENTITY = {"/$schema"}  # said of the form, and of nothing in a table
PARTS = {  # said by the key above them
    *(f"/header/items/{key}" for key in ("code", "label")),  # required: said by /header
}


def compared_without_digest(form):
    return repr(form).replace(form.sha256, "")


def test_form_schema_leaves_no_object_open():
    for pointer, value in objects(SCHEMA):
        if value.get("type") == "object":
            assert "additionalProperties" in value, pointer
            assert value["additionalProperties"] is not True, pointer


def test_form_schema_describes_and_shows_every_key():
    for key, said in KEYS.items():
        assert said.get("description"), key
        assert said.get("examples"), key


def test_every_key_is_evaluated():
    assert {*EVALUATED, *IDENTITY, *PARTS} == set(KEYS)
    assert "ot evaluated yet" not in json.dumps(SCHEMA)


@pytest.mark.parametrize("key", sorted(EVALUATED))
def test_evaluated_key_reaches_the_form(key, tmp_path):
    plain = form_text()
    if key.startswith(RULE):
        plain = form_text(rules=rule("[a] > 0"))
    elif key.startswith(TEXT):
        plain = form_text(top=text())
    elif key.startswith(REL):
        plain = form_text(rows=relation())
    with_key = load_text(tmp_path, EVALUATED[key])
    without = load_text(tmp_path, plain)
    assert compared_without_digest(with_key) != compared_without_digest(without)
