"""A configuration file as a ``Config``; what it does not know is an error with a near miss.

Comes in: a path. Goes out: ``Config``, or ``ConfigError`` with the key. Paths in it are relative to
the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tablecheck.config.find import SHARED
from tablecheck.config.model import Config
from tablecheck.config.values import Reader, shown_path
from tablecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.waivers import Entry

LARGEST = 5 * 1024 * 1024
KEYS = (
    "form",
    "forms",
    "files",
    "sheet",
    "encoding",
    "blank",
    "previous",
    "fail-on",
    "lang",
    "color",
    "max-findings",
    "select",
    "ignore",
    "severities",
    "limits",
    "baseline",
    "waiver-files",
    "waivers",
)
WAIVER_KEYS = ("form", "files", "code", "rule", "indicator", "values", "reason", "who", "until")


def read_config(path: str) -> Config:
    """What a configuration file says.

    Raises:
        ConfigError: It cannot be read, is no TOML, or has a key or value that means nothing.
    """
    document = read_toml(path)
    prefix = ""
    if Path(path).name == SHARED:
        prefix = "tool.tablecheck."
        document = _section(document)
    reader = Reader(path, prefix)
    reader.only(document, "", KEYS)
    text, texts = reader.text, reader.texts
    files = reader.tables(document, "files")
    for number, each in enumerate(files):
        reader.only(each, f"files[{number}].", ("pattern", "form"))
    return Config(
        path=path,
        form=text(document, "form"),
        forms={
            name: reader.beside(value) for name, value in reader.words(document, "forms").items()
        },
        files=tuple(
            (
                reader.needed(each, "pattern", f"files[{number}]."),
                reader.needed(each, "form", f"files[{number}]."),
            )
            for number, each in enumerate(files)
        ),
        sheet=text(document, "sheet"),
        encoding=text(document, "encoding"),
        blank=reader.choice(document, "blank", ("form", "missing", "zero")),
        previous=reader.path(document, "previous"),
        fail_on=reader.choice(document, "fail-on", ("error", "warning", "never")),
        lang=reader.choice(document, "lang", ("zh", "en")),
        color=reader.choice(document, "color", ("auto", "always", "never")),
        max_findings=reader.count(document, "max-findings"),
        select=texts(document, "select"),
        ignore=texts(document, "ignore"),
        severities=reader.words(document, "severities", ("error", "warning", "information")),
        limits=_limits(reader, document),
        baseline=reader.path(document, "baseline"),
        waiver_files=tuple(reader.beside(each) for each in texts(document, "waiver-files")),
        waivers=_waivers(reader, document),
    )


def read_waivers(path: str) -> tuple[Entry, ...]:
    """The waivers of a TOML file that holds nothing else."""
    document = read_toml(path)
    reader = Reader(path, "")
    if Path(path).name == SHARED:
        reader = Reader(path, "tool.tablecheck.")
        document = _section(document)
    else:
        reader.only(document, "", KEYS)
    return _waivers(reader, document)


def _section(document: dict[str, Any]) -> dict[str, Any]:
    """``[tool.tablecheck]``; {} where there is none."""
    tool = document.get("tool")
    section = tool.get("tablecheck") if isinstance(tool, dict) else None
    return section if isinstance(section, dict) else {}


def read_toml(path: str) -> dict[str, Any]:
    """A TOML document.

    Raises:
        ConfigError: It cannot be read, or is none.
    """
    import tomllib

    try:
        data = Path(path).read_bytes()
        if len(data) > LARGEST:
            raise ConfigError(shown_path(path), "", "大于 5 MiB", "it is larger than 5 MiB")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(
            shown_path(path), "", f"打不开：{reason}", f"cannot be opened: {reason}"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(shown_path(path), "", "不是 UTF-8 文本", "it is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            shown_path(path), "", f"不是 TOML：{error}", f"it is no TOML: {error}"
        ) from None
    except RecursionError:
        raise ConfigError(shown_path(path), "", "嵌套太深", "it is nested too deeply") from None
    except ValueError:
        # tomllib leaves int() its own error for more than 4,300 digits.
        raise ConfigError(
            shown_path(path), "", "其中有数字过长", "a number in it is too long"
        ) from None


def _limits(reader: Reader, document: dict[str, Any]) -> Mapping[str, int]:
    table = reader.table(document, "limits")
    if not table:
        return {}
    from tablecheck.readers.limits import DEFAULT_LIMITS

    known: tuple[str, ...] = type(DEFAULT_LIMITS).__slots__  # type: ignore[attr-defined]  # a record
    reader.only(table, "limits.", tuple(name.replace("_", "-") for name in known))
    counts = {name: reader.count(table, name, "limits.") for name in table}
    return {name.replace("-", "_"): count for name, count in counts.items() if count is not None}


def _waivers(reader: Reader, document: dict[str, Any]) -> tuple[Entry, ...]:
    from tablecheck.findings import Waiver
    from tablecheck.waivers import Entry

    found = []
    for number, each in enumerate(reader.tables(document, "waivers")):
        at = f"waivers[{number}]."
        reader.only(each, at, WAIVER_KEYS)
        code, rule = reader.text(each, "code", at), reader.text(each, "rule", at)
        if code is None and rule is None:
            reader.fail(at[:-1], "要写明 code 或 rule", "names neither code nor rule")
        files = each.get("files", [])
        found.append(
            Entry(
                waiver=Waiver(
                    reason=reader.needed(each, "reason", at),
                    who=reader.text(each, "who", at) or "",
                    until=reader.day(each, "until", at),
                    source=reader.path_shown,
                ),
                files=(files,) if isinstance(files, str) else reader.texts(each, "files", at),
                form=reader.text(each, "form", at),
                code=reader.check_code(code, at) if code is not None else None,
                rule=rule,
                indicator=reader.text(each, "indicator", at),
                values=reader.values(each, at),
            )
        )
    return tuple(found)
