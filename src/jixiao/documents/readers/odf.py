"""ODS and ODT (LibreOffice, 中标普华 and other domestic offices). A cell's displayed text is stored with it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from jixiao.documents.readers.container import Container, attribute, local_name, xml_tree
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.tables import Content, Grid, blocks_of
from jixiao.documents.readers.workbooks import Range, Worksheet
from jixiao.documents.sheets import Sheet

_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_COLUMN_GROUPS = frozenset({"table-header-columns", "table-columns", "table-column-group"})
_NO_TEXT = frozenset({"annotation", "annotation-end", "note", "tracked-changes", "ruby-text", "bookmark"})
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ods(data: bytes, reading: Reading) -> list[Sheet]:
    """Every visible worksheet."""
    root = _content(data, reading)
    unseen = _styles_without_display(root)
    sheets: list[Sheet] = []
    hidden: list[str] = []
    for table in root.iterfind(".//{*}spreadsheet/{*}table"):
        name = attribute(table, "name")
        if attribute(table, "style-name") in unseen:
            hidden.append(name)
            continue
        sheets.append(_worksheet(table, Worksheet(name), reading).to_sheet(reading))
    if hidden:
        reading.note("file.hidden_left_out", what=f"工作表 {'、'.join(hidden[: reading.limits.places_named_max])}")
    if not any(sheet.blocks for sheet in sheets) and reading.has_noted("file.hidden_left_out"):
        raise reading.refuse("file.all_hidden")
    return [sheet for sheet in sheets if sheet.blocks]


def read_odt(data: bytes, reading: Reading) -> list[Sheet]:
    """The body of a text document as one sheet."""
    root = _content(data, reading)
    if root.find(".//{*}tracked-changes") is not None:
        reading.note("file.revisions")
    body = root.find(".//{*}body/{*}text")
    if body is None:
        raise reading.refuse("file.damaged", kind="ODT", reason="没有正文")
    return [Sheet("", blocks_of(_blocks(body, reading, 0), reading))]


def _content(data: bytes, reading: Reading) -> etree._Element:
    container = Container(data, reading)
    if container.has("META-INF/manifest.xml"):
        manifest = xml_tree(container.read("META-INF/manifest.xml"), reading, "META-INF/manifest.xml")
        if manifest.find(".//{*}encryption-data") is not None:
            raise reading.refuse("file.encrypted")
    return xml_tree(container.read("content.xml"), reading, "content.xml")


def _styles_without_display(root: etree._Element) -> frozenset[str]:
    return frozenset(
        attribute(style, "name")
        for style in root.iterfind(".//{*}style")
        for properties in style.iterfind("{*}table-properties")
        if attribute(properties, "display") == "false"
    )


def _worksheet(table: etree._Element, sheet: Worksheet, reading: Reading) -> Worksheet:
    column = 0
    for element in _grouped(table, "table-column", _COLUMN_GROUPS):
        repeated = min(_count(element, "number-columns-repeated"), _LAST_COLUMN - column)
        if _is_collapsed(element):
            sheet.hidden_columns.update(range(column, column + repeated))
        column += repeated
    top = 0
    for element in _grouped(table, "table-row", _ROW_GROUPS):
        repeated = min(_count(element, "number-rows-repeated"), _LAST_ROW - top)
        cells = list(_row_cells(element, reading))
        # A row is repeated to the end of the sheet to carry a format; what holds text is repeated a few times at most.
        for row in range(top, top + repeated) if cells else ():
            if _is_collapsed(element):
                sheet.hidden_rows.add(row)
            for left, text, height, width in cells:
                sheet.put(row, left, text, reading)
                if height * width > 1:
                    sheet.merged.append(Range(row, left, row + height - 1, left + width - 1))
        top += repeated
    return sheet


def _row_cells(row: etree._Element, reading: Reading) -> Iterator[tuple[int, str, int, int]]:
    """Column, text and spans of the cells of a row that hold something or span others."""
    column = 0
    for cell in row:
        name = local_name(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        repeated = min(_count(cell, "number-columns-repeated"), _LAST_COLUMN - column)
        height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        text = "\n".join(item for item in _blocks(cell, reading, 0) if isinstance(item, str))
        if name == "table-cell" and (text.strip() or height * width > 1):
            for place in range(column, column + repeated):
                yield place, text, height, width
        column += repeated


def _grouped(table: etree._Element, wanted: str, groups: frozenset[str]) -> Iterator[etree._Element]:
    for child in table:
        name = local_name(child)
        if name == wanted:
            yield child
        elif name in groups:
            yield from _grouped(child, wanted, groups)


def _is_collapsed(element: etree._Element) -> bool:
    return attribute(element, "visibility") in ("collapse", "filter")


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(int(value), 1) if value.isdecimal() and len(value) < 8 else 1


def _blocks(parent: etree._Element, reading: Reading, depth: int) -> Content:
    """Paragraphs and tables below an element, in order."""
    if depth > reading.limits.nesting_max:
        raise reading.refuse("file.too_deep", limit=reading.limits.nesting_max)
    content: Content = []
    for child in parent:
        name = local_name(child)
        if name in ("p", "h"):
            content.append("".join(_inline(child)))
            for box in child.iterfind(".//{*}text-box"):
                content += _blocks(box, reading, depth + 1)
        elif name == "table":
            content.append(_table(child, reading, depth + 1))
        elif name in ("list", "list-item", "list-header", "section", "index-body", "frame", "text-box"):
            content += _blocks(child, reading, depth + 1)
    return content


def _inline(parent: etree._Element) -> Iterator[str]:
    yield _collapsed(parent.text)
    for child in parent:
        name = local_name(child)
        if name == "s":
            yield " " * min(_count(child, "c"), 1_000)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _NO_TEXT and name != "frame":
            yield from _inline(child)
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """Line ends of the file itself are blanks; spaces that count are written as elements."""
    return (text or "").replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _table(table: etree._Element, reading: Reading, depth: int) -> Grid:
    grid = Grid(reading)
    for row in _grouped(table, "table-row", _ROW_GROUPS):
        if _is_collapsed(row):
            continue
        grid.begin_row()
        for cell in row:
            if local_name(cell) == "table-cell":
                spans = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                grid.add(_blocks(cell, reading, depth), *spans)
    grid.end_section()
    return grid
