"""Texts that are no numbers, and the reading on offer."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest

from tablecheck.values.reading import Reading, Status

from .reading_of import typed


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("约9", 9),
        ("约1,234", 1234),
        ("共9条", 9),
        ("约1.26万", 12600),
        ("约0万", 0),
        ("≈9", 9),
        ("近9", None),
        ("超9", None),
        ("12|", None),
        ("12件左右", 12),
        ("12左右", 12),
        ("12个", 12),
        ("12 packs", None),
        ("12pack", 12),
        ("67，", 67),
        ("12.", 12),
        ("12*", 12),
        ("¥12", 12),
        ("￥1,234.5", Fraction("1234.5")),
        ('="12"', 12),
        ("“12”", 12),
        ("九", 9),
        ("九件", 9),
        ("约九", 9),
        ("〇", 0),
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("⼆⼗", 20),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("三千零二十", 3020),
        ("三万", 30000),
        ("一万零五", 10005),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("壹佰贰拾叁", 123),
        ("二〇一八", 2018),
        ("一百五", None),
        ("三万五", None),
        ("三四", None),
        ("十十", None),
        ("一般", None),
        ("万", None),
        ("1e3", 1000),
        ("1.5e-3", Fraction("0.0015")),
        ("1_000", 1000),
        ("1_0", None),
        ("1 234", 1234),
        ("1 234 567.5", Fraction("1234567.5")),
        ("1'234", 1234),
        ("12 5", None),
        ("12\n13", None),
        ("1,23", None),
        ("12,34", None),
        ("1,2345", None),
        ("1,23,456", 123456),
        ("1,2345,6789", 123456789),
        ("12,13,14", None),
        ("0,123", Fraction("0.123")),
        ("1。5", Fraction("1.5")),
        ("1·5", Fraction("1.5")),
        ("٣", 3),
        ("१२", 12),
        ("𝟏𝟐", 12),
        ("1٣", None),
        ("1O6", 106),
        ("l2", 12),
        ("I2", 12),
        ("1О", 10),
        ("O", None),
        ("l", None),
        ("△5", -5),
        ("▲5", -5),
        ("减4", -4),
        ("–35", -35),
        ("- 35", -35),
        ("—35", None),
        ("+(0)", None),
        ("-(0)", None),
        ("(-5)", None),
        ("--12", None),
        ("12-", None),
        ("12-15", None),
        ("12～15", None),
        ("2^53+1", None),
        ("1.2.3", None),
        ("0x1F", None),
        ("0x1f", None),
        ("１ｅ３", 1000),
        ("NaN", None),
        ("inf", None),
        ("Infinity", None),
        ("若干", None),
        ("TRUE", None),
        ("①", None),
        ("①12", None),
        ("12①2", None),
        ("12ʰ", 12),
        ("12ᵗʰ", 12),
        ("12¹ ²", None),
        ("12 (p)", 12),
        ("12r", 12),
        ("12 1)", None),
        ("10²", None),
        ("10⁶", None),
        ("½", None),
        ("1½", None),
        ("⒈", None),
        ("⑴", None),
        ("㊀", None),
        ("1⁄2", None),
        ("1/2", None),
        ("12（含3件）", None),
        ("1.5k", None),
        ("3万人次", None),
        ("3万多", None),
        ("12多", None),
        ("12余个", None),
        ("3百分点", None),
        ("8lk", None),
        ("=1+2", None),
        ("12\u202e34", None),
        ("\u202e12", None),
        ("\x00", None),
        ("12\x00", None),
        ("\ud800", None),
        ("12\ud800", None),
    ],
)
def test_unreadable_text_offers_the_one_likely_reading(text, offered):
    assert Reading(Status.UNREADABLE, text, offered=offered) == typed(text)


def test_long_digits_are_bounded():
    assert 10**399 == typed("1" + "0" * 399).low
    assert Status.UNREADABLE is typed("1" + "0" * 400).status
    assert Status.UNREADABLE is typed("9" * 5000).status
    assert Status.UNREADABLE is typed("１" * 5000).status
    assert Fraction(1, 10**390) == typed("0." + "0" * 389 + "1").low


@pytest.mark.parametrize(
    "text",
    [
        "1" * 399 + "x",
        "1,234" * 79,
        "1 " * 199,
        "(" * 400,
        "12" + "①" * 398,
        "12" + "[1]" * 132 + "x",
        "十" * 400,
        "-" * 32767,
        " " * 32766 + "x",
        "\u200b" * 32766 + "x",
        "约" * 400,
        "1," * 10**6,
    ],
)
def test_hostile_text_is_refused_fast(text):
    start = process_time()
    typed(text)
    assert process_time() - start < 0.5
