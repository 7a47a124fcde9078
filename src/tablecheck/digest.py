"""SHA-256 of bytes, without loading OpenSSL for a small file.

Comes in: bytes. Goes out: lower-case hexadecimal. Imports nothing of the project.
"""

from __future__ import annotations

import sys
from importlib import import_module

SMALL = 1 << 20
"""Bytes up to which CPython's own SHA-256 is faster than loading OpenSSL (2 ms) first."""


def sha256_hex(data: bytes) -> str:
    """The digest; by ``hashlib`` for large data, or where CPython has no module of its own."""
    name = "hashlib"
    if len(data) <= SMALL:
        # The very modules that hashlib falls back to.
        name = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
    try:
        module = import_module(name)
    except ImportError:
        module = import_module("hashlib")
    digest: str = module.sha256(data).hexdigest()
    return digest
