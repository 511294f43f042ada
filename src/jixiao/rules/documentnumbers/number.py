"""Document numbers in running text.

The grammar, with any white space allowed inside because forms break lines in the middle of a number::

    number  = issuer bracket year bracket ["第"] serial "号"   财预〔2020〕10号   沪财库[2014]31号
    order   = issuer "令" ["第"] serial "号"                       财政部令第94号      (orders carry no year by custom)
    undated = issuer serial "号" "文"                              国务院46号文        (a year is missing)

The bracket the standard wants is 〔 〕 (六角括号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_OPEN = "[〔（(【［<〈"
_CLOSE = "]〕）)】］>〉"
_PAIRS = dict(zip(_OPEN, _CLOSE, strict=True))
_SIX_CORNERED = ("〔", "〕")
_HAN = "\u3400-\u9fff"
_DIGITS = r"\d(?:\s*\d)"

_NUMBER = re.compile(
    rf"(?P<issuer>[{_HAN}](?:\s*[{_HAN}]){{0,15}})\s*"
    rf"(?P<open>[{re.escape(_OPEN)}])\s*(?P<year>{_DIGITS}{{3}})\s*年?\s*(?P<close>[{re.escape(_CLOSE)}])\s*"
    rf"(?P<ordinal>第\s*)?(?P<serial>{_DIGITS}{{0,4}})\s*号"
)
_ORDER = re.compile(rf"(?P<issuer>[{_HAN}]{{2,12}})令\s*[（(]?\s*第?\s*(?P<serial>{_DIGITS}{{0,3}})\s*号")
_UNDATED = re.compile(
    rf"(?P<issuer>[{_HAN}]{{1,12}})\s*第?\s*(?P<serial>{_DIGITS}{{0,3}})\s*号\s*(?=文(?:件)?(?:[^{_HAN}]|下发|精神|要求|$))"
)
_WHITE = re.compile(r"\s+")

Shape = Literal["numbered", "order", "undated"]


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """Words that lead up to an issuer and are no part of it ("贯彻落实中发…"): a lexicon."""

    lead_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document as cited. ``start``/``end`` count characters of the searched text."""

    printed: str
    shape: Shape
    issuer: str  # 机关代字: 财预, 沪财库
    year: int | None
    serial: int
    opening: str = ""
    closing: str = ""
    ordinal: bool = False  # "第" printed before the serial number
    padded: bool = False  # serial printed with leading zeros
    start: int = 0
    end: int = 0

    @property
    def name(self) -> str:
        """The number in the official style: ``财预〔2011〕285号``."""
        if self.shape == "numbered":
            return f"{self.issuer}〔{self.year}〕{self.serial}号"
        return f"{self.issuer}令第{self.serial}号" if self.shape == "order" else f"{self.issuer}{self.serial}号文"

    @property
    def official_brackets(self) -> bool:
        """Whether the year stands in 〔 〕, as 党政机关公文格式 wants."""
        return self.shape != "numbered" or (self.opening, self.closing) == _SIX_CORNERED

    @property
    def matching_brackets(self) -> bool:
        """False for a bracket closed by one of another kind: ``[2013〕``."""
        return self.shape != "numbered" or _PAIRS.get(self.opening) == self.closing


def find_documents(text: str, words: DocumentWords) -> list[CitedDocument]:
    """Every document number of ``text`` in order. Never raises."""
    found = list(_numbered(text, words))
    taken = [(document.start, document.end) for document in found]
    for document in (*_orders(text, words), *_undated(text, words)):
        if not any(document.start < end and start < document.end for start, end in taken):
            found.append(document)
            taken.append((document.start, document.end))
    return sorted(found, key=lambda document: document.start)


def _numbered(text: str, words: DocumentWords) -> Iterator[CitedDocument]:
    for match in _NUMBER.finditer(text):
        issuer, offset = _issuer(match["issuer"], words)
        year = int(_WHITE.sub("", match["year"]))
        if not issuer or not 1949 <= year <= 2100:
            continue
        serial = _WHITE.sub("", match["serial"])
        yield CitedDocument(
            printed=_WHITE.sub("", match[0][offset:]),
            shape="numbered",
            issuer=issuer,
            year=year,
            serial=int(serial),
            opening=match["open"],
            closing=match["close"],
            ordinal=bool(match["ordinal"]),
            padded=serial.startswith("0"),
            start=match.start() + offset,
            end=match.end(),
        )


def _orders(text: str, words: DocumentWords) -> Iterator[CitedDocument]:
    for match in _ORDER.finditer(text):
        yield from _yearless(match, "order", words)


def _undated(text: str, words: DocumentWords) -> Iterator[CitedDocument]:
    for match in _UNDATED.finditer(text):
        yield from _yearless(match, "undated", words)


def _yearless(match: re.Match[str], shape: Shape, words: DocumentWords) -> Iterator[CitedDocument]:
    issuer, offset = _issuer(match["issuer"], words)
    if issuer:
        yield CitedDocument(
            printed=_WHITE.sub("", match[0][offset:]),
            shape=shape,
            issuer=issuer,
            year=None,
            serial=int(_WHITE.sub("", match["serial"])),
            start=match.start() + offset,
            end=match.end(),
        )


def _issuer(printed: str, words: DocumentWords) -> tuple[str, int]:
    """The issuer without the words that lead up to it, and how many characters those took."""
    offset = 0
    for word in words.lead_ins:
        position = printed.rfind(word)
        if position >= 0:
            offset = max(offset, position + len(word))
    return _WHITE.sub("", printed[offset:]), offset
