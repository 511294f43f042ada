"""Which contracts count in a year, and whose contracts are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Where the meaning of these measures is written down.
SOURCE = "上海市2020年绩效目标表；合同指标口径"


def contracts(records: Records) -> ir.Table:
    """The contracts whose term touches the year, signed or not: work without a signature has to be seen."""
    return records.in_force("contract", "starts_day", "ends_day")


def kept(records: Records) -> ir.Table:
    """Programmes with a contract whose term touches the year."""
    return contracts(records).select("programme_id").distinct()


def parts(records: Records, table: str) -> ir.Table:
    """The rows of a table that belong to those contracts (``contract_id``)."""
    among = contracts(records).select(in_scope=lambda contract: contract.id)
    rows = records.table(table)
    return rows.semi_join(among, rows.contract_id == among.in_scope)


def filed(records: Records, rows: ir.Table, kind: str) -> ir.Table:
    """The rows with ``is_filed``: whether a file about their ``number`` was made by the day asked for.

    The file belongs to the same unit and programme.
    """
    files = records.table("archive_file")
    files = files.filter((files.about_kind == kind) & (files.filed_day <= records.asked.last_day))
    files = files.select(file_owner="owner_id", file_programme="programme_id", about="about_number").distinct()
    same = [rows.owner_id == files.file_owner, rows.programme_id == files.file_programme, rows.number == files.about]
    joined = rows.left_join(files, same)
    return joined.mutate(is_filed=joined.about.notnull())
