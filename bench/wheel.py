"""Builds the wheel twice and compares; writes its software bill of materials.

usage: python bench/wheel.py [FOLDER]

Needs the build backend (hatchling) only, and the network where pip must fetch that. The bill is
CycloneDX 1.5 JSON: the wheel with its SHA-256, and each dependency as the metadata bounds it, with
the version that is installed here, its licence and who asks for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPOCH = "1577836800"  # a wheel is a zip, whose times begin in 1980


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        one, other = built(Path(first)), built(Path(second))
        digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other)]
        print(f"{one.name}: {one.stat().st_size:,} bytes, sha256 {digests[0]}")
        print(
            "the second build is the same" if digests[0] == digests[1] else difference(one, other)
        )
        bill = bill_of(one, digests[0])
        text = json.dumps(bill, ensure_ascii=False, indent=1) + "\n"
        if folder is not None:
            (folder / one.name).write_bytes(one.read_bytes())
            (folder / f"{one.stem}.cdx.json").write_text(text, "utf-8")
        print(f"bill of materials: {len(bill['components'])} components")
    return 0 if digests[0] == digests[1] else 1


def built(folder: Path) -> Path:
    """The wheel, built from nothing in a folder."""
    words = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", str(folder), "."]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(words, cwd=ROOT, env=environment, check=True)
    return next(folder.glob("*.whl"))


def difference(one: Path, other: Path) -> str:
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = sorted(set(first.namelist()) | set(second.namelist()))
        found = [
            name
            for name in names
            if name not in first.namelist()
            or name not in second.namelist()
            or first.read(name) != second.read(name)
        ]
    return f"the second build differs: {found or 'order or times only'}"


def bill_of(wheel: Path, digest: str) -> dict[str, object]:
    """The bill of the wheel and of all that it needs to run."""
    with zipfile.ZipFile(wheel) as parts:
        name = next(each for each in parts.namelist() if each.endswith(".dist-info/METADATA"))
        about = metadata.PathDistribution(zipfile.Path(parts, name.rpartition("/")[0] + "/"))
        needed, version = about.requires or [], about.version
    components, waiting = {}, [(each, "tablecheck") for each in needed]
    depends: dict[str, set[str]] = {}
    while waiting:
        requirement, asked_by = waiting.pop()
        if "extra ==" in requirement or is_elsewhere(requirement):
            continue
        name = re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-")
        depends.setdefault(asked_by, set()).add(name)
        if name not in components:
            components[name] = component(name, requirement)
            waiting += [(each, name) for each in metadata.requires(name) or []]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "tablecheck",
                "name": "tablecheck",
                "version": version,
                "purl": f"pkg:pypi/tablecheck@{version}",
                "licenses": [{"expression": "MIT"}],
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
        },
        "components": [components[name] for name in sorted(components)],
        "dependencies": [
            {"ref": name, "dependsOn": sorted(depends.get(name, ()))}
            for name in ["tablecheck", *sorted(components)]
        ],
    }


def component(name: str, requirement: str) -> dict[str, object]:
    about = metadata.metadata(name)
    licence = about.get("License-Expression") or about.get("License") or ""
    version = metadata.version(name)
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"license": {"name": licence.splitlines()[0][:60]}}] if licence else [],
        "properties": [{"name": "requirement", "value": requirement}],
    }


def is_elsewhere(requirement: str) -> bool:
    """Whether a requirement is for another platform or Python than this one."""
    from packaging.requirements import Requirement

    marker = Requirement(requirement).marker
    return marker is not None and not marker.evaluate()


if __name__ == "__main__":
    sys.exit(main())
