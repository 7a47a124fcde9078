"""Which language messages are in: option, TABLECHECK_LANG, else the locale.

Comes in: the environment. Goes out: ``zh`` or ``en``.
"""

from __future__ import annotations

import os
import sys

LANGUAGES = ("zh", "en")


def chosen_language(lang: str | None) -> str:
    """The language of an option's value, else that of the system.

    Raises:
        RefusedError: It is none of ours.
    """
    if lang is None:
        return system_language()
    if lang not in LANGUAGES:
        from tablecheck.cli.choices import check_choice

        check_choice("--lang", lang, LANGUAGES, system_language())
    return lang


def early_language(arguments: list[str]) -> str:
    """Language before the options are parsed, for their own errors."""
    for number, argument in enumerate(arguments):
        value = ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        elif argument.startswith("--lang="):
            value = argument.partition("=")[2]
        if value in LANGUAGES:
            return value
    return system_language()


def system_language() -> str:
    """``zh`` where the environment or the system speaks Chinese, else ``en``."""
    chosen = os.environ.get("TABLECHECK_LANG", "")
    if chosen in LANGUAGES:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import ctypes

        # 0x04: the primary language id of Chinese.
        return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04 else "en"
    return "en"
