"""Who has written in a version is noted by the database itself; a state moves along the table of states only."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded

#: Adds a row for the asking person whenever a version's content or one of its indicators is written.
NOTED = """
CREATE FUNCTION note_version_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF identity.person() IS NOT NULL THEN
        INSERT INTO version_writer (version_id, person_id, owner_id, happened_at, recorded_at)
        VALUES (NEW.id, identity.person(), NEW.owner_id, clock_timestamp(), clock_timestamp())
        ON CONFLICT (version_id, person_id) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER writer_of_new AFTER INSERT ON form_version FOR EACH ROW EXECUTE FUNCTION note_version_writer();
CREATE TRIGGER writer_of_changed AFTER UPDATE ON form_version FOR EACH ROW
    WHEN ((to_jsonb(OLD) - 'state' - 'revision' - 'due_on') IS DISTINCT FROM
          (to_jsonb(NEW) - 'state' - 'revision' - 'due_on'))
    EXECUTE FUNCTION note_version_writer();

CREATE FUNCTION note_indicator_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF identity.person() IS NOT NULL THEN
        INSERT INTO version_writer (version_id, person_id, owner_id, happened_at, recorded_at)
        SELECT DISTINCT version_id, identity.person(), owner_id, clock_timestamp(), clock_timestamp() FROM changed
        ON CONFLICT (version_id, person_id) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER writer_of_new AFTER INSERT ON target_indicator REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_indicator_writer();
CREATE TRIGGER writer_of_changed AFTER UPDATE ON target_indicator REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_indicator_writer();
CREATE TRIGGER writer_of_removed AFTER DELETE ON target_indicator REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_indicator_writer();
"""

#: Replaces the bodies of 0002: whoever drafted, wrote or declared, also as or through a deputy.
SEPARATE_DUTIES = """
CREATE FUNCTION had_a_hand_in(version bigint, people bigint[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM form_version v WHERE v.id = version AND v.drafted_by_id = ANY (people))
        OR EXISTS (SELECT 1 FROM version_writer w WHERE w.version_id = version AND w.person_id = ANY (people))
        OR EXISTS (SELECT 1 FROM step s WHERE s.subject = 'form_version' AND s.subject_id = version
                   AND s.verb = 'declare' AND (s.person_id = ANY (people) OR s.deputy_of_id = ANY (people)))
$$;
CREATE OR REPLACE FUNCTION review_is_not_by_drafter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF had_a_hand_in(NEW.version_id, ARRAY[NEW.reviewer_id]) THEN
        RAISE EXCEPTION '不能审核自己编制或申报的目标表'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_not_by_drafter';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION step_is_not_by_drafter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject = 'form_version'
       AND NEW.verb IN ('pass_by_department', 'amend', 'return', 'block', 'pass_by_finance', 'approve')
       AND had_a_hand_in(NEW.subject_id, ARRAY[NEW.person_id, NEW.deputy_of_id]) THEN
        RAISE EXCEPTION '不能审核或批复自己编制的目标表'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'step_not_by_drafter';
    END IF;
    RETURN NEW;
END $$;
"""

#: The pairs of ``states.VERSION`` as they were when this migration was written; a test holds the two together.
MOVES = """
CREATE FUNCTION form_version_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION '新版本只能从编制开始'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'version_begins_draft';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'declared'), ('amending', 'declared'), ('returned', 'declared'), ('declared', 'draft'),
        ('declared', 'department_passed'), ('declared', 'amending'), ('department_passed', 'amending'),
        ('declared', 'returned'), ('department_passed', 'returned'),
        ('declared', 'blocked'), ('department_passed', 'blocked'), ('department_passed', 'passed'),
        ('passed', 'approved'), ('approved', 'superseded'),
        ('draft', 'discarded'), ('amending', 'discarded'), ('returned', 'discarded'), ('discarded', 'draft')
    ) THEN
        RAISE EXCEPTION '状态不能从 % 变为 %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_moves';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves BEFORE INSERT OR UPDATE ON form_version FOR EACH ROW EXECUTE FUNCTION form_version_moves();
"""


class Migration(migrations.Migration):
    """Writers are read and added in scope, never changed."""

    dependencies = [("programmes", "0003_writers_and_readings")]
    operations = [
        guarded("version_writer"),
        guarded("file_reading"),
        migrations.RunSQL(
            "CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON version_writer "
            "FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows()",
            reverse_sql="DROP TRIGGER only_grows ON version_writer",
        ),
        migrations.RunSQL(
            NOTED,
            reverse_sql="DROP FUNCTION note_version_writer CASCADE; DROP FUNCTION note_indicator_writer CASCADE",
        ),
        migrations.RunSQL(SEPARATE_DUTIES, reverse_sql="DROP FUNCTION had_a_hand_in CASCADE"),
        migrations.RunSQL(MOVES, reverse_sql="DROP FUNCTION form_version_moves CASCADE"),
    ]
