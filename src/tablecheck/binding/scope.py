"""What a number in a sentence speaks of: this year as a whole, another time, a change, a part.

Comes in: a sentence, a match in it and the report's year. Goes out: ``Scope``. The words are those
of the language, not of a form; where they leave a doubt, the number is not compared.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tablecheck.binding.match import Match, Sentence


class Scope(StrEnum):
    """What a statement speaks of."""

    WHOLE = "whole"  # the indicator in the report's year
    PART = "part"  # a part of something (其中): at most the indicator
    OTHER = "other"  # another year, a change, a share, a plan: not to be compared


_AFTER = (*("以上", "以下", "左右", "上下", "以内", "不等", "余", "多", "性"), "ormore", "orless")
"""Behind a unit: 12件以上, 一次性."""


def scope_of(sentence: Sentence, match: Match, year: int | None, topic: int | None) -> Scope:
    """What a match speaks of.

    Args:
        sentence: Where it stands.
        match: The phrase found; its own words (上年结转) are no context.
        year: The report's year, None where unknown.
        topic: The year that the paragraph speaks of before this sentence, None for the report's.
    """
    text = sentence.text
    if text.startswith(_AFTER, match.end) or _range().match(text, match.end):
        return Scope.OTHER
    before = _titles().sub("", text[: match.start])
    gaps = [text[start:end] for start, end in match.gaps]
    context = "\n".join((before, *gaps))
    # A comparison is done with its clause; 去年 or 2017年 governs what follows it.
    clause = "\n".join((re.split("[,;:]", before)[-1], *gaps))
    if _change().search(clause) or _is_other_time(context, year, topic):
        return Scope.OTHER
    return Scope.PART if _part().search(context) else Scope.WHOLE


def _is_other_time(context: str, year: int | None, topic: int | None) -> bool:
    other = topic is not None and topic != year
    for match in _time().finditer(_whole_year().sub("", context)):
        other = int(match["year"]) != year if match["year"] else match["other"] is not None
    return other


def topic_of(text: str, before: int | None) -> int | None:
    """The year that a sentence opens with (2017年，…), else the one before it."""
    match = _opening().match(text)
    return int(match["year"]) if match else before


@cache
def _range() -> re.Pattern[str]:
    return re.compile("[-~–—至到][0-9]")


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(r"《[^《》]*》|〔[^〔〕]*〕")


@cache
def _opening() -> re.Pattern[str]:
    # 与2017年相比 and 根据2019年的条例 are no topics.
    return re.compile(r"[^0-9,;:比较与同根按依]{0,6}(?P<year>(?:19|20)[0-9]{2})年")


@cache
def _whole_year() -> re.Pattern[str]:
    """1月1日至12月31日 and what stands around it: the whole year."""
    return re.compile(
        r"1月1日(?:起|开始)?[-~–—至到](?:[0-9]{4}年|同年|当年)?12月31日(?:止|期间|为止)?"
    )


@cache
def _time() -> re.Pattern[str]:
    compared = r"(?<![比较与同跟和])"
    other = (
        "(?:上年|上一年|去年)(?!度?结转)|前年|往年|历年|以往|明年|下年|下一年|来年|累计|截至|截止|以来|至今|迄今"
        "|上半年|下半年|季度|月|每年|每周|每天|每日|年均|日均|平均"
        "|近.{1,2}年|.年来|计划|预计|力争|下一步|下步|“.{2,3}五”|.{2,3}五期间"
        "|lastyear|previousyear|prioryear|since|cumulative|todate|nextyear|planned|expected"
        "|quarter|monthly|permonth|peryear|onaverage"
    )
    now = "本年|今年|全年|当年|年内|thisyear|duringtheyear"
    return re.compile(
        rf"{compared}(?P<year>(?:19|20)[0-9]{{2}})年(?:以?来)?|(?P<now>{now})"
        rf"|{compared}(?P<other>{other})"
    )


@cache
def _change() -> re.Pattern[str]:
    return re.compile(
        "同比|环比|相比|比去年|比上|较上|较去|增加|增长|增幅|减少|下降|上升|提高|降低|多了|少了|占"
        "|increase|decrease|compared|percent|rose|risen|fell|fallen"
    )


@cache
def _part() -> re.Pattern[str]:
    return re.compile("其中|包括|本级|ofwhich|including")
