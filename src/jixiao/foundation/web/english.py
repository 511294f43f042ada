"""English by code: what the program has to say has a code, and each code has one English sentence.

On an English page the sentence comes first and the Chinese original stands below it: it is the text that counts, and it
carries the figures. The sentences are data in ``locale/en/messages``; docs/decisions/0008-english-by-code.md says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import get_language, gettext

from jixiao.parameters.english import english_words
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import in_words
from jixiao.rules.values.words_english import in_english

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENDS = "。！？；："
#: Parts of the place of a finding; names of projects, indicators and columns stay as they are.
_PLACES = (
    (re.compile(r"指标(\d+)“([^”]*)”"), r"indicator \1 “\2”"),
    (re.compile(r"第\s*(\d+)\s*行\s*"), r"row \1 "),
    (re.compile(r"第\s*(\d+)\s*页\s*"), r"page \1 "),
    (re.compile(r"第\s*(\d+)\s*表\s*"), r"table \1 "),
    (re.compile(r"第\s*(\d+)\s*条\s*"), r"indicator \1 "),
    (re.compile(r"(?:(?<=”)|(?<=\d )|(?<=\d))（([^（）]*)）"), r" (\1)"),
)
_TASK = re.compile(r"(?P<what>[^：]+)：(?P<about>.*?)(?:（(?P<year>\d{4})年度）)?", re.S)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands first, and the Chinese original below it; no original where the first is all there is."""

    first: str
    original: str = ""


@cache
def messages() -> dict[str, str]:
    """Code → its English sentence. Raises :class:`ValueError` for a code that two files hold."""
    found: dict[str, str] = {}
    folder = files("jixiao") / "locale" / "en" / "messages"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        said = yaml.safe_load(file.read_text(encoding="utf-8"))
        if twice := found.keys() & said.keys():
            raise ValueError(f"{file.name}: {sorted(twice)} stand in another file already")
        found |= said
    return found


def is_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith("en")


def told(code: str, message: str, fix: str = "") -> Said:
    """A message of a code in the page's language. One that is English already (through gettext) needs no original."""
    if not is_english():
        return Said(message)
    english = messages().get(code) if _CHINESE.search(message) else message
    if english is None:
        return Said(message)
    return Said(english, _one_text(part for part in (message, fix) if _CHINESE.search(part)))


def place_in_words(place: str) -> str:
    """Where a finding is: numbers of indicators, rows and pages, and names of fields, in the page's language."""
    if not is_english():
        return place
    for pattern, english in _PLACES:
        place = pattern.sub(english, place)
    words = place.strip().split(" ")
    for number in reversed(range(1, len(words))):  # the fields stand last; the first word names the form
        if words[number] != "/":
            said = gettext(words[number]) if words[number] else ""
            if said == words[number]:
                break
            words[number] = said
    if words[0] in _nouns_of_records():
        words[0] = gettext(words[0])
    return " ".join(words)


def _nouns_of_records() -> set[str]:
    """Titles of registers: where a place begins with one, it names a record and no form."""
    from jixiao.foundation.registers.register import registers

    return {register.title for register in registers()}


def _one_text(parts: Iterable[str]) -> str:
    """Sentences on one line; those of imports end without a full stop."""
    text = ""
    for part in parts:
        text += f"；{part}" if text and text[-1] not in _ENDS else part
    return text


def read_back(values: Sequence[TargetValue]) -> str:
    """What a target is understood to say, in the page's language."""
    return in_english(values, english_words()) if is_english() else in_words(values)


def lacking(reason: str) -> str:
    """What keeps a target from being measured; a reason that holds the author's words has no English of its own."""
    said = gettext(reason)
    return messages()["target.not_measurable"] if is_english() and _CHINESE.search(said) else said


def task_title(title: str) -> str:
    """The title of a task: what is to be done in the page's language, of what as it is named."""
    parts = _TASK.fullmatch(title) if is_english() else None
    if parts is None:
        return title
    year = f" ({parts['year']})" if parts["year"] else ""
    return f"{gettext(parts['what'])}: {parts['about']}{year}"
