"""TC104: a workbook with a password."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC104", "password-protected", title=("文件设有密码", "file has a password"))
def password_protected() -> None:
    """
    The workbook is encrypted, so it is not checked (exit 3).

    ## What it checks
    Encrypted packages and encrypted zip members.

    ## Why it matters
    Its content cannot be seen.

    ## Example
    Save a copy without the password and check that.

    ## When it is silent
    Sheets that are only protected against changes are read.

    ## Source
    MS-OFFCRYPTO, EncryptedPackage stream.
    """
