"""The names of indicators, each once, so that a search does not read a hundred thousand rows to find a few words.

Row security lets no condition use an index before the policy has been asked, unless the condition cannot leak; only
equality cannot. So a search first finds names among the few that differ, then rows by equal names. The names of all
units stand together in a table that the application cannot read: the function gives numbers of rows only, and as the
policies of its tables are forced, only of rows that the identity sees. Names longer than an index holds are left out.
"""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.database.embedded import APPLICATION

_BYTES_MAX = 1000

FORWARD = f"""
SELECT set_config('jixiao.actor', 'system:migration', true), set_config('jixiao.everything', 'yes', true);

CREATE SCHEMA search;
GRANT USAGE ON SCHEMA search TO {APPLICATION};
CREATE TABLE search.indicator_name (name text PRIMARY KEY);
INSERT INTO search.indicator_name
    SELECT DISTINCT level3 FROM target_indicator WHERE octet_length(level3) <= {_BYTES_MAX};
CREATE INDEX indicator_of_name ON target_indicator (level3) WHERE octet_length(level3) <= {_BYTES_MAX};

CREATE FUNCTION search.remember_names() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, search AS $$
BEGIN
    INSERT INTO search.indicator_name
        SELECT DISTINCT level3 FROM fresh WHERE octet_length(level3) <= {_BYTES_MAX} ORDER BY level3
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER names_of_added AFTER INSERT ON target_indicator
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION search.remember_names();
CREATE TRIGGER names_of_changed AFTER UPDATE ON target_indicator
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION search.remember_names();

CREATE FUNCTION search.indicators(patterns text[], gone text[], most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, search AS $$
    SELECT indicator.id
    FROM search.indicator_name AS known
    JOIN public.target_indicator AS indicator
      ON indicator.level3 = known.name AND octet_length(indicator.level3) <= {_BYTES_MAX}
    JOIN public.form_version AS version ON version.id = indicator.version_id AND version.state <> ALL (gone)
    JOIN public.target_form AS form ON form.id = version.form_id AND form.programme_id IS NOT NULL
    WHERE lower(known.name) LIKE ALL (patterns)
    ORDER BY length(known.name)
    LIMIT most
$$;
REVOKE ALL ON FUNCTION search.indicators(text[], text[], integer), search.remember_names() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search.indicators(text[], text[], integer) TO {APPLICATION};
"""  # noqa: S608  (only constants of ours)

BACKWARD = """
DROP TRIGGER names_of_added ON target_indicator;
DROP TRIGGER names_of_changed ON target_indicator;
DROP INDEX indicator_of_name;
DROP SCHEMA search CASCADE;
"""


class Migration(migrations.Migration):
    """Only for speed: nothing here is a record of the business."""

    dependencies = [("programmes", "0004_writers_guarded")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
