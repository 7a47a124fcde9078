"""Number signs told from the bound cells, and cells in doubt."""

from __future__ import annotations

from fractions import Fraction

from tablecheck.binding.bind import bind
from tablecheck.binding.observe import Standing, observe
from tablecheck.form.model import Domain, Item, Rule, RuleKind
from tablecheck.record import replace
from tablecheck.rules.compile import compile_rules
from tablecheck.values.reading import Status

from .making import book_of, form_of, items, sheet_of

COLUMNS = (Item(code="label", label="Indicator", role="label"), Item(code="n", label="Value"))
SUM = Rule(id="sum", kind=RuleKind.SUM, axis="rows", whole="a", parts=("b", "c"))
BELOW = replace(SUM, id="below", kind=RuleKind.AT_LEAST_EACH)


def form(*rules, language="en", **fields):
    rows = items("a Total", "  b Urban", "  c Rural", **fields)
    made = replace(form_of(rows, COLUMNS), language=language)
    return replace(made, tables=(replace(made.tables[0], rules=rules),))


def read(made, *numbers, kind="csv"):
    """What takes part of Total, Urban and Rural: numbers, or what is in doubt."""
    rows = [["Indicator", "Value"], *zip(("Total", "Urban", "Rural"), numbers, strict=True)]
    workbook = book_of(sheet_of(rows), kind=kind)
    seen = observe(bind(workbook, made), workbook, instances=compile_rules(made)).values()
    return [each.low if each.standing is Standing.STATED else each.reading.either for each in seen]


def test_signs_are_told_from_the_table():
    assert [Fraction("1234.5"), 1000, Fraction("234.5")] == read(
        form(), "1 234,5", "1 000,0", "234,5"
    )
    assert [Fraction("1234.5"), 1000, Fraction("234.5")] == read(
        form(), "1.234,5", "1.000,0", "234,5"
    )
    assert [Fraction("1234.5"), 1000, Fraction("234.5")] == read(
        form(), "1’234.5", "1’000", "234.5"
    )


def test_a_chinese_form_is_read_as_ever():
    for language in ("zh", "zh-CN", "ja", "ko"):
        assert [6912, 1234, 5678] == read(form(language=language), "6,912", "1,234", "5,678")


def test_cells_that_may_be_two_numbers_are_unknown():
    either = [(6912, Fraction("6.912")), (1234, Fraction("1.234")), (5678, Fraction("5.678"))]
    assert either == read(form(SUM), "6,912", "1,234", "5,678")
    assert either == read(form(SUM), "6,912", "1,234", "5,678", kind="xlsx")
    assert [Fraction("6.912"), 6912] == list(read(form(SUM), "6.912", "1.234", "5.678")[0])


def test_an_equation_that_holds_one_way_only_tells():
    assert [1234, 1000, 234] == read(form(SUM), "1,234", "1,000", "234")
    assert [1234, 1000, 234] == read(form(SUM), "1.234", "1.000", "234")


def test_an_inequality_tells_nothing():
    # 1,234 and 5,678 break it whichever way: a slip must not choose the signs.
    total, urban, rural = read(form(BELOW), "999", "1,234", "5,678")
    assert 999 == total
    assert (1234, Fraction("1.234")) == urban
    assert (5678, Fraction("5.678")) == rural


def test_counts_are_whole():
    count = Domain(integer=True, minimum=0)
    assert [6912, 1234, 5678] == read(form(domain=count), "6,912", "1,234", "5,678")
    assert [6912, 1234, 5678] == read(form(domain=count), "6.912", "1.234", "5.678")


def test_a_cell_in_doubt_has_no_number():
    rows = [["Indicator", "Value"], ["Total", "1,234"], ["Urban", "1,000"], ["Rural", "0"]]
    workbook = book_of(sheet_of(rows), kind="csv")
    seen = observe(bind(workbook, form()), workbook)["t", "a", "n"]
    assert Status.DOUBTFUL is seen.reading.status
    assert Standing.UNKNOWN is seen.standing
    assert seen.reading.low is None
