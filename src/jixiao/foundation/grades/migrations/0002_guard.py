"""Who reads and writes recorded grades; what was entered stands, and what two people confirmed stands for good."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.operations import RunSQL

from jixiao.foundation.database.embedded import APPLICATION
from jixiao.foundation.identity.policies import guarded

GUARD = """
CREATE FUNCTION public.recorded_grade_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.state IN ('confirmed', 'rejected') THEN
        RAISE EXCEPTION '已确认或已退回的考核等次不能再改。' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(NEW) - '{state,first_by_id,second_by_id,confirmed_at}'::text[])
       IS DISTINCT FROM (to_jsonb(OLD) - '{state,first_by_id,second_by_id,confirmed_at}'::text[])
       OR (OLD.first_by_id IS NOT NULL AND NEW.first_by_id IS DISTINCT FROM OLD.first_by_id) THEN
        RAISE EXCEPTION '登记的内容不能改，有误请退回后重新登记。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON recorded_grade FOR EACH ROW EXECUTE FUNCTION public.recorded_grade_guard();
"""

# One row a grade that two people confirmed; it is known from the second confirmation on.
PUBLISHED = f"""
CREATE VIEW published.recorded_grade WITH (security_invoker = true) AS
SELECT g.id, g.owner_id, g.programme_id, g.year::bigint AS year, g.indicator, g.assessment, g.issuer, g.document,
       g.issued_on, (g.issued_on - DATE '1970-01-01')::bigint AS issued_day, g.grade, g.wanted, g.is_reached,
       g.year::bigint AS record_year, (g.confirmed_at AT TIME ZONE 'Asia/Shanghai') AS recorded_at,
       NULL::timestamp AS superseded_at
FROM recorded_grade g WHERE g.state = 'confirmed';
GRANT SELECT ON published.recorded_grade TO {APPLICATION};
"""  # noqa: S608 (names of ours)


class Migration(migrations.Migration):
    """A grade is written by the unit that was graded and by those who review it."""

    dependencies = (("grades", "0001_initial"), ("people", "0002_guard"), ("registers", "0001_past_and_published"))
    operations = (
        guarded("recorded_grade"),
        RunSQL(GUARD, reverse_sql="DROP FUNCTION public.recorded_grade_guard() CASCADE"),
        RunSQL(PUBLISHED, reverse_sql="DROP VIEW published.recorded_grade"),
    )
