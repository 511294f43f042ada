"""Flat cells with text, address, page and span: the one shape that every reader gives."""

from jixiao.documents.sheets.sheet import Block, Cell, Document, Sheet

__all__ = ["Block", "Cell", "Document", "Sheet"]
