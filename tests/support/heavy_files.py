"""Files that are well formed and cost much: seconds of work, and some hundred bytes of memory a cell."""

from __future__ import annotations


def heavy_page(rows: int = 8_000, columns: int = 20) -> bytes:
    """A page with one table of ``rows`` × ``columns`` cells; within every limit of the readers."""
    cells = ("".join(f"<td>{row}-{column}</td>" for column in range(columns)) for row in range(rows))
    table = "".join(f"<tr>{line}</tr>" for line in cells)
    return f"<html><body><table>{table}</table></body></html>".encode()
