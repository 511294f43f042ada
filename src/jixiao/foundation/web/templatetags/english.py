"""Template tags for what the program says in Chinese by code: ``{% load english %}``. Decision 0008."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from jixiao.foundation.transitions import Refused
from jixiao.foundation.web import english
from jixiao.foundation.web.english import Said
from jixiao.rules.findings import Finding

register = template.Library()


@register.simple_tag
def told(finding: Finding) -> Said:
    """``{% told finding as said %}``: what comes first, and the original (message and fix) below it if there is one."""
    return english.told(finding.code, finding.message, finding.fix)


@register.simple_tag
def in_two(of: Finding | Refused, fix: bool = False) -> SafeString | str:
    """The message of a finding or refusal within a line; in English the original below it."""
    said = english.told(of.code, of.message, of.fix if fix and isinstance(of, Finding) else "")
    return two(said)


@register.simple_tag
def in_two_by_code(code: str, message: str) -> SafeString | str:
    """The same for a code and a message that come apart."""
    return two(english.told(code, message))


def two(said: Said) -> SafeString | str:
    """The two texts of what is said."""
    if not said.original:
        return said.first
    return format_html('{}<span class="original" lang="zh-CN">{}</span>', said.first, said.original)


@register.filter
def place(words: str) -> str:
    """Where a finding or a value stands."""
    return english.place_in_words(words)


@register.filter
def place_in_form(finding: Finding) -> str:
    """Where in its form a finding is, for English lists: the sentence of a code does not name the indicator."""
    return english.place_in_words(finding.place).partition(" ")[2] if english.is_english() else ""


@register.filter
def task_title(title: str) -> str:
    """What a task asks for."""
    return english.task_title(title)


@register.filter
def translated(words: str) -> str:
    """Words of a table (checks, grades, levels) in the page's language; what nobody translated stays as it is."""
    return gettext(words) if words else ""


@register.filter
def with_original(words: str) -> SafeString | str:
    """The words in the page's language, and in English the Chinese ones beside them: headings that a file must bear."""
    said = gettext(words) if words else ""
    return said if said == words else format_html('{} <span class="soft" lang="zh-CN">{}</span>', said, words)
