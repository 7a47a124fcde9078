"""Usage and form errors in the chosen language, with near misses.

Comes in: our own refusals, click's exceptions, FormErrors. Goes out: one line, for stderr. click
is imported only for its own errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from tablecheck.errors import ConfigError, FormError

LONGEST_WORD = 80


class RefusedError(Exception):
    """A usage error, in the chosen language."""


def refuse(zh: str, en: str, lang: str) -> RefusedError:
    """A usage error in both languages, to raise."""
    return RefusedError(zh if lang == "zh" else en)


def word(text: str) -> str:
    """A word of the command line, harmless and not too long to repeat."""
    from tablecheck.reporters.escape import one_line

    return one_line(text, LONGEST_WORD)


def near(asked: str, known: Iterable[str], lang: str) -> str:
    """“, did you mean …” where a known word is alike, else ""."""
    from difflib import get_close_matches

    if len(asked) > LONGEST_WORD:
        return ""
    found = get_close_matches(asked, list(known), n=1, cutoff=0.6)
    if not found:
        return ""
    return f"，是不是 {word(found[0])}" if lang == "zh" else f", did you mean {word(found[0])}"


def usage_message(error: click.UsageError | RefusedError, lang: str) -> str:
    """What is wrong with the command line."""
    from tablecheck.reporters.escape import one_line

    more = "用法见 tablecheck --help" if lang == "zh" else "see tablecheck --help"
    said = str(error) if isinstance(error, RefusedError) else _said(error, lang)
    return f"tablecheck: {one_line(said, None)} ({more})"


def form_message(error: FormError, lang: str) -> str:
    """Where a form is wrong, and what."""
    from tablecheck.reporters.escape import one_line

    place = one_line(error.path) + (f":{error.line}" if error.line else "")
    said = one_line(error.zh if lang == "zh" else error.en, None)
    return f"tablecheck: {error.code} {place}: {one_line(error.pointer) or '/'}: {said}"


def config_message(error: ConfigError, lang: str) -> str:
    """Where a configuration or a file of waivers is wrong, and what."""
    said = one_line_of(error.zh if lang == "zh" else error.en)
    parts = [one_line_of(part) for part in (error.path, error.key) if part]
    return f"tablecheck: {': '.join([*parts, said])}"


def one_line_of(text: str) -> str:
    """Text on one line, harmless, not cut."""
    from tablecheck.reporters.escape import one_line

    return one_line(text, None)


def _said(error: click.UsageError, lang: str) -> str:
    import click

    zh = lang == "zh"
    if isinstance(error, click.NoSuchOption):
        known = [name for p in error.ctx.command.params for name in p.opts] if error.ctx else []
        named = word(error.option_name)
        said = f"没有选项 {named}" if zh else f"there is no option {named}"
        return said + near(error.option_name, known, lang)
    if isinstance(error, click.MissingParameter):
        name = (error.param.metavar or error.param.name) if error.param else ""
        return f"缺少参数 {name}" if zh else f"the argument {name} is missing"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error.param, error.message, zh)
    if isinstance(error, click.BadOptionUsage):
        named = word(error.option_name)
        if "does not take" in error.message:
            return f"选项 {named} 后面不带值" if zh else f"the option {named} takes no value"
        return f"选项 {named} 后面要有值" if zh else f"the option {named} needs a value"
    extra = error.message.rpartition("(")[2].rstrip(")")
    if "unexpected extra argument" in error.message:
        return f"多余的参数 {word(extra)}" if zh else f"one argument too many: {word(extra)}"
    if error.message.startswith("No such command"):
        known = list(getattr(error.ctx.command, "commands", {})) if error.ctx else []
        asked = error.message.split("'")[1]
        said = f"没有命令 {word(asked)}" if zh else f"there is no command {word(asked)}"
        return said + near(asked, known, "zh" if zh else "en")
    # click's own sentences are English.
    return "命令行有误" if zh else error.format_message()


def _bad_value(param: click.Parameter, message: str, zh: bool) -> str:
    """A value of the wrong kind."""
    import click

    name = max(param.opts, key=len) if param.opts else param.name
    if isinstance(param.type, click.types.IntParamType):
        return f"{name} 应为不小于 0 的整数" if zh else f"{name} is a whole number from 0 up"
    if isinstance(param.type, click.types.BoolParamType):
        return f"{name} 应为 true 或 false" if zh else f"{name} is true or false"
    return f"{name} 的值不对" if zh else f"the value of {name} is not right: {message}"
