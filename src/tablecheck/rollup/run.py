"""Roll up a folder of member tables, and put a filed total against them.

Comes in: paths, a form, a list of members. Goes out: ``RollUp``: the totals, the members that count
and a ``Report`` in which every format can tell what is wrong.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.checks.order import in_order
from tablecheck.checks.tc513_member_missing import member_missing
from tablecheck.findings import Words
from tablecheck.form.load import load_form
from tablecheck.pipeline import check_file
from tablecheck.record import record, replace
from tablecheck.report import FileReport, Report
from tablecheck.rollup.members import Member, agency_key, read_member
from tablecheck.rollup.told import against_members, member_report, verdicts_of
from tablecheck.rollup.totals import totals_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tablecheck.form.model import Form, Key
    from tablecheck.rollup.totals import Total
    from tablecheck.rules.model import Verdict


@record
class RollUp:
    """What came of a roll-up.

    Attributes:
        form: Of all members; None where no file is one.
        members: Those that count, in the order of the paths.
        others: Paths of further tables of a member that counts already.
        missing: Lines of the list that have no table.
        totals: By cell, in the form's order.
        verdicts: Of the filed total, by cell; {} without one.
        report: Members in the order of the paths, then the filed total.
    """

    form: Form | None
    members: tuple[Member, ...]
    others: tuple[str, ...]
    missing: tuple[str, ...]
    totals: Mapping[Key, Total]
    verdicts: Mapping[Key, Verdict]
    report: Report


def roll_up(
    paths: Sequence[Path],
    *,
    form: str | Path | Form | None = None,
    against: Path | None = None,
    listed: Sequence[str] = (),
    list_name: str = "",
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    with_source: bool = False,
    options: Mapping[str, object] | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> RollUp:
    """Add up member tables.

    Args:
        paths: The members' files.
        form: Id of a shipped form, path of one, or a form; None: that of the first member.
        against: The filed total.
        listed: Agencies that should be there; () for no list.
        list_name: The file of the list, for findings.
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files; None: told from the bytes.
        blank: ``form``, ``missing`` or ``zero``: what a blank cell means.
        with_source: Keep the tables of the filed total, for formats that draw them.
        options: What the report repeats.
        tick: Called with how many files are read.

    Raises:
        FormError: The form is none.
    """
    loaded = load_form(form) if isinstance(form, str | Path) else form
    read: list[Member | FileReport] = []
    for number, path in enumerate(paths):
        tick(number)
        got = read_member(path, loaded, sheet=sheet, encoding=encoding, blank=blank)
        if isinstance(got, tuple):
            loaded = got[1]
        read.append(got[0] if isinstance(got, tuple) else got)
    present = [each for each in read if isinstance(each, Member)]
    first_of = _first_of(present)
    members = _called([member for member in present if first_of[member.path] is None])
    refused = [each.path for each in read if isinstance(each, FileReport)]
    missing = _missing(listed, members, refused)
    absent = len(missing) + len(refused)
    totals = {} if loaded is None else totals_of(loaded, members, absent)
    files = [each for each in read if isinstance(each, FileReport)]
    if loaded is not None:
        files = [
            each
            if isinstance(each, FileReport)
            else member_report(
                each,
                loaded,
                totals,
                first_of[each.path],
                members,
                is_listed=not listed or any(_is_named(name, each) for name in listed),
            )
            for each in read
        ]
    verdicts: dict[Key, Verdict] = {}
    if against is not None and loaded is not None:
        filed = read_member(against, loaded, sheet=sheet, encoding=encoding, blank=blank)
        if isinstance(filed, tuple):
            checked = check_file(
                against,
                form=loaded,
                sheet=sheet,
                encoding=encoding,
                blank=blank,
                with_source=with_source,
            )
            verdicts = verdicts_of(filed[0], totals)
            found = against_members(filed[0], totals, verdicts, members, loaded)
            files.append(replace(checked, findings=in_order([*checked.findings, *found], loaded)))
        else:
            files.append(filed)
    about = tuple(
        member_missing.finding(
            None,
            fill={"member": name},
            facts={"file": list_name, "member": name},
            action=Words("补上它的表后重新汇总", "add its table and roll up again"),
        )
        for name in missing
    )
    return RollUp(
        form=loaded,
        members=tuple(members),
        others=tuple(path for path, other in first_of.items() if other is not None),
        missing=tuple(missing),
        totals=totals,
        verdicts=verdicts,
        report=Report(files=tuple(files), options=options or {}, findings=about),
    )


def _called(members: Sequence[Member]) -> list[Member]:
    """Members whose names tell them apart."""
    counts = Counter(member.name for member in members)
    return [
        member
        if counts[member.name] == 1
        else replace(member, name=f"{member.name} ({Path(member.path).name})")
        for member in members
    ]


def _first_of(members: Iterable[Member]) -> dict[str, Member | None]:
    """By path the earlier member that a table repeats; None where it counts itself."""
    found: dict[str, Member | None] = {}
    by_content: dict[str, Member] = {}
    by_agency: dict[tuple[str, int | None], Member] = {}
    for member in members:
        earlier = by_content.get(member.sha256)
        key = None if member.agency is None else (agency_key(member.agency), member.year)
        if earlier is None and key is not None:
            earlier = by_agency.get(key)
        found[member.path] = earlier
        if earlier is None:
            by_content[member.sha256] = member
            if key is not None:
                by_agency[key] = member
    return found


def _missing(listed: Sequence[str], members: Sequence[Member], refused: Sequence[str]) -> list[str]:
    """Listed agencies without a table; one that cannot be read is told as such by its file."""
    return [
        name
        for name in listed
        if not any(_is_named(name, member) for member in members)
        and not any(agency_key(name) in agency_key(Path(path).stem) for path in refused)
    ]


def _is_named(name: str, member: Member) -> bool:
    wanted = agency_key(name)
    if member.agency is not None and agency_key(member.agency) == wanted:
        return True
    return wanted in agency_key(Path(member.path).stem)
