"""The hash of a table's content: of what it says, not of the file that holds it."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

#: Rows that are hashed at once: part of what the hash means.
_STRETCH = 2**20


def content_hash(table: pa.Table) -> str:
    """SHA-256 over names, types, validity and values, column by column, a million rows at a time, in their order.

    Every stretch of a column is brought to one chunk without offset, its empty places to zero, so that neither the
    writer of a file nor its compression, chunks or dictionary make a difference. Integers are little-endian, decimals
    128 bits, moments microseconds, days days since 1970-01-01, texts UTF-8 after their lengths.
    """
    digest = hashlib.sha256(f"{table.num_rows}\n".encode())
    for field in table.schema:
        digest.update(f"{field.name}:{field.type}\n".encode())
        column = table.column(field.name)
        for first in range(0, table.num_rows, _STRETCH):
            for part in _parts(column.slice(first, _STRETCH)):
                digest.update(part)
    return digest.hexdigest()


def _parts(column: pa.ChunkedArray) -> list[Any]:
    array = pa.concat_arrays(column.chunks)
    valid = _fixed(pc.cast(pc.is_valid(array), pa.uint8()), 1)
    if pa.types.is_boolean(array.type):
        return [valid, _fixed(pc.cast(pc.fill_null(array, False), pa.uint8()), 1)]
    if pa.types.is_string(array.type):
        filled = pc.fill_null(array, "")
        lengths = pc.cast(pc.binary_length(filled), pa.int64())
        return [valid, _fixed(lengths, 8), _text(filled)]
    zero = pa.scalar(Decimal(0) if pa.types.is_decimal(array.type) else 0, array.type)
    filled = pc.fill_null(array, zero) if array.null_count else array
    return [valid, _fixed(filled, array.type.bit_width // 8)]


def _fixed(array: pa.Array, width: int) -> Any:
    values = array.buffers()[1]
    return values.slice(array.offset * width, len(array) * width) if values is not None else b""


def _text(array: pa.Array) -> Any:
    _, offsets, data = array.buffers()
    if data is None or not len(array):
        return b""
    ends = pa.Array.from_buffers(pa.int32(), len(array) + 1, [None, offsets], offset=array.offset)
    first, last = ends[0].as_py(), ends[len(array)].as_py()
    return data.slice(first, last - first)
