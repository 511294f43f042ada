"""Columns and the types of what stands in them: text in, exact value out, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

_AMOUNT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\Z")
_SCIENTIFIC = re.compile(r"-?\d(\.\d+)?E[+-]?\d+\Z", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[、,;/\s]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))\Z")


class Wrong(ValueError):
    """What a cell holds cannot be taken: a stable code, what is wrong, what to write."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix


Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, whether a value must stand in it, and how a value is read."""

    key: str
    title: str
    reads: Reader
    required: bool = True
    #: other headings that mean the same.
    also: tuple[str, ...] = ()
    help: str = ""
    example: str = ""
    #: personal numbers: shown masked in previews and never repeated in errors.
    is_personal: bool = False

    @property
    def heading(self) -> str:
        """The heading in the template: required ones bear a star."""
        return f"{self.title}*" if self.required else self.title

    @property
    def how(self) -> str:
        """How to fill it in: its help, the words to choose from, the shape of a day."""
        words = gettext("填写：%s") % "、".join(self.reads.words) if isinstance(self.reads, Choice) else ""
        day = gettext("写成 2026-01-31") if isinstance(self.reads, Day) else ""
        said = gettext(self.help) if self.help else ""
        return gettext("；").join(filter(None, (said, words, day)))


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    length_max: int = 200

    def __call__(self, text: str) -> str:
        if "\n" in text:
            raise Wrong("import.line_break", "含有换行", "请写成一行")
        if _SCIENTIFIC.match(text):
            raise Wrong("import.number_lost", "是科学记数法，原来的号码已经丢失", "请把这一列设为文本格式后重新填写")
        if len(text) > self.length_max:
            raise Wrong(
                "import.too_long",
                f"有 {len(text)} 个字，超过 {self.length_max} 个",
                f"请缩短到 {self.length_max} 字以内",
            )
        return text


@dataclass(frozen=True, slots=True)
class Code:
    """An identifier checked by a function that says what is wrong, or nothing."""

    name: str
    check: Callable[[str], str | None]

    def __call__(self, text: str) -> str:
        compact = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
        if _SCIENTIFIC.match(compact):
            raise Wrong("import.number_lost", "是科学记数法，原来的号码已经丢失", "请把这一列设为文本格式后重新填写")
        wrong = self.check(compact)
        if wrong:
            raise Wrong("import.code_wrong", f"不是正确的{self.name}：{wrong}", "请对照证照核对")
        return compact


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number."""

    least: int = 0
    most: int = 10**12

    def __call__(self, text: str) -> int:
        plain = _plain(text)
        if not _AMOUNT.match(plain) or "." in plain:
            raise Wrong("import.not_integer", "不是整数", "请只写数字，例如 12")
        number = int(plain.replace(",", ""))
        if not self.least <= number <= self.most:
            raise Wrong("import.out_of_range", f"应在 {self.least} 到 {self.most} 之间", "请核对")
        return number


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact decimal: money in 元 unless it says otherwise."""

    places_max: int = 2
    digits_max: int = 15
    may_be_negative: bool = False
    unit: str = "元"

    def __call__(self, text: str) -> Decimal:
        plain = _plain(text).removesuffix(self.unit)
        if _SCIENTIFIC.match(plain):
            raise Wrong("import.number_lost", "是科学记数法，有效数字可能已经丢失", "请把这一列设为数值格式后重新填写")
        if not _AMOUNT.match(plain):
            raise Wrong("import.not_amount", f"不是以{self.unit}为单位的数", "请只写数字，例如 1234.50")
        number = Decimal(plain.replace(",", ""))
        if -int(number.as_tuple().exponent) > self.places_max:
            raise Wrong("import.too_many_places", f"超过 {self.places_max} 位小数", "请按实际金额写，不要四舍五入")
        if number < 0 and not self.may_be_negative:
            raise Wrong("import.negative", "不能是负数", "请核对")
        if number.adjusted() >= self.digits_max:
            raise Wrong("import.out_of_range", "太大", f"请核对单位是否为{self.unit}")
        return number


class Day:
    """A calendar day."""

    def __call__(self, text: str) -> date:
        found = _DATE.match(_plain(text))
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            try:
                return date(year, month, day)
            except ValueError:
                raise Wrong("import.no_such_day", "没有这一天", "请核对年月日") from None
        raise Wrong("import.not_a_date", "不是日期", "请写成 2026-01-31")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, each with the value it stands for."""

    words: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, text: str) -> Any:
        plain = _plain(text)
        if plain not in self.words:
            raise Wrong("import.not_a_choice", "不在可选项之内", f"请填写：{'、'.join(self.words)}")
        return self.words[plain]


@dataclass(frozen=True, slots=True)
class Several:
    """Some of a few words in one cell, with signs or spaces between them; each value once, in their order."""

    words: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, text: str) -> tuple[Any, ...]:
        said = [word for word in _BETWEEN_WORDS.split(unicodedata.normalize("NFKC", text)) if word]
        for word in said:
            if word not in self.words:
                raise Wrong("import.not_a_choice", f"中的“{word}”不在可选项之内", f"请填写：{'、'.join(self.words)}")
        return tuple(dict.fromkeys(self.words[word] for word in said))


def yes_or_no() -> Choice:
    """是 or 否."""
    return Choice({"是": True, "否": False})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def moment_text(moment: datetime) -> str:
    """A moment as it is filled in, on the clock of the installation's zone; seconds only where there are any."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
