"""XML 电子表格 2003: what budget systems of the 2010s export under the name .xls."""

from __future__ import annotations

from lxml import etree

from jixiao.documents.readers.container import attribute, local_name, xml_tree
from jixiao.documents.readers.number_formats import displayed, displayed_text, stored_number
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.workbooks import Range, Worksheet
from jixiao.documents.sheets import Sheet

#: Formats that the file names instead of spelling out.
_NAMED = {
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": '"¥"#,##0.00',
    "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm",
    "Short Time": "h:mm",
    "Yes/No": '"Yes";"Yes";"No"',
}
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_spreadsheet_xml(data: bytes, reading: Reading) -> list[Sheet]:
    """Every visible worksheet."""
    root = xml_tree(data.lstrip(), reading, "XML 电子表格")
    codes = {
        attribute(style, "ID"): attribute(format_, "Format")
        for style in root.iterfind(".//{*}Style")
        for format_ in style.iterfind("{*}NumberFormat")
    }
    codes = {identity: _NAMED.get(code, code) or "General" for identity, code in codes.items()}
    sheets: list[Sheet] = []
    hidden: list[str] = []
    for element in root.iterfind("{*}Worksheet"):
        name = attribute(element, "Name")
        state = element.find(".//{*}WorksheetOptions/{*}Visible")
        if state is not None and state.text in ("SheetHidden", "SheetVeryHidden"):
            hidden.append(name)
            continue
        for table in element.iterfind("{*}Table"):
            sheets.append(_worksheet(table, Worksheet(name), codes, reading).to_sheet(reading))
    if hidden:
        reading.note("file.hidden_left_out", what=f"工作表 {'、'.join(hidden[: reading.limits.places_named_max])}")
    return [sheet for sheet in sheets if sheet.blocks]


def _worksheet(table: etree._Element, sheet: Worksheet, codes: dict[str, str], reading: Reading) -> Worksheet:
    column = 0
    for element in table.iterfind("{*}Column"):
        column = _index(element, column)
        width = _number(element, "Span") + 1
        if attribute(element, "Hidden") == "1":
            sheet.hidden_columns.update(range(column, min(column + width, _LAST_COLUMN)))
        column += width
    row = 0
    for element in table.iterfind("{*}Row"):
        row = _index(element, row)
        if row >= _LAST_ROW:
            raise reading.refuse("file.damaged", sheet.name, kind="XML 电子表格", reason="行号不对")
        if attribute(element, "Hidden") == "1":
            sheet.hidden_rows.add(row)
        _cells(element, row, sheet, codes, reading)
        row += _number(element, "Span") + 1
    return sheet


def _cells(element: etree._Element, row: int, sheet: Worksheet, codes: dict[str, str], reading: Reading) -> None:
    column = 0
    for cell in element.iterfind("{*}Cell"):
        column = _index(cell, column)
        if column >= _LAST_COLUMN:
            raise reading.refuse("file.damaged", sheet.name, kind="XML 电子表格", reason="列号不对")
        down, right = _number(cell, "MergeDown"), _number(cell, "MergeAcross")
        for content in cell:
            if local_name(content) == "Data":
                code = codes.get(attribute(cell, "StyleID"), "General")
                sheet.put(row, column, _text(content, code), reading)
        if down or right:
            sheet.merged.append(Range(row, column, row + down, column + right))
        column += right + 1


def _text(content: etree._Element, code: str) -> str:
    text = "".join(str(piece) for piece in content.itertext())
    number = stored_number(text) if attribute(content, "Type") == "Number" else None
    if number is not None:
        return displayed(number, code)
    if attribute(content, "Type") == "DateTime":
        return text.partition(".")[0].removesuffix("T00:00:00").replace("T", " ")
    return displayed_text(text, code)


def _index(element: etree._Element, following: int) -> int:
    """The place a row or cell names, or the next one."""
    return _number(element, "Index") - 1 if _number(element, "Index") else following


def _number(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 8 else 0
