"""What changed from one form to another.

Comes in: nothing. Goes out: ``Change`` and ``Diff``; their kinds and the plain-dict form.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.form.model import Form

FORMAT = 1


class Kind(StrEnum):
    """What became of a part of a form."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"  # one item, several in the other form
    MERGED = "merged"  # several items, one in the other form
    CHANGED = "changed"


OPPOSITE = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}
"""What a kind is when the forms change places; the others stay what they are."""


@record
class Named:
    """A code with its label, as one of the forms has them; "" where it has none."""

    code: str
    label: str = ""


@record
class Change:
    """What became of one part.

    Attributes:
        kind: What became of it.
        part: ``form``, ``unit``, ``header``, ``table``, ``row``, ``column``, ``rule`` or ``text``.
        table: Code of its table, as the newer form has it; "" where it is of none.
        before, after: What it is called in each form; None where it is not there.
        several: The items of a split or a merger.
        keys: (key of the form's grammar, before, after) of what is written otherwise.
    """

    kind: Kind
    part: str
    table: str = ""
    before: Named | None = None
    after: Named | None = None
    several: tuple[Named, ...] = ()
    keys: tuple[tuple[str, str, str], ...] = ()


@record
class Diff:
    """Two forms and what changed from one to the other."""

    before: Form
    after: Form
    changes: tuple[Change, ...]


def to_dict(diff: Diff) -> dict[str, Any]:
    """The changes as plain values for JSON."""
    return {
        "format": FORMAT,
        "before": _form(diff.before),
        "after": _form(diff.after),
        "changes": [
            {
                "kind": each.kind.value,
                "part": each.part,
                "table": each.table or None,
                "before": _named(each.before),
                "after": _named(each.after),
                "several": [_named(named) for named in each.several],
                "keys": [{"key": key, "before": old, "after": new} for key, old, new in each.keys],
            }
            for each in diff.changes
        ],
    }


def _form(form: Form) -> dict[str, str]:
    return {"id": form.id, "version": form.version, "sha256": form.sha256}


def _named(named: Named | None) -> dict[str, str] | None:
    return None if named is None else {"code": named.code, "label": named.label}
