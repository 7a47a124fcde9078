"""The process that runs of the command are copied from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import english, run  # noqa: F401 - fixtures
from tests.hostile.running import Nursery

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()
