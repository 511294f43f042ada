"""Who reads and writes what of panels, and what the database itself holds: alone until opened, never changed after."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.operations import RunSQL

from jixiao.foundation.database.embedded import APPLICATION, OWNER
from jixiao.foundation.identity.policies import guarded

_ASKED = "(SELECT identity.actor()) IS NOT NULL"
_EVERYTHING = "(SELECT identity.everything())"
_ME = "(SELECT identity.person())"
_SEES = "(SELECT unnest((SELECT identity.sees())))"

# A judge sees the panels that one sits on; the measured unit sees a panel when it is opened, and not who judges before.
PANELS = f"""
DROP POLICY reads ON panel;
CREATE POLICY reads ON panel FOR SELECT USING ({_ASKED} AND (
    {_EVERYTHING} OR owner_id IN {_SEES} OR (opened_at IS NOT NULL AND measured_id IN {_SEES})
    OR id IN (SELECT panel_id FROM panel_judge WHERE person_id = {_ME})));
DROP POLICY reads ON panel_result;
CREATE POLICY reads ON panel_result FOR SELECT USING ({_ASKED} AND panel_id IN (SELECT id FROM panel));
REVOKE UPDATE ON panel_result FROM {APPLICATION};
"""  # noqa: S608 (names of ours)

# Not even a system actor reads a sealed opinion, and not even one hands in for somebody else. Functions of the owner
# count them. What is handed in is never changed.
OPINIONS = f"""
DROP POLICY reads ON panel_opinion;
DROP POLICY adds ON panel_opinion;
CREATE POLICY reads ON panel_opinion FOR SELECT USING ({_ASKED} AND (
    person_id = {_ME} OR panel_id IN (SELECT id FROM panel WHERE opened_at IS NOT NULL)
    OR current_user = '{OWNER}'));
CREATE POLICY adds ON panel_opinion FOR INSERT WITH CHECK ({_ASKED} AND person_id = {_ME}
    AND panel_id IN (SELECT panel_id FROM panel_judge
                     WHERE person_id = {_ME} AND declared_at IS NOT NULL AND recused_at IS NULL)
    AND panel_id IN (SELECT p.id FROM panel p WHERE p.state = 'judging' AND p.owner_id = panel_opinion.owner_id));
REVOKE UPDATE ON panel_opinion FROM {APPLICATION};
"""  # noqa: S608 (names of ours)

GUARDS = """
CREATE FUNCTION public.panel_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seated integer; handed_in integer;
BEGIN
    IF OLD.state IN ('opened', 'cancelled') THEN
        RAISE EXCEPTION '已开启或已终止的评判不能再改。' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.owner_id, NEW.programme_id, NEW.measured_id, NEW.year, NEW.indicator, NEW.question, NEW.seats)
       IS DISTINCT FROM
       (OLD.owner_id, OLD.programme_id, OLD.measured_id, OLD.year, OLD.indicator, OLD.question, OLD.seats) THEN
        RAISE EXCEPTION '评判的对象、问题和人数定下后不能再改。' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.seed <> '' AND (NEW.seed, NEW.pool, NEW.pool_digest, NEW.drawn_at)
       IS DISTINCT FROM (OLD.seed, OLD.pool, OLD.pool_digest, OLD.drawn_at) THEN
        RAISE EXCEPTION '评判人只抽取一次，种子和名单不能再改。' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'opened' THEN
        SELECT count(*) INTO seated FROM panel_judge WHERE panel_id = NEW.id AND recused_at IS NULL;
        SELECT count(*) INTO handed_in FROM panel_opinion WHERE panel_id = NEW.id;
        IF OLD.state <> 'judging' OR seated < NEW.seats OR handed_in <> seated THEN
            RAISE EXCEPTION '评判人尚未全部交齐意见，不能开启。' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.panel_guard() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON panel FOR EACH ROW EXECUTE FUNCTION public.panel_guard();
"""

# One row an opinion of an opened panel; it is known from the opening on.
PUBLISHED = f"""
CREATE VIEW published.panel_opinion WITH (security_invoker = true) AS
SELECT o.id, o.owner_id, o.panel_id, p.programme_id, p.year::bigint AS year, p.indicator, o.band,
       o.points::bigint AS points, o.person_id = ANY (r.counted) AS is_counted,
       (p.opened_at AT TIME ZONE 'Asia/Shanghai') AS opened_at,
       (p.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS opened_on,
       ((p.opened_at AT TIME ZONE 'Asia/Shanghai')::date - DATE '1970-01-01')::bigint AS opened_day,
       p.year::bigint AS record_year, (r.recorded_at AT TIME ZONE 'Asia/Shanghai') AS recorded_at,
       NULL::timestamp AS superseded_at
FROM panel_opinion o JOIN panel p ON p.id = o.panel_id JOIN panel_result r ON r.panel_id = p.id
WHERE p.opened_at IS NOT NULL;
GRANT SELECT ON published.panel_opinion TO {APPLICATION};
"""  # noqa: S608 (names of ours)


class Migration(migrations.Migration):
    """Judges are written to by the actions of panels alone; an opinion only by its judge."""

    dependencies = (("panels", "0001_initial"), ("people", "0002_guard"), ("registers", "0001_past_and_published"))
    operations = (
        guarded("panel_expert", reads="own"),
        guarded("panel"),
        guarded("panel_judge", reads="own"),
        guarded("panel_opinion", secrets=("band", "points", "reason", "evidence", "salt")),
        guarded("panel_result"),
        RunSQL(PANELS, reverse_sql=RunSQL.noop),
        RunSQL(OPINIONS, reverse_sql=RunSQL.noop),
        RunSQL(GUARDS, reverse_sql="DROP FUNCTION public.panel_guard() CASCADE"),
        RunSQL(PUBLISHED, reverse_sql="DROP VIEW published.panel_opinion"),
    )
