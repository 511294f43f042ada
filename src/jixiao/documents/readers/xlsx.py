"""XLSX (Excel, WPS): visible worksheets with every cell as it is displayed.

The worksheet is read as a stream rather than through openpyxl, which holds the whole of it in memory, stumbles over
what Chinese systems leave out of their styles, and does not tell how a number is displayed; calamine gives values
without their formats. 100,000 rows of formatted blanks cost seconds and no memory.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from jixiao.documents.readers.container import Container, attribute, local_name, refuse_entities, xml_refusal, xml_tree
from jixiao.documents.readers.number_formats import BUILTIN, displayed, displayed_text, stored_number
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.workbooks import Range, Worksheet
from jixiao.documents.sheets import Sheet

_TRUE = frozenset({"1", "true", "on"})
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: A formula that is a number or a text only: what was meant is the text, "=100%" or "=0".
_CONSTANT = re.compile(r"[-+]?[\d,]*\.?\d+\s*[%‰]?\Z")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_xlsx(data: bytes, reading: Reading) -> list[Sheet]:
    """Every visible worksheet; hidden sheets, rows and columns are named in findings."""
    container = Container(data, reading)
    if any(name.endswith("vbaProject.bin") for name in container.names):
        reading.note("file.macros")
    workbook = _Workbook.opened(container, reading)
    hidden = [entry.name for entry in workbook.entries if entry.is_hidden]
    if hidden:
        reading.note("file.hidden_left_out", what=f"工作表 {'、'.join(hidden[: reading.limits.places_named_max])}")
    sheets = [workbook.sheet(entry) for entry in workbook.entries if not entry.is_hidden]
    if not any(sheet.blocks for sheet in sheets) and reading.has_noted("file.hidden_left_out"):
        raise reading.refuse("file.all_hidden")
    return [sheet for sheet in sheets if sheet.blocks]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class _Workbook:
    """The parts that all worksheets share."""

    container: Container
    reading: Reading
    entries: list[_Entry] = field(default_factory=list)
    since_1904: bool = False
    shared_strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # format code of each cell style

    @classmethod
    def opened(cls, container: Container, reading: Reading) -> _Workbook:
        """Reads the list of sheets, the styles and the shared texts."""
        workbook = cls(container, reading)
        main = next(
            (target for kind, target in _relations(container, "", reading).values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        root = xml_tree(container.read(main), reading, main)
        relations = _relations(container, main, reading)
        for kind, target in relations.values():
            if kind == "styles" and container.has(target):
                workbook.codes = _codes(xml_tree(container.read(target), reading, target))
            elif kind == "sharedStrings" and container.has(target):
                workbook.shared_strings = list(_shared_strings(container, target, reading))
        for element in root.iter("{*}workbookPr"):
            workbook.since_1904 = attribute(element, "date1904") in _TRUE
        for element in root.iter("{*}sheet"):
            kind, target = relations.get(_relation_id(element), ("", ""))
            if kind == "worksheet":
                state = attribute(element, "state", "visible")
                workbook.entries.append(_Entry(attribute(element, "name"), target, state != "visible"))
        if not workbook.entries:
            raise reading.refuse("file.damaged", kind="XLSX", reason="没有工作表")
        return workbook

    def sheet(self, entry: _Entry) -> Sheet:
        """One worksheet as a sheet."""
        return _SheetReader(self, Worksheet(entry.name)).read(entry.part).to_sheet(self.reading)


def _relation_id(sheet: etree._Element) -> str:
    """``r:id``; the sheet's own ``sheetId`` has another local name."""
    return attribute(sheet, "id")


def _relations(container: Container, part: str, reading: Reading) -> dict[str, tuple[str, str]]:
    """Relation id → (last word of its type, part), of a part or of the package."""
    folder, _, file = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if not container.has(name):
        return {}
    found = {}
    for relation in xml_tree(container.read(name), reading, name):
        target = attribute(relation, "Target")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attribute(relation, "Id")] = (attribute(relation, "Type").rpartition("/")[2], path)
    return found


def _codes(styles: etree._Element) -> list[str]:
    custom = {attribute(element, "numFmtId"): attribute(element, "formatCode") for element in styles.iter("{*}numFmt")}
    codes: list[str] = []
    for formats in styles.iter("{*}cellXfs"):
        for style in formats:
            number = attribute(style, "numFmtId", "0")
            builtin = BUILTIN.get(int(number), "General") if number.isdecimal() else "General"
            codes.append(custom.get(number, builtin))
    return codes


def _parsed(container: Container, part: str, reading: Reading, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """A part as a stream of elements; damage is a refusal."""
    with container.open(part) as stream:
        if isinstance(stream, io.BufferedReader):
            refuse_entities(stream.peek(4096)[:4096], reading)
        elements = etree.iterparse(
            stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True
        )
        try:
            for _, element in elements:
                yield element
        except etree.XMLSyntaxError as broken:
            raise xml_refusal(broken, part, reading) from broken


def _forget(element: etree._Element) -> None:
    """Frees an element that was read and everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _shared_strings(container: Container, part: str, reading: Reading) -> Iterator[str]:
    for number, element in enumerate(_parsed(container, part, reading, ("{*}si",))):
        if number > reading.limits.cells_max:
            raise reading.refuse("file.too_many_cells", limit=reading.limits.cells_max)
        yield _rich_text(element)
        _forget(element)


def _rich_text(element: etree._Element) -> str:
    """The text of all runs, without the phonetic guides."""
    pieces: list[str] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [part.text or "" for part in child if local_name(part) == "t"]
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(pieces))


class _SheetReader:
    """Reads one worksheet part."""

    def __init__(self, workbook: _Workbook, sheet: Worksheet) -> None:
        self._workbook = workbook
        self._reading = workbook.reading
        self._sheet = sheet
        self._row = -1
        self._column = -1

    def read(self, part: str) -> Worksheet:
        """All cells, merged ranges and what is hidden."""
        for element in _parsed(self._workbook.container, part, self._reading, ("{*}row", "{*}col", "{*}mergeCell")):
            name = local_name(element)
            if name == "row":
                self._cells(element)
            elif name == "col":
                self._columns(element)
            else:
                self._merge(attribute(element, "ref"))
            _forget(element)
        return self._sheet

    def _cells(self, row: etree._Element) -> None:
        number = row.get("r", "")
        self._row = int(number) - 1 if number.isdecimal() else self._row + 1
        self._column = -1
        if not 0 <= self._row < _LAST_ROW:
            raise self._reading.refuse("file.damaged", self._sheet.name, kind="XLSX", reason="行号不对")
        if row.get("hidden", "") in _TRUE or row.get("ht", "") == "0":
            self._sheet.hidden_rows.add(self._row)
        for cell in row:
            if local_name(cell) == "c":
                self._cell(cell)

    def _columns(self, element: etree._Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        hidden = element.get("hidden", "") in _TRUE or element.get("width", "") == "0"
        if hidden and first.isdecimal() and last.isdecimal():
            self._sheet.hidden_columns.update(range(int(first) - 1, min(int(last), _LAST_COLUMN)))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last or first)
        if start and end:
            self._sheet.merged.append(Range(start[0], start[1], end[0], end[1]))

    def _cell(self, cell: etree._Element) -> None:
        place = _place(cell.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        if len(cell):
            self._sheet.put(self._row, self._column, self._text(cell), self._reading)

    def _text(self, cell: etree._Element) -> str:
        kind, style = cell.get("t", "n"), cell.get("s", "0")
        codes = self._workbook.codes
        code = codes[int(style)] if style.isdecimal() and int(style) < len(codes) else "General"
        value, formula = None, None
        for child in cell:
            name = local_name(child)
            if name == "is":
                return displayed_text(_rich_text(child), code)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
        if not value:
            return "" if formula is None or (kind == "str" and value is not None) else self._uncomputed(formula)
        if kind == "s":
            return displayed_text(self._shared(value), code)
        if kind == "n":
            number = stored_number(value)
            return value if number is None else self._displayed(number, code)
        return self._other(kind, value, code)

    def _displayed(self, number: Decimal, code: str) -> str:
        return displayed(number, code, since_1904=self._workbook.since_1904)

    def _shared(self, index: str) -> str:
        strings = self._workbook.shared_strings
        if not index.isdecimal() or int(index) >= len(strings):
            raise self._reading.refuse("file.damaged", self._here(), kind="XLSX", reason="缺少单元格的文字")
        return strings[int(index)]

    def _other(self, kind: str, value: str, code: str) -> str:
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if kind == "e":
            self._reading.note("file.formula_error", self._here(), value=value)
            return value
        if kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        return displayed_text(_ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), value), code)

    def _uncomputed(self, formula: str) -> str:
        """A formula whose result was not saved: its text where it computes nothing, else a finding and a blank."""
        literal = formula.strip()
        if _CONSTANT.match(literal):
            self._reading.note("file.formula_as_text", self._here(), formula=f"={literal}")
            return f"={literal}"
        if len(literal) > 1 and literal[0] == literal[-1] == '"' and '"' not in literal[1:-1]:
            return literal[1:-1]
        self._reading.note("file.formula_without_value", self._here(), formula=f"={literal[:60]}")
        return ""

    def _here(self) -> str:
        return self._sheet.address(self._row, self._column)


def _place(reference: str) -> tuple[int, int] | None:
    """``C7`` → (6, 2); None for anything else."""
    match = _REFERENCE.match(reference)
    if not match:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match.group(2))
    return (row - 1, column - 1) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None
