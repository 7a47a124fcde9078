"""``tablecheck config``: what applies to files, and whence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.cli.paths import one_file
from tablecheck.cli.settle import DEFAULTS, SETTLED, configuration
from tablecheck.config.values import shown_path
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.config.model import Config

_LISTS = ("select", "ignore")


def show_config(paths: Sequence[str], named: str | None, lang: str | None) -> int:
    """Print the configuration file, then every option with its value and where it comes from."""
    chosen = chosen_language(lang)
    path = None if named is None else str(one_file("--config", named, chosen))
    config = configuration(path, list(paths))
    if lang is None and not os.environ.get("TABLECHECK_LANG"):
        chosen = config.lang or chosen
    zh = chosen == "zh"
    lead = "配置文件" if zh else "configuration"
    none = "没有" if zh else "none"
    rows = [
        (
            name,
            one_line(value, None),
            one_line(shown_path(whence) if whence == config.path else whence),
        )
        for name, value, whence in _rows(config, zh)
    ]
    width = max(len(name) for name, _, _ in rows)
    lines = [f"{lead}: {one_line(shown_path(config.path)) if config.path else none}", ""]
    lines += [f"{name:<{width}}  {value}  ({whence})" for name, value, whence in rows]
    write_stdout("".join(f"{line}\n" for line in lines))
    return 0


def _rows(config: Config, zh: bool) -> Iterator[tuple[str, str, str]]:
    """(option, value, whence), the environment before the file, that before defaults."""
    default = "缺省" if zh else "default"
    for name in (*SETTLED, *_LISTS):
        key, variable = name.replace("_", "-"), f"TABLECHECK_{name.upper()}"
        own = getattr(config, name)
        if os.environ.get(variable):
            yield key, os.environ[variable], variable
        elif own not in (None, ()):
            yield key, " ".join(own) if isinstance(own, tuple) else str(own), config.path
        else:
            yield key, str(DEFAULTS.get(name, "-")), default
    for name, path in config.forms.items():
        yield f"forms.{name}", path, config.path
    for pattern, form in config.files:
        yield f"files {pattern}", form, config.path
    for code, level in config.severities.items():
        yield f"severities.{code}", level, config.path
    for name, number in config.limits.items():
        yield f"limits.{name.replace('_', '-')}", str(number), config.path
    for path in config.waiver_files:
        yield "waiver-files", path, config.path
    for entry in config.waivers:
        yield f"waiver {entry.name}", entry.waiver.reason, config.path
