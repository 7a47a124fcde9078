"""How numbers go wrong: what chance there is that a true number is typed as another.

Comes in: two numbers as written. Goes out: chances by reason, and the numbers that a slip could
have come from. Weights as measured (docs/diagnosis.md); a weight is shared by the places where the
slip can happen.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.exact import exact, is_decimal, plain, quotient
from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact

TRANSPOSED = 0.127
DROPPED = 0.111
DOUBLED = 0.064
INSERTED = 0.04
SUBSTITUTED = 0.159
POWER = 0.064
UNIT = 0.04
UNIT_OF_MONEY = 0.12
SIGN = 0.04
COPIED = 0.04
ARBITRARY = 0.30

POWERS = (10, 100, 1000)
"""Powers of ten by which a number is multiplied or divided."""

STRAY = 0.05
"""Share of the arbitrary numbers that have not as many digits as the true one."""

ALIKE = frozenset(
    frozenset(pair) for pair in ("06", "08", "17", "27", "38", "35", "56", "68", "49", "69")
)
"""Digits that look alike in handwriting and on bad copies."""


@record
class Around:
    """What stands around a cell, for slips that are not of its digits.

    Attributes:
        neighbours: Values next to it.
        multiples: Factors by which its unit may be mistaken.
        money: It is an amount, whose units are mistaken more often.
    """

    neighbours: tuple[Exact, ...] = ()
    multiples: tuple[Exact, ...] = (10_000,)
    money: bool = False


def chances(true: Exact, typed: Exact, written: str, around: Around) -> dict[str, float]:
    """Chance by reason that ``true`` is typed as ``typed``, given that it is typed wrong.

    Args:
        true: What should stand there.
        typed: What does.
        written: Its digits.
        around: Neighbours and units.
    """
    if not is_decimal(true):
        return {}
    right = _like(true, written)
    found = dict(_of_digits(right.lstrip("-"), written.lstrip("-")))
    if (true < 0) != (typed < 0):
        found = {}
    for name, chance in _of_size(true, typed, "." in right + written, around):
        found[name] = found.get(name, 0.0) + chance
    if typed in around.neighbours:
        count = around.neighbours.count(typed)
        found["copied-neighbour"] = COPIED * count / len(around.neighbours)
    found["unexplained"] = arbitrary(right, written)
    return found


def arbitrary(right: str, written: str) -> float:
    """Chance of this number among all of as many digits."""
    length = _length(written)
    spread = ARBITRARY / 9 * shrink(length - 1)
    return spread if _length(right) == length else spread * STRAY


def shrink(digits: int) -> float:
    """One part in as many values as so many digits have; never 0."""
    return float(10.0 ** -min(digits, 300))


def _length(written: str) -> int:
    return max(1, len(written.lstrip("-").replace(".", "").lstrip("0")))


def _like(number: Exact, written: str) -> str:
    """A number with as many decimals as another has, where that says it exactly."""
    text = plain(number)
    places = len(written.partition(".")[2])
    if not places:
        return text
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest.ljust(places, '0')}"


def _of_size(
    true: Exact, typed: Exact, has_decimals: bool, around: Around
) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    if not true or not typed:
        return found
    if true == -typed:
        found.append(("sign", SIGN))
    ratio = quotient(typed, true)
    for power in POWERS:
        if ratio in (power, quotient(1, power)):
            found.append(("decimal-point" if has_decimals else "power-of-ten", _power(true)))
    for multiple in around.multiples:
        if ratio in (multiple, quotient(1, multiple)):
            weight = UNIT_OF_MONEY if around.money else UNIT
            ways = 2 if true % multiple == 0 else 1
            found.append(("unit-scale", weight / len(around.multiples) / ways))
    return found


def _power(true: Exact) -> float:
    """The chance of one power: whole numbers are divided only as far as they stay whole."""
    down = sum(true % power == 0 or not isinstance(true, int) for power in POWERS)
    return POWER / (len(POWERS) + down)


@lru_cache(maxsize=4096)
def _of_digits(right: str, wrong: str) -> tuple[tuple[str, float], ...]:
    """Chances of the slips of the hand, over the characters as typed."""
    found: dict[str, float] = {}
    digits = right.replace(".", "")
    length = len(right)
    if digits == wrong.replace(".", "") and right != wrong:
        return (("decimal-point", POWER / (2 * len(POWERS))),)
    if abs(length - len(wrong)) > 3:
        return ()
    if length == len(wrong):
        differing = [i for i in range(length) if right[i] != wrong[i]]
        if len(differing) == 1:
            pair = frozenset((right[differing[0]], wrong[differing[0]]))
            if "." not in pair:
                name = "look-alike" if pair in ALIKE else "substituted-digit"
                found[name] = SUBSTITUTED / (9 * len(digits))
        elif _is_swap(right, wrong, differing):
            found["transposed-digits"] = TRANSPOSED / _swaps(right)
    ways = sum(_same(right[:i] + right[i + 1 :], wrong) for i in range(length) if right[i] != ".")
    if ways and len(digits) > 1:
        found["dropped-digit"] = DROPPED * ways / len(digits)
    if len(wrong) == length + 1:
        ways = sum(right[: i + 1] + right[i:] == wrong for i in range(length) if right[i] != ".")
        if ways:
            found["doubled-digit"] = DOUBLED * ways / len(digits)
        ways = sum(wrong[:i] + wrong[i + 1 :] == right for i in range(len(wrong)))
        if ways:
            found["inserted-digit"] = INSERTED * ways / (10 * (len(digits) + 1))
    return tuple(found.items())


def _is_swap(right: str, wrong: str, differing: list[int]) -> bool:
    if len(differing) != 2:
        return False
    first, second = differing
    return (
        second == first + 1
        and "." not in right[first : second + 1]
        and right[first] == wrong[second]
        and right[second] == wrong[first]
    )


def _swaps(digits: str) -> int:
    return sum(a != b and "." not in (a, b) for a, b in pairwise(digits)) or 1


def _same(left: str, right: str) -> bool:
    """Equal but for zeros in front, which nobody sees once the number is read."""
    return left == right or (left[:1] == "0" and left.lstrip("0") == right.lstrip("0"))


@lru_cache(maxsize=1024)
def origins(written: str, multiples: tuple[Exact, ...]) -> tuple[Exact, ...]:
    """Numbers of which a slip could have made what is written, each once."""
    sign = "-" if written.startswith("-") else ""
    text = written.lstrip("-")
    found: dict[str, None] = {}
    for i in range(len(text)):
        if text[i] == ".":
            continue
        found[text[:i] + text[i + 1 :]] = None
        for digit in "0123456789":
            found[text[:i] + digit + text[i + 1 :]] = None
        if i + 1 < len(text) and text[i + 1] != ".":
            found[text[:i] + text[i + 1] + text[i] + text[i + 2 :]] = None
    for i in range(len(text) + 1):
        for digit in "0123456789":
            found[text[:i] + digit + text[i:]] = None
    numbers = [exact(sign + each) for each in found if each.strip(".")]
    typed = exact(written)
    for factor in (*POWERS, *multiples):
        numbers += [typed * factor, quotient(typed, factor)]
    numbers.append(-typed)
    whole = "." not in text
    return tuple(
        number
        for number in dict.fromkeys(numbers)
        if number != typed and (not whole or isinstance(number, int) or is_decimal(number))
    )
