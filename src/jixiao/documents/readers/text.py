"""Plain text (纯文本): one "lines" block with a cell a line, so that row numbers are line numbers.

A form feed begins a page. Blank lines stay as empty cells, page numbers stay as lines: what they mean is the form's
affair. Text that is a table beyond doubt, with a tab, a bar or a comma between the fields of every line, is one table;
a form pasted as text, whose table has tabs or bars and whose title has none, is lines and tables.
"""

from __future__ import annotations

from typing import Literal

from jixiao.documents.readers.characters import as_printed, unseen_count
from jixiao.documents.readers.delimited import table_in, table_separator
from jixiao.documents.readers.encodings import decode
from jixiao.documents.readers.reading import Reading
from jixiao.documents.sheets import Block, Cell, Sheet

_UNREADABLE_SHARE = 10  # one in so many characters that print as nothing makes a file no text


def read_text(data: bytes, reading: Reading) -> list[Sheet]:
    """The lines of a text file, page by page."""
    reading.refuse_too_much_text(len(data))
    text = decode(data, reading)
    unseen = unseen_count(text) - text.count("\f")
    if (unseen + text.count("\ufffd")) * _UNREADABLE_SHARE > len(text):
        reading.kind = ""
        raise reading.refuse("file.unknown")
    if unseen:
        reading.note("file.control_characters", count=unseen)
    table = table_in(text.replace("\x00", ""), reading)
    if table is not None:
        reading.kind = "csv"
        return [table]
    lines = _lines(text, reading)
    separator = table_separator([cell.text for cell in lines])
    return [Sheet("", _mixed(lines, separator) if separator else [Block("lines", lines)])]


def _mixed(lines: list[Cell], separator: str) -> list[Block]:
    """Tables pasted among lines: each run of lines with separators is a table, what stands around it stays lines."""
    blocks: list[Block] = []
    row = -1
    for line in lines:
        kind: Literal["lines", "table"] = "table" if separator in line.text else "lines"
        if not blocks or blocks[-1].kind != kind:
            blocks.append(Block(kind))
            row = -1
        row += 1
        texts = line.text.split(separator) if kind == "table" else [line.text]
        blocks[-1].cells += [
            Cell(text.strip(), row, column, page=line.page, reference=line.reference)
            for column, text in enumerate(texts)
        ]
    return blocks


def _lines(text: str, reading: Reading) -> list[Cell]:
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if not pages[-1].strip():
        pages.pop()  # pdftotext ends every page, the last one too, with a form feed
    cells: list[Cell] = []
    row = 0
    for number, page in enumerate(pages, start=1):
        for line in page.removesuffix("\n").split("\n"):
            printed = reading.count_text(as_printed(line))
            cells.append(Cell(printed, row, page=number if len(pages) > 1 else None, reference=f"第{row + 1}行"))
            row += 1
    return cells
