"""Text that an office program would take for a formula: guarded on the way out, itself again on the way in."""

from __future__ import annotations

_SIGNS = ("=", "+", "@", "\t")
_GUARD = "'"


def guarded(text: str) -> str:
    """The text behind an apostrophe where it begins like a formula, or like a text that was guarded already."""
    return _GUARD + text if text.lstrip(_GUARD)[:1] in _SIGNS else text


def unguarded(text: str) -> str:
    """The text without the apostrophe of :func:`guarded`; what was exported is imported as it was."""
    return text[1:] if text[:1] == _GUARD and text.lstrip(_GUARD)[:1] in _SIGNS else text
