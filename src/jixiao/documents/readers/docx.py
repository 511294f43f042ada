"""DOCX (Word, WPS) as it reads with all revisions accepted: body lines and tables in order, all sections.

The parts are read directly rather than through python-docx's objects, which leave out content controls, text boxes,
inserted text and nested rows. No part of the form: deleted text, hidden text, headers, footers, notes, comments.
Automatic list numbers are not in the text and are not made up.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from jixiao.documents.readers.container import Container, attribute, local_name, xml_tree
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.tables import Content, Grid, blocks_of
from jixiao.documents.sheets import Sheet

#: Elements that only wrap others.
_WRAPPERS = frozenset(
    {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "hyperlink", "fldSimple", "bdo", "dir"}
    | {"rubyBase", "ruby", "oMath", "oMathPara"}
)
_DELETED = frozenset({"del", "moveFrom", "cellDel"})
_REVISED = _DELETED | {"ins", "moveTo", "cellIns"}
#: Symbol-font characters that forms use as boxes to tick.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□"}
_OFF = frozenset({"0", "false", "off", "none"})


def read_docx(data: bytes, reading: Reading) -> list[Sheet]:
    """The body of a DOCX as one sheet."""
    container = Container(data, reading)
    main = _main_part(container, reading)
    folder = main.rpartition("/")[0]
    root = xml_tree(container.read(main), reading, main)
    if any("vbaProject" in name for name in container.names):
        reading.note("file.macros")
    content = _Body(reading, _hidden_styles(container, f"{folder}/styles.xml", reading)).read(root)
    return [Sheet("", blocks_of(content, reading))]


def _main_part(container: Container, reading: Reading) -> str:
    """The part that the package names as its document; Word and WPS use word/document.xml, some programs do not."""
    if container.has("_rels/.rels"):
        for relation in xml_tree(container.read("_rels/.rels"), reading, "_rels/.rels"):
            if attribute(relation, "Type").endswith("/officeDocument"):
                target = attribute(relation, "Target").lstrip("/")
                if container.has(target):
                    return target
    return "word/document.xml"


def _hidden_styles(container: Container, name: str, reading: Reading) -> frozenset[str]:
    """The styles whose text does not print (隐藏文字), those based on them included."""
    if not container.has(name):
        return frozenset()
    hidden: set[str] = set()
    based_on: dict[str, str] = {}
    for style in xml_tree(container.read(name), reading, name):
        identity = attribute(style, "styleId")
        for part in style:
            if local_name(part) == "basedOn":
                based_on[identity] = attribute(part, "val")
            elif local_name(part) == "rPr" and _is_on(part, "vanish"):
                hidden.add(identity)
    grown = True
    while grown:
        heirs = {identity for identity, base in based_on.items() if base in hidden} - hidden
        hidden |= heirs
        grown = bool(heirs)
    return frozenset(hidden)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _value(properties: etree._Element | None, name: str, default: str = "") -> str:
    """The ``w:val`` of a property; "" where the property stands without one, the default where it is absent."""
    found = _child(properties, name) if properties is not None else None
    return default if found is None else attribute(found, "val")


def _is_on(properties: etree._Element | None, name: str) -> bool:
    return _value(properties, name, "off") not in _OFF


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    value = _value(properties, name)
    return int(value) if value.isdecimal() else default


class _Body:
    """Walks the body once; what it meets of revisions and embedded objects is noted once."""

    def __init__(self, reading: Reading, hidden_styles: frozenset[str]) -> None:
        self._reading = reading
        self._hidden_styles = hidden_styles
        self._noted: set[str] = set()
        self._depth = 0

    def read(self, root: etree._Element) -> Content:
        """Everything in the document's body."""
        body = _child(root, "body")
        if body is None:
            raise self._reading.refuse("file.damaged", kind="DOCX", reason="没有正文")
        return self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Content:
        """Paragraphs and tables below an element, in order."""
        self._depth += 1
        if self._depth > self._reading.limits.nesting_max:
            raise self._reading.refuse("file.too_deep", limit=self._reading.limits.nesting_max)
        content: Content = []
        for child in parent:
            name = local_name(child)
            self._note(name)
            if name == "p":
                content += self._paragraph(child)
            elif name == "tbl":
                content.append(self._table(child))
            elif name in _WRAPPERS:
                content += self._blocks(child)
            elif name == "AlternateContent":
                for chosen in self._alternative(child):
                    content += self._blocks(chosen)
        self._depth -= 1
        return content

    def _note(self, name: str) -> None:
        code = "file.revisions" if name in _REVISED else "file.embedded_not_read" if name == "altChunk" else ""
        self._note_once(code)

    def _note_once(self, code: str) -> None:
        if code and code not in self._noted:
            self._noted.add(code)
            self._reading.note(code)

    def _paragraph(self, paragraph: etree._Element) -> Content:
        """Its text, then what stands in text boxes anchored in it."""
        properties = _child(paragraph, "pPr")
        if _value(properties, "pStyle") in self._hidden_styles:
            return []
        boxes: list[etree._Element] = []
        content: Content = ["".join(self._text(paragraph, boxes))]
        for box in boxes:
            content += self._blocks(box)
        return content

    def _text(self, parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in parent:
            name = local_name(child)
            self._note(name)
            if name == "r":
                properties = _child(child, "rPr")
                if not _is_on(properties, "vanish") and _value(properties, "rStyle") not in self._hidden_styles:
                    yield from self._run(child, boxes)
            elif name in _WRAPPERS:
                yield from self._text(child, boxes)
            elif name == "AlternateContent":
                for chosen in self._alternative(child):
                    yield from self._text(chosen, boxes)
            elif not name.endswith("Pr") and "math" in str(child.tag):
                # Equations nest their runs in fractions, brackets and scripts; on one line they read in order.
                yield from (part.text or "" for part in child.iter("{*}t"))

    def _run(self, run: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for part in run:
            name = local_name(part)
            if name == "t":
                yield part.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _SYMBOLS.get(attribute(part, "char").upper(), "")
            elif name == "fldChar":
                yield _check_box(part)
            elif name == "ruby":
                yield from self._text(part, boxes)
            elif name == "AlternateContent":
                for chosen in self._alternative(part):
                    yield from self._run(chosen, boxes)
            elif name in ("drawing", "pict", "object"):
                self._boxes(part, boxes)
                if name == "object":
                    self._note_once("file.embedded_not_read")

    def _boxes(self, drawing: etree._Element, boxes: list[etree._Element]) -> None:
        """The text boxes of a drawing, not those within them: these come when the outer one is read."""
        for child in drawing:
            if local_name(child) == "txbxContent":
                boxes.append(child)
            elif local_name(child) == "AlternateContent":
                for chosen in self._alternative(child):
                    self._boxes(chosen, boxes)
            else:
                self._boxes(child, boxes)

    def _alternative(self, alternatives: etree._Element) -> list[etree._Element]:
        """One of several renderings of the same thing: the first that holds anything to read."""
        for choice in alternatives:
            if any(True for _ in choice.iter("{*}t", "{*}tbl")):
                return [choice]
        return []

    def _table(self, table: etree._Element) -> Grid:
        grid = Grid(self._reading)
        for row in self._inside(table, "tr"):
            properties = _child(row, "trPr")
            deleted = properties is not None and _child(properties, "del") is not None
            if deleted:
                self._note("del")
            if deleted or _is_on(properties, "hidden"):
                continue
            grid.begin_row()
            grid.skip(_number(properties, "gridBefore", 0))
            for cell in self._inside(row, "tc"):
                self._cell(cell, grid)
        return grid

    def _cell(self, cell: etree._Element, grid: Grid) -> None:
        properties = _child(cell, "tcPr")
        if properties is not None and any(local_name(mark) == "cellDel" for mark in properties):
            self._note("cellDel")
            return
        width = max(_number(properties, "gridSpan", 1), 1)
        continues_above = _value(properties, "vMerge", "restart") in ("", "continue")
        continues_left = _value(properties, "hMerge", "restart") in ("", "continue")
        # A mark without a cell to continue is a mistake of the program that wrote it: the cell shows.
        if continues_above and grid.grow_above(width):
            return
        if continues_left and not continues_above and grid.grow_left(width):
            return
        grid.add(self._blocks(cell), 1, width)

    def _inside(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Rows of a table or cells of a row, also where a content control or a revision wraps them."""
        for child in parent:
            name = local_name(child)
            self._note(name)
            if name == wanted:
                yield child
            elif name in _WRAPPERS:
                yield from self._inside(child, wanted)


def _check_box(field: etree._Element) -> str:
    """A legacy form field that is a box to tick."""
    box = next(field.iter("{*}checkBox"), None)
    if box is None:
        return ""
    state = "checked" if _child(box, "checked") is not None else "default"
    return "☑" if _is_on(box, state) else "□"
