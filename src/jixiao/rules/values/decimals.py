"""Exact decimal numbers as text."""

from __future__ import annotations

from decimal import Decimal


def plain_text(number: Decimal) -> str:
    """The number without exponent and trailing zeros: ``1.50`` → ``1.5``, ``1E+2`` → ``100``, ``-0`` → ``0``.

    Works on the digits, because ``Decimal.normalize`` would round to the context's precision.
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
