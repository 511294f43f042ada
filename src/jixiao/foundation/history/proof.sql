-- What proves the history, and what reads it back.

-- Tables under history, with the columns that history leaves out.
CREATE FUNCTION history.watched() RETURNS TABLE (subject text, relation regclass, secrets text[])
LANGUAGE sql STABLE AS $$
    SELECT n.nspname || '.' || c.relname, c.oid::regclass,
           (regexp_split_to_array(encode(t.tgargs, 'escape'), '\\000'))[2]::text[]
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.tgname = 'history_insert'
    ORDER BY 1
$$;

CREATE AGGREGATE history.merged(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');

-- The rows of a table as they were recorded by the end of a link of the chain.
CREATE FUNCTION history.as_of(wanted text, link bigint) RETURNS TABLE (row_id text, content jsonb)
LANGUAGE sql STABLE AS $$
    SELECT e.row_id, history.merged(coalesce(e.after, '{}'::jsonb) ORDER BY e.id)
    FROM history.entry e JOIN history.seal s
         ON s.number <= link AND e.era = s.era AND e.xid >= s.from_xid AND e.xid < s.to_xid
    WHERE e.subject = wanted AND e.kind <> 'event'
    GROUP BY e.row_id
    HAVING (array_agg(e.kind ORDER BY e.id DESC))[1] <> 'delete'
$$;
