"""Values of options: closed sets, codes of checks, ids of forms; near misses are named.

Comes in: words of the command line. Goes out: checked values, or a usage error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.usage import near, refuse, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def check_choice(option: str, value: str, allowed: Sequence[str], lang: str) -> None:
    """Refuse a value that is not among the allowed ones."""
    if value in allowed:
        return
    hint = near(value, allowed, lang)
    raise refuse(
        f"{option} 应为 {'、'.join(allowed)} 之一，不是“{word(value)}”{hint}",
        f"{option} is one of {', '.join(allowed)}, not “{word(value)}”{hint}",
        lang,
    )


def check_codes(values: Iterable[str], lang: str) -> frozenset[str]:
    """The codes that comma-separated codes and names of checks stand for."""
    asked = [code.strip() for value in values for code in value.split(",") if code.strip()]
    if not asked:
        return frozenset()
    from tablecheck.checks.base import all_checks

    known = {check.code: check.code for check in all_checks()}
    known.update({check.name: check.code for check in all_checks()})
    for code in asked:
        if code not in known and code.upper() not in known:
            hint = near(code.upper(), known, lang) or near(code.lower(), known, lang)
            raise refuse(
                f"没有检查项 {word(code)}{hint}", f"there is no check {word(code)}{hint}", lang
            )
    return frozenset(known.get(code) or known[code.upper()] for code in asked)


def check_encoding(encoding: str, lang: str) -> None:
    """Refuse what is no encoding of text."""
    try:
        b"text".decode(encoding)
    except UnicodeError:
        return
    except (LookupError, ValueError):
        hint = near(encoding.lower(), ("utf-8", "utf-16", "gb18030", "gbk", "big5"), lang)
        raise refuse(
            f"不认识编码 {word(encoding)}{hint}",
            f"there is no encoding {word(encoding)}{hint}",
            lang,
        ) from None


def check_form(form: str, lang: str) -> None:
    """Refuse what is neither the id of a known form nor a file."""
    from tablecheck.form.load import known_forms

    if form in known_forms():
        return
    try:
        if Path(form).is_file():
            return
    except (OSError, ValueError):
        pass
    hint = near(form, known_forms(), lang)
    listed = ", ".join(known_forms())
    raise refuse(
        f"没有表式“{word(form)}”，也没有这个文件{hint}；已知表式：{listed}",
        f"no form has the id “{word(form)}”, and no file this name{hint}; known forms: {listed}",
        lang,
    )
