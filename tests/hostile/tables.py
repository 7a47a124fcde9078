"""Tables that are not what they seem: numbers, formats, layouts, formulas, encodings, markup."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.hostile.inputs import (
    FLAGGED,
    HEAD,
    READ,
    REFUSED,
    ROWS,
    add,
    add_bytes,
    delimited,
    quoteattr,
    table,
    workbook,
)

if TYPE_CHECKING:
    from pathlib import Path

NOT_A_NUMBER = ("TC302", "TC303", "TC301")
TYPED = {
    # text: the codes of which one must be found; () where it is a number and nothing else
    " 1 ": (),
    "１": ("TC304", "TC302"),
    "\u00a01": (),
    "1,234": ("TC401",),
    "(1,234)": ("TC303", "TC302", "TC401"),
    "12.5%": (*NOT_A_NUMBER, "TC311", "TC313"),
    "98人": ("TC313",),
    "98条": ("TC311", "TC313", "TC302"),
    "1.26万": ("TC311", "TC313", "TC302", "TC401"),
    "—": ("TC301", "TC407"),
    "/": ("TC301", "TC407"),
    "无": ("TC301", "TC407"),
    "": ("TC301", "TC407"),
    "*": NOT_A_NUMBER,
    "1e3": NOT_A_NUMBER,
    "1_000": NOT_A_NUMBER,
    "NaN": NOT_A_NUMBER,
    "Infinity": NOT_A_NUMBER,
    "-inf": NOT_A_NUMBER,
    "٣": NOT_A_NUMBER,
    "१": NOT_A_NUMBER,
    "𝟏": (*NOT_A_NUMBER, "TC304"),
    "²": NOT_A_NUMBER,
    "一": NOT_A_NUMBER,
    "12-15": NOT_A_NUMBER,
    "12①": (*NOT_A_NUMBER, "TC316"),
    "1\u200b": (*NOT_A_NUMBER, "TC304"),
    "1\u202e": (*NOT_A_NUMBER, "TC304"),
    "1\u20602": (*NOT_A_NUMBER, "TC304", "TC401"),
    "\ufeff1": (*NOT_A_NUMBER, "TC304"),
    "0x1": NOT_A_NUMBER,
    "1.": (*NOT_A_NUMBER, "TC304"),
    "1..0": NOT_A_NUMBER,
    "--1": NOT_A_NUMBER,
    "−1": (*NOT_A_NUMBER, "TC304"),
    "=1+1": NOT_A_NUMBER,
    "#REF!": (*NOT_A_NUMBER, "TC305"),
    "1" * 10_000: (*NOT_A_NUMBER, "TC401"),
    "0." + "1" * 10_000: NOT_A_NUMBER,
    "1" + "0" * 300: (*NOT_A_NUMBER, "TC401"),
    "1," * 5_000: NOT_A_NUMBER,
    "9" * 32_000: (*NOT_A_NUMBER, "TC401"),
    "万" * 30_000: NOT_A_NUMBER,
    "1e999999999": NOT_A_NUMBER,
    "9**9**9": NOT_A_NUMBER,
    "__import__('os')": NOT_A_NUMBER,
    "{{7*7}}": NOT_A_NUMBER,
    "${jndi:ldap://127.0.0.1/a}": NOT_A_NUMBER,
    "%n%n%s%s": NOT_A_NUMBER,
}
STORED = {
    "9007199254740993": ("TC401",),
    "123456789012345678": ("TC401",),
    "1E3": ("TC401",),
    "1E308": ("TC401",),
    "1E999": (*NOT_A_NUMBER, "TC401"),
    "1E999999999": NOT_A_NUMBER,
    "-1": ("TC303",),
    "-0": ("TC401",),
    "0.30000000000000004": ("TC303",),
    "1.0000000000000001": (),
    "NaN": NOT_A_NUMBER,
    "INF": NOT_A_NUMBER,
    "１": (*NOT_A_NUMBER, "TC304"),
    "1_000": NOT_A_NUMBER,
    "1" * 10_000: (*NOT_A_NUMBER, "TC401"),
    "0x10": NOT_A_NUMBER,
    "1 2": NOT_A_NUMBER,
    "1,5": NOT_A_NUMBER,
}


def named(text: str) -> str:
    shown = text if len(text) < 40 else f"{text[:12]}… of {len(text)} characters"
    return shown.encode("unicode_escape").decode("ascii") if not shown.isprintable() else shown


for _text, _codes in TYPED.items():
    for _kind in ("xlsx", "csv"):
        if _kind == "csv" and ("," in _text or not _text):
            continue
        if _kind == "csv" and _text in ("１", "1\u200b", "\ufeff1"):
            _codes = ()  # a text file has no numbers stored as text
        # A text that is a number is one of a spreadsheet's numbers stored as text.
        _extra = ("TC304",) if _kind == "xlsx" else ()
        _data = workbook(table(_text)) if _kind == "xlsx" else delimited(table(_text)).encode()
        add_bytes(
            "numbers",
            f"a.{_kind}",
            _data,
            FLAGGED if _codes else READ,
            *_codes,
            *_extra,
            name=f"{named(_text) or 'empty text'} in {_kind}",
            heavy=_kind == "csv" and len(_text) < 20,
        )
for _text, _codes in STORED.items():
    add_bytes(
        "numbers",
        "a.xlsx",
        workbook(table(f"<c><v>{_text}</v></c>")),
        FLAGGED if _codes else READ,
        *_codes,
        name=f"{named(_text)} stored as a number",
    )

FORMATS = {
    "0.0%": ("0.125", ("TC314", "TC303")),
    '0!.0,"万"': ("12600", ("TC314", "TC401")),
    '0.0,,"百万"': ("1200000", ("TC314", "TC401")),
    "yyyy-mm-dd": ("1", ("TC302", "TC303")),
    "h:mm": ("0.5", ("TC302", "TC303")),
    "0;0;0": ("-1", ("TC303", "TC314")),
    "[" * 5_000: ("7", ("TC401",)),
    '"' * 5_001: ("7", ("TC401", "TC314")),
    "y" * 20_000: ("7", ("TC302", "TC303")),
    "0" * 20_000: ("7", ("TC401", "TC314")),
    "#,##0.00_);[Red](#,##0.00)": ("7", ("TC401",)),
}
for _code, (_value, _codes) in FORMATS.items():
    add_bytes(
        "formats",
        "a.xlsx",
        workbook(
            table(f'<c s="1"><v>{_value}</v></c>'),
            styles=f'<numFmts><numFmt numFmtId="164" formatCode={quoteattr(_code)}/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
        ),
        FLAGGED,
        *_codes,
        name=f"{_value} shown as {named(_code)}",
    )

for _code in ('"5"', ";;;"):
    # docs/reliability.md, K1: what is shown instead of the number is not told.
    add_bytes(
        "formats",
        "a.xlsx",
        workbook(
            table('<c s="1"><v>1</v></c>'),
            styles=f'<numFmts><numFmt numFmtId="164" formatCode={quoteattr(_code)}/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
        ),
        READ,
        name=f"1 shown as {_code} (K1)",
    )

FORMULAS = {
    "never computed": ("<c><f>1+0</f></c>", "TC306"),
    "never computed, empty value": ("<c><f>1+0</f><v></v></c>", "TC306"),
    "an error value": ('<c t="e"><f>A0</f><v>#REF!</v></c>', "TC305"),
    "an error value without formula": ('<c t="e"><v>#DIV/0!</v></c>', "TC305"),
    "an error value nobody knows": ('<c t="e"><v>#EVIL!</v></c>', "TC305"),
    "circular, as computed": ("<c><f>C3</f><v>0</v></c>", "TC401"),
    "circular, never computed": ("<c><f>C3</f></c>", "TC306"),
    "of the system": ("<c><f>cmd|'/C calc'!A0</f></c>", "TC306"),
    "an empty text": ('<c t="str"><f>""</f><v></v></c>', "TC301"),
    "a blank": ("<c/>", "TC301"),
    "a truth": ('<c t="b"><v>1</v></c>', "TC302"),
}
for _name, (_cell, _code) in FORMULAS.items():
    add_bytes("uncomputed", "a.xlsx", workbook(table(_cell)), FLAGGED, _code, "TC407", name=_name)

HEADED, TOTAL, FIRST, SECOND = HEAD, *ROWS
LAYOUTS: dict[str, tuple[list[tuple[object, ...]], str, tuple[str, ...]]] = {
    "two tables that fit": ([*table(), (), *table()], REFUSED, ("TC107",)),
    "a row twice": ([*table(), FIRST], FLAGGED, ("TC203",)),
    "a row twice with another value": ([*table(), ("专职人员数", "人", 5)], FLAGGED, ("TC203",)),
    "an unknown row": ([*table(), ("临时人员数", "人", 9)], FLAGGED, ("TC202",)),
    "a missing row": ([HEADED, TOTAL, FIRST], FLAGGED, ("TC201",)),
    "rows in another order": ([HEADED, SECOND, FIRST, TOTAL], FLAGGED, ("TC204",)),
    "columns in another order": (
        [(head[2], head[0], head[1]) for head in table()],
        READ,
        (),
    ),
    "a column shifted by one row": (
        [
            HEADED,
            ("人员总数", "人", None),
            ("专职人员数", "人", 3),
            ("兼职人员数", "人", 1),
            ("", "", 2),
        ],
        FLAGGED,
        ("TC301", "TC401", "TC202"),
    ),
    "a label of letters that look alike": (
        [HEADED, TOTAL, ("专职入员数", "人", 1), SECOND],
        FLAGGED,
        ("TC202", "TC201"),
    ),
    "a label with a zero-width space": (
        [HEADED, TOTAL, ("专职\u200b人员数", "人", 1), SECOND],
        READ,
        (),
    ),
    "a label reversed by a bidi override": (
        [HEADED, TOTAL, ("\u202e数员人职专", "人", 1), SECOND],
        FLAGGED,
        ("TC201",),
    ),
    "no head": ([TOTAL, FIRST, SECOND], FLAGGED, ("TC206",)),
    "a head only": ([HEADED], REFUSED, ("TC106",)),
    "another table": ([("a", "b"), (1, 2)], REFUSED, ("TC106",)),
    "a wrong unit": (table(unit="万人"), FLAGGED, ("TC311",)),
    "no unit": (table(unit=""), FLAGGED, ("TC312",)),
    "a column of values twice": (
        [(*row, row[2]) for row in table()],
        FLAGGED,
        ("TC207", "TC206"),
    ),
    "5,000 unknown rows": (
        [*table(), *((f"其他{n}", "人", n) for n in range(5_000))],
        FLAGGED,
        ("TC202",),
    ),
    "the same row 2,000 times": ([*table(), *[FIRST] * 2_000], FLAGGED, ("TC203",)),
    "200 columns of values": (
        [(*row, *([row[2]] * 200)) for row in table()],
        FLAGGED,
        ("TC207", "TC206"),
    ),
}
for _name, (_rows, _outcome, _codes) in LAYOUTS.items():
    add_bytes(
        "layouts",
        "a.xlsx",
        workbook(_rows),
        _outcome,
        *_codes,
        name=_name,
        seconds=5.0 if "00" in _name else 1.0,
    )

GOOD = delimited()
ENCODED = {
    "UTF-8": GOOD.encode(),
    "UTF-8 with a mark": GOOD.encode("utf-8-sig"),
    "GBK": GOOD.encode("gbk"),
    "GB18030": GOOD.encode("gb18030"),
    "UTF-16 with a mark": GOOD.encode("utf-16"),
    "UTF-16 little endian": GOOD.encode("utf-16-le"),
    "UTF-16 big endian": GOOD.encode("utf-16-be"),
    "semicolons": delimited(delimiter=";").encode(),
    "tabs": delimited(delimiter="\t").encode(),
    "bars": delimited(delimiter="|").encode(),
    "ends of Windows": GOOD.replace("\n", "\r\n").encode(),
    "ends of an old Mac": GOOD.replace("\n", "\r").encode(),
    "mixed ends": GOOD.replace("\n", "\r\n", 2).replace("3\r\n", "3\r").encode(),
    "no last end": GOOD.rstrip("\n").encode(),
    "an end-of-file sign": GOOD.encode() + b"\x1a",
    "a line break in a quoted label": GOOD.replace("专职人员数", '"专职\n人员数"').encode(),
    "quotes around everything": "".join(
        ",".join(f'"{each}"' for each in row) + "\n" for row in table()
    ).encode(),
}
SPOILT: dict[str, tuple[bytes, str, tuple[str, ...]]] = {
    "Big5": (
        "指標,單位,數值\n人員總數,人,3\n專職人員數,人,1\n兼職人員數,人,2\n".encode("big5"),
        REFUSED,
        ("TC101",),
    ),
    "half UTF-8, half GBK": (GOOD[:20].encode() + GOOD[20:].encode("gbk"), REFUSED, ("TC101",)),
    "a byte of no encoding": (
        GOOD.encode()[:30] + b"\xff" + GOOD.encode()[30:],
        REFUSED,
        ("TC101",),
    ),
    "a NUL in a label": (GOOD.replace("专职", "专\0职").encode(), REFUSED, ("TC101", "TC103")),
    "NULs only": (b"\0" * 5_000, REFUSED, ("TC101", "TC103")),
    "control characters": (GOOD.replace("专职", "专\x01职").encode(), REFUSED, ("TC103",)),
    "an open quote": (GOOD.replace("专职", '"专职').encode(), REFUSED, ("TC101",)),
    "a quote inside a quoted field": (GOOD.replace("专职", '"专"职').encode(), REFUSED, ("TC101",)),
    "an open quote at the end": (GOOD.encode() + b'"', REFUSED, ("TC101",)),
    "a storm of quotes": (GOOD.encode() + b'"' * 200_001 + b"\n", REFUSED, ("TC101", "TC102")),
    "a storm of quoted commas": (GOOD.encode() + b'",' * 300_000 + b"\n", READ, ()),
    "a million commas": (GOOD.encode() + b"," * 1_000_000 + b"\n", READ, ()),
    "a million lines": (GOOD.encode() + b"\n" * 1_000_000, READ, ()),
    "a row shifted by a comma": (
        GOOD.replace("专职人员数,", "专职人员数,,").encode(),
        FLAGGED,
        ("TC302",),
    ),
    "a row cut short": (
        GOOD.replace("专职人员数,人,1", "专职人员数,人").encode(),
        FLAGGED,
        ("TC301", "TC407"),
    ),
    "ragged notes below": (GOOD.encode() + b"x,y,z,1,2,3\nq\n", READ, ()),
    "a field of 100,000 letters": (GOOD.encode() + b"x" * 100_000 + b"\n", REFUSED, ("TC102",)),
    "a lone surrogate": (GOOD.encode("utf-16-le") + b"\x00\xd8", REFUSED, ("TC101",)),
    "an odd byte of UTF-16": (GOOD.encode("utf-16") + b"x", REFUSED, ("TC101",)),
    "overlong UTF-8": (GOOD.encode() + b"\xc0\x80", REFUSED, ("TC101",)),
    "spaces between columns": (GOOD.replace(",", "   ").encode(), REFUSED, ("TC106",)),
}
for _name, _data in ENCODED.items():
    add_bytes("text", "a.csv", _data, READ, name=_name)
for _name, (_data, _outcome, _codes) in SPOILT.items():
    add_bytes("text", "a.csv", _data, _outcome, *_codes, name=_name, seconds=3.0, mebibytes=300)

MARKUP = {
    "escape sequences": "\x1b[31m\x1b[2J",
    "clipboard of a terminal": "\x1b]52;c;aGk=\x07",
    "C1 controls": "\x9b31m\x85\x90",
    "rich markup": "[red][/][link=file:///etc/passwd]x[/link]",
    "bidi overrides": "\u202eabc\u2066\u2069\u200f",
    "zero-width characters": "\u200b\u200d\ufeff\u2060",
    "tag characters": "\U000e0041\U000e0042",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "HTML entities": "&lt;script&gt;&#x202e;&amp;",
    "commands of GitHub": "::error::x\n::set-output name=a::b",
    "commands of Azure": "##vso[task.setvariable variable=a]b\n##[error]x",
    "lines that look like ours": "x\nerror TC401  forged\n错误（强制性） TC401",
    "formula injection": "=cmd|' /C calc'!A0",
    "formula signs": "+1+1\t@SUM(1)",
    "Markdown": "**b** [a](javascript:alert(1)) `c` | d |\n# head\n<details>",
    "separators": "a\u2028b\u2029c\x0bd\x0ce",
    "private and unassigned": "\ue000\U0010ffff\ufffe",
    "xlsx escapes": "_x001B__x202E__x0000_",
    "format strings": "{0} {a!r:>9999999999} %s %(a)s ${HOME} $(id) `id`",
}
WHERE = ("label", "value", "unit", "sheet name")
FORMATS_OF_OUTPUT = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab",
                     "markdown", "ess", "html")  # fmt: skip


def marked_up(text: str, where: str) -> bytes:
    from tests.readers.making import xlsx_parts, zipped

    from .inputs import cells

    if where == "sheet name":
        shown = "".join(each for each in text if each.isprintable() or each in "\n\t\x85\u202e")
        parts = xlsx_parts(cells(table(9)))
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            'name="表"', f"name={quoteattr(shown)}"
        )
        return zipped(parts.items())
    rows = {
        "label": [*table(9), (escaped(text), "人", 4)],
        "value": table(escaped(text)),
        "unit": table(9, unit=escaped(text)),
    }
    return workbook(rows[where])


def escaped(text: str) -> str:
    """Text as xlsx writes what XML forbids; such cells hold control characters when read."""
    return "".join(
        each
        if each in "\n\t" or (each >= " " and each not in "\ufffe\uffff")
        else f"_x{ord(each):04X}_"
        for each in text
    )


for _name, _text in MARKUP.items():
    for _where in WHERE:
        add_bytes(
            "markup",
            "a.xlsx",
            partial(marked_up, _text, _where),
            FLAGGED,
            *("TC202", "TC301", "TC302", "TC311", "TC401", "TC312"),
            name=f"{_name} in a {_where}",
            heavy=_where != "label",
        )


def strange_name(folder: Path, *, name: str) -> list[str]:
    path = folder / name
    path.write_bytes(workbook(table(9)))
    return [f"./{name}"]


for _name in ("::error::.xlsx", "=cmd.xlsx", "\x1b[31m.xlsx", "a\nb.xlsx", "\u202exslx.a",
              "<script>.xlsx", "##vso[x].xlsx", "[red].xlsx", "%0A::error::.xlsx", "-.xlsx",
              "--form", "a" * 240, "$(id).xlsx", "\udcff\udc80.xlsx"):  # fmt: skip
    add("markup", f"file named {named(_name)}", partial(strange_name, name=_name), FLAGGED, "TC401")
