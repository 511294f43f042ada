"""The proof of the history: every entry, every link of the chain, every row as it is now.

Three things can be wrong, and each is named by its place: an entry or a link was changed or taken out (the chain
breaks); a row was changed behind the history's back (it is not what its last entry says); a row came or went without an
entry. What is not chained yet is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from django.db import connection, transaction

from jixiao.rules.findings import Finding

_LEAF = 32  # bytes of a sha256

_ENTRY_DIGEST = (
    "history.entry_digest(at, era, xid, actor, person_id, owner_id, kind, subject, row_id, before, after, row_digest)"
)
_SEALS = """
SELECT number, era, from_xid::text, to_xid::text, entries, leaves, previous, digest,
       history.seal_digest(number, era, from_xid, to_xid, entries, leaves, previous, sealed_at)
FROM history.seal ORDER BY number
"""
_ENTRIES_OF_SEAL = f"""
SELECT id, kind, subject, row_id, digest, {_ENTRY_DIGEST}
FROM history.entry WHERE era = %s AND xid >= %s::xid8 AND xid < %s::xid8 ORDER BY id
"""  # noqa: S608 - no word of it comes from outside
_LIVE_ROWS = """
WITH last AS (
    SELECT DISTINCT ON (row_id) row_id, kind, row_digest FROM history.entry
    WHERE subject = %s AND kind <> 'event' ORDER BY row_id, id DESC
), live AS (
    SELECT (content ->> 'id') AS row_id, history.row_digest(content) AS row_digest
    FROM (SELECT to_jsonb(t) - %s::text[] AS content FROM {relation} t) AS rows
)
SELECT coalesce(live.row_id, last.row_id),
       CASE WHEN last.row_id IS NULL THEN 'unknown'
            WHEN live.row_id IS NULL THEN 'gone' ELSE 'changed' END
FROM live FULL JOIN last USING (row_id)
WHERE (live.row_id IS NULL AND last.kind <> 'delete') OR last.row_id IS NULL
   OR (live.row_id IS NOT NULL AND (last.kind = 'delete' OR last.row_digest IS DISTINCT FROM live.row_digest))
ORDER BY 1 LIMIT 20
"""
_LIVE_SAYS = {
    "unknown": ("audit.row_without_history", "没有任何历史记录，是绕过系统加入的"),
    "gone": ("audit.row_gone", "已不在表中，却没有删除记录，是绕过系统删去的"),
    "changed": ("audit.row_changed", "与最后一条历史记录不符，是绕过系统修改的"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked and what broke."""

    entries: int
    seals: int
    unsealed: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as the chain says."""
        return not self.findings


def prove() -> Proof:
    """Recomputes the whole history under the current identity, which must see everything.

    Of each kind the first places are named; a broken link does not stop the check of the rows.
    """
    with transaction.atomic():
        _execute("SET LOCAL timezone = 'UTC'")
        findings = [*_chain(), *_unsealed(), *_live()]
        [(entries, unsealed)] = _rows(
            """SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                   SELECT 1 FROM history.seal s WHERE s.era = e.era AND e.xid >= s.from_xid AND e.xid < s.to_xid))
               FROM history.entry e"""
        )
        [(seals,)] = _rows("SELECT count(*) FROM history.seal")
    return Proof(entries, seals, unsealed, tuple(findings))


def seal() -> int:
    """Chains what is finished and not chained yet; gives the number of entries."""
    [(sealed,)] = _rows("SELECT history.seal_now()")
    return int(sealed)


def _chain() -> Iterator[Finding]:
    """The first break of the chain, with the first row of it."""
    before = None
    for link in _rows(_SEALS):
        number, era, from_xid, to_xid, entries, leaves, previous, digest, recomputed = link
        place = f"审计链第{number}批"
        expected_number = before[0] + 1 if before else 1
        if number != expected_number:
            yield _finding("audit.link_missing", f"审计链第{expected_number}批", "这一批不在了")
            return
        if bytes(digest) != bytes(recomputed) or bytes(previous) != (bytes(before[7]) if before else b""):
            yield _finding("audit.link_changed", place, "这一批被改动，与前后不相衔接")
            return
        if before and before[1] == era and before[3] != from_xid:
            yield _finding("audit.link_gap", place, "这一批与上一批之间有空缺")
            return
        found = next(_broken_entry(place, era, from_xid, to_xid, entries, bytes(leaves)), None)
        if found is not None:
            yield found
            return
        before = link


def _broken_entry(place: str, era: int, from_xid: str, to_xid: str, entries: int, leaves: bytes) -> Iterator[Finding]:
    sealed = [leaves[start : start + _LEAF] for start in range(0, len(leaves), _LEAF)]
    found = _rows(_ENTRIES_OF_SEAL, [era, from_xid, to_xid])
    for position, (leaf, entry) in enumerate(zip_longest(sealed, found), 1):
        where = f"{place}第{position}条"
        if entry is None:
            yield _finding("audit.entry_missing", where, f"这一条不在了（这一批应有{entries}条）")
        elif leaf is None:
            yield _finding("audit.entry_added", f"{where}（编号{entry[0]}）", "这一条是封存以后加入的")
        elif leaf != bytes(entry[5]):
            taken_out = len(found) < len(sealed) and leaf not in {bytes(each[5]) for each in found}
            code, what = (
                ("audit.entry_missing", "这一条不在了") if taken_out else ("audit.entry_changed", "这一条被改动")
            )
            named = where if taken_out else f"{where}（编号{entry[0]}，{entry[2]} {entry[3]}）"
            yield _finding(code, named, what)


def _unsealed() -> Iterator[Finding]:
    changed = _rows(f"SELECT id FROM history.entry WHERE digest <> {_ENTRY_DIGEST} ORDER BY id LIMIT 1")  # noqa: S608
    for (number,) in changed:
        yield _finding("audit.entry_changed", f"审计记录编号{number}", "这一条的内容与其摘要不符")


def _live() -> Iterator[Finding]:
    for subject, relation, secrets in _rows("SELECT subject, relation::text, secrets FROM history.watched()"):
        for row_id, what in _rows(_LIVE_ROWS.format(relation=relation), [subject, secrets]):
            code, message = _LIVE_SAYS[what]
            yield _finding(code, f"{subject} 编号{row_id}", f"这一行{message}")


def _finding(code: str, place: str, message: str) -> Finding:
    return Finding(
        code=code,
        severity="error",
        place=place,
        message=f"{message}。",
        basis="GB/T 22239—2019 8.1.4.3 安全审计：审计记录应受保护，避免未预期的删除、修改或覆盖",
        fix="请停止使用，保全数据库和日志，由审计管理员会同安全管理员查明；需要时从备份恢复。",
    )


def _rows(sql: str, values: list[object] | None = None) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
