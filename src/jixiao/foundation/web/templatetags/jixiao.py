"""Template tags of the design system: ``{% load jixiao %}``. docs/design-system.md shows each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from jixiao.foundation.transitions import Refused, State, StateTable
from jixiao.foundation.web import amounts, english, masking
from jixiao.foundation.web.marks import Mark, mark_of
from jixiao.rules.findings.finding import Finding
from jixiao.rules.values import TargetValue

register = template.Library()
NOTHING = "—"


@register.simple_tag
def status(what: str | State, table: StateTable | None = None, word: str = "") -> SafeString:
    """A shape and a word: ``{% status "met" %}``, ``{% status version.state states %}``, ``{% status a_state %}``."""
    mark: Mark = mark_of(what, table)
    return format_html(
        '<span class="status status-{}"><span class="shape" aria-hidden="true">{}</span>{}</span>',
        mark.tone,
        mark.shape,
        word or gettext(mark.word),
    )


@register.simple_tag(takes_context=True)
def money(context: Context, yuan: Decimal | int | None, unit: bool = True) -> SafeString:
    """An amount of 元 in the unit the person chose; with ``unit=False`` where the heading names the unit."""
    if yuan is None:
        return format_html('<span class="absent">{}</span>', NOTHING)
    chosen = amounts.unit_of(context.get("request"))
    text = amounts.written(yuan, chosen)
    if not unit:
        return format_html('<span class="amount">{}</span>', text)
    return format_html(
        '<span class="amount">{}</span> <span class="unit">{}</span>', text, gettext(amounts.UNIT_WORDS[chosen])
    )


@register.simple_tag(takes_context=True)
def money_unit(context: Context) -> str:
    """元 or 万元, for headings."""
    return gettext(amounts.UNIT_WORDS[amounts.unit_of(context.get("request"))])


@register.simple_tag
def options(listed: Iterable[tuple[object, object]], chosen: object = None) -> SafeString:
    """The choices of a select out of (value, words): one call, because a list of units has hundreds."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else "", words) for value, words in listed),
    )


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """2020-01-20."""
    if value is None or value == "":
        return NOTHING
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{0}">{0}</time>', local.isoformat())


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """2020-01-20 14:05, in local time."""
    if value is None or value == "":
        return NOTHING
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), local.strftime("%Y-%m-%d %H:%M")
    )


@register.filter
def masked(value: str | None) -> str:
    """A personal number with its middle hidden."""
    if not value:
        return NOTHING
    return masking.masked_address(value) if "@" in value else masking.masked(value)


@register.filter
def in_words(parsed: Sequence[Mapping[str, Any]] | None) -> str:
    """What a target was understood to say, from the labels that an indicator keeps."""
    if not parsed:
        return ""
    try:
        return english.read_back([TargetValue.from_label(label) for label in parsed])
    except (ValueError, KeyError, TypeError):
        return ""


@register.filter
def or_nothing(value: object) -> object:
    """The value, or a dash that is grey and says that nothing was entered."""
    return value if value not in (None, "") else format_html('<span class="absent">{}</span>', NOTHING)


@register.inclusion_tag("web/parts/field.html")
def field(bound: Any, hint: str = "", missing: str = "", read_back: str = "") -> dict[str, Any]:
    """A form field with label, hint, errors beside it, what is missing, and what was understood of it."""
    described = [f"{bound.auto_id}-hint"] if hint or bound.help_text else []
    described += [f"{bound.auto_id}-errors"] if bound.errors else []
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "hint": hint or bound.help_text,
        "missing": missing,
        "read_back": read_back,
        "is_choice": getattr(bound.field.widget, "input_type", "") == "checkbox",
    }


@register.inclusion_tag("web/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Where one is in a long list. Keeps the other parameters of the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": numbers, "name": name, "request": context.get("request")}


@register.inclusion_tag("web/parts/findings.html")
def findings(listed: Iterable[Finding]) -> dict[str, Any]:
    """Findings: where, what, why, and what to do."""
    return {"findings": list(listed)}


@register.inclusion_tag("web/parts/life.html")
def life(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The life of a thing: steps with ``word``, ``state`` (done, now, next, stopped), ``note`` and ``path``."""
    return {"steps": list(steps)}


@register.inclusion_tag("web/parts/tabs.html")
def tabs(listed: Iterable[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """Views of the same thing as links: each with ``word``, ``path``, ``here`` and perhaps ``count``."""
    return {"tabs": list(listed), "label": label}


@register.inclusion_tag("web/parts/refusal.html")
def refusal(refused: Refused | None) -> dict[str, Any]:
    """Why something was not done, with its code."""
    return {"refused": refused}


@register.inclusion_tag("web/parts/money_switch.html", takes_context=True)
def money_switch(context: Context) -> dict[str, Any]:
    """元 or 万元, for pages with amounts."""
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "chosen": amounts.unit_of(context.get("request")),
    }
