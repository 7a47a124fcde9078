"""Laws of phrases and texts, on whatever hypothesis thinks of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from binding.text_making import form_of, rule, said
from tablecheck.binding.match import _ENDS_A_GAP, LONGEST_GAP, Sentence, matches
from tablecheck.binding.quote import QUOTED
from tablecheck.form.load import load_form
from tablecheck.form.phrase import (
    PartKind,
    PhraseError,
    fixed_words,
    parse_phrase,
    spoken,
)
from tablecheck.record import replace
from tablecheck.values.prose import figures

WORDS = st.sampled_from(
    [
        *(
            "行政复议",
            "行政诉讼",
            "案件",
            "收到",
            "未收到",
            "未发生",
            "政府",
            "信息",
            "公开",
            "申请",
        ),
        *(
            "件",
            "宗",
            "人",
            "人次",
            "万",
            "万元",
            "元",
            "约",
            "余",
            "其中",
            "2017年",
            "2018年",
            "去年",
        ),
        *(
            "本年",
            "同比",
            "增加",
            "以上",
            "，",
            "。",
            "；",
            "：",
            "（",
            "）",
            "《",
            "》",
            "、",
            " ",
            "\n",
        ),
        *("1", "12", "３", "1,234", "1.5", "十二", "零", "①", "²", "⼀", "%", "-", "至", "第"),
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)
PIECES = st.sampled_from(["a", "b", "ab", "{n}", "{…}", "{a|b|}", "{ab|a}", "{b|}", "{*}"])
PHRASES = st.lists(PIECES, min_size=1, max_size=6).map("".join)


def every_match(parts, sentence):
    """(slack, -length, end, unit_at) of every way in which a phrase stands in a sentence."""
    text = sentence.text
    reached = [(start, start, None, 0, 0) for start in range(len(text) + 1)]
    for number, part in enumerate(parts):
        gap = number > 0 and parts[number - 1].kind is PartKind.GAP
        further = []
        for start, at, unit_at, slack, _ in reached:
            for skip in range(LONGEST_GAP + 1 if gap else 1):
                here = at + skip
                if here > len(text) or not _ENDS_A_GAP.isdisjoint(text[at:here]):
                    break
                if part.kind is PartKind.WORDS:
                    further += [
                        (start, here + len(word), unit_at, slack + skip, 0)
                        for word in part.words
                        if text.startswith(word, here)
                    ]
                elif part.kind is PartKind.NUMBER:
                    for figure in sentence.figures:
                        if figure.start == here:
                            ends = {figure.end, figure.scaled_end}
                            further += [(start, end, end, slack + skip, 0) for end in ends]
        reached = further if part.kind is not PartKind.GAP else reached
    return {
        (slack, start - end, end, end if unit_at is None else unit_at)
        for start, end, unit_at, slack, _ in reached
    }


@given(phrase=PHRASES, text=st.text("ab1万 ,", max_size=25))
@example(phrase="a{…}{n}b", text="aa1b")
@example(phrase="{ab|b}{n}a", text="ab1a")
@settings(max_examples=400, deadline=None)
def test_matcher_finds_what_trying_everything_finds(phrase, text):
    try:
        parts = parse_phrase(phrase)
    except PhraseError:
        return
    sentence = Sentence(spoken(text), tuple(figures(spoken(text))))
    tried = every_match(parts, sentence)
    found = matches(parts, sentence)
    assert {(end, unit_at) for _, _, end, unit_at in tried} == {
        (each.end, each.unit_at) for each in found
    }
    for each in found:
        slack = sum(end - start for start, end in each.gaps)
        told = (slack, each.start - each.end, each.end, each.unit_at)
        assert told in tried
        assert slack == min(one[0] for one in tried if one[2:] == told[2:])


@given(phrase=st.text("ab{}n|…* 行", max_size=20))
@settings(max_examples=300, deadline=None)
def test_phrase_is_parsed_or_refused(phrase):
    try:
        parts = parse_phrase(phrase)
    except PhraseError as error:
        assert error.zh
        assert error.en
        return
    words = [part.words for part in parts if part.kind is PartKind.WORDS and len(part.words) == 1]
    fixed = [word for word in fixed_words(phrase) if word]
    assert set(fixed) <= {word for (word,) in words}


@given(paragraphs=st.lists(TEXTS, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_word(paragraphs):
    for form in ("cn-zfxxgk-2014", "cn-zfxxgk-2021"):
        for each in said(*paragraphs, form=form):
            assert 0 <= each.low <= each.high
            assert len(each.quote) <= QUOTED
            assert each.row in range(2, 2 * len(paragraphs) + 1, 2)


@given(text=TEXTS, other=TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_paragraph_says_the_same_whatever_stands_in_others(text, other):
    form = form_of(
        rule("行政复议{案件|}{n}{件|宗|人}", "收到{…}申请{n}件", none=("未收到{…}申请",))
    )
    alone = [(each.low, each.quote) for each in said(text, form=form)]
    beside = [(each.low, each.quote) for each in said(text, other, form=form) if each.row == 2]
    assert alone == beside


@given(text=st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_spoken_has_spaces_between_digits_only(text):
    once = spoken(text)
    for at, sign in enumerate(once):
        assert not sign.isspace() or (once[at - 1].isdigit() and once[at + 1].isdigit())


@given(text=st.text("0123456789,.万约件-至 第一二十", max_size=30))
@settings(max_examples=300, deadline=None)
def test_figures_stand_in_order_and_apart(text):
    found = figures(spoken(text))
    for one, other in pairwise(found):
        assert one.scaled_end <= other.start
    for each in found:
        low, high = each.scaled
        assert 0 <= low <= each.value * each.factor <= high


def test_every_unit_of_a_shipped_form_is_told_from_a_longer_one():
    form = load_form("cn-zfxxgk-2014")
    one = form_of(*(replace(rule(f"行政复议{{n}}{unit}"), id=unit) for unit in form.units))
    for unit in form.units:
        told = {each.rule.id: each.unit for each in said(f"行政复议3{unit}", form=one)}
        # 3千元 is 3 of 千元, and 3千 of 元: one amount.
        assert unit == told.pop(unit)
        assert set(told.values()) <= {"元"}
