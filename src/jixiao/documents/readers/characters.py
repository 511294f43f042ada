"""Characters as they are seen: what prints alike is made alike, what does not print is left out, nothing else."""

from __future__ import annotations

import re
import unicodedata

# Kangxi radicals (U+2F00–U+2FD5) look like the ideographs they stand for; PDF printers and copies from PDFs put them
# into ordinary words (⽇ for 日). Full-width signs and letters are kept: they print differently.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

#: Control characters other than tab and line feed; zero-width and direction marks.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")


def as_printed(text: str) -> str:
    """Text as a person sees it, with ``\\n`` between lines; inner and full-width spaces stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    return _UNSEEN.sub("", text).translate(_RADICALS)


def cell_text(text: str) -> str:
    """The text of a cell: as printed, without the blanks around it. A leading full-width space is text and stays."""
    return as_printed(text).strip(" \t\n\u00a0")


def unseen_count(text: str) -> int:
    """How many characters of a text do not print."""
    return len(_UNSEEN.findall(text))
