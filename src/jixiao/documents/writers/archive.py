"""Office files are ZIP archives: written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The earliest date a ZIP entry can hold; no entry tells when it was written.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
#: What the documents' properties give as their date.
FIXED_TIME = "2020-01-01T00:00:00Z"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return out.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive this process has just made, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}
