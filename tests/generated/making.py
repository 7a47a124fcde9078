"""One example of everything from a seed, as the tests and the benchmark use it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from generated.forms import make_form
from generated.measured import form_of
from generated.tables import fill
from generated.written import write

if TYPE_CHECKING:
    from generated.forms import Made
    from generated.layouts import Layout
    from generated.tables import Values
    from generated.written import Arrangement, Written
    from tablecheck.form.model import Form


@dataclass
class Example:
    """A form, numbers that satisfy it, and how files of it are made.

    Attributes:
        seed: From which all of it is made.
        made: The form as the generator knows it.
        form: The form as tablecheck has loaded it.
        values: Numbers that satisfy its relations.
    """

    seed: int
    made: Made
    form: Form
    values: Values

    def written(
        self,
        kind: str,
        *,
        made: Made | None = None,
        values: Values | None = None,
        layout: Layout | None = None,
        arrangement: Arrangement | None = None,
        variant: int = 0,
    ) -> Written:
        """A file of the kind; the same variant has the same layout in files of one kind."""
        chance = Random(f"{self.seed} {variant}")
        return write(
            self.made if made is None else made,
            self.values if values is None else values,
            chance,
            kind,
            layout=layout,
            arrangement=arrangement,
        )


def example(seed: int, *, tables: int | None = None) -> Example:
    """The example of a seed."""
    chance = Random(seed)
    made = make_form(chance, tables)
    return Example(seed, made, form_of(made), fill(made, chance))
