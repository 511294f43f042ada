"""Two schemas: ``past`` for former versions of records, ``published`` for the views that measures read."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.operations import RunSQL

from jixiao.foundation.database.embedded import APPLICATION

SCHEMAS = f"""
CREATE SCHEMA past;
CREATE SCHEMA published;
GRANT USAGE ON SCHEMA past, published TO {APPLICATION};

-- When a version was recorded is the database's to say; only a named system actor (a simulation, a taking-over of old
-- records) may state it, and history names that actor.
CREATE FUNCTION past.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT identity.everything() THEN
        NEW.recorded_at := now();
    END IF;
    RETURN NEW;
END $$;

-- What an update or a removal replaces is kept with the moment at which it ceased to be what was known. A version that
-- nobody else ever saw (made and replaced in one transaction) is none.
CREATE FUNCTION past.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    columns text; former_columns text;
BEGIN
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum),
           string_agg(format('f.%I', attname), ', ' ORDER BY attnum)
    INTO columns, former_columns
    FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('INSERT INTO past.%I (%s, superseded_at) SELECT %s, l.recorded_at FROM former f
                        JOIN latter l ON l.id = f.id WHERE f.recorded_at < l.recorded_at',
                       TG_TABLE_NAME, columns, former_columns);
    ELSE
        EXECUTE format('INSERT INTO past.%I (%s, superseded_at) SELECT %s, now() FROM former f
                        WHERE f.recorded_at < now()', TG_TABLE_NAME, columns, former_columns);
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION past.keep() FROM PUBLIC;
"""  # noqa: S608 (names of ours)


class Migration(migrations.Migration):
    """Schemas and the two functions that every register's table calls."""

    dependencies = (("organisations", "0002_guard"), ("people", "0002_guard"), ("history", "0001_initial"))
    operations = (RunSQL(SCHEMAS, reverse_sql="DROP SCHEMA published CASCADE; DROP SCHEMA past CASCADE"),)
