"""Printed forms as a Word document (WordprocessingML), a section a form.

The parts are written out directly: a form needs few of them, and nothing in them depends on the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from lxml import etree

from jixiao.documents.writers import docx_parts as parts
from jixiao.documents.writers.archive import zipped
from jixiao.documents.writers.page import MARGIN, Line, PageCell, PageRow, PrintedForm, Table

_W = parts.WORD
_PREFIXES = {"w": _W, "r": parts.RELATIONS}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}
#: Paper in twentieths of a point: A4.
_SHORT_SIDE, _LONG_SIDE = 11906, 16838


def write_docx(forms: Sequence[PrintedForm]) -> bytes:
    """One document, page numbers from 1 in each form; the same forms give the same bytes."""
    body = _make("body")
    for index, form in enumerate(forms):
        for element in _blocks(form):
            body.append(element)
        section = _section(form)
        if index < len(forms) - 1:
            body.append(_gap(section))
        else:
            body.append(_gap())
            body.append(section)
    document = etree.tostring(_make("document", body), encoding="UTF-8", xml_declaration=True, standalone=True)
    return zipped(parts.package(document, forms[0].name))


def _make(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element with children and with attributes of the Word namespace."""
    named = {f"{{{_W}}}{name}": str(value) for name, value in attributes.items()}
    element = etree.Element(f"{{{_W}}}{tag}", named, _PREFIXES)
    element.extend(children)
    return element


def twips(millimetres: int) -> int:
    """Millimetres in twentieths of a point."""
    return millimetres * 1440 * 10 // 254


def _blocks(form: PrintedForm) -> Iterator[etree._Element]:
    after_table = False
    for block in form.blocks:
        if isinstance(block, Line):
            yield _line(block)
        else:
            if after_table:
                yield _gap()  # without a paragraph between them Word joins two tables
            yield _table(block, form.font_size)
        after_table = isinstance(block, Table)


def _gap(section: etree._Element | None = None) -> etree._Element:
    """A paragraph as low as can be; a form's last one carries its section."""
    spacing = _make("spacing", before=0, after=0, line=20, lineRule="exact")
    properties = _make("pPr", spacing, _make("rPr", _make("sz", val=2)))
    if section is not None:
        properties.append(section)
    return _make("p", properties)


def _section(form: PrintedForm) -> etree._Element:
    wide = form.orientation == "landscape"
    size = {"w": _LONG_SIDE, "h": _SHORT_SIDE} if wide else {"w": _SHORT_SIDE, "h": _LONG_SIDE}
    footer = _make("footerReference", type="default")
    footer.set(f"{{{parts.RELATIONS}}}id", parts.FOOTER_RELATION)
    margin = twips(MARGIN)
    return _make(
        "sectPr",
        footer,
        _make("type", val="nextPage"),
        _make("pgSz", **size, **({"orient": "landscape"} if wide else {})),
        _make("pgMar", top=margin, right=margin, bottom=margin, left=margin, header=567, footer=567, gutter=0),
        _make("pgNumType", start=1),
    )


def _line(line: Line) -> etree._Element:
    size, face, before, after = {
        "title": (Decimal(18), parts.TEXT_FACE, 0, 120),
        "subtitle": (Decimal(13), parts.TEXT_FACE, 0, 120),
        "line": (Decimal("10.5"), parts.TEXT_FACE, 0, 80),
        "note": (Decimal(9), parts.TEXT_FACE, 80, 0),
    }[line.style]
    properties = _make("pPr")
    if line.style != "note":
        properties.append(_make("keepNext"))
    if line.new_page:
        properties.append(_make("pageBreakBefore"))
    properties.append(_make("spacing", before=before, after=after))
    properties.append(_make("jc", val=_ALIGNMENTS[line.align]))
    return _make("p", properties, _run(line.text, face, size, bold=line.style == "title"))


def _run(text: str, face: str, size: Decimal, bold: bool) -> etree._Element:
    fonts = _make("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")
    properties = _make("rPr", fonts, *([_make("b")] if bold else []), _make("sz", val=int(size * 2)))
    run = _make("r", properties)
    for index, part in enumerate(text.split("\n")):
        if index:
            run.append(_make("br"))
        shown = _make("t")
        shown.set(_XML_SPACE, "preserve")
        shown.text = part
        run.append(shown)
    return run


def _table(table: Table, size: Decimal) -> etree._Element:
    properties = _make(
        "tblPr",
        _make("tblW", w=sum(map(twips, table.widths)), type="dxa"),
        _make("jc", val="center"),
        _borders(),
        _make("tblLayout", type="fixed"),
        _make(
            "tblCellMar",
            _make("top", w=45, type="dxa"),
            _make("left", w=79, type="dxa"),
            _make("bottom", w=45, type="dxa"),
            _make("right", w=79, type="dxa"),
        ),
    )
    grid = _make("tblGrid", *(_make("gridCol", w=twips(width)) for width in table.widths))
    drawn = _make("tbl", properties, grid)
    open_spans: dict[int, tuple[PageCell, int]] = {}
    for index, row in enumerate(table.rows):
        drawn.append(_row(table, index, row, open_spans, size))
    return drawn


def _borders() -> etree._Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _make("tblBorders", *(_make(side, val="single", sz=4, space=0, color="000000") for side in sides))


def _row(
    table: Table, index: int, row: PageRow, open_spans: dict[int, tuple[PageCell, int]], size: Decimal
) -> etree._Element:
    """One row; ``open_spans`` holds by column the merged cells from above and the rows they still cover."""
    properties = _make("trPr")
    if not table.may_break(row, size):
        properties.append(_make("cantSplit"))
    if index < table.header_rows:
        properties.append(_make("tblHeader"))
    drawn = _make("tr", properties)
    beginning = {cell.column: cell for cell in row.cells}
    column = 0
    while column < len(table.widths):
        if column in open_spans:
            cell, left = open_spans.pop(column)
            if left > 1:
                open_spans[column] = (cell, left - 1)
            drawn.append(_cell(table, cell, size, merge="continue", keep=False))
        else:
            cell = beginning.get(column) or PageCell("", column)
            if cell.row_span > 1:
                open_spans[column] = (cell, cell.row_span - 1)
            merge: Literal["restart"] | None = "restart" if cell.row_span > 1 else None
            drawn.append(_cell(table, cell, size, merge, row.keep_with_next))
        column += cell.column_span
    return drawn


def _cell(
    table: Table, cell: PageCell, size: Decimal, merge: Literal["restart", "continue"] | None, keep: bool
) -> etree._Element:
    columns = table.widths[cell.column : cell.column + cell.column_span]
    properties = _make("tcPr", _make("tcW", w=sum(map(twips, columns)), type="dxa"))
    if cell.column_span > 1:
        properties.append(_make("gridSpan", val=cell.column_span))
    if merge:
        properties.append(_make("vMerge", val=merge))
    if cell.open_above or cell.open_below:
        open_sides = (("top", cell.open_above), ("bottom", cell.open_below))
        properties.append(_make("tcBorders", *(_make(side, val="nil") for side, is_open in open_sides if is_open)))
    properties.append(_make("vAlign", val="center"))
    # An exact line height, because faces that stand in for each other differ in theirs.
    spacing = _make("spacing", line=int(size * 27), lineRule="exact")
    keep_next = [_make("keepNext")] if keep else []
    paragraph = _make("p", _make("pPr", *keep_next, spacing, _make("jc", val=_ALIGNMENTS[cell.align])))
    if merge != "continue":
        paragraph.append(_run(cell.text, parts.LABEL_FACE if cell.bold else parts.TEXT_FACE, size, bold=False))
    return _make("tc", properties, paragraph)
