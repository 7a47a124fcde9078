"""What a worker does: check some files, whatever executor it belongs to.

Comes in: what all files of a batch share, pickled once, and some of its files. Goes out: a pickled
report a file, or what broke it off. Functions stand at module level: a spawned process finds them
by name.
"""

from __future__ import annotations

import copyreg
import pickle
import sys
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.bulk.choose import checked_any
from tablecheck.pipeline import Given, previous_file
from tablecheck.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecheck.form.model import Form
    from tablecheck.period import PreviousFile
    from tablecheck.pipeline import Manner
    from tablecheck.report import FileReport

    Frozen = MappingProxyType[object, object]


def frozen(items: dict[object, object]) -> Frozen:
    """The frozen mapping of a pickle."""
    return MappingProxyType(items)


def _thawed(proxy: Frozen) -> tuple[Callable[..., Frozen], tuple[dict[object, object]]]:
    return frozen, (dict(proxy),)


# Empty mappings of frozen values are such proxies, which pickle does not take by itself.
copyreg.pickle(MappingProxyType, _thawed)


@record
class Shared:
    """What all files of a batch have in common.

    Attributes:
        forms: Those that files name by their number.
        previous: Path of last period's report, put beside each file.
        manner: How files are checked.
        watchdog: Seconds after which a file takes its process along, where nobody else watches.
        folder: From where relative paths lead, where the process may be in another folder.
    """

    forms: tuple[Form, ...]
    previous: str | None
    manner: Manner
    watchdog: float | None = None
    folder: str | None = None


@record
class Member:
    """One file of a batch, and the number of its form in ``Shared``; None: recognised."""

    path: Path | str | Given
    form: int | None = None


@record
class Broken:
    """Why the check of a file was broken off.

    Attributes:
        kind: ``died``, ``late``, ``memory`` or ``bug``.
        detail: The signal or exit code, the seconds, the exception and where it was raised.
    """

    kind: str
    detail: str = ""


def share(shared: Shared) -> bytes:
    """What a batch has in common, for ``check_members``."""
    return pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)


def check_members(shared: bytes, members: tuple[Member, ...]) -> list[bytes]:
    """Check some files; a pickled ``FileReport``, or ``Broken``, for each."""
    settings, previous = _unpacked(shared)
    return [pack(_watched(member, settings, previous)) for member in members]


def pack(outcome: FileReport | Broken) -> bytes:
    """One result as it travels, and waits for its turn."""
    return pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> FileReport | Broken:
    """The result that was packed by one of our workers."""
    outcome: FileReport | Broken = pickle.loads(packed)
    return outcome


def explained(error: BaseException) -> str:
    """The exception, and the line of tablecheck that it comes from."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/tablecheck/" in name:
            place = f" ({name.rpartition('/tablecheck/')[2]}:{trace.tb_lineno})"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


@lru_cache(maxsize=4)
def _unpacked(shared: bytes) -> tuple[Shared, PreviousFile | None]:
    """Made once a process and batch: forms, and last period's file, which is read once."""
    settings: Shared = pickle.loads(shared)
    previous = settings.previous
    if previous is not None and settings.folder is not None:
        previous = str(Path(settings.folder, previous))
    return settings, previous_file(previous, settings.manner)


def _watched(
    member: Member, settings: Shared, previous: PreviousFile | None
) -> FileReport | Broken:
    if settings.watchdog is None:
        return check_member(member, settings, previous)
    import faulthandler

    # A thread of C: it ends the process also where Python itself hangs.
    with open(_null(), "w") as silence:  # noqa: PTH123 - a device
        faulthandler.dump_traceback_later(settings.watchdog, exit=True, file=silence)
        try:
            return check_member(member, settings, previous)
        finally:
            faulthandler.cancel_dump_traceback_later()


def check_member(
    member: Member, settings: Shared, previous: PreviousFile | None
) -> FileReport | Broken:
    """The report of one file, or what broke it off; an error of ours is no end of a batch."""
    form = None if member.form is None else settings.forms[member.form]
    try:
        if settings.folder is None or isinstance(member.path, Given):
            return checked_any(member.path, form, previous, settings.manner)
        path = Path(settings.folder, member.path)
        return _as_given(checked_any(path, form, previous, settings.manner), member, settings)
    except MemoryError:
        return Broken("memory")
    except Exception as error:  # noqa: BLE001 - a bug in one file must not lose the others
        return Broken("bug", explained(error))


def _as_given(report: FileReport, member: Member, settings: Shared) -> FileReport:
    """The report with the paths of the command line, as on the machine where it was given."""
    beside = report.previous
    if beside is not None and settings.previous is not None:
        beside = replace(beside, path=settings.previous)
    return replace(report, path=str(member.path), previous=beside)


def _null() -> str:
    return "nul" if sys.platform == "win32" else "/dev/null"
