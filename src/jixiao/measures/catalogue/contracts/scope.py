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
    """Programmes with such a contract."""
    return contracts(records).select("programme_id").distinct()


def parts(records: Records, table: str) -> ir.Table:
    """The rows of a table that belong to those contracts (``contract_id``)."""
    among = contracts(records).select(in_scope=lambda contract: contract.id)
    rows = records.table(table)
    return rows.semi_join(among, rows.contract_id == among.in_scope)
