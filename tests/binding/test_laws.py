"""Laws of binding: where a table stands and how it is dressed changes nothing that is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from binding.making import book_of, bound, sheet_of, values
from binding.test_tables import BODY, FORM, HEAD, RIGHT
from tablecheck.binding.bind import bind
from tablecheck.binding.observe import dataset_of, observe
from tablecheck.errors import ReadError
from tablecheck.form.load import load_form

SHIPPED = load_form("cn-zfxxgk-2014")
ROWS = SHIPPED.tables[0].rows
LAWS = settings(max_examples=120, deadline=None)
NOISE = st.sampled_from([None, "", " ", "填报单位：甲", "2018年", "注：含上年结转", "第 1 页", 3])


@given(
    st.lists(st.lists(NOISE, max_size=4), max_size=4),
    st.lists(st.lists(NOISE, max_size=2), max_size=3),
    st.integers(1, 6),
    st.integers(1, 6),
    st.permutations([0, 1, 2]),
)
@LAWS
def test_surroundings_and_order_of_columns_do_not_count(above, below, top, left, order):
    table = [[row[at] for at in order] for row in [HEAD, *BODY]]
    sheet = sheet_of([*above, *table, [], *below], top=top, left=left)
    assert RIGHT == values(FORM, sheet)


@given(st.lists(st.integers(0, 999), min_size=58, max_size=58), st.booleans(), st.integers(0, 3))
@LAWS
def test_every_cell_of_the_2014_form_is_read_where_it_stands(numbers, unit_column, extra):
    left = iter(numbers)
    head = ["统计指标", *(["单位"] if unit_column else []), "统计数"]
    rows: list[list[str | int | None]] = [head]
    wanted = {}
    for item in ROWS:
        number = None if item.heading else next(left)
        if number is not None:
            wanted[item.code] = number
        unit = [item.units[0] if item.units else "—"] if unit_column else []
        rows.append(["\u3000" * extra + item.label, *unit, number])
    assert wanted == values(SHIPPED, sheet_of(rows))


@given(st.sets(st.sampled_from([item.code for item in ROWS if not item.heading]), max_size=15))
@LAWS
def test_deleted_rows_are_the_missing_ones(gone):
    """Those of labels that stand twice too, told by the section that they stand in."""
    rows: list[list[str | int | None]] = [["统计指标", "单位", "统计数"]]
    wanted = {}
    # Without its section's own row nothing tells which of two alike is left.
    gone = gone - {"4", "5"}
    for number, item in enumerate(ROWS):
        if item.code in gone:
            continue
        if not item.heading:
            wanted[item.code] = number
        unit = item.units[0] if item.units else "—"
        rows.append([item.label, unit, None if item.heading else number])
    found = bound(SHIPPED, sheet_of(rows))
    assert gone == {item.code for item in found.rows.missing}
    assert ((), ()) == (found.rows.duplicates, found.rows.unknown)
    assert {**wanted, **dict.fromkeys(gone, "missing")} == values(SHIPPED, sheet_of(rows))


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 5000),
    st.sampled_from([*[row[0] for row in BODY], *HEAD, "件", "元", "—", "", "约9", "#REF!"]),
    st.text(max_size=6),
)
MERGES = st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)).map(
    lambda merge: (merge[0], merge[1], merge[0] + merge[2], merge[1] + merge[3])
)


@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=9),
    st.lists(MERGES, max_size=2),
    st.sampled_from(["xlsx", "csv"]),
)
@settings(max_examples=300, deadline=None)
def test_any_sheet_binds_or_is_refused(rows, merges, kind):
    workbook = book_of(sheet_of(rows, merges=merges), kind=kind)
    try:
        binding = bind(workbook, FORM)
    except ReadError as error:
        assert error.code.startswith(("TC1", "TC2"))
        assert error.zh
        assert error.en
        return
    seen = observe(binding, workbook)
    assert 4 == len(seen)
    dataset = dataset_of(seen)
    assert set(dataset.intervals) == set(seen)
    assert dataset.stated.isdisjoint(dataset.blank)
    for key in dataset.stated:
        interval = dataset.intervals[key]
        assert interval.low is not None
        assert not interval.is_empty


@given(st.sampled_from(BODY), st.text(max_size=8))
@LAWS
def test_one_strange_label_disturbs_no_other_row(row, label):
    table = [[label, *other[1:]] if other is row else other for other in BODY]
    found = values(FORM, sheet_of([HEAD, *table]))
    for number, code in ((1, "a"), (2, "b"), (4, "c"), (5, "d")):
        if BODY[number] is not row:
            assert RIGHT[code] == found[code]
