"""Typed forms into the official layout, one module per format.

A form becomes rows of cells once (``layouts`` → ``page``), whatever the format; ``pdf``, ``docx``, ``xlsx`` and
``html`` draw those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from jixiao.documents.writers.docx import write_docx
from jixiao.documents.writers.glyphs import boxes_in_pdf
from jixiao.documents.writers.html import write_html
from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.page import PrintedForm
from jixiao.documents.writers.pdf import write_pdf
from jixiao.documents.writers.xlsx import TextTooLongError, write_xlsx
from jixiao.rules.forms import Form

WrittenFormat = Literal["xlsx", "docx", "pdf", "html"]

_WRITERS: dict[WrittenFormat, Callable[[Sequence[PrintedForm]], bytes]] = {
    "xlsx": write_xlsx,
    "docx": write_docx,
    "pdf": write_pdf,
    "html": write_html,
}


def write_forms(forms: Sequence[Form], to: WrittenFormat) -> bytes:
    """The forms in their official layouts as one file, in the order given; the same forms give the same bytes.

    Raises ValueError for no form at all, and :class:`TextTooLongError` where a workbook would cut a text off.
    """
    if not forms:
        raise ValueError("没有可写的表：至少需要一张绩效表。")
    return _WRITERS[to]([printed(form) for form in forms])


__all__ = ["TextTooLongError", "WrittenFormat", "boxes_in_pdf", "write_forms"]
