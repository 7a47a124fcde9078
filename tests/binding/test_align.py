"""Lines put together with items: in order, moved, twice, near, unknown, missing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binding.making import aligned, items, told
from tablecheck.binding.align import Line, align
from tablecheck.binding.labels import normalise
from tablecheck.form.load import load_form

FIVE = items("a 收到申请数", "b 申请办结数", "c 申请答复数", "d 举报投诉数量", "e 查阅点数")
LABELS = [item.label for item in FIVE]
# Labels that stand twice, as in the form of 2014.
TWICE = items(
    "4 四、行政复议数量",
    "  4.1 （一）维持具体行政行为数",
    "  4.2 （二）被依法纠错数",
    "  4.3 （三）其他情形数",
    "5 五、行政诉讼数量",
    "  5.1 （一）维持或者驳回原告诉讼请求数",
    "  5.2 （二）被依法纠错数",
    "  5.3 （三）其他情形数",
)


def in_place(rows):
    return {item.code: (number, "equal") for number, item in enumerate(rows, 1)}


def test_lines_in_order():
    found = aligned(LABELS, FIVE)
    assert in_place(FIVE) == told(found)
    assert ((), (), ()) == (found.duplicates, found.unknown, found.missing)


def test_two_lines_swapped_one_of_them_is_moved():
    found = aligned([LABELS[0], LABELS[2], LABELS[1], *LABELS[3:]], FIVE)
    assert {"a", "b", "c", "d", "e"} == set(found.matches)
    assert (3, 2) == (found.matches["b"].line.index, found.matches["c"].line.index)
    assert ["moved"] == [m.how for m in found.matches.values() if m.how != "equal"]


def test_block_moved_to_the_end():
    found = aligned([*LABELS[2:], *LABELS[:2]], FIVE)
    assert {code: index for code, (index, _) in told(found).items()} == {
        "c": 1, "d": 2, "e": 3, "a": 4, "b": 5,
    }  # fmt: skip
    assert {"a", "b"} == {code for code, (_, how) in told(found).items() if how == "moved"}


def test_missing_line():
    found = aligned([*LABELS[:3], LABELS[4]], FIVE)
    assert ("d",) == tuple(item.code for item in found.missing)
    assert {"a", "b", "c", "e"} == set(found.matches)


def test_no_lines_and_no_items():
    assert FIVE == align([], FIVE).missing
    assert {} == align([Line(index=1, text="x")], ()).matches


def test_line_twice():
    found = aligned([LABELS[0], LABELS[0], *LABELS[1:]], FIVE)
    ((line, code),) = found.duplicates
    assert "a" == code
    assert {1, 2} == {line.index, found.matches["a"].line.index}
    assert set(in_place(FIVE)) == set(found.matches)


def test_unknown_line():
    found = aligned([LABELS[0], "完全不同的内容", *LABELS[1:]], FIVE)
    (unknown,) = found.unknown
    assert (2, None) == (unknown.line.index, unknown.nearest)
    assert () == found.missing


def test_near_label_in_its_place():
    found = aligned([*LABELS[:3], "举报投诉总数量", LABELS[4]], FIVE)
    match = found.matches["d"]
    assert ("near", 4) == (match.how, match.line.index)
    assert 0.6 <= match.similarity < 1
    assert ((), ()) == (found.unknown, found.missing)


def test_near_label_out_of_its_place_is_only_suggested():
    found = aligned(["举报投诉总数量", *LABELS[:3], LABELS[4]], FIVE)
    (unknown,) = found.unknown
    assert unknown.nearest is not None
    assert "d" == unknown.nearest.code
    assert ("d",) == tuple(item.code for item in found.missing)


def test_line_without_a_value_may_be_a_heading_and_one_with_a_value_not():
    rows = items("#h 主动公开的情况", "a 收到申请数")
    lines = [Line(index=1, text="主动公开情况", carries=True), Line(index=2, text="收到申请数")]
    assert {"a"} == set(align(lines, rows).matches)
    lines[0] = Line(index=1, text="主动公开情况", carries=False)
    assert "near" == align(lines, rows).matches["h"].how


def test_alias_is_as_good_as_the_label():
    (item,) = items("a 主要负责同志参加政府网站在线访谈次数")
    from tablecheck.record import replace

    renamed = replace(item, aliases=("在线访谈数",))
    assert {"a": (1, "equal")} == told(aligned(["1.在线访谈数"], (renamed,)))


def test_labels_that_stand_twice_are_told_apart_by_their_place():
    assert in_place(TWICE) == told(aligned([item.label for item in TWICE], TWICE))


def test_first_of_two_alike_missing():
    texts = [item.label for item in TWICE if item.code != "4.2"]
    found = aligned(texts, TWICE)
    assert ("4.2",) == tuple(item.code for item in found.missing)
    assert 6 == found.matches["5.2"].line.index


def test_second_of_two_alike_missing():
    texts = [item.label for item in TWICE if item.code != "5.2"]
    found = aligned(texts, TWICE)
    assert ("5.2",) == tuple(item.code for item in found.missing)
    assert 3 == found.matches["4.2"].line.index


def test_sections_swapped_with_labels_that_stand_twice():
    order = [*TWICE[4:], *TWICE[:4]]
    found = aligned([item.label for item in order], TWICE)
    wanted = {item.code: number for number, item in enumerate(order, 1)}
    assert wanted == {code: match.line.index for code, match in found.matches.items()}
    assert ((), (), ()) == (found.duplicates, found.unknown, found.missing)


def test_one_of_two_alike_twice_in_its_section():
    texts = [item.label for item in TWICE]
    found = aligned([*texts[:3], texts[2], *texts[3:]], TWICE)
    ((line, code),) = found.duplicates
    assert "4.2" == code
    assert {3, 4} == {line.index, found.matches["4.2"].line.index}
    assert 8 == found.matches["5.2"].line.index


@pytest.mark.parametrize("seed", range(20))
def test_form_of_2014_in_any_order_of_sections_and_siblings(seed):
    rows = load_form("cn-zfxxgk-2014").tables[0].rows
    chance = random.Random(seed)

    def shuffled(parent=None):
        siblings = [item for item in rows if item.parent == parent]
        chance.shuffle(siblings)
        return [each for item in siblings for each in (item, *shuffled(item.code))]

    order = shuffled()
    found = aligned([item.label for item in order], rows)
    wanted = {item.code: number for number, item in enumerate(order, 1)}
    assert wanted == {code: match.line.index for code, match in found.matches.items()}


TEXTS = st.one_of(
    st.sampled_from([item.label for item in TWICE]),
    st.sampled_from(["行政复议总数", "被纠错数", "其他", "", "（一）", "注：以上为全年数"]),
)


@given(st.lists(TEXTS, max_size=14))
@settings(max_examples=300, deadline=None)
def test_every_line_and_every_item_is_accounted_for_once(texts):
    found = aligned(texts, TWICE)
    lines = [
        *(match.line.index for match in found.matches.values()),
        *(line.index for line, _ in found.duplicates),
        *(unknown.line.index for unknown in found.unknown),
    ]
    assert list(range(1, len(texts) + 1)) == sorted(lines)
    bound_or_missing = [*found.matches, *(item.code for item in found.missing)]
    assert sorted(item.code for item in TWICE) == sorted(bound_or_missing)
    for match in found.matches.values():
        same = normalise(match.line.text).key == normalise(match.item.label).key
        assert same == (match.how in ("equal", "moved"))
    order = [item.code for item in TWICE]
    equal = {code: m.line.index for code, m in found.matches.items() if m.how == "equal"}
    assert sorted(equal, key=order.index) == sorted(equal, key=equal.__getitem__)


@given(st.sets(st.sampled_from(range(8)), max_size=4))
def test_rows_left_out_are_the_ones_that_are_missing(gone):
    """Told by their places alone: the labels that stand twice stay right."""
    left = [item for number, item in enumerate(TWICE) if number not in gone]
    found = aligned([item.label for item in left], TWICE)
    if {0, 4}.isdisjoint(gone):
        assert {TWICE[n].code for n in gone} == {item.code for item in found.missing}
        for number, item in enumerate(left, 1):
            assert number == found.matches[item.code].line.index
