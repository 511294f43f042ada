"""Row security and history of imports, and the right to take back organisations and people that were imported."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.database.embedded import APPLICATION
from jixiao.foundation.identity.policies import guarded

#: Only system actors pass the policies of these tables, and foreign keys hold whatever is referred to.
_UNDOING = f"GRANT DELETE ON organisation, person, role_grant TO {APPLICATION}"


class Migration(migrations.Migration):
    """A person reads and writes one's own imports and those of the organisations in scope."""

    dependencies = [("imports", "0001_initial"), ("people", "0002_guard"), ("organisations", "0002_guard")]
    operations = [
        guarded("data_import", reads="own", writes="own"),
        migrations.RunSQL(
            _UNDOING, reverse_sql=f"REVOKE DELETE ON organisation, person, role_grant FROM {APPLICATION}"
        ),
    ]
