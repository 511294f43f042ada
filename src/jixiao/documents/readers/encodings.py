"""Bytes to text for Chinese files: UTF-8, UTF-16, GB18030, and files that mix them line by line."""

from __future__ import annotations

import codecs
import re

from jixiao.documents.readers.reading import Reading

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_IDEOGRAPH = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes, reading: Reading) -> str:
    """The text of a file; findings name the lines that are encoded otherwise than the rest, or not at all."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if encoding != "utf-8":
                return body.decode(encoding, "replace")
            data = body
            break
    else:
        unmarked = _unmarked_utf16(data)
        if unmarked:
            return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_by_line(data, reading)


def has_ideographs(text: str) -> bool:
    """Whether there is any Chinese in it: what is left of a wrong decoding are rare letters."""
    return bool(_IDEOGRAPH.search(text))


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows in line feeds and digits: every other byte of them is zero."""
    head = data[:4096]
    if b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even and b"\n\x00" in head:
        return "utf-16-le"
    if even > 4 * odd and b"\x00\n" in head:
        return "utf-16-be"
    return ""


def _decode_by_line(data: bytes, reading: Reading) -> str:
    """GB18030 accepts most UTF-8 bytes as other characters, so each line is decided by itself.

    A line that is valid in both is UTF-8 if that gives ideographs (two GB18030 characters that happen to be valid
    UTF-8 give Greek, Cyrillic or Arabic letters); what remains open goes with the majority.
    """
    lines = data.split(b"\n")
    guesses = [_guess(line) for line in lines]
    majority = "gb18030" if guesses.count("gb18030") >= guesses.count("utf-8") else "utf-8"
    decoded: list[str] = []
    others: list[int] = []
    damaged: list[int] = []
    for number, (line, guess) in enumerate(zip(lines, guesses, strict=True), start=1):
        encoding = guess if guess in ("utf-8", "gb18030") else majority
        try:
            decoded.append(line.decode(encoding))
        except UnicodeDecodeError:
            decoded.append(line.decode(encoding, "replace"))
            damaged.append(number)
        if encoding != majority:
            others.append(number)
    if others:
        names = "UTF-8、GB18030"
        reading.note("file.encoding_mixed", encodings=names, count=len(others), lines=_named(others, reading))
    if damaged:
        reading.note("file.encoding_damaged", count=len(damaged), lines=_named(damaged, reading))
    return "\n".join(decoded)


def _guess(line: bytes) -> str:
    """ "utf-8", "gb18030", "ascii", "either" or "neither"."""
    if line.isascii():
        return "ascii"
    try:
        as_utf8 = line.decode("utf-8")
    except UnicodeDecodeError:
        try:
            line.decode("gb18030")
        except UnicodeDecodeError:
            return "neither"
        return "gb18030"
    return "utf-8" if has_ideographs(as_utf8) else "either"


def _named(numbers: list[int], reading: Reading) -> str:
    """「第3、8、9行等」"""
    most = reading.limits.places_named_max
    return f"第{'、'.join(map(str, numbers[:most]))}行{'等' if len(numbers) > most else ''}"
