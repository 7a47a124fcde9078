"""TC911: an alias of a form by which nothing more is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.labels import normalise
from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.form.model import Item
    from tablecheck.linting.case import FormCase


@about_form(
    "TC911",
    "alias-idle",
    severity=Severity.WARNING,
    title=("别名不起作用", "alias finds nothing more"),
    zh="别名“{alias}”去掉编号、空格和括号后与“{same}”相同",
    en="the alias “{alias}” is “{same}” once numbering, spaces and notes are taken off",
)
def alias_idle(case: FormCase) -> Iterator[Finding]:
    """
    An alias of a row or column is the same as its label, or as another of its aliases.

    ## What it checks
    Labels are compared after NFKC, without spaces, numbering and bracketed notes. An alias that is
    then equal to its own label or to an alias before it never finds a row by itself.

    ## Why it matters
    Whoever wrote it meant another spelling; maybe the one that matters is missing.

    ## Example
    `"label": "（一）收到申请数", "aliases": ["收到申请数"]`.

    ## When it is silent
    The alias differs in more than numbering and notes. An alias that another item has too is TC912.

    ## Source
    The rules by which labels are compared: docs/forms.md, “Rows and columns”.
    """
    for table in case.form.tables:
        for axis, items in (("rows", table.rows), ("columns", table.columns)):
            for item in items:
                for number, same in _idle(item):
                    yield alias_idle.finding(
                        case.at_item(table.code, axis, item.code, f"/aliases/{number}"),
                        fill={"alias": item.aliases[number], "same": same},
                        action=Words(
                            "删去这个别名，或改成真正不同的写法", "take it out or correct it"
                        ),
                    )


def _idle(item: Item) -> Iterator[tuple[int, str]]:
    texts = (item.label, *item.aliases)
    seen: dict[str, str] = {}
    for number, text in enumerate(texts):
        label = normalise(text)
        same = seen.get(label.key, "") if label.full in seen else ""
        if same and number:
            yield number - 1, same
        seen.setdefault(label.key, text)
        seen.setdefault(label.full, text)
