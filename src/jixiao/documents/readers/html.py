"""HTML: pages of government sites, and what Word, Excel, WPS and budget systems save as a web page (often named .xls).

The text is what a browser shows: blanks collapse, hidden elements are no part, form controls show their values.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from lxml import etree, html

from jixiao.documents.readers.container import local_name
from jixiao.documents.readers.encodings import decode, has_ideographs
from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.tables import Content, Grid, blocks_of
from jixiao.documents.sheets import Sheet

_NOT_SHOWN = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "object", "svg", "video", "audio", "iframe", "xml"}
    | {"datalist", "area", "map", "colgroup", "col"}
)
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "legend"}
    | {"section", "article", "header", "footer", "main", "nav", "aside", "center", "blockquote", "pre", "hr", "address"}
    | {"figure", "figcaption", "caption", "option", "details", "summary", "body", "html"}
)
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_HIDDEN_STYLE = re.compile(r"(display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(hidden|collapse))", re.I)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u201c\u201d\u2018\u2019\u2026\u2014"
_WRAPPED_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}])[ \t]*\r?\n[ \t\r\n]*(?=[{_WIDE}])")
#: Line breaks and table places while a text is put together; they cannot stand in a page.
_BREAK = "\x00"
_NO_VALUE = frozenset({"hidden", "submit", "button", "reset", "image", "file", "password"})
_GB = frozenset({"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "windows-936"})


def read_html(data: bytes, reading: Reading) -> list[Sheet]:
    """A page as one sheet."""
    reading.refuse_too_much_text(len(data))
    reading.refuse_too_many_marks(data)
    text = _decoded(data, reading)
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text.replace("\x00", "")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise reading.refuse("file.damaged", kind="网页（HTML）", reason="没有内容或不合语法") from broken
    if root.find(".//frameset") is not None and root.find(".//table") is None:
        raise reading.refuse("file.frames")
    content: Content = []
    _Page(reading).read(root, content)
    return [Sheet("", blocks_of(content, reading))]


def read_mhtml(data: bytes, reading: Reading) -> list[Sheet]:
    """A page saved with its pictures in one file; a workbook has a page for each sheet, after one of frames."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    pages: list[bytes] = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload, charset = part.get_payload(decode=True), part.get_param("charset")
            if isinstance(payload, bytes):
                pages.append(_with_charset(payload, charset if isinstance(charset, str) else ""))
    with_tables = [page for page in pages if b"<table" in page.lower()]
    sheets = [sheet for page in with_tables or pages[:1] for sheet in read_html(page, reading)]
    return [sheet for sheet in sheets if sheet.blocks]


def _with_charset(payload: bytes, charset: str) -> bytes:
    """The part's own header names the encoding when the page does not."""
    if not charset or _CHARSET.search(payload[:4096]):
        return payload
    return f'<meta charset="{charset}">'.encode("ascii", "replace") + payload


def _decoded(data: bytes, reading: Reading) -> str:
    """By what the bytes are where they leave no doubt, else by what the page declares: many declare wrongly."""
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("utf-8-sig")
        if has_ideographs(text):
            return text  # GB18030 would take these bytes too, as other characters
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared.group(1).decode("ascii").lower()
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode("gb18030" if name in _GB else name)
    return decode(data, reading)


class _Page:
    """Collects lines and tables in the order they are shown."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._depth = 0

    def read(self, element: etree._Element, content: Content) -> None:
        """The content of an element, appended."""
        pieces: list[str] = []
        self._walk(element, content, pieces)
        _flush(content, pieces)

    def _walk(self, element: etree._Element, content: Content, pieces: list[str]) -> None:
        if element.text:
            pieces.append(_collapsed(element.text, element))
        for child in element:
            self._child(child, content, pieces)
            if child.tail:
                pieces.append(_collapsed(child.tail, element))

    def _child(self, child: etree._Element, content: Content, pieces: list[str]) -> None:
        name = local_name(child)
        if not name or name in _NOT_SHOWN or _is_hidden(child):
            return
        if name == "table":
            _flush(content, pieces)
            for caption in child.iterchildren("caption"):
                self._child(caption, content, pieces)
                _flush(content, pieces)
            content.append(self._table(child))
        elif name in ("br", "hr"):
            pieces.append(_BREAK)
        elif name in ("input", "textarea", "select"):
            pieces.append(_control(child))
        else:
            edge = name in _BLOCKS or name in ("tr", "td", "th") or name in _SECTIONS
            if edge:
                pieces.append(_BREAK)
            self._walk(child, content, pieces)
            if edge:
                pieces.append(_BREAK)

    def _table(self, table: etree._Element) -> Grid:
        self._depth += 1
        if self._depth > self._reading.limits.nesting_max:
            raise self._reading.refuse("file.too_deep", limit=self._reading.limits.nesting_max)
        grid = Grid(self._reading)
        for section in _sections(table):
            for row in section:
                self._row(row, grid)
            grid.end_section()
        self._depth -= 1
        return grid

    def _row(self, row: etree._Element, grid: Grid) -> None:
        grid.begin_row()
        for cell in row:
            if local_name(cell) in ("td", "th") and not _is_hidden(cell):
                content: Content = []
                self.read(cell, content)
                grid.add(content, _span(cell, "rowspan"), max(_span(cell, "colspan"), 1))


def _sections(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The visible rows of each section; the foot is shown last wherever it stands."""
    loose: list[etree._Element] = []
    feet: list[list[etree._Element]] = []
    for child in table:
        name = local_name(child)
        if name == "tr" and not _is_hidden(child):
            loose.append(child)
        elif name in _SECTIONS and not _is_hidden(child):
            if loose:
                yield loose
                loose = []
            rows = [row for row in child if local_name(row) == "tr" and not _is_hidden(row)]
            if name == "tfoot":
                feet.append(rows)
            else:
                yield rows
    if loose:
        yield loose
    yield from feet


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(str(element.get("style", ""))))


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(int(value), 100_000) if value.isdecimal() and len(value) < 7 else 1


def _control(control: etree._Element) -> str:
    """What a form control shows: systems save their screens with the values in the controls."""
    name, kind = local_name(control), str(control.get("type", "text")).lower()
    if name == "textarea":
        return _inner_text(control).replace("\n", _BREAK)
    if name == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        return _BREAK.join(_inner_text(option) for option in chosen)
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in control.attrib else "□"
    return "" if kind in _NO_VALUE else str(control.get("value", ""))


def _inner_text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _collapsed(text: str, parent: etree._Element) -> str:
    """Runs of blanks are one; a line wrapped between two wide characters leaves none (as CSS has it)."""
    if local_name(parent) == "pre":
        return text.replace("\r\n", "\n").replace("\n", _BREAK)
    return _BLANKS.sub(" ", _WRAPPED_BETWEEN_WIDE.sub("", text))


def _flush(content: Content, pieces: list[str]) -> None:
    """Puts the text so far into lines, without blanks at their edges and without blank lines."""
    text = "".join(pieces).replace("\u00a0", " ")
    pieces.clear()
    lines = [re.sub(" {2,}", " ", line).strip(" ") for line in text.split(_BREAK)]
    if any(lines):
        content.append("\n".join(line for line in lines if line))
