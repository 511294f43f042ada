"""Typed forms into the official layout, one module per format.

A form becomes rows of cells once (``layouts`` → ``page``), whatever the format; ``pdf``, ``docx``, ``xlsx`` and
``html`` draw those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.page import PrintedForm
from jixiao.documents.writers.pdf import write_pdf
from jixiao.rules.forms import Form

WrittenFormat = Literal["xlsx", "docx", "pdf", "html"]

_WRITERS: dict[WrittenFormat, Callable[[Sequence[PrintedForm]], bytes]] = {"pdf": write_pdf}


def write_forms(forms: Sequence[Form], to: WrittenFormat) -> bytes:
    """The forms in their official layouts as one file, in the order given; the same forms give the same bytes.

    Raises ValueError for no form at all.
    """
    if not forms:
        raise ValueError("没有可写的表：至少需要一张绩效表。")
    return _WRITERS[to]([printed(form) for form in forms])


__all__ = ["WrittenFormat", "write_forms"]
