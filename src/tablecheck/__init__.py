"""Check statistics tables: what is missing, what cannot be right together, which unit is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.version import __version__ as __version__

if TYPE_CHECKING:
    from tablecheck.findings import Finding, Severity
    from tablecheck.form.load import load_form
    from tablecheck.form.model import Form
    from tablecheck.pipeline import check_file, check_files
    from tablecheck.report import Report

__all__ = ["Finding", "Form", "Report", "Severity", "check_file", "check_files", "load_form"]

_HOME = {
    "Finding": "tablecheck.findings",
    "Severity": "tablecheck.findings",
    "Form": "tablecheck.form.model",
    "load_form": "tablecheck.form.load",
    "Report": "tablecheck.report",
    "check_file": "tablecheck.pipeline",
    "check_files": "tablecheck.pipeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the named thing
    """Public names, imported when first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'tablecheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
