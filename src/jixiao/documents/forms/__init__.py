"""Sheets into typed forms; a form is recognised by its labels, without being told.

``read_forms`` is the door: page text of the Shanghai form goes to :mod:`shanghai_text`, everything that has kept its
tables to :mod:`tables`. ``json`` is the typed form as the commands print and take it.
"""

from __future__ import annotations

from jixiao.documents.forms.reading import FormsRead, read_forms

__all__ = ["FormsRead", "read_forms"]
