"""Typed forms onto the printed page, one module per official layout."""

from __future__ import annotations

from jixiao.documents.writers.layouts.shanghai import shanghai_page
from jixiao.documents.writers.page import PrintedForm
from jixiao.rules.forms import Form


def printed(form: Form) -> PrintedForm:
    """The form in the official layout of its kind; a target form without halves or a Shanghai head stays simple."""
    return shanghai_page(form)


__all__ = ["printed"]
