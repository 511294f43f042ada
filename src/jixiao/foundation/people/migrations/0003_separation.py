"""What the database itself refuses about roles and deputies, and what history leaves out of people and sessions."""

from __future__ import annotations

from django.db import migrations

#: The three administrators are three people without business roles, also by deputy: the last guard behind the actions.
#: An administrator's role holds from its year until it is ended, a business role in its year.
SEPARATION = """
CREATE FUNCTION is_administrator(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT role IN ('system_administrator', 'security_administrator', 'audit_administrator')
$$;

CREATE FUNCTION roles_exclude_each_other(one text, one_year integer, other text, other_year integer)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT one <> other AND CASE
        WHEN is_administrator(one) AND is_administrator(other) THEN true
        WHEN is_administrator(one) THEN other_year >= one_year
        WHEN is_administrator(other) THEN one_year >= other_year
        ELSE false END
$$;

CREATE FUNCTION administrators_are_separate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text;
    held_year integer;
BEGIN
    IF NEW.ended_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'deputy' THEN
        SELECT g.role, extract(year FROM NEW.first_day) INTO held, held_year
            FROM role_grant g WHERE g.id = NEW.grant_id;
        IF EXISTS (SELECT 1 FROM role_grant g WHERE g.id = NEW.grant_id AND g.person_id = NEW.person_id) THEN
            RAISE EXCEPTION '不能代理自己' USING ERRCODE = 'check_violation', CONSTRAINT = 'deputy_is_another';
        END IF;
    ELSE
        held := NEW.role;
        held_year := NEW.year;
    END IF;
    IF EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = NEW.person_id AND g.ended_at IS NULL
               AND NOT (TG_TABLE_NAME = 'role_grant' AND g.id = NEW.id)
               AND roles_exclude_each_other(held, held_year, g.role, g.year))
       OR EXISTS (SELECT 1 FROM deputy d JOIN role_grant g ON g.id = d.grant_id
                  WHERE d.person_id = NEW.person_id AND d.ended_at IS NULL AND g.ended_at IS NULL
                  AND NOT (TG_TABLE_NAME = 'deputy' AND d.id = NEW.id)
                  AND d.last_day >= current_date
                  AND roles_exclude_each_other(held, held_year, g.role, extract(year FROM d.first_day)::integer)) THEN
        RAISE EXCEPTION '三类管理员由三个人担任，且不办理业务'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'administrators_are_separate';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER separate BEFORE INSERT OR UPDATE ON role_grant
    FOR EACH ROW EXECUTE FUNCTION administrators_are_separate();
CREATE TRIGGER separate BEFORE INSERT OR UPDATE ON deputy
    FOR EACH ROW EXECUTE FUNCTION administrators_are_separate();
"""

UNDO = """
DROP FUNCTION administrators_are_separate CASCADE;
DROP FUNCTION roles_exclude_each_other;
DROP FUNCTION is_administrator;
"""

#: History only grows, so personal numbers stay out of it: their change is an event with masked numbers. A session's
#: last use is no change worth an entry a minute.
WATCH_AGAIN = """
SELECT history.unwatch('person'::regclass);
SELECT history.watch('person'::regclass, 'owner_id', '{password,second_factor_secret,mobile,identity_number}');
SELECT history.unwatch('sign_in_session'::regclass);
SELECT history.watch('sign_in_session'::regclass, 'owner_id', '{key_digest,last_seen_at}');
"""


class Migration(migrations.Migration):
    """Separation of the administrators, and quieter history."""

    dependencies = [("people", "0002_guard")]
    operations = [
        migrations.RunSQL(SEPARATION, reverse_sql=UNDO),
        migrations.RunSQL(WATCH_AGAIN, reverse_sql=migrations.RunSQL.noop),
    ]
