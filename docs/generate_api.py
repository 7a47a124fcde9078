"""Write docs/api.md from the docstrings of the library.

usage: python docs/generate_api.py      (a test holds that the page is up to date)
"""

from __future__ import annotations

import inspect
import re
import textwrap
from enum import EnumMeta
from pathlib import Path
from typing import Any

from tablecheck import api

TARGET = Path(__file__).resolve().parent / "api.md"
FIRST = ("check_file", "check_files", "check_bytes", "load_form", "Report")
HEAD = """\
# Library

`import tablecheck` loads nothing but names; each is loaded when it is first asked for. The package
is typed (`py.typed`). Nothing but the files is read: no configuration file, no environment but the
language. This page is made from the docstrings by `python docs/generate_api.py`, and its examples
are run as tests, from the root of a checkout.

What is listed here keeps its names; all else in the package may change.
"""
SECTIONS = ("Args", "Attributes", "Returns", "Raises", "Examples")


def generated() -> str:
    """The whole page: functions and the report first, then the values it holds."""
    names = [*FIRST, *(name for name in api.__all__ if name not in FIRST)]
    return "\n".join([HEAD, *(_entry(name, getattr(api, name)) for name in names)])


def _entry(name: str, thing: Any) -> str:  # noqa: ANN401 - a function or a class
    parts = [f"## {name}\n"]
    if not isinstance(thing, type):
        parts.append(f"```python\n{_signature(name, thing)}\n```\n")
    parts.append(_page(inspect.getdoc(thing) or ""))
    if isinstance(thing, EnumMeta):
        parts.append("\n".join(f"- `{each.name}` = `{each.value!r}`" for each in thing) + "\n")
    elif isinstance(thing, type) and not issubclass(thing, Exception):
        parts += _methods(name, thing)
    return "\n".join(parts)


def _methods(name: str, kind: type) -> list[str]:
    found = []
    for method, value in vars(kind).items():
        if method.startswith("_") or not (inspect.isfunction(value) or isinstance(value, property)):
            continue
        said = inspect.getdoc(value) or ""
        shown = method if isinstance(value, property) else _signature(method, value)
        found.append(f"### {name}.{method}\n\n```python\n{shown}\n```\n\n{_page(said)}")
    return found


def _signature(name: str, function: Any) -> str:  # noqa: ANN401
    """A signature over several lines where one is too long."""
    signature = inspect.signature(function)
    line = re.sub(r"(: |-> )'([^']*)'", r"\1\2", f"{name}{signature}").replace("pipeline.", "")
    if len(line) <= 88:
        return line
    inside, _, returned = line[len(name) + 1 :].rpartition(") -> ")
    arguments = re.split(r", (?![^\[]*\])", inside)
    return "\n".join([f"{name}(", *(f"    {each}," for each in arguments), f") -> {returned}"])


def _page(docstring: str) -> str:
    """A docstring in Google style as Markdown."""
    parts = re.split(rf"^({'|'.join(SECTIONS)}):\n", docstring, flags=re.MULTILINE)
    told = [parts[0].strip().replace("``", "`") + "\n"]
    for head, body in zip(parts[1::2], parts[2::2], strict=True):
        text = textwrap.dedent(body).strip()
        if head == "Examples":
            told.append(f"```pycon\n{text}\n```\n")
        elif head == "Returns":
            told.append(f"*Returns:* {' '.join(text.split())}\n".replace("``", "`"))
        else:
            items = re.sub(r"\n(?: +)", " ", text).splitlines()
            listed = [re.sub(r"^([\w, ]+): ", r"- `\1`: ", each) for each in items if each]
            told.append(f"*{head}:*\n\n" + "\n".join(listed).replace("``", "`") + "\n")
    return "\n".join(told)


if __name__ == "__main__":
    TARGET.write_text(generated(), "utf-8")
