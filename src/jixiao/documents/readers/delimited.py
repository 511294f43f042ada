"""Text that is a table beyond doubt: CSV files, and lines that all have the same number of tabs, bars or commas.

Text set in columns by spaces is left as lines: where a column ends is a guess, and a wrong guess would cut a target
in two.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from jixiao.documents.readers.reading import Reading
from jixiao.documents.readers.workbooks import Worksheet
from jixiao.documents.sheets import Sheet

_NAMED = frozenset({".csv", ".tsv"})
#: Separator → fewest fields of every line and fewest lines that leave no doubt in a file not named as a table.
_UNDOUBTED = {"\t": (2, 2), "|": (2, 2), ",": (3, 3)}
_PASTED_SEPARATORS, _PASTED_LINES = 2, 3  # what makes a table among other lines
_HEAD = 200_000  # characters that decide whether a text may be a table
_RULE = re.compile(r"[-:\s|]*-[-:\s|]*\Z")  # |---|---| below the heading


def table_in(text: str, reading: Reading) -> Sheet | None:
    """The table that a text is, or None."""
    named = PurePath(reading.source).suffix.lower() in _NAMED
    separator = _named_separator(text) if named else _undoubted_separator(text)
    if not separator:
        return None
    sheet = Worksheet("")
    width = 0
    try:
        for number, fields in enumerate(_rows(text, separator)):
            if not named and any(field.strip() for field in fields):
                if width and len(fields) != width:
                    return None
                width = len(fields)
            for column, field in enumerate(fields):
                sheet.put(number, column, field, reading)
    except csv.Error:
        return None
    return sheet.to_sheet(reading)


def table_separator(lines: Sequence[str]) -> str | None:
    """A tab or bar that several lines have equally often, at least twice each: a table among lines of text."""
    for separator in "\t|":
        counts = Counter(line.count(separator) for line in lines if line.count(separator) >= _PASTED_SEPARATORS)
        if counts and max(counts.values()) >= _PASTED_LINES:
            return separator
    return None


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    if separator != "|":
        return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = (line.strip().removeprefix("|").removesuffix("|") for line in io.StringIO(text))
    return (line.split("|") for line in lines if not _RULE.match(line))


def _named_separator(text: str) -> str:
    """The separator that stands most often in the first line that has one."""
    for line in text.split("\n"):
        found = max(",\t;|", key=line.count)
        if line.count(found):
            return found
    return ""


def _undoubted_separator(text: str) -> str:
    head = text if len(text) <= _HEAD else text[: text.rfind("\n", 0, _HEAD) + 1]
    for separator, (fields_min, lines_min) in _UNDOUBTED.items():
        if head.count(separator) < (fields_min - 1) * lines_min:
            continue
        try:
            rows = [row for row in _rows(head, separator) if any(field.strip() for field in row)]
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        starts = sum(1 for row in rows if row[0].strip())
        if len(widths) == 1 and widths.pop() >= fields_min and len(rows) >= lines_min and 2 * starts > len(rows):
            return separator
    return ""
