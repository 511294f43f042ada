"""Money as the person wants to read it: 元 with two places, or 万元 with exactly the places that are there."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.http import HttpRequest

Unit = Literal["yuan", "wan"]
COOKIE = "jixiao_unit"
UNIT_WORDS: dict[Unit, str] = {"yuan": "元", "wan": "万元"}
_LEAST_PLACES = 2


def unit_of(request: HttpRequest | None) -> Unit:
    """The unit the person chose; 元 for whoever chose none."""
    return "wan" if request is not None and request.COOKIES.get(COOKIE) == "wan" else "yuan"


def written(yuan: Decimal | int, unit: Unit = "yuan") -> str:
    """The amount with thousands separated, never rounded: 2058000 → 2,058,000.00 or 205.80 (万元)."""
    amount = Decimal(yuan)
    if unit == "wan":
        amount = amount.scaleb(-4)
    places = max(_LEAST_PLACES, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f}"
