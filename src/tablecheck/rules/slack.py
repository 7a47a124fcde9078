"""How far rounding lets a rule be off, where a form alone can tell.

Comes in: a rule in one place. Goes out: the slack of each comparison, or None where it depends on
how many decimals somebody writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact, quotient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tablecheck.exact import Exact
    from tablecheck.form.model import Domain, Key
    from tablecheck.rules.model import Instance, Linear


def slack_of(
    instance: Instance, domain_of: Callable[[Key], Domain | None]
) -> Callable[[Linear], Exact] | None:
    """The slack of each comparison of an instance; None where the form alone cannot tell it."""
    off: dict[Key, Exact] = {}
    for key, rounding in instance.rounded:
        if rounding.base is not None:
            off[key] = rounding.base - 1
            continue
        domain = domain_of(key)
        if domain is None or not domain.integer:
            return None
        off[key] = quotient(1, 2)
    return lambda atom: _slack(atom, off)


def _slack(atom: Linear, off: Mapping[Key, Exact]) -> Exact:
    total: Exact = 0
    for coefficient, key in atom.terms:
        total += max(coefficient, -coefficient) * off.get(key, 0)
    return exact(total)
