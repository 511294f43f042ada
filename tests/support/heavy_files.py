"""Files that are well formed and cost much: seconds of work, and some hundred bytes of memory a cell."""

from __future__ import annotations


def heavy_table(rows: int = 15_000, columns: int = 20) -> bytes:
    """A CSV of ``rows`` × ``columns`` cells; within every limit of the readers."""
    lines = (",".join(f"甲{row}-{column}" for column in range(columns)) for row in range(rows))
    return "\n".join(lines).encode()
