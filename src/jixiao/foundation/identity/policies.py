"""Row security of business tables as migration operations.

Every business table gets one call of :func:`guarded` in the migration that makes it: its policies under FORCE ROW
LEVEL SECURITY, its rights for the application's role, and its history trigger. A test fails for a table without.
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

from jixiao.foundation.database.embedded import APPLICATION

#: Functions that the policies call once a statement; they raise where there is no identity.
IDENTITY_FUNCTIONS = f"""
CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO {APPLICATION};

CREATE FUNCTION identity.actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE actor text := nullif(current_setting('jixiao.actor', true), '');
BEGIN
    IF actor IS NULL THEN
        RAISE EXCEPTION '没有身份就不能访问业务数据' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN actor;
END $$;

CREATE FUNCTION identity.everything() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT identity.actor() IS NOT NULL AND current_setting('jixiao.everything', true) = 'yes'
$$;
CREATE FUNCTION identity.sees() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN identity.actor() IS NOT NULL
                THEN coalesce(nullif(current_setting('jixiao.sees', true), '')::bigint[], '{{}}') END
$$;
CREATE FUNCTION identity.writes() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN identity.actor() IS NOT NULL
                THEN coalesce(nullif(current_setting('jixiao.writes', true), '')::bigint[], '{{}}') END
$$;
CREATE FUNCTION identity.audits() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT identity.actor() IS NOT NULL AND current_setting('jixiao.audits', true) = 'yes'
$$;
CREATE FUNCTION identity.person() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('jixiao.person', true), '')::bigint
$$;
"""

# IN (SELECT …) is looked up in a hash made once a statement; = ANY (array) would walk hundreds of numbers for each row.
# The function stands in a SELECT of its own: the planner would call it otherwise, also for an empty table.
_READS = {
    # The rows of organisations that the identity sees.
    "scope": "{owner} IN (SELECT unnest((SELECT identity.sees())))",
    # Names that everybody who has signed in may know (organisations, calendars, help).
    "everybody": "true",
    # A person's own rows, and those of the organisations that the identity sees.
    "own": "person_id = (SELECT identity.person()) OR {owner} IN (SELECT unnest((SELECT identity.sees())))",
    # What only system actors read: the memory of the sign-in.
    "system": "false",
    "people": "id = (SELECT identity.person()) OR {owner} IN (SELECT unnest((SELECT identity.sees())))",
}
_WRITES = {
    "scope": "{owner} IN (SELECT unnest((SELECT identity.writes())))",
    "own": "person_id = (SELECT identity.person()) OR {owner} IN (SELECT unnest((SELECT identity.writes())))",
    "system": "false",
}


def guarded(
    table: str,
    *,
    owner: str = "owner_id",
    reads: str = "scope",
    writes: str = "scope",
    deletes: bool = False,
    secrets: tuple[str, ...] = (),
) -> RunSQL:
    """Policies, rights and history of one business table.

    ``owner`` is the column with the owning organisation; ``reads`` and ``writes`` name one of the rules above;
    ``deletes`` gives the application the right to delete (never on tables that only grow). ``secrets`` are columns that
    history leaves out (password hashes, keys).
    """
    reading, writing = _READS[reads].format(owner=owner), _WRITES[writes].format(owner=owner)
    verbs = "SELECT, INSERT, UPDATE, DELETE" if deletes else "SELECT, INSERT, UPDATE"
    everything = "(SELECT identity.everything())"
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY reads ON {table} FOR SELECT
            USING ((SELECT identity.actor()) IS NOT NULL AND ({everything} OR {reading}));
        CREATE POLICY adds ON {table} FOR INSERT
            WITH CHECK ((SELECT identity.actor()) IS NOT NULL AND ({everything} OR {writing}));
        CREATE POLICY changes ON {table} FOR UPDATE
            USING ((SELECT identity.actor()) IS NOT NULL AND ({everything} OR {writing}));
        CREATE POLICY removes ON {table} FOR DELETE
            USING ((SELECT identity.actor()) IS NOT NULL AND ({everything} OR {writing}));
        GRANT {verbs} ON {table} TO {APPLICATION};
        SELECT history.watch('{table}'::regclass, '{owner}', '{{{",".join(secrets)}}}');
        """,
        reverse_sql=f"SELECT history.unwatch('{table}'::regclass); ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def open_to_application(table: str, verbs: str = "SELECT, INSERT, UPDATE, DELETE") -> RunSQL:
    """Rights on a table of the framework that holds no business data (sessions, content types)."""
    return RunSQL(f"GRANT {verbs} ON {table} TO {APPLICATION}", reverse_sql=RunSQL.noop)
