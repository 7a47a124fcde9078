"""A form as a tree of lines."""

from form.forms import form_text, load_text, relation, rule
from tablecheck.form.describe import form_tree
from tablecheck.form.load import load_form


def test_form_tree_draws_rows_units_and_rules(tmp_path):
    rows = relation() + ', {"code": "h", "label": "栏", "heading": true, "rows": ['
    rows += '{"code": "k", "label": "乙", "unit": ["条", "件"]}]}'
    more = rule("[s] <= [k]", id="q", severity="warning")
    form = load_text(tmp_path, form_text(rows=rows, rules=more, top='"years": {"from": 2014}'))
    assert [
        "x  某表  2014-",
        "",
        "[t]",
        "columns: 数(n)",
        "s  s",
        "├ a  a",
        "└ b  b",
        "h  栏",
        "└ k  乙  [条/件]",
        "",
        "hard  r: s = Σ (a, b)  (inferred)",
        "soft  q: [s] <= [k]  (inferred)",
    ] == form_tree(form, "en")


def test_form_tree_of_2014_has_a_line_a_row_and_a_rule_that_gbk_can_show():
    form = load_form("cn-zfxxgk-2014")
    lines = form_tree(form, "zh")
    assert 65 + 17 + 5 == len(lines)
    assert "  └ 2.2.5  5.其他方式回应事件数  [次]" in lines
    assert "│ └ 1.1.1  其中：主动公开规范性文件数  [条]" in lines
    assert "强制性  documents-of-which: 1.1.1 ≤ 1.1  (wording)" in lines
    assert "强制性  staff: 8.3 = Σ (8.3.1, 8.3.2)  (inferred)" in lines
    for line in lines:
        line.encode("gbk")
