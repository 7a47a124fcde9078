"""Results of an earlier run, so that a batch that was broken off is not done again.

Comes in: JSON Lines as ``--format jsonl`` writes them, whole or cut off. Goes out: the reports of
files whose content, name, form and manner of checking are the same now. What was refused then is
tried again.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tablecheck.batch.restore import restored
from tablecheck.binding.recognise import known_form
from tablecheck.digest import sha256_hex
from tablecheck.errors import ConfigError
from tablecheck.form.load import known_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tablecheck.pipeline import Given
    from tablecheck.report import FileReport

MOST_BYTES = 256 * 2**20
"""Files above this size are checked anew: hashing them is no small part of it."""
MANNER_LENGTH = 16


def manner_key(options: Mapping[str, object], *more: object) -> str:
    """Sixteen hexadecimal digits of all that decides a result besides file and form.

    Args:
        options: As the report repeats them.
        more: What else decides: severities, limits, last period's file.
    """
    from tablecheck.version import __version__

    decides = {name: value for name, value in options.items() if name != "fail_on"}
    text = json.dumps([__version__, decides, *map(repr, more)], sort_keys=True)
    return sha256_hex(text.encode("utf-8", "surrogatepass"))[:MANNER_LENGTH]


class Results:
    """Earlier results by name and content of the file, packed.

    Args:
        paths: Files of JSON Lines; those that are not there are no results.
        manner: Of this run; results of another manner are left out.
        without_findings: Only results without findings are used (their waivers may differ).

    Raises:
        ConfigError: A file holds no such lines at all.
    """

    def __init__(
        self, paths: Iterable[Path], manner: str, *, without_findings: bool = False
    ) -> None:
        self._lines: dict[tuple[str, str], bytes] = {}
        self.used = 0
        for path in paths:
            for entry, line in _entries(path):
                usable = entry.get("status") == "checked" and entry.get("manner") == manner
                if usable and not (without_findings and entry.get("findings")):
                    key = (_name(str(entry.get("path"))), str(entry.get("sha256")))
                    self._lines[key] = zlib.compress(line, 1)

    def known(self, path: Path | str | Given, form: str | None) -> Callable[[], FileReport] | None:
        """The report of a file; None where it has to be checked.

        Args:
            path: The file.
            form: SHA-256 of the form to check against; None: it is recognised.
        """
        if not isinstance(path, Path | str):
            return None
        sha256 = _sha256(Path(path))
        packed = None if sha256 is None else self._lines.get((_name(str(path)), sha256))
        if packed is None:
            return None
        try:
            report = restored(json.loads(zlib.decompress(packed)), str(path))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if report.form_sha256 != (form or _recognisable(report.form)):
            return None
        self.used += 1
        return lambda: report


def complete_lines(path: Path) -> bytes:
    """The lines of a file that end, so that what is written behind them stays readable."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1]


def _entries(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Entries of files and their lines; a last line that is cut off is none."""
    if not path.is_file():
        return
    lines = [line for line in complete_lines(path).split(b"\n") if line.strip()]
    found = False
    for line in lines:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and entry.get("record") in ("file", "summary"):
            found = True
            if entry["record"] == "file":
                yield entry, line
    if lines and not found:
        raise ConfigError(
            str(path),
            "",
            "不是 --format jsonl 的结果，不能接着查",
            "it is no result of --format jsonl, so there is nothing to resume",
        )


def _sha256(path: Path) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return sha256_hex(path.read_bytes())
    except OSError:
        return None


def _recognisable(form: str | None) -> str | None:
    """SHA-256 that a form of this id has today; None where nothing would be recognised as it."""
    return known_form(form).sha256 if form in known_forms() and form is not None else None


def _name(path: str) -> str:
    """The name without folders: it may say the year, so it belongs to what is checked."""
    return path.replace("\\", "/").rpartition("/")[2]
