"""The changes between two forms as lines to read.

Comes in: a ``Diff``. Goes out: lines of text; signs that GBK has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.comparing.model import Kind
from tablecheck.findings import Words
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.comparing.model import Change, Diff, Named
    from tablecheck.form.model import Form

_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-"}
_KINDS = {
    Kind.ADDED: Words("新增", "added"),
    Kind.REMOVED: Words("删去", "removed"),
    Kind.RENAMED: Words("改名", "renamed"),
    Kind.MOVED: Words("移动", "moved"),
    Kind.SPLIT: Words("拆分", "split"),
    Kind.MERGED: Words("合并", "merged"),
    Kind.CHANGED: Words("改动", "changed"),
}
_PARTS = {
    "form": Words("表式", "Form"),
    "unit": Words("单位", "Units"),
    "header": Words("表头栏目", "Fields"),
    "table": Words("表", "Tables"),
    "row": Words("行", "Rows"),
    "column": Words("列", "Columns"),
    "rule": Words("勾稽关系", "Rules"),
    "text": Words("正文核对", "Text"),
}
_NOTHING = Words("两个表式相同。", "The two forms are the same.")
_NONE = Words("（无）", "(none)")
LONGEST = 160


def diff_lines(diff: Diff, lang: str) -> list[str]:
    """Everything that changed, part by part, table by table; then how much it was."""
    lines = [f"{_form(diff.before)} → {_form(diff.after)}"]
    if not diff.changes:
        return [*lines, "", _NOTHING.in_language(lang)]
    titles = {table.code: table.title for table in (*diff.before.tables, *diff.after.tables)}
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in diff.changes:
        in_table = change.part in ("row", "column", "rule")
        groups.setdefault((change.table if in_table else "", change.part), []).append(change)
    table = ""
    ordered = sorted(groups, key=lambda group: _place(group, diff))
    for name, part in ordered:
        if name != table:
            table = name
            lines += ["", f"[{name}] {titles.get(name, '')}".rstrip()] if name else []
        if not name:
            lines.append("")
        lines.append(_PARTS[part].in_language(lang))
        for change in groups[name, part]:
            lines += [f"  {line}" for line in _change(change, lang)]
    return [*lines, "", _counted(diff.changes, lang)]


def _place(group: tuple[str, str], diff: Diff) -> tuple[int, int]:
    """What is of no table first, texts last; a table's parts in the order of ``_PARTS``."""
    name, part = group
    codes = [table.code for table in (*diff.after.tables, *diff.before.tables)]
    at = 1 + codes.index(name) if name in codes else 0
    return (len(codes) + 1 if part == "text" else at, list(_PARTS).index(part))


def _form(form: Form) -> str:
    return f"{form.id} {form.version}"


def _change(change: Change, lang: str) -> list[str]:
    lead = f"{_SIGNS.get(change.kind, '~')} {_KINDS[change.kind].in_language(lang)}"
    colon = "：" if lang == "zh" else ": "
    if change.kind in (Kind.SPLIT, Kind.MERGED):
        one = change.before or change.after
        arrow = "→" if change.kind is Kind.SPLIT else "←"
        head = f"{lead} {_named(one)} {arrow}"
        return [head, *(f"    {_named(each)}" for each in change.several)]
    if change.kind is Kind.RENAMED and change.before and change.after:
        return [f"{lead} {_codes(change)}{colon}{change.before.label} → {change.after.label}"]
    named = change.after or change.before
    if named is not None and any(key in ("over", "expect") for key, _, _ in change.keys):
        named = replace(named, label="")  # the lines below say what it says
    lines = [f"{lead} {_named(named)}"]
    for key, old, new in change.keys:
        lines.append(f"    {_key(key, old, new, lang)}")
    return lines


def _named(named: Named | None) -> str:
    if named is None:
        return ""
    told = f"{named.code}  {named.label}".rstrip()
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _codes(change: Change) -> str:
    assert change.before is not None
    assert change.after is not None
    one, other = change.before.code, change.after.code
    return one if one == other else f"{one} → {other}"


def _key(key: str, old: str, new: str, lang: str) -> str:
    if key == "over":
        # Parts of a relation: those that went and those that came.
        told = [f"- {old}"] if old else []
        told += [f"+ {new}"] if new else []
        return f"{key}: {'  '.join(told)}"
    none = _NONE.in_language(lang)
    return f"{key}: {_cut(old) or none} → {_cut(new) or none}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _counted(changes: Iterable[Change], lang: str) -> str:
    """How many changes of each kind there are, by part."""
    counts: dict[tuple[str, Kind], int] = {}
    for change in changes:
        counts[change.part, change.kind] = counts.get((change.part, change.kind), 0) + 1
    told = []
    for part, words in _PARTS.items():
        each = [
            f"{_KINDS[kind].in_language(lang)} {counts[part, kind]}"
            for kind in Kind
            if (part, kind) in counts
        ]
        if each:
            told.append(f"{words.in_language(lang)} {('、' if lang == 'zh' else ', ').join(each)}")
    end = "。" if lang == "zh" else "."
    return ("；" if lang == "zh" else "; ").join(told) + end
