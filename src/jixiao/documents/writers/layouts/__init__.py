"""Typed forms onto the printed page, one module per official layout."""

from __future__ import annotations

from jixiao.documents.writers.layouts.monitoring import monitoring_page
from jixiao.documents.writers.layouts.national_target import national_target_page
from jixiao.documents.writers.layouts.self_evaluation import self_evaluation_page
from jixiao.documents.writers.layouts.shanghai import shanghai_page
from jixiao.documents.writers.page import PrintedForm
from jixiao.rules.forms import Form


def printed(form: Form) -> PrintedForm:
    """The form in the official layout of its kind; a target form in Shanghai's where it was read from that."""
    if form.kind == "self_evaluation":
        return self_evaluation_page(form)
    if form.kind == "monitoring":
        return monitoring_page(form)
    if form.layout.startswith("shanghai"):
        return shanghai_page(form)
    return national_target_page(form)


__all__ = ["printed"]
