"""Which known form a file is: by titles, heads and rows; the year decides between equals.

Comes in: sheets. Goes out: a ``Form``; raises ``ReadError`` (TC105) where none fits, or several do
alike. Forms whose document holds next to none of the file's words are not even built.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.header import find_header
from tablecheck.binding.labels import normalise
from tablecheck.errors import ReadError
from tablecheck.form.load import known_forms, load_form
from tablecheck.form.source import schema_folder
from tablecheck.record import record
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import NoReturn

    from tablecheck.form.model import Form, Item, Table
    from tablecheck.sheet import Sheet

LEAST_SHARE = 0.3
"""Least share of a table's labels and heads that must be in the file."""
LEAST_LABELS = 2
"""Labels of a table below which it is not there, whatever their share."""
ALIKE = 0.99
"""Share of the best score from which another form fits alike."""
MOST_WORDS = 40
"""Texts of a file that are looked for in the forms' documents before a form is built."""
MOST_NAMED = 3


@record
class Fit:
    """How well a form fits the texts of a file.

    Attributes:
        form: The form.
        found, items: Labels and heads that are in the file, and all of them.
        score: Those found in tables that are there, by their share; 0 where no table is.
        is_titled: A title of it stands in the file.
    """

    form: Form
    found: int
    items: int
    score: float
    is_titled: bool


def recognise(sheets: Sequence[Sheet], file_name: str = "", further: Iterable[Form] = ()) -> Form:
    """The form that fits the sheets best.

    Args:
        sheets: Those to search.
        file_name: Says the year where nothing else does.
        further: Forms to choose from besides the known ones.

    Raises:
        ReadError: TC105 where none fits, or several fit alike.
    """
    texts = _texts(sheets)
    chosen = {form.id: form for form in map(known_form, _likely(sheets))}
    chosen.update((form.id, form) for form in further)
    fits = sorted((fit_of(texts, form) for form in chosen.values()), key=lambda fit: -fit.score)
    best = fits[0]
    if not best.score:
        _refuse_unknown(max(fits, key=lambda fit: fit.found / fit.items), texts)
    alike = [fit for fit in fits if fit.score >= ALIKE * best.score]
    alike = [fit for fit in alike if fit.is_titled] or alike
    if len(alike) > 1:
        alike = [fit for fit in alike if _serves(fit.form, sheets, file_name)] or alike
    if len(alike) > 1:
        names = ", ".join(fit.form.id for fit in alike)
        raise ReadError(
            "TC105",
            f"有几个表式同样符合：{names}。请用 --form 指明",
            f"several forms fit alike: {names}; name one by --form",
        )
    return alike[0].form


@cache
def known_form(name: str) -> Form:
    """A shipped form, built once a process and not once a file."""
    return load_form(name)


def family_forms(family: str) -> tuple[Form, ...]:
    """The known forms of a family."""
    forms = tuple(known_form(name) for name in known_forms()) if family else ()
    return tuple(form for form in forms if form.family == family)


def serves(form: Form, year: int) -> bool:
    """The form is made for reports of this year."""
    first, last = form.years
    return (first is None or first <= year) and (last is None or year <= last)


def fit_of(texts: frozenset[str], form: Form) -> Fit:
    """How well a form fits the keys of a file's texts."""
    found = items = there_found = there_items = 0
    for table in form.tables:
        named = [item_keys(item) for item in _printed(table)]
        here = sum(not keys.isdisjoint(texts) for keys in named)
        found, items = found + here, items + len(named)
        if here >= min(LEAST_LABELS, len(named)) and here >= LEAST_SHARE * len(named):
            there_found, there_items = there_found + here, there_items + len(named)
    titles = [normalise(title).key for title in form.titles]
    return Fit(
        form=form,
        found=found,
        items=max(items, 1),
        score=there_found * there_found / there_items if there_items else 0.0,
        is_titled=any(title in text for title in titles for text in texts),
    )


def _printed(table: Table) -> Iterator[Item]:
    return (item for item in (*table.rows, *table.columns) if item.printed)


def _texts(sheets: Iterable[Sheet]) -> frozenset[str]:
    labels = [
        normalise(cell.text)
        for sheet in sheets
        for cell in sheet.cells.values()
        if cell.kind is CellKind.TEXT
    ]
    return frozenset(key for label in labels for key in (label.key, label.full))


def _likely(sheets: Iterable[Sheet]) -> Sequence[str]:
    """Ids of the known forms whose documents hold the file's words; all where none stands out."""
    words = dict.fromkeys(
        word
        for sheet in sheets
        for cell in sheet.cells.values()
        if cell.kind is CellKind.TEXT and 3 <= len(word := cell.text.strip()) <= 60
    )
    asked = list(words)[:: len(words) // MOST_WORDS + 1]
    held = {name: sum(word in _document(name) for word in asked) for name in known_forms()}
    most = max(held.values())
    return [name for name, number in held.items() if 2 * number >= most] if most > 5 else [*held]


@cache
def _document(name: str) -> str:
    return (schema_folder() / f"{name}.json").read_text("utf-8")


def _serves(form: Form, sheets: Sequence[Sheet], file_name: str) -> bool:
    year = find_header(sheets, form, file_name).year
    return year is not None and serves(form, year)


def _refuse_unknown(near: Fit, texts: frozenset[str]) -> NoReturn:
    listed = ", ".join(known_forms())
    if not near.found:
        raise ReadError(
            "TC105",
            f"认不出是哪个表式（已知：{listed}）；没有一个指标名称对得上。"
            "请核对文件，或用 --form 指明表式",
            f"no known form fits ({listed}): none of their row labels is in the file; check the "
            "file, or name its form by --form",
        )
    missing = _missing(near.form, texts)
    zh, en = "、".join(f"“{each}”" for each in missing), ", ".join(f"“{each}”" for each in missing)
    share = near.found / near.items
    raise ReadError(
        "TC105",
        f"认不出是哪个表式（已知：{listed}）；最接近的是 {near.form.id}，对上 {share:.0%} 的名称，"
        f"缺少{zh}等。请核对文件，或用 --form 指明表式",
        f"no known form fits ({listed}): the nearest, {near.form.id}, matches {share:.0%} of the "
        f"labels and lacks {en} and others; check the file, or name its form by --form",
    )


def _missing(form: Form, texts: frozenset[str]) -> list[str]:
    """Up to three things that the nearest form has and the file lacks: large tables, else rows."""
    lacks = {
        table.code: [item for item in _printed(table) if item_keys(item).isdisjoint(texts)]
        for table in form.tables
    }
    tables = [
        table.title or table.code
        for table in sorted(form.tables, key=lambda each: -len(lacks[each.code]))
        if len(lacks[table.code]) == sum(1 for _ in _printed(table))
    ]
    rows = [item.label for items in lacks.values() for item in items if item.role == "value"]
    return (tables or rows)[:MOST_NAMED]
