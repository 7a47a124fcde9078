"""Forms, configurations and files beside the table that mean harm."""

from __future__ import annotations

import json
import os
from functools import partial
from typing import TYPE_CHECKING

from tests.hostile.inputs import FORM, FORM_TEXT, READ, REFUSED, add, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def changed(change: Callable[[dict], None]) -> str:
    form = json.loads(FORM_TEXT)
    change(form)
    return json.dumps(form, ensure_ascii=False, indent=1)


def rows_of(form: dict) -> list[dict]:
    rows: list[dict] = form["tables"][0]["rows"]
    return rows


def relation(**keys: object) -> str:
    return changed(
        lambda form: rows_of(form)[0].update(
            relations=[{"id": "x", "severity": "error", "basis": "wording", **keys}]
        )
    )


def equation(text: str) -> str:
    return changed(
        lambda form: form["tables"][0].update(
            rules=[{"id": "x", "severity": "error", "basis": "wording", "expect": text}]
        )
    )


def nested(depth: int) -> str:
    inner: dict = {"code": "x", "label": "x"}
    text = json.dumps(inner)
    for number in range(depth):
        text = f'{{"code": "{number}", "label": "l{number}", "rows": [{text}]}}'
    return FORM_TEXT.replace('"rows": [{\n      "code": "1"', f'"rows": [{text}, {{"code": "1"')


def many(count: int) -> str:
    rows = [{"code": f"r{n}", "label": f"第{n}项"} for n in range(count)]
    return changed(lambda form: rows_of(form).extend(rows))


MONSTERS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "nothing": ("", ("TC901",)),
    "no JSON": ("{", ("TC901",)),
    "bytes of no text": (b"\xff\xfe\x00", ("TC901",)),
    "a list": ("[]", ("TC901",)),
    "a number": ("1", ("TC901",)),
    "lists nested 10,000 deep": ("[" * 10_000, ("TC901",)),
    "objects nested 100,000 deep": ('{"a":' * 100_000, ("TC901",)),
    "rows nested 2,000 deep": (nested(2_000), ("TC901",)),
    "a string without end": ('{"id": "' + "x" * 4_000_000, ("TC901",)),
    "backslashes without end": ('{"id": "' + "\\" * 4_000_000, ("TC901",)),
    "6 MiB": (FORM_TEXT + " " * (6 << 20), ("TC901",)),
    "a million values": ('{"a": [' + "1," * 1_000_000 + "1]}", ("TC901",)),
    "a key twice": (FORM_TEXT.replace('"version": "1"', '"id": "b", "version": "1"'), ("TC901",)),
    "NaN": (FORM_TEXT.replace('"minimum": 0', '"minimum": NaN'), ("TC901",)),
    "Infinity": (FORM_TEXT.replace('"minimum": 0', '"minimum": -Infinity'), ("TC901",)),
    "a number of 5,000 digits": (
        FORM_TEXT.replace('"minimum": 0', f'"minimum": {"9" * 5_000}'),
        ("TC901",),
    ),
    "a number with a monstrous exponent": (
        FORM_TEXT.replace('"minimum": 0', '"minimum": 1e999999999'),
        ("TC901",),
    ),
    "a decimal of 5,000 digits": (
        FORM_TEXT.replace('"factor": 10000', f'"factor": 0.{"1" * 5_000}'),
        ("TC901",),
    ),
    "a factor of 0": (FORM_TEXT.replace('"factor": 10000', '"factor": 0'), ("TC901",)),
    "a factor below 0": (FORM_TEXT.replace('"factor": 10000', '"factor": -1'), ("TC901",)),
    "units in a circle": (
        FORM_TEXT.replace('"人": {}', '"人": {"multiple_of": "万人", "factor": 2}'),
        ("TC901", "TC903"),
    ),
    "a unit of itself": (
        FORM_TEXT.replace('"人": {}', '"人": {"multiple_of": "人", "factor": 2}'),
        ("TC901", "TC903"),
    ),
    "a unit of nothing": (
        FORM_TEXT.replace('"multiple_of": "人"', '"multiple_of": "x"'),
        ("TC901", "TC903"),
    ),
    "a $ref to the web": (
        changed(lambda form: form.update({"$ref": "http://127.0.0.1:9/a.json"})),
        ("TC901",),
    ),
    "a $ref to a file": (
        changed(lambda form: form.update({"value": {"$ref": "file:///etc/passwd"}})),
        ("TC901",),
    ),
    "a $ref to itself": (changed(lambda form: form.update({"value": {"$ref": "#"}})), ("TC901",)),
    "a pattern that never ends": (
        changed(lambda form: form.update({"value": {"pattern": "(a+)+$"}})),
        ("TC901",),
    ),
    "a key with a slip": (FORM_TEXT.replace('"severity"', '"severty"'), ("TC901",)),
    "a key of no sense": (changed(lambda form: form.update({"__class__": "x"})), ("TC901",)),
    "a code twice": (FORM_TEXT.replace('"code": "1.2"', '"code": "1.1"'), ("TC904",)),
    "an unknown code": (relation(**{"is": "sum", "over": ["nowhere"]}), ("TC903",)),
    "a rule over itself": (relation(**{"is": "sum", "over": ["1"]}), ("TC901", "TC903")),
    "a rule over nothing": (relation(**{"is": "sum", "over": []}), ("TC901", "TC903")),
    "a rule of no kind": (relation(**{"is": "eval"}), ("TC901",)),
    "no tables": (changed(lambda form: form.update({"tables": []})), ("TC901",)),
    "no rows": (changed(lambda form: form["tables"][0].update(rows=[])), ("TC901",)),
    "a missing label": (changed(lambda form: rows_of(form)[0].pop("label")), ("TC901",)),
    "an empty label": (changed(lambda form: rows_of(form)[0].update(label="")), ("TC901",)),
    "a step of 0": (FORM_TEXT.replace('"minimum": 0', '"multipleOf": 0'), ("TC901",)),
    "the smallest above the largest": (
        FORM_TEXT.replace('"minimum": 0', '"minimum": 5, "maximum": 4'),
        ("TC901", "TC919"),
    ),
}
EQUATIONS = (
    "",
    "=",
    "[1.1]",
    "[1.1] =",
    "= [1.1]",
    "[1.1] = [1.2] = 1",
    "[1.1] * [1.2] = 1",
    "1 / 0 = [1.1]",
    "[1.1] / 0 = 1",
    "9**9**9 = [1.1]",
    "9^9^9 = 1",
    "[1.1]**9 = 1",
    "__import__('os').system('id') = 1",
    "lambda: 1 = 1",
    "[1.1] = [nowhere]",
    "[[1.1] = 1",
    "(" * 3_900 + "[1.1] = 1",
    "[1.1]" + " + [1.1]" * 5_000 + " = 1",
    "-" * 3_900 + "[1.1] = 1",
    "if " * 1_200 + "[1.1] = 1",
    "[1.1] = " + "9" * 3_900,
    "[1.1] = 1e99999",
    "[1.1] = NaN",
    "[1.1] = 0x10",
    "[1.1] = 1 if 1 else 2",
    "[1.1]\n= 1;",
    "[1.1] = '1'",
    "[1.1@x!y@z] = 1",
    "\u202e[1.1] = 1",
    "sum(sum([1.1])) = 1",
    "previous(previous [1.1]) = 1",
    "all() = 1",
    "abs([1.1]) >= 1 and " * 200,
    "[1.1] = [1.2] = [1]",
    "[1/**/**] = 1",
    "[__class__] = 1",
    "1" + "0" * 3_000 + " * [1.1] = 1",
)


def with_form(folder: Path, *, text: str | bytes) -> list[str]:
    (folder / "form.json").unlink(missing_ok=True)
    (folder / "own.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "a.xlsx").write_bytes(workbook())
    return ["a.xlsx", "--form", "own.json"]


def linted(folder: Path, *, text: str | bytes) -> list[str]:
    return ["form", "check", with_form(folder, text=text)[-1]]


for _name, (_text, _codes) in MONSTERS.items():
    add("forms", _name, partial(with_form, text=_text), FORM, *_codes, seconds=2.0, mebibytes=256)
for _text in EQUATIONS:
    _shown = _text if len(_text) < 40 else f"{_text[:20]}… of {len(_text)} characters"
    add(
        "forms",
        f"equation {_shown.encode('unicode_escape').decode() or 'empty'}",
        partial(with_form, text=equation(_text)),
        FORM,
        *("TC901", "TC902", "TC903"),
        seconds=2.0,
    )
add("forms", "10,000 rows", partial(with_form, text=many(10_000)), FORM, "TC901", seconds=2.0)
add(
    "forms",
    "4,900 rows",
    partial(with_form, text=many(4_900)),
    REFUSED,
    "TC106",
    seconds=10.0,
    mebibytes=512,
)
SCHEMA = changed(lambda form: form.update({"$schema": "http://127.0.0.1:9/schema"}))
add("forms", "another $schema, which nobody fetches", partial(with_form, text=SCHEMA), READ)

CONFIGURATIONS: dict[str, str | bytes] = {
    "no TOML": "[[[",
    "bytes of no text": b"\xff\xfe",
    "nested 100,000 deep": "a = " + "[" * 100_000,
    "keys nested 5,000 deep": ".".join(["a"] * 5_000) + " = 1",
    "6 MiB": "# " + "x" * (6 << 20),
    "an unknown key": "exec = 'id'",
    "a limit below 0": "[limits]\nfile-bytes = -1",
    "a limit of no sense": "[limits]\nfile-bytes = 'all'",
    "a limit of 5,000 digits": f"[limits]\nfile-bytes = {'9' * 5_000}",
    "a limit without end": "[limits]\nfile-bytes = inf",
    "a form that is a device": "form = '/dev/zero'",
    "a form that is its own folder": "form = '.'",
    "a waiver without a reason": "[[waivers]]\ncode = 'TC401'",
    "a waiver of an unknown code": "[[waivers]]\ncode = 'TC000'\nreason = 'x'",
    "a waiver file that is a device": "waiver-files = ['/dev/zero']",
    "a baseline that is missing": "baseline = 'x.json'",
}


def configured(folder: Path, *, text: str | bytes) -> list[str]:
    (folder / "tablecheck.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "a.xlsx").write_bytes(workbook())
    return ["a.xlsx", "--config", "tablecheck.toml"]


for _name, _text in CONFIGURATIONS.items():
    add(
        "settings",
        f"configuration: {_name}",
        partial(configured, text=_text),
        FORM,
        "tablecheck",
        "x.json",
        "/dev/zero",
        "form",
        seconds=2.0,
        mebibytes=256,
    )


def beside(folder: Path, *, option: str, name: str, data: bytes) -> list[str]:
    (folder / name).write_bytes(data)
    (folder / "a.xlsx").write_bytes(workbook())
    return ["a.xlsx", option, name]


BASELINES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "nested 100,000 deep": b"[" * 100_000,
    "another shape": b'{"files": [{"path": 1, "findings": [{"fingerprint": [], "at": 1}]}]}',
    "a file that is no object": b'{"files": [1]}',
    "findings that are a text": b'{"files": [{"path": "a.xlsx", "findings": "x"}]}',
    "a path of 5,000 digits": b'{"files": [{"path": ' + b"9" * 5_000 + b', "findings": []}]}',
    "bytes of no text": b"\xff\xfe\x00",
}
for _name, _data in BASELINES.items():
    add(
        "settings",
        f"baseline: {_name}",
        partial(beside, option="--baseline", name="base.json", data=_data),
        FORM,
        "base.json",
        seconds=2.0,
    )
for _name, _data in {
    "nothing": b"",
    "a broken zip": b"PK\x03\x04x",
    "no such columns": workbook(),
    "random": bytes(range(256)) * 9,
}.items():
    add(
        "settings",
        f"waivers in a workbook: {_name}",
        partial(beside, option="--waivers", name="w.xlsx", data=_data),
        FORM,
        "w.xlsx",
    )
    add(
        "settings",
        f"previous file: {_name}",
        partial(beside, option="--previous", name="p.xlsx", data=_data),
        READ,
        "TC501",
        "TC505",
    )


def special(folder: Path, *, kind: str) -> list[str]:
    path = folder / "a.xlsx"
    if kind == "FIFO":
        os.mkfifo(path)
    elif kind == "loop of links":
        path.symlink_to(folder / "b.xlsx")
        (folder / "b.xlsx").symlink_to(path)
    elif kind == "link to nothing":
        path.symlink_to(folder / "gone.xlsx")
    elif kind == "link to a device":
        path.symlink_to("/dev/zero")
    return ["a.xlsx"]


for _kind in ("FIFO", "loop of links", "link to nothing", "link to a device"):
    add("settings", _kind, partial(special, kind=_kind), REFUSED, "TC101")
