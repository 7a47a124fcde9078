"""All rules of the form with their verdicts, those that fail first.

Comes in: a file's report with its source. Goes out: an HTML table, a line a rule.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tablecheck.checks.naming import short_label
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.describe import says
from tablecheck.form.model import RuleKind, Severity, is_previous
from tablecheck.reporters.html.markup import both, phrase, safe, sentence
from tablecheck.reporters.words import VERDICT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Atom, Ref, Rule, Table
    from tablecheck.report import FileReport, RuleVerdict

_OPS = {"<=": "≤", ">=": "≥", "<": "&lt;", ">": "&gt;", "=": "=", "!=": "≠"}
_ORDER = ("0", "NA", "1")
_SIGN = {"1": "√", "0": "×", "NA": "?"}
_CLASS = {"1": "holds", "0": "fails", "NA": "open"}
_HOW = {
    Severity.ERROR: Words("强制性", "hard"),
    Severity.WARNING: Words("核实性", "soft"),
}
_BASIS = {
    "official": Words("表式明文规定", "stated by the form"),
    "wording": Words("由指标文字得出", "from the wording"),
    "inferred": Words("由表式推断", "inferred"),
}


def drawn_rules(file: FileReport) -> str:
    """Each rule once, with the columns or rows in which it fails or stays open."""
    if file.source is None or not file.verdicts:
        return ""
    form = file.source.form
    rules = {(table.code, rule.id): (table, rule) for table in form.tables for rule in table.rules}
    judged: dict[tuple[str, str], list[RuleVerdict]] = {}
    for each in file.verdicts:
        judged.setdefault((each.table, each.rule), []).append(each)
    lines = [
        (min(_ORDER.index(each.verdict) for each in verdicts), _row(*rules[key], verdicts))
        for key, verdicts in judged.items()
        if key in rules
    ]
    rows = "".join(row for _, row in sorted(lines, key=lambda line: line[0]))
    heads = "".join(
        f'<th scope="col">{phrase(zh, en)}</th>'
        for zh, en in (("结果", "Verdict"), ("勾稽关系", "Rule"), ("类别", "Kind"))
    )
    title = phrase("勾稽关系", "Rules")
    return (
        f'<section class="rules"><h2>{title}</h2><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(table: Table, rule: Rule, verdicts: Sequence[RuleVerdict]) -> str:
    worst = min((each.verdict for each in verdicts), key=_ORDER.index)
    names = _names(table)
    message = ""
    if rule.message is not None:
        zh, en = rule.message.get("zh", ""), rule.message.get("en", "")
        message = f'<p class="because">{sentence(Words(zh or en, en or zh))}</p>'
    return (
        f'<tr class="{_CLASS[worst]}"><td>{_verdicts(verdicts, names)}</td>'
        f"<td>{_statement(rule, names)}{message}</td>"
        f"<td>{both(_HOW[rule.severity])}<br><small>{both(_BASIS[rule.basis])}</small></td></tr>\n"
    )


def _verdicts(verdicts: Sequence[RuleVerdict], names: Mapping[str, str]) -> str:
    told = []
    for verdict in _ORDER:
        same = [each for each in verdicts if each.verdict == verdict]
        if not same:
            continue
        mark = f'<b class="{_CLASS[verdict]}">{_SIGN[verdict]} {both(VERDICT[verdict])}</b>'
        if len(verdicts) > 1:
            where = [names.get(each.column or each.row or "", "") for each in same]
            listed = "、".join(safe(each) for each in where if each)
            told.append(
                f"{mark} <small>{len(same)}{'：' + listed if verdict != '1' else ''}</small>"
            )
        else:
            told.append(mark)
    return "<br>".join(told)


def _names(table: Table) -> dict[str, str]:
    """Short labels by code, each after what stands above it where others are called the same."""
    names: dict[str, str] = {}
    for items in (table.rows, table.columns):
        labels = {item.code: short_label(item.label) for item in items}
        above = {item.code: item.parent for item in items}
        calls = Counter(labels[item.code] for item in items if not item.heading)
        for code, label in labels.items():
            parent = above[code]
            twin = calls[label] > 1 and parent is not None
            names[code] = f"{labels[parent]} · {label}" if twin and parent else label
    return names


def _statement(rule: Rule, names: Mapping[str, str]) -> str:
    """What a rule says, with the names of its indicators."""
    if rule.kind is RuleKind.EQUATION or rule.whole is None:
        atoms = [atom for clause in rule.clauses for atom in clause]
        if not atoms or any(atom.requires is not None for atom in atoms):
            return f"<code>{safe(says(rule), None)}</code>"
        either = phrase(" 或 ", " or ")
        clauses = (
            either.join(_comparison(atom, names) for atom in clause) for clause in rule.clauses
        )
        return phrase("；", "; ").join(clauses)
    whole = safe(names.get(rule.whole, rule.whole))
    parts = [safe(names.get(code, code)) for code in rule.parts]
    total = " + ".join(parts)
    if rule.kind is RuleKind.UNION:
        return f"{phrase('各分项的最大值', 'the largest of')} ≤ {whole} ≤ {total}"
    if rule.kind is RuleKind.AT_LEAST_EACH:
        return f"{'、'.join(parts)} ≤ {whole}"
    sign = {RuleKind.SUM: "=", RuleKind.AT_LEAST_SUM: "≥", RuleKind.AT_MOST_SUM: "≤"}[rule.kind]
    return f"{whole} {sign} {total}"


def _comparison(atom: Atom, names: Mapping[str, str]) -> str:
    """A comparison as the form writes it: its first terms on the left, the others on the right."""
    left = _sum(atom.terms[: atom.left or len(atom.terms)], names)
    moved = [(-factor, ref) for factor, ref in atom.terms[atom.left or len(atom.terms) :]]
    right = _sum(moved, names)
    if atom.constant or not right:
        constant = plain(atom.constant)
        right = f"{right} + {constant}" if right else constant
    return f"{left} {_OPS.get(atom.op, '=')} {right}"


def _sum(terms: Iterable[tuple[Exact, Ref]], names: Mapping[str, str]) -> str:
    told = ""
    for factor, ref in terms:
        sign = ("− " if factor < 0 else "") if not told else (" − " if factor < 0 else " + ")
        size = "" if factor in (1, -1) else f"{plain(max(factor, -factor))} × "
        told += f"{sign}{size}{_called(ref, names)}"
    return told


def _called(ref: Ref, names: Mapping[str, str]) -> str:
    """An indicator by its name, of its column where the rule fixes one, of last period."""
    name = " · ".join(safe(names.get(code, code)) for code in ref[1:] if code)
    return f"{phrase('上年', 'last year’s ')}{name}" if is_previous(ref) else name
