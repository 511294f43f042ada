"""Chinese numerals (中文数字) as digits."""

from __future__ import annotations

from decimal import Decimal

_SPELLED = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {character: value for value, characters in enumerate(_SPELLED) for character in characters}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

#: The characters a numeral is made of, for patterns.
NUMERAL = "零〇一二两三四五六七八九十百千"

#: Longest numeral that is read; longer runs are no number anybody wrote as a target.
LONGEST = 24


def digits_of(numeral: str) -> str | None:
    """``一百二十`` → "120", ``二〇二〇`` → "2020", ``三点五`` → "3.5"; None when it is no well-formed number."""
    if not numeral or len(numeral) > LONGEST:
        return None
    whole, point, fraction = numeral.partition("点")
    if point:
        read = digits_of(whole)
        if read is None or not fraction or any(character not in _DIGITS for character in fraction):
            return None
        return f"{read}." + "".join(str(_DIGITS[character]) for character in fraction)
    if all(character in _DIGITS for character in whole):
        return "".join(str(_DIGITS[character]) for character in whole)
    value = _by_places(whole)
    return None if value is None else str(value)


def fraction_of(numerator: str, denominator: str) -> Decimal | None:
    """The share two whole numbers name, to 28 digits; None over zero."""
    below = Decimal(denominator)
    return Decimal(numerator) / below if below else None


def _by_places(numeral: str) -> int | None:
    """一千二百三十万零五百: digits times places, sections times 万 and 亿."""
    total = section = 0
    digit: int | None = None
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            section += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        elif character in _SCALES:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _SCALES[character] if character == "亿" else total + section * 10_000
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
