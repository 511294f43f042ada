"""A review that was decided stands: nobody changes its answers, grade or opinions afterwards."""

from __future__ import annotations

from django.db import migrations

STANDS = """
CREATE FUNCTION review_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided_at IS NOT NULL THEN
        RAISE EXCEPTION '已作出结论的审核不能修改' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE UPDATE ON review FOR EACH ROW EXECUTE FUNCTION review_stands();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("programmes", "0006_form_seen_by_review")]
    operations = [migrations.RunSQL(STANDS, reverse_sql="DROP FUNCTION review_stands CASCADE")]
