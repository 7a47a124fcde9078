"""Usage and form errors in the chosen language, with near misses.

Comes in: click's exceptions and FormErrors. Goes out: one line, for stderr.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.errors import FormError


def usage_message(error: click.UsageError, lang: str) -> str:
    """What is wrong with the command line."""
    zh = lang == "zh"
    if isinstance(error, click.NoSuchOption):
        known = [name for p in error.ctx.command.params for name in p.opts] if error.ctx else []
        said = f"没有选项 {error.option_name}" if zh else f"there is no option {error.option_name}"
        return _line(said + near(error.option_name, known, lang), lang)
    if isinstance(error, click.MissingParameter):
        name = error.param.metavar or error.param.name if error.param else ""
        return _line(f"缺少参数 {name}" if zh else f"the argument {name} is missing", lang)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts else error.param.name
        said = f"{name} 的值不对" if zh else f"the value of {name} is not right"
        return _line(f"{said}: {one_line(error.message)}", lang)
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    return _line(one_line(error.format_message()), lang)


def form_message(error: FormError, lang: str) -> str:
    """Where a form is wrong, and what."""
    place = one_line(error.path) + (f":{error.line}" if error.line else "")
    said = one_line(error.zh if lang == "zh" else error.en, None)
    return f"tablecheck: {error.code} {place}: {one_line(error.pointer) or '/'}: {said}"


def near(word: str, known: Iterable[str], lang: str) -> str:
    """“, did you mean …” where a known word is alike, else ""."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    if not found:
        return ""
    return f"，是不是 {found[0]}" if lang == "zh" else f", did you mean {found[0]}"


def refuse(zh: str, en: str, lang: str) -> click.UsageError:
    """A usage error in both languages, to raise."""
    return click.UsageError(zh if lang == "zh" else en)


def _line(text: str, lang: str) -> str:
    more = "用 tablecheck --help 查看用法" if lang == "zh" else "see tablecheck --help"
    return f"tablecheck: {text} ({more})"
