"""Forms that a test writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_form(folder: Path, form: object, name: str = "form.json") -> Path:
    """A form as a file."""
    path = folder / name
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    return path
