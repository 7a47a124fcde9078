"""Small files that no spreadsheet program would write, zipped by hand."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as container:
        for name, content in parts:
            container.writestr(name, content)
    return buffer.getvalue()


def relationships(*items, namespace=OFFICE):
    rows = "".join(
        f'<Relationship Id="{identifier}" Type="{namespace}/{kind}" Target="{target}"/>'
        for identifier, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def xlsx_parts(
    rows,
    *,
    after="",
    before="",
    strings=None,
    styles=None,
    main=MAIN,
    office=OFFICE,
    target="worksheets/sheet1.xml",
    workbook_attributes="",
    sheet_attributes="",
):
    """Parts of a workbook with one sheet; ``rows`` is the XML inside of sheetData."""
    links = [("s1", "worksheet", target)]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("w", "officeDocument", "xl/workbook.xml"), namespace=office),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr {workbook_attributes}/>'
            f'<sheets><sheet name="表" sheetId="1" r:id="s1" {sheet_attributes}/></sheets>'
            "</workbook>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    }
    if strings is not None:
        links.append(("st", "sharedStrings", "/xl/sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        links.append(("sy", "styles", "styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = relationships(*links, namespace=office)
    return parts


def xlsx(rows, **options):
    return zipped(xlsx_parts(rows, **options).items())


def docx(body, *, word=WORD, before="", extra=()):
    """A Word document; ``body`` is the XML inside of w:body."""
    content = (
        f'{before}<w:document xmlns:w="{word}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    links = relationships(("d", "officeDocument", "word/document.xml"))
    return zipped(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", links),
            ("word/document.xml", content),
            *extra,
        ]
    )


def ods(tables, styles="", extra=()):
    content = (
        f"{ODS_HEAD}<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped([("mimetype", mimetype), ("content.xml", content), *extra])
