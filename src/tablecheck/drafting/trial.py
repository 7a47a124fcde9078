"""A draft tried on its own tables: it must load and bind back, and none of its rules may fail.

Comes in: a form's JSON and workbooks. Goes out: the JSON without what did not stand the trial, and
remarks. May import binding, rules, form; raises ``FormError`` only if the draft is no form at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tablecheck.binding.filled import fill_form
from tablecheck.binding.observe import dataset_of
from tablecheck.drafting.model import Remark
from tablecheck.drafting.write import form_text
from tablecheck.errors import ReadError
from tablecheck.form.load import load_form
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.model import Form
    from tablecheck.sheet import Workbook

ROUNDS = 4


def tried(
    form: dict[str, Any], workbooks: Sequence[Workbook], names: Sequence[str], sheet: str | None
) -> list[Remark]:
    """Take out of a draft what its own tables speak against; what that was, and what is left open.

    Args:
        form: The JSON value of the draft; changed in place.
        workbooks: The files it came from.
        names: What they are called.
        sheet: The only sheet that was looked at.
    """
    remarks: list[Remark] = []
    for _ in range(ROUNDS):
        loaded = form_of(form)
        failing: dict[str, str] = {}
        unsure: list[Remark] = []
        for workbook, name in zip(workbooks, names, strict=True):
            unsure += _failing(loaded, workbook, name, sheet, failing)
        if not failing:
            return [*remarks, *unsure]
        remarks += [
            Remark(
                name, f"关系 {rule} 在表中不成立，已去掉", f"{rule} fails in the table; left out"
            )
            for rule, name in failing.items()
        ]
        _without(form, frozenset(failing))
    return remarks


def form_of(form: dict[str, Any]) -> Form:
    """The form that a JSON value says, read by the same code as any file.

    Raises:
        FormError: It is none.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.json"
        path.write_text(form_text(form), "utf-8")
        return load_form(path)


def _failing(
    form: Form, workbook: Workbook, name: str, sheet: str | None, failing: dict[str, str]
) -> Iterator[Remark]:
    try:
        filled = fill_form(workbook, form, sheet=sheet, blank="form", file_name=name)
    except ReadError as error:
        return iter([Remark(name, error.zh, error.en)])
    evaluation = evaluate(compile_rules(filled.form), dataset_of(filled.observations))
    for each in evaluation.verdicts:
        if each.verdict is Verdict.FAILS:
            failing[each.instance.rule.id] = name
    for contradiction in evaluation.contradictions:
        # One of them has to go: the last, since those that labels say come first.
        failing[contradiction.instances[-1].rule.id] = name
    lost = [
        (zh, en, item.label)
        for bound in filled.binding.tables.values()
        for aligned, zh, en in ((bound.rows, "行", "row"), (bound.columns, "列", "column"))
        for item in aligned.missing
        if not item.heading
    ]
    lost += [("表", "table", table.title or table.code) for table in filled.binding.missing]
    return iter(
        Remark(
            name, f"按表式找不到“{label}”这一{zh}", f"the {en} “{label}” is not found by the draft"
        )
        for zh, en, label in lost
    )


def _without(form: dict[str, Any], ids: frozenset[str]) -> None:
    """Take rules and relations out of a form's JSON."""

    def prune(items: list[dict[str, Any]], axis: str) -> None:
        for item in items:
            kept = [each for each in item.get("relations", ()) if each["id"] not in ids]
            if kept:
                item["relations"] = kept
            else:
                item.pop("relations", None)
            prune(item.get(axis, []), axis)

    for table in form["tables"]:
        for axis in ("rows", "columns"):
            prune(table[axis], axis)
        rules = [each for each in table.get("rules", ()) if each["id"] not in ids]
        if rules:
            table["rules"] = rules
        else:
            table.pop("rules", None)
