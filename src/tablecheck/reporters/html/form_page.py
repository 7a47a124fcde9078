"""A form as one self-contained page: its tables as trees, its rules with who says so.

Comes in: a form. Goes out: HTML that asks for nothing and runs nothing; both languages are in it.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.describe import conditions, says
from tablecheck.form.model import Severity
from tablecheck.reporters.html.looks import LOOKS
from tablecheck.reporters.html.markup import both, phrase, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.form.model import Domain, Form, Item, Rule, Table

_OWN = """
.form-page{max-width:70rem;margin:0 auto}
.form-page h2{font-size:1.1rem;margin:1.6rem 0 .5rem}
.form-page table{width:100%;border-collapse:collapse;background:var(--paper);font-size:.9rem;
border:1px solid var(--line);margin-bottom:.8rem}
.form-page table{table-layout:fixed}
.form-page th:first-child{width:13rem}
.form-page th:nth-child(n+3){width:8rem}
.form-page th,.form-page td{padding:.25rem .6rem;border-bottom:1px solid var(--fine);
text-align:left;vertical-align:top;overflow-wrap:anywhere}
.form-page thead th{background:var(--head);white-space:nowrap}
.form-page .heading{font-weight:600}
.form-page code{overflow-wrap:anywhere}
.form-page small{display:block}
"""
_DEPTHS = "".join(
    f".form-page .t{depth}{{padding-left:{0.6 + 1.2 * depth:.1f}rem}}" for depth in range(1, 51)
)
_ROLES = {
    "label": Words("名称", "labels"),
    "unit": Words("单位", "units"),
    "number": Words("行次", "line numbers"),
    "note": Words("备注", "notes"),
}
_LEVEL = {Severity.ERROR: ("err", "强制性", "hard"), Severity.WARNING: ("warn", "核实性", "soft")}


def form_page(form: Form, lang: str) -> str:
    """The page; ``lang`` is the language that it shows first."""
    looks = LOOKS + _OWN + _DEPTHS
    digest = b64encode(sha256(looks.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    tables = "".join(_table(table) for table in form.tables)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n'
        f'<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe(form.titles[0])}</title>\n<style>{looks}</style>\n</head>\n"
        f'<body>\n{_switch(lang)}<main><div class="form-page">{_top(form)}\n{tables}'
        f"{_texts(form)}</div></main>\n</body>\n</html>\n"
    )


def _switch(lang: str) -> str:
    boxes = "".join(
        f'<input type="radio" name="lang" id="lang-{name}" class="pick" aria-label="{told}"'
        f"{' checked' if name == lang else ''}>"
        for name, told in (("zh", "语言：中文"), ("en", "Language: English"))
    )
    return (
        f'{boxes}\n<header class="bar-top"><b>{phrase("表式", "Form")}</b>'
        f'<label for="lang-zh" lang="zh-Hans">中文</label>'
        f'<label for="lang-en" lang="en">English</label></header>\n'
    )


def _top(form: Form) -> str:
    first, last = form.years
    units = ", ".join(
        name if unit.base == name else f"{name} = {plain(unit.factor)} {unit.base}"
        for name, unit in form.units.items()
    )
    facts = [
        (phrase("代号", "Id"), f"{form.id} {form.version}"),
        (phrase("年份", "Years"), f"{first or ''}–{last or ''}" if first or last else ""),
        (phrase("单位", "Units"), units),
        *((safe(name), said) for name, said in form.source.items()),
    ]
    told = "".join(
        f"<div><dt>{name}</dt><dd>{safe(said, None)}</dd></div>" for name, said in facts if said
    )
    return f'<div class="top"><h1>{safe(form.titles[0])}</h1><dl class="facts">{told}</dl></div>'


def _table(table: Table) -> str:
    title = safe(table.title) or phrase("统计表", "Table")
    return (
        f"<section><h2>{title} <code>{safe(table.code)}</code></h2>"
        f"{_items(table.rows, ('行', 'Row'))}{_items(table.columns, ('列', 'Column'))}"
        f"{_rules(table.rules)}</section>\n"
    )


def _items(items: Sequence[Item], name: tuple[str, str]) -> str:
    heads = (("代码", "Code"), name, ("单位", "Unit"), ("可填的数", "Values"))
    return _drawn(heads, (_item(item) for item in items))


def _item(item: Item) -> str:
    also = "".join(f"<small>{safe(alias)}</small>" for alias in item.aliases)
    kind = ' class="heading"' if item.heading else ""
    if item.heading:
        values = phrase("标题", "heading")
    elif item.role in _ROLES:
        values = both(_ROLES[item.role])
    else:
        values = safe(_allowed(item.domain))
    label = f'<td class="t{min(item.depth, 50)}">{safe(item.label, None)}{also}</td>'
    return (
        f"<tr{kind}><td><code>{safe(item.code)}</code></td>{label}"
        f"<td>{safe('/'.join(item.units))}</td><td>{values}</td></tr>"
    )


def _allowed(domain: Domain | None) -> str:
    if domain is None:
        return ""
    bounds = (
        ("≥", domain.minimum),
        (">", domain.exclusive_minimum),
        ("≤", domain.maximum),
        ("<", domain.exclusive_maximum),
        ("×", domain.multiple_of),
    )
    told = ["0, 1, 2 …"] if domain.integer and domain.minimum == 0 else []
    if domain.integer and not told:
        told.append("ℤ")
    told += [
        f"{sign} {plain(number)}"
        for sign, number in bounds
        if number is not None and not (sign == "≥" and told == ["0, 1, 2 …"])
    ]
    if domain.enum:
        told.append(", ".join(map(plain, domain.enum)))
    return "; ".join(told)


def _rules(rules: Iterable[Rule]) -> str:
    ordered = sorted(rules, key=lambda rule: rule.severity is not Severity.ERROR)
    heads = (("关系", "Rule"), ("内容", "What it says"), ("类别", "Kind"), ("依据", "Basis"))
    return _drawn(heads, (_rule(rule) for rule in ordered)) if ordered else ""


def _rule(rule: Rule) -> str:
    level, zh, en = _LEVEL.get(rule.severity, ("info", "提示", "note"))
    why = ""
    if rule.message:
        first = next(iter(rule.message.values()), "")
        said = Words(rule.message.get("zh", first), rule.message.get("en", first))
        why = f"<small>{both(said)}</small>"
    return (
        f"<tr><td><code>{safe(rule.id)}</code></td><td>{safe(says(rule), None)}{why}</td>"
        f'<td><span class="chip {level}">{phrase(zh, en)}</span></td>'
        f"<td>{safe(conditions(rule))}</td></tr>"
    )


def _texts(form: Form) -> str:
    if not form.text:
        return ""
    lines = (
        f"<tr><td><code>{safe(rule.id)}</code></td><td>"
        + "<br>".join(safe(each, None) for each in (*rule.phrases, *rule.none))
        + f"</td><td>{safe(' + '.join('/'.join(key) for _, key in rule.terms), None)}</td></tr>"
        for rule in form.text
    )
    heads = (("关系", "Rule"), ("句式", "Phrases"), ("单元格", "Cells"))
    title = phrase("正文与表的核对", "Text against table")
    return f"<section><h2>{title}</h2>{_drawn(heads, lines)}</section>\n"


def _drawn(heads: Iterable[tuple[str, str]], lines: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{phrase(zh, en)}</th>' for zh, en in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>\n"
