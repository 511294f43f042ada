"""One document into all the forms it holds."""

from __future__ import annotations

from jixiao.documents.forms.shanghai_text import is_shanghai_text, read_shanghai_text
from jixiao.documents.forms.tables import FormsRead, read_tables
from jixiao.documents.sheets import Document

__all__ = ["FormsRead", "read_forms"]


def read_forms(document: Document) -> FormsRead:
    """Every official form in the document, in order, with what the reader and the forms have to say.

    Never raises. A document that could not be read gives no form and the reader's findings; one that holds no form
    gives the finding ``form.none_found`` or ``form.unknown_layout``.
    """
    if not document.sheets:
        return FormsRead(forms=[], findings=list(document.findings))
    has_table = any(block.kind == "table" for sheet in document.sheets for block in sheet.blocks)
    if not has_table and is_shanghai_text(list(document.sheets[0].cells())):
        forms, findings = read_shanghai_text(document.sheets[0], document.source)
        return FormsRead(forms=forms, findings=[*document.findings, *findings])
    read = read_tables(document)
    return FormsRead(forms=read.forms, findings=[*document.findings, *read.findings])
