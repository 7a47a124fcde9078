"""A file read as a form: where its cells are, what they hold, and what it says of itself.

Comes in: a workbook and a form. Goes out: ``Filled``. This is all that is known of a file without
the period before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.bind import bind, wanted_sheets
from tablecheck.binding.header import find_header
from tablecheck.binding.observe import observe
from tablecheck.binding.settle import settle_units
from tablecheck.record import record
from tablecheck.rules.compile import compile_rules

if TYPE_CHECKING:
    from tablecheck.binding.bind import Binding
    from tablecheck.binding.header import Header
    from tablecheck.binding.observe import Observation
    from tablecheck.form.model import Form, Key
    from tablecheck.sheet import Workbook


@record
class Filled:
    """A filled form.

    Attributes:
        form: What it should hold; of records, with a column for each reporting unit.
        binding: Which cell is which.
        header: Fields, year and agency around the tables.
        observations: What the cells hold, units settled where the form's own rules can tell.
    """

    form: Form
    binding: Binding
    header: Header
    observations: dict[Key, Observation]


def fill_form(
    workbook: Workbook, form: Form, *, sheet: str | None, blank: str, file_name: str
) -> Filled:
    """Read a workbook as a form.

    Args:
        workbook: As read.
        form: What it should hold.
        sheet: Name or number (from 1) of the only sheet to search; None: all.
        blank: ``form``, ``missing`` or ``zero``: what a blank means.
        file_name: Without folders; says the year where nothing else does.

    Raises:
        ReadError: No table of the form is there, or one is there twice.
    """
    binding = bind(workbook, form, sheet)
    ends = _ends(binding)
    sheets = wanted_sheets(workbook, sheet)
    own = [each for each in sheets if id(each) in ends]
    header = find_header(
        own,
        form,
        file_name,
        ends=[ends[id(each)] for each in own],
        others=[each for each in sheets if id(each) not in ends],
    )
    form = binding.form  # of records: a column for each reporting unit of the file
    instances = compile_rules(form, year=header.year)
    observations = settle_units(observe(binding, workbook, blank, instances), instances)
    return Filled(form=form, binding=binding, header=header, observations=observations)


def _ends(binding: Binding) -> dict[int, int]:
    """The last row of the form's tables on each sheet that holds one."""
    ends: dict[int, int] = {}
    for bound in binding.tables.values():
        grid, region = bound.region.grid, bound.region
        row, _ = grid.address(region.body_bottom, max(region.label_column, 1))
        ends[id(grid.sheet)] = max(ends.get(id(grid.sheet), 0), row)
    return ends
