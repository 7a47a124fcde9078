"""What applies: the command line before the environment, that before the configuration file.

Comes in: a request whose options may be unset, and the configuration. Goes out: a request in which
everything is settled. click itself puts the environment behind the command line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.config.find import find_config, folder_of
from tablecheck.config.model import Config
from tablecheck.errors import ConfigError
from tablecheck.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecheck.readers.limits import Limits
    from tablecheck.waivers import Entry, Waivers


@record
class Request:
    """The command line as given, then as settled; None: not given."""

    paths: list[str]
    form: str | None = None
    sheet: str | None = None
    previous: str | None = None
    formats: list[str] | None = None
    fail_on: str | None = None
    select: list[str] | None = None
    ignore: list[str] | None = None
    blank: str | None = None
    lang: str | None = None
    color: str | None = None
    quiet: bool = False
    verbose: bool = False
    show: bool = False
    encoding: str | None = None
    max_findings: int | None = None
    waivers: list[str] | None = None
    baseline: str | None = None
    config: str | None = None
    stdin_name: str | None = None
    jobs: str | None = None
    timeout: str | None = None
    resume: str | None = None
    bulk: str | None = None
    scheduler: str | None = None


DEFAULTS = {"fail_on": "error", "blank": "form", "color": "auto", "max_findings": 50}
SETTLED = (
    "form",
    "sheet",
    "previous",
    "fail_on",
    "blank",
    "lang",
    "color",
    "encoding",
    "max_findings",
    "baseline",
)


def configuration(named: str | None, files: Sequence[str]) -> Config:
    """The configuration that is named, else the nearest one above the files; empty without one.

    Raises:
        ConfigError: It is none.
    """
    path = named or find_config(folder_of(files))
    if not path:
        return Config()
    from tablecheck.config.read import read_config

    return read_config(path)


def settled(request: Request, config: Config) -> Request:
    """The request with what it leaves open taken from the configuration, then from defaults."""
    changes: dict[str, object] = {}
    for name in SETTLED:
        value = getattr(request, name)
        value = getattr(config, name) if value is None else value
        changes[name] = DEFAULTS.get(name) if value is None else value
    if request.form is not None:
        changes["form"] = config.forms.get(request.form, request.form)
    elif config.form is not None:
        changes["form"] = resolved_form(config, config.form, "form")
    for name in ("select", "ignore"):
        changes[name] = getattr(request, name) or list(getattr(config, name))
    changes["formats"] = request.formats or ["text"]
    return replace(request, **changes)


def resolved_form(config: Config, form: str, key: str) -> str:
    """The id of a known form, or a path: of an own form, or beside the configuration file.

    Raises:
        ConfigError: It is none of these.
    """
    from tablecheck.form.load import known_forms

    if form in config.forms:
        return config.forms[form]
    if form in known_forms():
        return form
    path = Path(config.path).parent / form
    if path.is_file():
        return str(path)
    from tablecheck.config.values import shown_path, with_near

    zh, en = with_near(
        f"没有表式“{form}”，也没有这个文件",
        f"no form has the id “{form}”, and no file this name",
        form,
        [*config.forms, *known_forms()],
    )
    raise ConfigError(shown_path(config.path), key, zh, en)


def form_of(config: Config) -> Callable[[str], str | None] | None:
    """The form of a path by the patterns of the configuration; None without patterns."""
    if not config.files:
        return None
    from tablecheck.waivers import is_named

    forms = [
        (pattern, resolved_form(config, form, f"files[{number}].form"))
        for number, (pattern, form) in enumerate(config.files)
    ]
    return lambda path: next((form for pattern, form in forms if is_named(path, pattern)), None)


def limits_of(config: Config) -> Limits | None:
    """Caps of the readers where the configuration changes any."""
    if not config.limits:
        return None
    from tablecheck.readers.limits import DEFAULT_LIMITS

    return replace(DEFAULT_LIMITS, **config.limits)


def waivers_of(request: Request, config: Config) -> Waivers | None:
    """All waivers and the baseline; None without any.

    Raises:
        ConfigError: A file of them is none.
    """
    files = [*config.waiver_files, *(request.waivers or [])]
    if not files and not config.waivers and request.baseline is None:
        return None
    from time import localtime, strftime

    from tablecheck.waivers import Waivers

    entries = list(config.waivers)
    for file in files:
        entries += _entries(file)
    baseline = None
    if request.baseline is not None:
        from tablecheck.waiver_files import read_baseline

        baseline = read_baseline(Path(request.baseline))
    return Waivers(entries, strftime("%Y-%m-%d", localtime()), baseline)


def _entries(file: str) -> Sequence[Entry]:
    if file.lower().endswith(".toml"):
        from tablecheck.config.read import read_waivers

        return read_waivers(file)
    from tablecheck.errors import ReadError
    from tablecheck.waiver_files import workbook_waivers

    try:
        return workbook_waivers(Path(file))
    except ReadError as error:
        raise ConfigError(file, "", error.zh, error.en) from None
