"""Last period's report beside the one that is checked, as the checks see it.

Comes in: nothing. Goes out: ``Previous``, which the pipeline builds for each file.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.binding.header import Header
    from tablecheck.binding.observe import Observation
    from tablecheck.findings import Words
    from tablecheck.form.model import Form, Key


@record
class Previous:
    """A file given as the last period's.

    Attributes:
        path: As given.
        sha256: Of its bytes, None where it could not be read at all.
        problem: Why it cannot be the last period's report; then nothing below is known.
        form: Its form, of the same family.
        header: What it says of itself.
        observations: What its cells hold, by the keys of its form.
        gap: Why its numbers are not those that the rules mean: then these rules are not decided.
        doubt: What the two files do not say, so that it is taken on trust; None where all is said.
    """

    path: str
    sha256: str | None = None
    problem: Words | None = None
    form: Form | None = None
    header: Header | None = None
    observations: Mapping[Key, Observation] = MappingProxyType({})
    gap: Words | None = None
    doubt: Words | None = None

    @property
    def is_compared(self) -> bool:
        """Its numbers take part in the rules."""
        return self.problem is None and self.gap is None
