"""Where each format goes: the screen, or a file of its own; several at once.

Comes in: the words of ``--format``. Goes out: checked targets, then everything written.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice
from tablecheck.cli.console import OutputError, say
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import is_same
from tablecheck.cli.usage import refuse, word
from tablecheck.reporters.base import reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.report import Report
    from tablecheck.reporters.base import Style

    Output = tuple[str, Path | None]

HUMAN = ("text", "concise")
BESIDE = ("xlsx",)
"""Formats of a file for each input, which without a name stand beside it."""


def outputs_of(formats: Sequence[str], lang: str) -> list[Output]:
    """Formats with their files; text on the screen where only machines were given theirs."""
    outputs: list[Output] = []
    for each in formats:
        name, equals, target = each.partition("=")
        check_choice("--format", name, reporter_names(), lang)
        if equals and not target:
            raise refuse(f"{name}= 后面没有文件名", f"no file is named after {name}=", lang)
        outputs.append((name, Path(target) if target else None))
    on_screen = sum(target is None and name not in BESIDE for name, target in outputs)
    if on_screen > 1:
        raise refuse(
            "只能有一种格式输出到屏幕，其余请写成 格式=文件",
            "only one format can go to the screen; write the others as FORMAT=FILE",
            lang,
        )
    if not on_screen and not any(name in HUMAN for name, _ in outputs):
        outputs.append(("text", None))
    return outputs


def check_targets(outputs: Sequence[Output], inputs: Sequence[Path], lang: str) -> None:
    """Refuse what cannot be written to, an input, or one file for two formats."""
    named_targets = [(name, target) for name, target in outputs if target is not None]
    targets = [target for _, target in named_targets]
    for number, (name, target) in enumerate(named_targets):
        named = word(str(target))
        if target.is_dir() and name in BESIDE:
            continue
        if target.is_dir():
            raise refuse(f"输出 {named} 是文件夹", f"the output {named} is a folder", lang)
        if not target.parent.is_dir():
            folder = word(str(target.parent))
            raise refuse(
                f"没有文件夹 {folder}，写不了 {named}",
                f"there is no folder {folder} to write {named} into",
                lang,
            )
        if any(is_same(target, path) for path in inputs):
            raise refuse(f"输出文件 {named} 就是输入文件", f"the output {named} is an input", lang)
        if any(target == other or is_same(target, other) for other in targets[:number]):
            raise refuse(
                f"两种格式输出到同一个文件 {named}", f"two formats go to one file, {named}", lang
            )


def repository_root(folder: Path) -> str:
    """The folder above with a ``.git``; else the folder itself."""
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return str(each)
    return str(folder)


def write_report(
    report: Report,
    style: Style,
    outputs: Sequence[Output],
    color: str,
    inputs: Sequence[Path] = (),
) -> bool:
    """Write every format, one that fails does not hinder the others; whether all are written."""
    written = True
    for name, target in outputs:
        if name in BESIDE:
            from tablecheck.cli.marked import write_marked

            written = write_marked(report, style, target, inputs) and written
            continue
        module = reporter(name)
        try:
            if target is not None:
                write_file(target, module.render(report, style))
            else:
                text = module.render(report, style)
                write_stdout(text, is_machine=module.IS_MACHINE, color=has_color(color))
        except OutputError as error:
            say(error.line(style.lang))
            written = False
    return written


def has_color(color: str) -> bool:
    """Whether human text on the screen is coloured."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout is not None and sys.stdout.isatty()
