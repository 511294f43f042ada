"""Row security and history of attachments; what a row says of its content never changes."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded

FIXED = """
CREATE FUNCTION attachment_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_reason' - 'subject' - 'subject_id') IS DISTINCT FROM
       (to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_reason' - 'subject' - 'subject_id')
       OR (OLD.subject_id IS NOT NULL
           AND (OLD.subject, OLD.subject_id) IS DISTINCT FROM (NEW.subject, NEW.subject_id)) THEN
        RAISE EXCEPTION '附件一经上传不能修改' USING ERRCODE = 'check_violation', CONSTRAINT = 'attachment_fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fixed BEFORE UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION attachment_is_fixed();
"""


class Migration(migrations.Migration):
    """Attachments are read and added in scope."""

    dependencies = [("attachments", "0001_initial"), ("people", "0002_guard")]
    operations = [
        guarded("attachment"),
        migrations.RunSQL(FIXED, reverse_sql="DROP FUNCTION attachment_is_fixed CASCADE"),
    ]
