"""Waivers for all that counts, as TOML: complete but for the reason, which somebody has to give.

``reason = ""`` is refused when the file is read, so that nothing is accepted unexplained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.fingerprint import finding_values, indicators
from tablecheck.reporters.escape import one_line, printable
from tablecheck.reporters.spots import repository_path
from tablecheck.reporters.told import headline

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = False
_LEAD = {
    "zh": "# 逐条写明 reason（情况说明）后用 --waivers 读取；不属实的请更正数据并删去该条。",
    "en": "# Give each a reason, then read this by --waivers; correct and remove what is not true.",
}


def render(report: Report, style: Style) -> str:
    """A ``[[waivers]]`` for each finding that is not waived."""
    blocks = [
        _block(finding, file, style)
        for file in report.files
        for finding in file.findings
        if finding.waived is None and finding_values(finding)
    ]
    return "\n".join([_LEAD[style.lang] + "\n", *blocks])


def _block(finding: Finding, file: FileReport, style: Style) -> str:
    lines = [
        f"# {headline(finding, style.lang)}",
        "[[waivers]]",
        f"form = {quoted(file.form or '')}",
        f"files = [{quoted(_literal(repository_path(file.path, style.root)))}]",
        f"code = {quoted(finding.code)}",
    ]
    if finding.rule is not None:
        lines.append(f"rule = {quoted(finding.rule)}")
    if finding.at is not None and not finding.by_section:
        name = indicators([finding.at])[0] if finding.at.row else finding.at.label
        column = f"/{finding.at.column}" if finding.at.row and finding.at.column else ""
        lines.append(f"indicator = {quoted(name + column)}")
    lines += ['reason = ""', "[waivers.values]"]
    values = finding_values(finding).items()
    lines += [f"{quoted(name)} = {quoted(value)}" for name, value in values]
    return "".join(f"{line}\n" for line in lines)


def quoted(text: str) -> str:
    """A TOML string; what TOML cannot hold is shown as elsewhere."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    told = escaped if escaped.isprintable() else "".join(map(_sign, escaped))
    return f'"{told}"'.replace("##", "#\\u0023")


def _sign(sign: str) -> str:
    number = ord(sign)
    if sign.isprintable():
        return sign
    if 0xD800 <= number <= 0xDFFF:
        return printable(sign).replace("\\", "\\\\")
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _literal(path: str) -> str:
    """A path as a pattern of itself."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in one_line(path, None))
