"""How findings about waivers are worded; the checks TC701 to TC703 are their pages.

Comes in: a waiver as written, and what became of it. Goes out: a finding about the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.tc701_waiver_expired import waiver_expired
from tablecheck.checks.tc702_waiver_unused import waiver_unused
from tablecheck.checks.tc703_waiver_value_changed import waiver_value_changed
from tablecheck.findings import Words
from tablecheck.fingerprint import finding_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.findings import Finding, Waiver

MOST_VALUES = 6


def about_waiver(
    what: str, waiver: Waiver, name: str, values: Mapping[str, str], finding: Finding | None
) -> Finding:
    """The finding that a waiver is ``expired``, ``changed`` or ``unused``.

    Args:
        what: Which of the three.
        waiver: The reason and where it stands.
        name: What it is of.
        values: What it accepts; {} where it does not tell.
        finding: What was found instead of what it accepts.
    """
    facts = {"file": waiver.source, "waiver": name, "reason": waiver.reason}
    fill: dict[str, object] = {"waiver": name, "reason": waiver.reason}
    if what == "expired":
        fill["until"] = facts["until"] = waiver.until
        return waiver_expired.finding(None, fill=fill, facts=facts, action=_RENEW)
    if what == "changed" and finding is not None:
        fill["before"], fill["now"] = _differences(values, finding_values(finding))
        return waiver_value_changed.finding(None, fill=fill, facts=facts, action=_RENEW)
    return waiver_unused.finding(None, fill=fill, facts=facts, action=_REMOVE)


_RENEW = Words(
    "核对现在的数，仍属实的更新情况说明，否则更正数据",
    "check the value; renew the waiver if it is true, else correct the table",
)
_REMOVE = Words(
    "删去这条情况说明，或改正其中的代码和指标", "remove the waiver, or mend what it names"
)


def _differences(accepted: Mapping[str, str], now: Mapping[str, str]) -> tuple[Words, Words]:
    """Accepted and present values where they differ; a marked workbook holds none to tell."""
    names = [name for name in {**accepted, **now} if accepted.get(name) != now.get(name)]
    if not accepted:
        return Words("原来的数", "what it was"), _told(now, list(now))
    return _told(accepted, names), _told(now, names)


def _told(values: Mapping[str, str], names: list[str]) -> Words:
    shown = [f"{name}: {values.get(name) or '-'}" for name in names[:MOST_VALUES]]
    more = " …" if len(names) > MOST_VALUES else ""
    return Words("，".join(shown) + more, ", ".join(shown) + more)
