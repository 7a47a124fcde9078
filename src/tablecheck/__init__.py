"""Check statistics tables: what is missing, what cannot be right together, which unit is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.version import __version__ as __version__

if TYPE_CHECKING:
    from tablecheck.api import (
        ConfigError,
        FileReport,
        Finding,
        Form,
        FormError,
        Place,
        Report,
        Severity,
        Waiver,
        check_bytes,
        check_file,
        check_files,
        load_form,
    )

__all__ = [
    "ConfigError",
    "FileReport",
    "Finding",
    "Form",
    "FormError",
    "Place",
    "Report",
    "Severity",
    "Waiver",
    "check_bytes",
    "check_file",
    "check_files",
    "load_form",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the named thing
    """Public names, imported when first asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'tablecheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("tablecheck.api"), name)
