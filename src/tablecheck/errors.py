"""The errors after which the work on a file or a form cannot go on.

Comes in: nothing. Goes out: ``TablecheckError`` and its kinds. Imports nothing of the project.
"""


class TablecheckError(Exception):
    """The work cannot go on; the message is one plain sentence for a person."""


class ReadError(TablecheckError):
    """A file could not be read, recognised or bound; it is *not checked*.

    Attributes:
        code: The ``TC1xx`` code of the refusal.
        zh: The sentence in Chinese.
        en: The sentence in English.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.zh = zh
        self.en = en


class FormError(TablecheckError):
    """A form is not a form: bad JSON, bad grammar, unknown codes, not evaluated yet.

    Attributes:
        code: The ``TC9xx`` code.
        path: File name as given.
        pointer: JSON pointer of the place, ``""`` for the whole document.
        line: Line of that place, from 1; None where the text has none.
        zh: What is wrong, in Chinese, without the place.
        en: The same in English.
    """

    def __init__(
        self, code: str, *, path: str, pointer: str, line: int | None, zh: str, en: str
    ) -> None:
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {pointer or '/'}: {en}")
        self.code = code
        self.path = path
        self.pointer = pointer
        self.line = line
        self.zh = zh
        self.en = en


class ConfigError(TablecheckError):
    """A configuration, a file of waivers or a baseline is none; bad usage.

    Attributes:
        path: File name as given.
        key: Dotted key in it, ``""`` for the whole file.
        zh: What is wrong, in Chinese, without the place.
        en: The same in English.
    """

    def __init__(self, path: str, key: str, zh: str, en: str) -> None:
        super().__init__(": ".join(part for part in (path, key, en) if part))
        self.path = path
        self.key = key
        self.zh = zh
        self.en = en
