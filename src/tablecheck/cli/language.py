"""Which language messages are in: option, TABLECHECK_LANG, else the locale.

Comes in: the environment. Goes out: ``zh`` or ``en``.
"""

from __future__ import annotations

import os
import sys


def system_language() -> str:
    """``zh`` where the environment or the system speaks Chinese, else ``en``."""
    chosen = os.environ.get("TABLECHECK_LANG", "")
    if chosen in ("zh", "en"):
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
