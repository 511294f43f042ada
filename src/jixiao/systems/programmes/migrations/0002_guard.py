"""Row security and history of programmes, and what the database itself does not let happen."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded

#: A version's content changes only while it is open; afterwards only its state does.
LOCKED_CONTENT = """
CREATE FUNCTION form_version_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('draft', 'amending', 'returned')
       AND (to_jsonb(OLD) - 'state' - 'revision' - 'due_on') IS DISTINCT FROM
           (to_jsonb(NEW) - 'state' - 'revision' - 'due_on') THEN
        RAISE EXCEPTION '已申报或已批复的版本不能修改' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_locked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER locked BEFORE UPDATE ON form_version FOR EACH ROW EXECUTE FUNCTION form_version_is_locked();

CREATE FUNCTION indicator_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    in_version bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM form_version WHERE id = in_version AND state IN ('draft', 'amending', 'returned')) THEN
        RAISE EXCEPTION '已申报或已批复的版本不能修改指标'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_locked';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER locked BEFORE INSERT OR UPDATE OR DELETE ON target_indicator
    FOR EACH ROW EXECUTE FUNCTION indicator_is_locked();
"""

#: Nobody reviews or approves what they drafted, in any role they hold, nor as somebody's deputy.
SEPARATE_DUTIES = """
CREATE FUNCTION review_is_not_by_drafter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM form_version v WHERE v.id = NEW.version_id AND v.drafted_by_id = NEW.reviewer_id)
       OR EXISTS (SELECT 1 FROM step s WHERE s.subject = 'form_version' AND s.subject_id = NEW.version_id
                  AND s.verb = 'declare' AND NEW.reviewer_id IN (s.person_id, s.deputy_of_id)) THEN
        RAISE EXCEPTION '不能审核自己编制或申报的目标表'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_not_by_drafter';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER separate_duties BEFORE INSERT OR UPDATE ON review
    FOR EACH ROW EXECUTE FUNCTION review_is_not_by_drafter();

CREATE FUNCTION step_is_not_by_drafter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject = 'form_version'
       AND NEW.verb IN ('pass_by_department', 'amend', 'return', 'block', 'pass_by_finance', 'approve')
       AND (EXISTS (SELECT 1 FROM form_version v WHERE v.id = NEW.subject_id
                    AND v.drafted_by_id IN (NEW.person_id, NEW.deputy_of_id))
            OR EXISTS (SELECT 1 FROM step s WHERE s.subject = 'form_version' AND s.subject_id = NEW.subject_id
                       AND s.verb = 'declare' AND s.person_id IN (NEW.person_id, NEW.deputy_of_id))) THEN
        RAISE EXCEPTION '不能审核或批复自己编制的目标表'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'step_not_by_drafter';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER separate_duties BEFORE INSERT ON step FOR EACH ROW EXECUTE FUNCTION step_is_not_by_drafter();
"""


class Migration(migrations.Migration):
    """Rows are read and written in scope; indicators of an open version may be removed, nothing else."""

    dependencies = [("programmes", "0001_initial"), ("transitions", "0002_guard")]
    operations = [
        guarded("programme"),
        guarded("target_form"),
        guarded("form_version"),
        guarded("target_indicator", deletes=True),
        guarded("review"),
        guarded("ex_ante_approval"),
        migrations.RunSQL(
            LOCKED_CONTENT,
            reverse_sql="DROP FUNCTION form_version_is_locked CASCADE; DROP FUNCTION indicator_is_locked CASCADE",
        ),
        migrations.RunSQL(
            SEPARATE_DUTIES,
            reverse_sql="DROP FUNCTION review_is_not_by_drafter CASCADE; DROP FUNCTION step_is_not_by_drafter CASCADE",
        ),
    ]
