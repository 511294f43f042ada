"""How much of a file is read at most: a hostile or broken file may cost neither memory nor hours.

The numbers are ours: far above any performance form met (the longest had 60 pages and 900 rows), far below what
would trouble a desktop computer.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; beyond any of them the file is refused whole, with the bound in the message."""

    file_bytes_max: int = 200 * 2**20
    unpacked_bytes_max: int = 128 * 2**20  # of the parts of a ZIP container (DOCX, XLSX, ODS) that are read, together
    unpacked_ratio_max: int = 400  # unpacked to packed, looked at only in parts above unpacked_unsuspected_bytes
    unpacked_unsuspected_bytes: int = 40 * 2**20  # a blank formatted sheet packs a hundredfold without any malice
    members_max: int = 20_000  # files inside a ZIP container
    rows_max: int = 20_000  # of a table that hold something; formatted blank rows below do not count
    columns_max: int = 256
    cells_max: int = 400_000  # of a document, blank cells of tables included
    cell_characters_max: int = 100_000
    characters_max: int = 10_000_000  # of a document
    marks_max: int = 2_500_000  # elements and attributes of an XML part or a page; each costs up to 300 bytes
    nesting_max: int = 30  # tables within tables, containers within containers
    pages_max: int = 3_000
    page_characters_max: int = 100_000
    places_named_max: int = 20  # how many places one kind of finding names one by one


DEFAULT_LIMITS = Limits()
