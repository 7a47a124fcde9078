"""Whatever a field holds, and however it is written down, it is found as it was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from binding.making import form_of, items, sheet_of
from tablecheck.binding.header import find_header
from tablecheck.binding.years import year_of
from tablecheck.form.model import HeaderField
from tablecheck.record import replace

FORM = replace(
    form_of(items("1 收到申请数", "2 办结数")),
    header=(
        HeaderField(code="agency", label="填报单位"),
        HeaderField(code="year", label="统计年度", type="year"),
        HeaderField(code="head", label="Head of office"),
    ),
)
TABLE = [["指标", "单位", "数量"], ["收到申请数", "件", 2], ["办结数", "件", 2]]
NAMES = st.text("满洲里市教育局宿迁县办公室ABCdef", min_size=1, max_size=12)
YEARS = st.integers(1949, 2099)
DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
WIDE = {str(digit): chr(0xFF10 + digit) for digit in range(10)}


@st.composite
def written_years(draw):
    """(year, as a clerk writes it)."""
    year = draw(YEARS)
    signs = draw(st.sampled_from([{}, DIGITS, WIDE]))
    digits = "".join(signs.get(digit, digit) for digit in str(year))
    after = draw(st.sampled_from(["", "年", "年度"])) if signs is not DIGITS else "年"
    return year, digits + after


@st.composite
def written_labels(draw, label):
    """A label with blanks in it, a note behind it, and a colon of either width."""
    gap = draw(st.sampled_from(["", " "])) if not label.isascii() else ""
    note = draw(st.sampled_from(["", "（盖章）", "(章)"]))
    return gap.join(label) + note + draw(st.sampled_from(["：", ":", " ：", "︰"]))


@given(
    agency=NAMES,
    year=written_years(),
    head=NAMES,
    labels=st.tuples(*(written_labels(field.label) for field in FORM.header)),
    gap=st.sampled_from(["  ", "        ", "\u3000\u3000", "\n"]),
    layout=st.sampled_from(["one cell", "cells of a row", "rows", "next cells", "below"]),
)
def test_fields_are_found_in_every_layout(agency, year, head, labels, gap, layout):
    values = (agency, year[1], head)
    if layout == "one cell":
        rows = [[gap.join(a + b for a, b in zip(labels, values, strict=True))], *TABLE]
    elif layout == "cells of a row":
        rows = [[a + b for a, b in zip(labels, values, strict=True)], *TABLE]
    elif layout == "rows":
        rows = [*([a + b] for a, b in zip(labels, values, strict=True)), *TABLE]
    elif layout == "next cells":
        rows = [*([a, b] for a, b in zip(labels, values, strict=True)), *TABLE]
    else:
        rows = [*TABLE, [], *([a + b] for a, b in zip(labels, values, strict=True))]
    found = find_header([sheet_of(rows)], FORM, ends=[3])
    texts = {code: seen.text for code, seen in found.fields.items()}
    assert {"agency": agency, "head": head} == {code: texts[code] for code in ("agency", "head")}
    assert (year[0], "field", agency) == (found.year, found.years[0].source, found.agency)


@given(year=written_years(), before=NAMES, after=st.sampled_from(["", "报告", "（试行）"]))
def test_year_is_read_in_every_writing(year, before, after):
    assert year[0] == year_of(before + year[1] + after)


@given(text=st.text(max_size=60), label=st.sampled_from(["", "填报单位：", "统计年度 "]))
def test_no_text_is_too_odd(text, label):
    found = find_header([sheet_of([[label + text, text], *TABLE], name=text)], FORM, text)
    assert all(1900 <= seen.year <= 2099 for seen in found.years)
