"""The report as one self-contained page, which asks for nothing and runs nothing.

The table stands on the left as it is in the file, the findings on the right with the same numbers.
Both languages are in the page and one is shown, without any script; so is the order of the index.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from tablecheck.reporters.html.counts import drawn_run
from tablecheck.reporters.html.index import drawn_index
from tablecheck.reporters.html.looks import LOOKS
from tablecheck.reporters.html.markup import phrase, safe
from tablecheck.reporters.html.section import drawn_file, worst_first

if TYPE_CHECKING:
    from tablecheck.report import Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True


def render(report: Report, style: Style) -> str:
    """The page; several files stand below an index, the worst first."""
    files = worst_first(report.files)
    several = len(files) > 1
    index, order = drawn_index(files) if several else ("", "")
    index = drawn_run(report.findings) + index
    sections = "".join(
        drawn_file(file, report.options, style, f"f{number}-" if several else "")
        for number, file in enumerate(files, start=1)
    )
    looks = LOOKS + order
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if style.lang == "zh" else "en"}">\n'
        f"{_head(report, style, looks)}\n"
        f"<body>\n{_switch(style, several)}<main>{index}\n{sections}</main>\n</body>\n</html>\n"
    )


def _head(report: Report, style: Style, looks: str) -> str:
    digest = b64encode(sha256(looks.encode("utf-8")).digest()).decode("ascii")
    title = "检查结果" if style.lang == "zh" else "Check of a table"
    if len(report.files) == 1:
        title = f"{report.files[0].path.replace(chr(92), '/').rpartition('/')[2]} - {title}"
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe(title)}</title>\n<style>{looks}</style>\n</head>"
    )


def _switch(style: Style, several: bool) -> str:
    """Radio buttons before all that they switch: a style sheet alone shows one language."""
    boxes = ""
    for lang, told in (("zh", "语言：中文"), ("en", "Language: English")):
        checked = " checked" if lang == style.lang else ""
        boxes += (
            f'<input type="radio" name="lang" id="lang-{lang}" class="pick"'
            f' aria-label="{told}"{checked}>'
        )
    if several:
        boxes += _orders()
    anchor = "index" if several else "findings"
    skip = phrase("跳到问题", "Skip to the findings")
    return (
        f'{boxes}\n<header class="bar-top"><b>{phrase("检查结果", "Check of a table")}</b>'
        f'<a class="skip" href="#{anchor}">{skip}</a>'
        f'<label for="lang-zh" lang="zh-Hans">中文</label>'
        f'<label for="lang-en" lang="en">English</label></header>\n'
    )


def _orders() -> str:
    from tablecheck.reporters.html.index import ORDERS

    return "".join(
        f'<input type="radio" name="order" id="order-{name}" class="pick"'
        f' aria-label="{zh} / {en}"{" checked" if not number else ""}>'
        for number, (name, zh, en) in enumerate(ORDERS)
    )
