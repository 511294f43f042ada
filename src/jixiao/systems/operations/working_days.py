"""The working calendar as the published view ``working_day``: measures count days, they compute no calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from jixiao.foundation.database.embedded import APPLICATION
from jixiao.systems.operations.clocks import calendars

_EPOCH = date(1970, 1, 1).toordinal()

TABLE = f"""
CREATE SCHEMA IF NOT EXISTS calendar;
GRANT USAGE ON SCHEMA calendar TO {APPLICATION};
CREATE TABLE calendar.working_day (
    calendar_version date NOT NULL,
    year bigint NOT NULL,
    day_on date NOT NULL,
    day bigint NOT NULL,
    ordinal bigint NOT NULL,
    is_current boolean NOT NULL,
    PRIMARY KEY (calendar_version, day_on),
    CHECK (year = extract(year FROM day_on) AND day = day_on - DATE '1970-01-01')
);
GRANT SELECT ON calendar.working_day TO {APPLICATION};
CREATE VIEW published.working_day WITH (security_invoker = true) AS
    SELECT year, day_on, day, ordinal, calendar_version, is_current FROM calendar.working_day;
GRANT SELECT ON published.working_day TO {APPLICATION};
"""  # noqa: S608 (names of ours)
DROP = "DROP VIEW published.working_day; DROP SCHEMA calendar CASCADE"


def fill(**_signal: Any) -> None:
    """Fills the table anew from the notices that this installation knows; run by ``jixiao migrate`` as the owner.

    ``ordinal`` goes on over the years of a version, so that working days between two days are a difference of
    integers; current is the latest version, which knows every year.
    """
    versions = calendars().versions
    rows = [
        (version.version, day.year, day, day.toordinal() - _EPOCH, ordinal, version is versions[-1])
        for version in versions
        for ordinal, day in enumerate(version.working_days, start=1)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('calendar.working_day') IS NOT NULL")
        if not cursor.fetchone()[0]:  # migrated back to before it
            return
        cursor.execute("DELETE FROM calendar.working_day")
        cursor.execute(
            "INSERT INTO calendar.working_day (calendar_version, year, day_on, day, ordinal, is_current) SELECT * FROM"
            " unnest(%s::date[], %s::bigint[], %s::date[], %s::bigint[], %s::bigint[], %s::boolean[])",
            [list(column) for column in zip(*rows, strict=True)],
        )
