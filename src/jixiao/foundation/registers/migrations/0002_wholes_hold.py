"""A record that holds refers to none that is voided: the database's own guard, beside the action's."""

from __future__ import annotations

from django.db import migrations
from django.db.migrations.operations import RunSQL

GUARDS = """
-- Called when a record was voided: refused while a record that holds refers to it. It looks across all units, as a
-- foreign key does: a reference from a unit that the voiding person does not see counts as well. What the identity may
-- see is as before afterwards; where the function refuses, the failed statement takes the setting back.
CREATE FUNCTION past.refuse_voiding_in_use() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
    key record; is_used boolean; before text := current_setting('jixiao.everything', true);
BEGIN
    PERFORM set_config('jixiao.everything', 'yes', true);
    FOR key IN
        SELECT c.conrelid::regclass AS relation, a.attname AS name
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute v ON v.attrelid = c.conrelid AND v.attname = 'void_reason' AND NOT v.attisdropped
        WHERE c.contype = 'f' AND c.confrelid = TG_RELID
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE %I = $1 AND void_reason = $2)', key.relation, key.name)
            INTO is_used USING NEW.id, '';
        IF is_used THEN
            RAISE EXCEPTION '还有记录属于或引用这一条，不能作废。请先作废或更正那些记录。'
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'register_whole_holds';
        END IF;
    END LOOP;
    PERFORM set_config('jixiao.everything', coalesce(before, ''), true);
    RETURN NULL;
END $$;

-- Called for all rows of a statement at once: none that holds may refer to one that is voided.
CREATE FUNCTION past.refuse_voided_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
    key record; is_voided boolean; before text := current_setting('jixiao.everything', true);
BEGIN
    PERFORM set_config('jixiao.everything', 'yes', true);
    FOR key IN
        SELECT c.confrelid::regclass AS relation, a.attname AS name
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute v ON v.attrelid = c.confrelid AND v.attname = 'void_reason' AND NOT v.attisdropped
        WHERE c.contype = 'f' AND c.conrelid = TG_RELID
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM latter part JOIN %s whole ON whole.id = part.%I
                                       WHERE part.void_reason = $1 AND whole.void_reason <> $1)',
                       key.relation, key.name)
            INTO is_voided USING '';
        IF is_voided THEN
            RAISE EXCEPTION '它属于或引用的记录已作废。请核对，或先恢复那条记录。'
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'register_part_of_voided';
        END IF;
    END LOOP;
    PERFORM set_config('jixiao.everything', coalesce(before, ''), true);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION past.refuse_voiding_in_use(), past.refuse_voided_whole() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """The two functions; each system puts their triggers on its tables."""

    dependencies = (("registers", "0001_past_and_published"),)
    operations = (
        RunSQL(
            GUARDS, reverse_sql="DROP FUNCTION past.refuse_voiding_in_use(); DROP FUNCTION past.refuse_voided_whole()"
        ),
    )
