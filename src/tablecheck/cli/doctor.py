"""``tablecheck doctor``: versions, encodings and paths, for a report of a bug."""

from __future__ import annotations

import locale
import os
import platform
import sys
from importlib import metadata
from pathlib import Path

from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.findings import Words
from tablecheck.form.load import known_forms
from tablecheck.form.source import schema_folder
from tablecheck.reporters.escape import one_line
from tablecheck.version import __version__

PACKAGES = ("typer", "click", "rich", "openpyxl", "jsonschema", "python-calamine")
EXTRAS = ("polars", "distributed")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
_ABSENT = Words("未安装", "not installed")
_HEADS = {
    "versions": Words("版本", "Versions"),
    "console": Words("控制台", "Console"),
    "variables": Words("环境变量", "Variables"),
    "paths": Words("路径", "Paths"),
}


def show_doctor(lang: str | None) -> int:
    """Print what a report of a bug needs; nothing of any table."""
    chosen = chosen_language(lang)
    lines: list[str] = []
    for head, facts in (
        ("versions", _versions(chosen)),
        ("console", _console(chosen)),
        ("variables", _variables()),
        ("paths", _paths(chosen)),
    ):
        lines.append(_HEADS[head].in_language(chosen))
        lines += [f"  {name}: {one_line(value, None)}" for name, value in facts]
    write_stdout("".join(f"{line}\n" for line in lines))
    return 0


def _versions(lang: str) -> list[tuple[str, str]]:
    return [
        ("tablecheck", __version__),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        *((name, _version(name, lang)) for name in (*PACKAGES, *EXTRAS)),
    ]


def _version(package: str, lang: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return _ABSENT.in_language(lang)


def _console(lang: str) -> list[tuple[str, str]]:
    streams = (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr))
    found = [(name, _stream(stream)) for name, stream in streams]
    return [
        *found,
        ("file system", sys.getfilesystemencoding()),
        ("locale", locale.getpreferredencoding(do_setlocale=False)),
        ("language", lang),
    ]


def _stream(stream: object) -> str:
    if stream is None:
        return "-"
    encoding = str(getattr(stream, "encoding", "?"))
    isatty = getattr(stream, "isatty", None)
    return f"{encoding}, {'terminal' if isatty is not None and isatty() else 'no terminal'}"


def _variables() -> list[tuple[str, str]]:
    own = sorted(name for name in os.environ if name.startswith("TABLECHECK_"))
    return [(name, os.environ[name]) for name in (*own, *VARIABLES) if name in os.environ]


def _paths(lang: str) -> list[tuple[str, str]]:
    from tablecheck.config.find import find_config

    config = find_config(str(Path.cwd()))
    none = "无" if lang == "zh" else "none"
    return [
        ("program", str(Path(__file__).resolve().parent.parent)),
        ("Python", sys.executable or "?"),
        ("forms", f"{schema_folder()} ({', '.join(known_forms())})"),
        ("folder", str(Path.cwd())),
        ("configuration", config or none),
    ]
