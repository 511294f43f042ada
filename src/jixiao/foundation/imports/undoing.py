"""Taking an import back by what the history knows of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.kinds import ImportKind
from jixiao.foundation.imports.models import DataImport
from jixiao.foundation.transitions import Refused

_NAMED_MAX = 5

_POSITION = """
SELECT (SELECT max(number) FROM history.era), pg_current_xact_id()::text,
       coalesce((SELECT max(id) FROM history.entry
                 WHERE era = (SELECT max(number) FROM history.era) AND xid = pg_current_xact_id()), 0)
"""

#: The rows that the import made in one table, each with whether it was changed since. What the system computes may
#: change and change back (a hold comes and goes): where a kind names what was typed, only that is compared.
_MADE = """
SELECT made.row_id::bigint, coalesce(made.after ->> 'name', made.row_id),
       EXISTS (SELECT 1 FROM history.entry later
               WHERE later.subject = made.subject AND later.row_id = made.row_id AND later.id > %(last)s)
       AND NOT coalesce((SELECT (SELECT bool_and(made.after -> typed IS NOT DISTINCT FROM to_jsonb(kept) -> typed)
                                 FROM unnest(%(typed)s::text[]) typed)
                         FROM {table} kept WHERE kept.id = made.row_id::bigint), false)
FROM history.entry made
WHERE made.era = %(era)s AND made.xid = %(xid)s::xid8 AND made.id > %(first)s AND made.id <= %(last)s
      AND made.kind = 'insert' AND made.subject = %(subject)s
ORDER BY made.id
"""

_REFERENCE = """
SELECT key.conrelid::regclass::text, a.attname, key.confrelid::regclass::text
FROM pg_constraint key JOIN pg_attribute a ON a.attrelid = key.conrelid AND a.attnum = key.conkey[1]
WHERE key.conname = %s AND key.contype = 'f'
"""


def position() -> tuple[int, str, int]:
    """Era, transaction, and the last entry that this transaction has written so far."""
    with acting_as(system_actor("import")), connection.cursor() as cursor:
        cursor.execute(_POSITION)
        era, xid, entry = cursor.fetchone()
    return int(era), str(xid), int(entry)


def remove(kind: ImportKind, data_import: DataImport) -> int:
    """Deletes the rows of an import, tables in the kind's order; all of them or, with the reason, none."""
    made = {table: _made(table, kind.typed, data_import) for table in kind.tables}
    changed = [name for rows in made.values() for _, name, is_changed in rows if is_changed]
    if changed:
        raise Refused(
            "import.changed_since",
            f"导入之后有 {len(changed)} 行改动过，不能撤销整批：{_named(changed)}。请逐行更正，或先恢复这些行。",
        )
    numbers = {table: [number for number, _, _ in rows] for table, rows in made.items()}
    bring_up_to_date = kind.before_undo(numbers) if kind.before_undo else None
    removed = 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # until what referred to the rows was brought up to date
            for table, rows in numbers.items():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE id = ANY (%s)", [rows])  # noqa: S608
                removed += cursor.rowcount
            if bring_up_to_date:
                bring_up_to_date()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as used:
        raise _in_use(used, made) from used
    if removed != sum(map(len, made.values())):
        raise Refused("import.rows_missing", "导入的行有一些已经不在，不能撤销整批。请联系系统管理员查看审计记录。")
    return removed


def _made(table: str, typed: Sequence[str], data_import: DataImport) -> list[tuple[int, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _MADE.format(table=connection.ops.quote_name(table)),
            {
                "typed": list(typed),
                "era": data_import.era,
                "xid": data_import.xid,
                "first": data_import.first_entry,
                "last": data_import.last_entry,
                "subject": f"public.{table}",
            },
        )
        return [(int(number), str(name), bool(changed)) for number, name, changed in cursor.fetchall()]


def _in_use(used: IntegrityError, made: dict[str, list[tuple[int, str, bool]]]) -> Refused:
    """Which rows are still referred to, and from which table."""
    diagnosis = getattr(used.__cause__, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None)
    names = _referred_to(constraint, made) if constraint else []
    what = f"“{_named(names)}”" if names else "导入的行"
    where = f"（{diagnosis.table_name}）" if getattr(diagnosis, "table_name", None) else ""
    return Refused("import.rows_in_use", f"{what}已被其他记录使用{where}，不能撤销整批。请先处理使用它的记录。")


def _referred_to(constraint: str, made: dict[str, list[tuple[int, str, bool]]]) -> list[str]:
    """The rows that a foreign key refers to. The database hides them in its message, because of row security."""
    with connection.cursor() as cursor:
        cursor.execute(_REFERENCE, [constraint])
        found = cursor.fetchone()
        if found is None:
            return []
        table, column, to_table = found
        rows = {number: name for number, name, _ in made.get(to_table, [])}
        quoted_table, quoted_column = connection.ops.quote_name(table), connection.ops.quote_name(column)
        cursor.execute(
            f"SELECT DISTINCT {quoted_column} FROM {quoted_table} WHERE {quoted_column} = ANY (%s)",  # noqa: S608
            [list(rows)],
        )
        return [rows[number] for (number,) in cursor.fetchall()]


def _named(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED_MAX])
    return f"{shown}等" if len(names) > _NAMED_MAX else shown
