"""Drafts against forms written by hand: rows, units and relations that both have.

Comes in: tables of tests and examples, filled or with their numbers taken out. Goes out:
``Likeness``.
"""

from __future__ import annotations

from pathlib import Path

from tablecheck.binding.filled import fill_form
from tablecheck.binding.labels import normalise
from tablecheck.binding.observe import dataset_of
from tablecheck.drafting.draft import draft_form
from tablecheck.drafting.trial import form_of
from tablecheck.form.load import load_form
from tablecheck.form.model import RuleKind, needs_previous
from tablecheck.readers.read import read_workbook
from tablecheck.readers.xlsx_hints import read_hints
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict

ROOT = Path(__file__).resolve().parent.parent.parent
TABLES = ROOT / "tests" / "tables"
PAIRS = (
    ("manzhouli-2018", TABLES / "manzhouli-2018.xlsx", "cn-zfxxgk-2014"),
    ("suqian-2023", TABLES / "suqian-2023.xlsx", "cn-zfxxgk-2021"),
    ("suqian-2024", TABLES / "suqian-2024.xlsx", "cn-zfxxgk-2021"),
    (
        "enrolment-2024",
        ROOT / "examples" / "enrolment" / "enrolment-2024.xlsx",
        ROOT / "examples" / "enrolment" / "form.json",
    ),
    (
        "beds-2024",
        ROOT / "examples" / "beds" / "beds-2024.xlsx",
        ROOT / "examples" / "beds" / "form.json",
    ),
    (
        "waste-2024",
        ROOT / "examples" / "waste" / "waste-2024.xlsx",
        ROOT / "examples" / "waste" / "form.json",
    ),
)


class Likeness:
    """What a draft and a form have in common.

    ``missed`` and ``more`` are sentences; the counts are (in both, in the draft, in the form).
    """

    def __init__(self, draft, form, filled) -> None:
        self.missed: list[str] = []
        self.more: list[str] = []
        printed_as = _lines(filled)
        ours, theirs = _rows(draft, {}), _rows(form, printed_as)
        self.rows = self._counted("row", set(ours), set(theirs))
        both = set(ours) & set(theirs)
        self.parents = (sum(ours[k][0] == theirs[k][0] for k in both), len(both), len(both))
        units = {(k, ours[k][1]) for k in both if ours[k][1]}
        # What the form alone knows cannot be read off a table that prints no unit.
        printed = {k for k in both if ours[k][1] or _prints_unit(filled, theirs[k][2])}
        meant = {(k, u) for k in printed for u in [theirs[k][1]] if u}
        hits = sum(any(unit == each for each in theirs[k][1]) for k, (unit, *_) in units)
        self.units = (hits, len(units), len(meant))
        self.relations = self._relations(draft, form, filled, printed_as)

    def _counted(self, name, ours, theirs):
        self.missed += [f"{name} {each}" for each in sorted(theirs - ours)]
        self.more += [f"{name} {each}" for each in sorted(ours - theirs)]
        return len(ours & theirs), len(ours), len(theirs)

    def _relations(self, draft, form, filled, printed_as):
        ours, theirs = _relations(draft, {}), _relations(form, printed_as)
        dataset = dataset_of(filled.observations)
        held = {}
        for each in compile_rules(form):
            held.setdefault(each.rule.id, set()).add(judge(each, dataset.intervals))
        theirs = {k: v for k, v in theirs.items() if Verdict.FAILS not in held[v]}
        sure = {k for k, v in theirs.items() if Verdict.HOLDS in held[v]}
        implied = {each for each in theirs if _implied(each, ours)}
        self.missed += [f"relation {theirs[each]}" for each in theirs if each not in implied]
        backed = {each for each in ours if each in theirs or _implies_one(each, theirs)}
        self.more += [f"relation {ours[each]}" for each in ours if each not in backed]
        return len(backed), len(ours), len(implied & sure), len(sure), len(implied), len(theirs)


def _lines(filled):
    """What the file prints for each row of the form: (table, row) -> text."""
    return {
        (code, row): match.line.text
        for code, bound in filled.binding.tables.items()
        for row, match in bound.rows.matches.items()
        if match.how in ("near", "equal")
    }


def _rows(form, printed_as):
    """(table, label, how often so far) -> parent's label, units, (table, code)."""
    found = {}
    for number, table in enumerate(form.tables):
        by_code = {item.code: item for item in table.rows}
        for item in table.rows:
            text = printed_as.get((table.code, item.code), item.label)
            label = normalise(text).key if item.printed else ""
            place = 0
            while (number, label, place) in found:
                place += 1
            parent = by_code.get(item.parent)
            above = "" if parent is None else normalise(parent.label).key
            found[number, label, place] = (above, item.units, (table.code, item.code))
    return found


def _prints_unit(filled, at):
    """The table that the form was filled from has a unit column."""
    bound = None if filled is None else filled.binding.tables.get(at[0])
    return bound is not None and bound.unit_column is not None


def _relations(form, printed_as):
    """Each relation that speaks of one period, as what it says of labels -> its id."""
    found = {}
    for number, table in enumerate(form.tables):
        names = {}
        for axis, items in (("rows", table.rows), ("columns", table.columns)):
            seen = {}
            for item in items:
                text = printed_as.get((table.code, item.code), item.label)
                label = normalise(text).key if item.printed else ""
                seen[label] = seen.get(label, 0) + 1
                names[axis, item.code] = (number, axis, label, seen[label])
        for rule in table.rules:
            if needs_previous(rule):
                continue
            said = _said(rule, names)
            if said is not None:
                found[said] = rule.id
    return found


def _said(rule, names):
    if rule.kind is not RuleKind.EQUATION:
        parts = frozenset(names[rule.axis, part] for part in rule.parts)
        return (rule.kind.value, names[rule.axis, rule.whole], parts)
    atoms = [atom for clause in rule.clauses for atom in clause]
    local = all(ref[2] is None and (rule.axis, ref[1]) in names for _, ref in _terms(atoms))
    if len(atoms) != 1 or not local or atoms[0].requires is not None:
        return (rule.expression, None, frozenset())
    terms = [(int(c), names[rule.axis, ref[1]]) for c, ref in atoms[0].terms]
    if atoms[0].op == "=":
        alone = [t for t in terms if sum((c > 0) == (t[0] > 0) for c, _ in terms) == 1]
        if len(alone) == 1:
            return ("sum", alone[0][1], frozenset(name for _, name in terms if name != alone[0][1]))
        left = frozenset(name for c, name in terms if c > 0)
        return ("balance", None, frozenset((left, frozenset(n for _, n in terms) - left)))
    if len(terms) == 2:
        small, great = sorted(terms, key=lambda t: (t[0] < 0) == (atoms[0].op == "<="))
        return ("at_least_each", great[1], frozenset([small[1]]))
    sign = -1 if atoms[0].op in (">=", ">") else 1
    return ("at most 0", None, frozenset((sign * c, name) for c, name in terms))


def _terms(atoms):
    return [term for atom in atoms for term in atom.terms]


def _implied(each, drafted):
    """A drafted relation says it, or more than it."""
    kind, whole, parts = each
    stronger = {
        "at_least_sum": ("sum",),
        "at_most_sum": ("sum",),
        "union": ("sum",),
        "at_least_each": ("sum", "union", "at_least_sum"),
    }
    if each in drafted:
        return True
    if any((other, whole, parts) in drafted for other in stronger.get(kind, ())):
        return True
    return kind == "at_least_each" and any(
        other in ("sum", "union", "at_least_sum", "at_least_each") and w == whole and parts <= p
        for other, w, p in drafted
        if w is not None
    )


def _implies_one(each, theirs):
    """It says no more than a relation of the form, or more about the same whole and parts."""
    _, whole, parts = each
    return any(w == whole and (parts == p or parts <= p) and k != "balance" for k, w, p in theirs)


def blanked(path: Path, folder: Path) -> Path:
    """A copy of a workbook without the numbers of its value cells."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and not _is_line_number(sheet, cell):
                    cell.value = None
    target = folder / f"blank-{path.name}"
    book.save(target)
    return target


def _is_line_number(sheet, cell) -> bool:
    head = next(
        (
            sheet.cell(r, cell.column).value
            for r in range(cell.row, 0, -1)
            if isinstance(sheet.cell(r, cell.column).value, str)
        ),
        "",
    )
    return head in ("Line", "行次", "序号")


def compared(folder: Path):
    """(label, likeness) of every table, filled, then blank."""
    for label, path, known in PAIRS:
        form = load_form(known)
        for words, file in ((label, path), (f"{label}, blank", blanked(path, folder))):
            workbook = read_workbook(file)
            hints = [read_hints(file.read_bytes())]
            draft = form_of(draft_form([workbook], [file.name], hints=hints).form)
            filled = fill_form(workbook, form, sheet=None, blank="form", file_name=file.name)
            yield words, Likeness(draft, form, filled)


def likeness(label: str, likened: Likeness) -> str:
    """One line of the page's table."""

    def part(hits: int, count: int) -> str:
        return f"{hits}/{count}" if count else "–"

    both, ours, theirs = likened.rows
    units = likened.units
    backed, drafted, held, sure, implied, known = likened.relations
    cells = [
        part(both, ours),
        part(both, theirs),
        part(*likened.parents[:2]),
        part(*units[:2]),
        part(units[0], units[2]),
        part(backed, drafted),
        part(held, sure),
        part(implied, known),
    ]
    return f"| {label} | " + " | ".join(cells) + " |"
