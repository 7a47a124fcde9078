"""Many files: one list of them, in three orders of which the page shows one.

Comes in: files, worst first. Goes out: HTML and the style rules that switch the order. Each order
is a table of its own, so that it is read out as it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.html.counts import drawn_counts
from tablecheck.reporters.html.markup import both, phrase, safe
from tablecheck.reporters.words import NOT_CHECKED
from tablecheck.tally import tally_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.report import FileReport

ORDERS = (
    ("worst", "问题多的在前", "Worst first"),
    ("name", "按文件名", "By file name"),
    ("blank", "未填多的在前", "Most blanks first"),
)

Numbered = tuple[int, "FileReport"]


def drawn_index(files: Sequence[FileReport]) -> tuple[str, str]:
    """The list, and the rules that show one order of it."""
    numbered = list(enumerate(files, start=1))
    orders = {
        "worst": numbered,
        "name": sorted(numbered, key=lambda pair: pair[1].path),
        "blank": sorted(numbered, key=lambda pair: -pair[1].blank),
    }
    labels = "".join(
        f'<label for="order-{name}">{phrase(zh, en)}</label>' for name, zh, en in ORDERS
    )
    rows = {name: "".join(map(_row, orders[name])) for name, _, _ in ORDERS}
    tables = "".join(
        f'<table class="by-{name}">{_heads()}<tbody>{rows[name]}</tbody></table>' for name in rows
    )
    title = phrase(f"共 {len(files)} 个文件", f"{len(files)} files")
    index = (
        f'<section class="index" id="index"><h2>{title}</h2>{_total(files)}'
        f"{drawn_counts(tally_of(files))}"
        f'<div class="order">{labels}</div>{tables}</section>'
    )
    return index, "".join(_rules(name) for name, _, _ in ORDERS)


def _heads() -> str:
    heads = (
        ("文件", "File", ""),
        ("错误", "Errors", ' class="n"'),
        ("警告", "Warnings", ' class="n"'),
        ("已填", "Filled", ' class="n"'),
        ("未填", "Blank", ' class="n"'),
        ("不成立的勾稽关系", "Failing rules", ' class="n"'),
    )
    cells = "".join(f'<th scope="col"{kind}>{phrase(zh, en)}</th>' for zh, en, kind in heads)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(pair: Numbered) -> str:
    number, file = pair
    link = f'<td><a href="#f{number}-file">{safe(file.path)}</a></td>'
    if file.refusal is not None:
        code, words = file.refusal
        told = f"{both(NOT_CHECKED)} <code>{safe(code)}</code> {both(words)}"
        return (
            f'<tr>{link}<td colspan="5" class="err"><span class="level">{told}</span></td></tr>\n'
        )
    errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
    cells = (
        f'<td class="n err">{f"<b class=level>{errors}</b>" if errors else 0}</td>'
        f'<td class="n warn">{f"<b class=level>{warnings}</b>" if warnings else 0}</td>'
        f'<td class="n">{file.observed} / {file.cells}</td><td class="n">{file.blank}</td>'
        f'<td class="n">{file.verdict_count("0")}</td>'
    )
    return f"<tr>{link}{cells}</tr>\n"


def _total(files: Sequence[FileReport]) -> str:
    refused = sum(not file.is_checked for file in files)
    errors = sum(file.count(Severity.ERROR) for file in files)
    warnings = sum(file.count(Severity.WARNING) for file in files)
    also = phrase(f"；{refused} 个未能检查", f"; {refused} not checked") if refused else ""
    told = phrase(f"错误 {errors} 处，警告 {warnings} 处", f"{errors} errors, {warnings} warnings")
    return f"<p>{told}{also}</p>"


def _rules(name: str) -> str:
    return (
        f"#order-{name}:not(:checked)~main .by-{name}{{display:none}}\n"
        f"#order-{name}:checked~main label[for=order-{name}]"
        "{background:var(--link);color:var(--paper)}\n"
        f"#order-{name}:focus-visible~main label[for=order-{name}]"
        "{outline:3px solid var(--focus)}\n"
    )
