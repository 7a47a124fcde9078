"""The sentences with which a reader refuses a file.

Comes in: what stands in the way. Goes out: a ``ReadError`` in two languages. Imports only
``tablecheck.errors``.
"""

from __future__ import annotations

from tablecheck.errors import ReadError

SHOWN_LENGTH = 200


def not_readable(zh: str, en: str) -> ReadError:
    """TC101: there is nothing, or nothing whole, to read."""
    return ReadError("TC101", zh, en)


def damaged(part: str, zh: str = "", en: str = "") -> ReadError:
    """TC101: the file, or one part of it, is not what it should be."""
    name = shown(part)
    return not_readable(
        f"文件已损坏：{name}{zh and f'，{zh}'}；请用表格软件重新打开并另存一份",
        f"the file is damaged: {name}{en and f', {en}'}; open it in a spreadsheet program and "
        "save it again",
    )


def over_limit(zh: str, en: str, limit: int) -> ReadError:
    """TC102: the file holds more of something than the limit allows."""
    number = f"{limit:,}"
    return ReadError(
        "TC102",
        f"{zh}超过上限 {number}；请拆分文件或调高上限",
        f"{en}: the limit is {number}; split the file or raise the limit",
    )


def unsupported(zh: str, en: str) -> ReadError:
    """TC103: a file of a type that this version does not read."""
    return ReadError(
        "TC103",
        f"文件实际上是{zh}，本版本不能读取；请另存为 .xlsx、.ods、.docx 或 .csv",
        f"the file is {en}, which this version does not read; "
        "save it as .xlsx, .ods, .docx or .csv",
    )


def protected() -> ReadError:
    """TC104: the file cannot be read without its password."""
    return ReadError(
        "TC104",
        "文件设有密码，请另存一份不设密码的副本",
        "the file is password-protected; save a copy without the password",
    )


def shown(text: str) -> str:
    """Text of a file as a message may show it: escaped, at most 200 characters."""
    cut = text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in cut
    )
