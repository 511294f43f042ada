"""Records as templates want them: values with the pages behind them, controls, steps, what belongs to a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from jixiao.foundation.imports.columns import Amount, Choice, Column, Day, Integer
from jixiao.foundation.registers import queries, recording
from jixiao.foundation.registers.columns import LOCAL, Moment, Reference, text_of
from jixiao.foundation.registers.models import Record, designation
from jixiao.foundation.registers.queries import Related
from jixiao.foundation.registers.register import Register, Stage, register_of, registers
from jixiao.foundation.transitions import Refused

_OFFERED_MAX = 200
_PARTS_MAX = 50
_LONG = 300
_AN_HOUR = 60  # minutes
_VERBS = {
    "enter": gettext_noop("登记"),
    "correct": gettext_noop("更正"),
    "void": gettext_noop("作废"),
    "restore": gettext_noop("恢复"),
}
_KINDS = {Choice: "choice", Day: "date", Moment: "moment", Reference: "reference", Amount: "number", Integer: "number"}


def groups() -> list[dict[str, Any]]:
    """Every register by system: those that stand alone, each with the registers of its parts, and how many hold."""
    entries = {each.name: {"register": each, "count": queries.count(each), "parts": []} for each in registers()}
    made: dict[str, list[dict[str, Any]]] = {}
    for each in registers():
        whole = _whole(each)
        beside = entries[whole.name]["parts"] if whole else made.setdefault(each.system, [])
        beside.append(entries[each.name])  # type: ignore[union-attr,attr-defined]
    return [{"system": system, "registers": found} for system, found in made.items()]


def _whole(register: Register) -> Register | None:
    """The register that stands alone under which this one is listed; a part of a part is listed there too."""
    found = None
    above: Register | None = register
    while above is not None and above.parents:
        field: Any = above.model._meta.get_field(above.parents[0])
        above = register_of(field.related_model)
        found = above or found
    return found


def value(column: Column, record: Any) -> dict[str, Any]:
    """A value of a record: its words, how it stands in a table, and the page of the record that it names."""
    held = getattr(record, column.key)
    named = register_of(column.reads.model) if isinstance(column.reads, Reference) and held else None
    return {
        "title": column.title,
        "text": _words(column, held),
        "is_number": isinstance(column.reads, (Amount, Integer)),
        "is_long": getattr(column.reads, "length_max", 0) >= _LONG,
        "path": reverse("registers:record", args=[named.name, held.pk]) if named else "",
    }


def _words(column: Column, held: Any) -> str:
    """A value as it is read on a page: amounts with separators, words of a choice in the reader's language."""
    if isinstance(column.reads, Amount) and held is not None:
        return f"{held:,}"
    text = text_of(column, held)
    return gettext(text) if text and isinstance(column.reads, Choice) else text


def values(register: Register, record: Any, names: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The values of a record, all or those of some fields."""
    columns = {column.key: column for column in register.columns}
    return [value(columns[name], record) for name in names or register.fields]


def derived(register: Register, record: Any) -> list[tuple[str, str]]:
    """The computed columns of a record that say something, with their titles, in words a person reads."""
    fields = [register.model._meta.get_field(name) for name in register.derived]
    told = [(str(field.verbose_name), _derived(field, record)) for field in fields]  # type: ignore[union-attr]
    return [(title, text) for title, text in told if text]


def _derived(field: Any, record: Any) -> str:
    held = getattr(record, field.name)
    if held is None or held == "":
        return ""
    if field.choices:
        return gettext(str(getattr(record, f"get_{field.name}_display")()))
    if isinstance(held, bool):
        return gettext("是") if held else gettext("否")
    if isinstance(held, Record):
        return designation(held, held.NAMED_BY)
    if isinstance(held, datetime):
        return held.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
    if isinstance(held, int):
        return f"{held:,}{_hours(held) if field.name.endswith('_seconds') else ''}"
    return str(held)


def _hours(seconds: int) -> str:
    """Seconds as a person says them, beside the exact number."""
    minutes = seconds // 60
    if minutes < _AN_HOUR:
        return gettext("（%d 分）") % minutes if minutes else ""
    return gettext("（%(hours)d 小时 %(minutes)d 分）") % {"hours": minutes // _AN_HOUR, "minutes": minutes % _AN_HOUR}


def headings(register: Register, names: Sequence[str]) -> list[dict[str, Any]]:
    """The headings of a table."""
    columns = {column.key: column for column in register.columns}
    return [
        {"key": name, "title": columns[name].title, "is_number": isinstance(columns[name].reads, (Amount, Integer))}
        for name in names
    ]


def row(register: Register, record: Any, names: Sequence[str]) -> dict[str, Any]:
    """A record as a row of a table."""
    return {"record": record, "cells": values(register, record, names), "stage": register.state(record)}


def parents(register: Register, record: Any) -> list[dict[str, Any]]:
    """The records that a record is part of, with their pages."""
    found = []
    for name in register.parents:
        parent = getattr(record, name)
        whole = register_of(type(parent))
        if whole:
            path = reverse("registers:record", args=[whole.name, parent.pk])
            found.append({"title": whole.title, "called": whole.called(parent), "path": path})
    return found


def belongings(register: Register, record: Record) -> tuple[list[dict[str, Any]], list[Related]]:
    """The parts of a record as tables, and the other registers whose records refer to it."""
    found = queries.related(register, record, _PARTS_MAX)
    return [_part(register, record, each) for each in found if each.is_part], [e for e in found if not e.is_part]


def _part(register: Register, record: Record, related: Related) -> dict[str, Any]:
    part = related.register
    names = [name for name in part.in_list if name != related.field]
    sums = related.sums
    return {
        "register": part,
        "related": related,
        "headings": headings(part, names),
        "rows": [row(part, each, names) for each in related.records],
        "more": related.count - len(related.records),
        "sums": [f"{sums[name]:,}" if name in sums else "" for name in names[1:]] if sums else [],
        "filled": {related.field: register.called(record)},
    }


def history(register: Register, record: Record) -> list[dict[str, Any]]:
    """What was done with a record: when, by whom, what, and why."""
    words = _VERBS | {each.verb: each.word for each in (*register.stages, *register.doings)}
    return [{"step": step, "word": words.get(step.verb, step.verb)} for step in queries.steps_of(register, record)]


def stages(register: Register, record: Any) -> list[dict[str, Any]]:
    """The life of a record for the line above it: done, the next one, those to come."""
    following = {stage.verb for stage in recording.next_stages(register, record)}
    made = []
    for stage in register.stages:
        moment = getattr(record, stage.moment)
        state = "done" if moment else "now" if stage.verb in following else "next"
        column = next(column for column in register.columns if column.key == stage.moment)
        made.append({"word": stage.word, "state": state, "note": text_of(column, moment), "path": ""})
    return made


def steps(register: Register, record: Any, said: Mapping[str, str], wrong: Mapping[str, list[str]]) -> list[Any]:
    """The steps that can be taken now, each with the controls of what it asks for."""
    return [_step(register, record, stage, said, wrong) for stage in recording.next_stages(register, record)]


def _step(
    register: Register, record: Any, stage: Stage, said: Mapping[str, str], wrong: Mapping[str, list[str]]
) -> dict[str, Any]:
    columns = {column.key: column for column in register.columns}
    own = {name: text_of(columns[name], getattr(record, name)) for name in stage.asks}
    if isinstance(columns[stage.moment].reads, Day):
        own = {stage.moment: timezone.localdate().isoformat()} | own
    filled = own | {name: said[name] for name in own if name in said}
    controls = [control(columns[name], filled, wrong, prefix=f"{stage.verb}-") for name in own]
    return {"stage": stage, "controls": controls}


def control(
    column: Column,
    filled: Mapping[str, str],
    wrong: Mapping[str, list[str]],
    *,
    is_fixed: bool = False,
    prefix: str = "",
) -> dict[str, Any]:
    """What a person fills in for one column."""
    reads = column.reads
    words = list(reads.words) if isinstance(reads, Choice) else []
    if isinstance(reads, Reference):
        words = reads.offered(_OFFERED_MAX)
    return {
        "column": column,
        "id": f"{prefix}{column.key}",
        "kind": _KINDS.get(type(reads), "text"),
        "value": filled.get(column.key, ""),
        "words": words,
        "wrong": wrong.get(column.title, []),
        "is_fixed": is_fixed,
        "is_long": getattr(reads, "length_max", 0) >= _LONG,
    }


def wrong_by_column(refused: Refused | None) -> dict[str, list[str]]:
    """What is wrong with what was filled in, by the title of the column."""
    wrong: dict[str, list[str]] = {}
    for problem in refused.problems if isinstance(refused, recording.Wrongly) else ():
        wrong.setdefault(problem.column, []).append("。".join(filter(None, (problem.message, problem.fix))))
    return wrong


def beginnings(register: Register) -> dict[str, str]:
    """What stands in an empty form: the defaults of the model."""
    fields = {column.key: register.model._meta.get_field(column.key) for column in register.columns}
    columns = {column.key: column for column in register.columns}
    return {
        key: text_of(columns[key], field.get_default())
        for key, field in fields.items()
        if getattr(field, "has_default", bool)() and field.get_default() != ""
    }
