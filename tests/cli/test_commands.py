"""explain, checks, forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import EXAMPLES

from tablecheck.checks.base import all_checks

if TYPE_CHECKING:
    from pathlib import Path


def test_explain_prints_the_page_by_code_or_name(run):
    code, out, err = run("explain", "TC403")
    assert (0, "") == (code, err)
    assert out.startswith("# TC403 union-out-of-bounds\n")
    assert "\n## What it checks\n" in out
    assert out == run("explain", "union-out-of-bounds")[1]
    assert out == run("explain", "tc403")[1]


def test_explain_has_a_page_for_every_check(run):
    for check in all_checks():
        code, out, _ = run("explain", check.code)
        assert 0 == code
        assert out.startswith(f"# {check.code} {check.name}\n")


def test_checks_lists_every_check_in_both_languages(run):
    for lang in ("zh", "en"):
        code, out, _ = run("checks", "--lang", lang)
        assert 0 == code
        assert len(all_checks()) == out.count("\n")
        for check, line in zip(all_checks(), out.splitlines(), strict=True):
            assert line.startswith(f"{check.code}  {check.name}")
            assert line.endswith(check.title.in_language(lang))


def test_forms_lists_the_known_forms(run):
    code, out, _ = run("forms", "--lang", "zh")
    assert 0 == code
    assert "cn-zfxxgk-2014  2014-" in out
    assert "58 个指标，17 条勾稽关系" in out
    assert "58 rows, 17 rules" in run("forms", "--lang", "en")[1]


def test_forms_shows_one_as_a_tree(run):
    code, out, _ = run("forms", "cn-zfxxgk-2014", "--lang", "zh")
    assert 0 == code
    assert "政府网站公开政府信息数" in out
    assert "├ " in out


def test_forms_shows_a_form_of_a_file_harmlessly(run, tmp_path: Path):
    shipped = EXAMPLES.parent / "schemas" / "cn-zfxxgk-2014.json"
    form = json.loads(shipped.read_text("utf-8"))
    form["tables"][0]["rows"][0]["label"] = "[red]\x1b[31m\u202eevil\n错误"
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form), "utf-8")
    code, out, err = run("forms", str(path))
    if code == 0:  # unless the grammar refuses such labels
        assert "[red]\\x1b[31m\\u202eevil" in out
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
