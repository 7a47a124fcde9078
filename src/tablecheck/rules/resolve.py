"""Whether numbers read one way can be right: a hypothesis against the hard rules.

Comes in: instances and intervals with the hypothesis filled in. Goes out: yes or no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.narrow import components, narrow
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval


def hypothesis_fails(
    instances: Sequence[Instance], intervals: Mapping[Key, Interval], keys: frozenset[Key]
) -> bool:
    """A hard rule over one of ``keys`` fails, or the hard rules around them contradict."""
    known = [each for each in instances if all(key in intervals for key in keys_of(each))]
    for component in components(known):
        touched = {key for instance in component for key in keys_of(instance)}
        if touched.isdisjoint(keys):
            continue
        near = [each for each in component if not keys.isdisjoint(keys_of(each))]
        if any(judge(each, intervals) is Verdict.FAILS for each in near):
            return True
        if narrow(component, intervals).conflict:
            return True
    return False
