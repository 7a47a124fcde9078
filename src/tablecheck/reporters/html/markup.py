"""Text made harmless in a page, and both languages of a phrase side by side.

Comes in: any text. Goes out: HTML. Everything that a file says passes through ``safe``.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.reporters.escape import LONGEST, one_line, printable
from tablecheck.reporters.words import ended

if TYPE_CHECKING:
    from collections.abc import Callable

LEVEL_CLASS = {"error": "err", "warning": "warn", "information": "info"}


def safe(text: str, longest: int | None = LONGEST) -> str:
    """Text of one line: no markup, no quote, no control or format character is left of it."""
    return escape(one_line(text, longest), quote=True)


def cell_text(text: str, longest: int = LONGEST) -> str:
    """A cell's text with its line ends and its leading blanks."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    lines = cut.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "<br>".join(escape(printable(line, None), quote=True) for line in lines)


def both(words: Words) -> str:
    """A phrase in both languages; the page shows one of them."""
    return in_both(lambda lang: safe(words.in_language(lang), None))


def sentence(words: Words) -> str:
    """A sentence in both languages, with its full stop."""
    return in_both(lambda lang: safe(ended(words.in_language(lang), lang), None))


def in_both(told: Callable[[str], str]) -> str:
    """What a function tells in each language, as HTML; once where it is the same."""
    zh, en = told("zh"), told("en")
    if zh == en:
        return zh
    return f'<span class="zh" lang="zh-Hans">{zh}</span><span class="en" lang="en">{en}</span>'


def phrase(zh: str, en: str) -> str:
    """Our own words in both languages."""
    return both(Words(zh, en))


def unseen(zh: str, en: str) -> str:
    """Our own words for those who listen to the page."""
    return f'<span class="unseen">{phrase(zh, en)}</span>'
