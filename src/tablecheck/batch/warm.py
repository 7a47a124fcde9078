"""What most checks need, imported once before processes are copied. Import it for its effect."""

from __future__ import annotations

from importlib import import_module

from tablecheck.checks.base import running_checks

for name in ("batch.work", "diagnosis.clues", "readers.csv", "readers.xlsx"):
    import_module(f"tablecheck.{name}")
running_checks(has_previous=False)
