"""The history as the audit page and its exports read it: filtered, newest first, by keys instead of page numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from jixiao.foundation.history.actors import names_of, usernames_called
from jixiao.foundation.people.events import EVENT_WORDS

PAGE_ROWS = 50
EXPORT_ROWS_MAX = 50_000

KIND_WORDS = {"insert": "新增", "update": "修改", "delete": "删除", "event": "事件"}
#: What the tables and events are called on the page; others show their own name.
SUBJECT_WORDS = {
    "public.organisation": "单位",
    "public.person": "人员",
    "public.role_grant": "角色",
    "public.deputy": "代理",
    "public.sign_in_session": "登录会话",
    "public.step": "办理步骤",
    "public.programme": "项目",
    "public.target_form": "绩效目标表",
    "public.form_version": "目标表版本",
    "public.target_indicator": "绩效指标",
    "public.review": "审核",
    "public.ex_ante_approval": "事前核定",
    "public.panel": "评判",
    "public.panel_expert": "专家库",
    "public.panel_judge": "评判人",
    "public.panel_opinion": "评判意见",
    "public.panel_result": "评判结果",
    "public.recorded_grade": "外部考核",
    "export.programmes": "导出项目",
    "export.form": "下载官方表",
    **EVENT_WORDS,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the history is wanted; empty parts want everything."""

    actor: str = ""
    subject: str = ""
    kind: str = ""
    row_id: str = ""
    first_day: date | None = None
    last_day: date | None = None
    before: int | None = None  # entries older than this number


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, ready for people."""

    id: int
    at: datetime
    actor: str
    kind: str
    subject: str
    row_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    sealed: int | None  # the link of the chain that holds it
    who: str = ""  # what the actor is called on a page

    @property
    def kind_word(self) -> str:
        """新增, 修改, 删除 or 事件."""
        return KIND_WORDS[self.kind]

    @property
    def subject_word(self) -> str:
        """What the row is, in the field's word."""
        return SUBJECT_WORDS.get(self.subject, self.subject.removeprefix("public."))

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Column, before and after, of what changed."""
        names = sorted({*self.before, *self.after})
        return [(name, _shown(self.before.get(name)), _shown(self.after.get(name))) for name in names]


def entries(wanted: Filter, limit: int = PAGE_ROWS) -> list[Entry]:
    """The newest entries that the filter wants and the identity may see; three queries at most."""
    conditions, values = _conditions(wanted)
    sql = f"""
        SELECT e.id, e.at, e.actor, e.kind, e.subject, e.row_id, e.before, e.after, s.number
        FROM (SELECT * FROM history.entry WHERE {conditions} ORDER BY id DESC LIMIT %s) e
        LEFT JOIN history.seal s ON s.era = e.era AND e.xid >= s.from_xid AND e.xid < s.to_xid
        ORDER BY e.id DESC"""  # noqa: S608 - the conditions are ours, the values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        rows = cursor.fetchall()
    called = names_of(row[2] for row in rows)
    return [Entry(*row[:6], _object(row[6]), _object(row[7]), row[8], called[row[2]]) for row in rows]


def subjects() -> list[tuple[str, str]]:
    """The tables under history, and the events that have a word, for the filter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM history.watched()")
        names = [name for (name,) in cursor.fetchall()]
    return [(name, SUBJECT_WORDS.get(name, name.removeprefix("public."))) for name in [*names, *EVENT_WORDS]]


def chain_state() -> dict[str, Any]:
    """The last link, and how many entries wait for the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, sealed_at, encode(digest, 'hex') FROM history.seal ORDER BY number DESC LIMIT 1")
        last = cursor.fetchone()
    return {"number": last[0], "sealed_at": last[1], "digest": last[2]} if last else {}


#: Part of what was recorded, or the user name of somebody of that name.
_BY_ACTOR = "(actor LIKE '%%' || %s || '%%' OR split_part(split_part(actor, ':', 2), '/', 1) = ANY(%s))"


def _conditions(wanted: Filter) -> tuple[str, list[Any]]:
    parts: list[tuple[str, Any]] = [
        ("subject = %s", wanted.subject),
        ("kind = %s", wanted.kind),
        ("row_id = %s", wanted.row_id),
        ("at >= %s::date", wanted.first_day),
        ("at < %s::date + 1", wanted.last_day),
        ("id < %s", wanted.before),
    ]
    used = [(sql, value) for sql, value in parts if value not in ("", None)]
    sentences, values = [sql for sql, _ in used], [value for _, value in used]
    if wanted.actor:
        sentences.append(_BY_ACTOR)
        values += [_literal(wanted.actor), usernames_called(wanted.actor)]
    return " AND ".join(sentences) or "true", values


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _object(value: Any) -> dict[str, Any]:
    loaded = json.loads(value) if isinstance(value, str) else value
    return loaded if isinstance(loaded, dict) else {}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
