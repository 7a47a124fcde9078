"""The usual ``validate`` command line read without typer, whose import is most of a start.

Comes in: arguments. Goes out: a ``Request``; None for all that typer is to read: other commands,
variables, abbreviations, and whatever is wrong. A test holds both to be of one mind.
"""

from __future__ import annotations

import os

from tablecheck.cli.settle import Request

VALUES = {
    "--form": "form",
    "-f": "form",
    "--sheet": "sheet",
    "--previous": "previous",
    "--fail-on": "fail_on",
    "--baseline": "baseline",
    "--config": "config",
    "--stdin-name": "stdin_name",
    "--blank": "blank",
    "--lang": "lang",
    "--color": "color",
    "--encoding": "encoding",
    "--max-findings": "max_findings",
    "--jobs": "jobs",
    "-j": "jobs",
    "--timeout": "timeout",
    "--resume": "resume",
    "--bulk": "bulk",
    "--scheduler": "scheduler",
}
LISTS = {
    "--format": "formats",
    "-F": "formats",
    "--select": "select",
    "--ignore": "ignore",
    "--waivers": "waivers",
}
FLAGS = {
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
    "--open": "show",
}


def usual_request(arguments: list[str]) -> Request | None:
    """What a command line asks for, where it is of the usual kind."""
    if arguments[:1] != ["validate"] or _has_variables():
        return None
    paths: list[str] = []
    told: dict[str, object] = {}
    at = 1
    while at < len(arguments):
        word, at = arguments[at], at + 1
        if not word.startswith("-") or word == "-":
            paths.append(word)
            continue
        name, equals, value = word.partition("=")
        if name in FLAGS and not equals:
            told[FLAGS[name]] = True
            continue
        if name not in VALUES and name not in LISTS:
            return None
        if not (equals and name.startswith("--")):
            if equals or at == len(arguments) or arguments[at].startswith("-"):
                return None
            value, at = arguments[at], at + 1
        if name in LISTS:
            told.setdefault(LISTS[name], [])
            told[LISTS[name]] = [*_texts(told[LISTS[name]]), value]
        else:
            told[VALUES[name]] = value
    return _request(paths, told)


def _has_variables() -> bool:
    """An option is given by the environment; the language is looked up where it is used."""
    return any(name.startswith("TABLECHECK_") and name != "TABLECHECK_LANG" for name in os.environ)


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _request(paths: list[str], told: dict[str, object]) -> Request | None:
    most = told.get("max_findings")
    if most is not None:
        if not (isinstance(most, str) and most.isascii() and most.isdecimal() and len(most) < 10):
            return None
        told["max_findings"] = int(most)
    lang = os.environ.get("TABLECHECK_LANG")
    if lang:
        told.setdefault("lang", lang)
    return Request(paths=paths, **told) if paths else None  # type: ignore[arg-type]  # as VALUES
