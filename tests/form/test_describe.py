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


def test_form_tree_of_a_cross_tab_draws_its_columns_as_a_tree():
    lines = form_tree(load_form("cn-zfxxgk-2021"), "en")
    start = lines.index("[t3] 三、收到和处理政府信息公开申请情况")
    assert [
        "columns:",
        "  what  （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "  applicants  申请人情况",
        "  ├ natural  自然人",
        "  ├ legal  法人或其他组织",
        "  │ ├ company  商业企业",
    ] == lines[start + 1 : start + 7]
    assert "  └ total  总计" in lines
    assert "soft  carried-over: [2] = previous [4]  (inferred)" in lines


def test_form_tree_says_where_when_and_how_exactly_a_rule_holds(tmp_path):
    more = {"tolerance": 0.5, "years": {"from": 2019, "to": 2020}, "in": ["n"]}
    lines = form_tree(load_text(tmp_path, form_text(rules=rule("[a] = [b]", **more))), "zh")
    assert "强制性  r: [a] = [b]  (inferred; ±0.5; 2019-2020; @n)" == lines[-1]
    lines[-1].encode("gbk")
