-- History: entries are written by statement triggers, only ever added, and sealed in batches.

CREATE SCHEMA history;
GRANT USAGE ON SCHEMA history TO jixiao_application;

-- A new era begins with every restore: transaction numbers start again in a new cluster.
CREATE TABLE history.era (
    number integer PRIMARY KEY,
    began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    why text NOT NULL
);
INSERT INTO history.era (number, why) VALUES (1, '安装');

CREATE TABLE history.entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    era integer NOT NULL,
    xid xid8 NOT NULL,
    actor text NOT NULL,
    person_id bigint,
    owner_id bigint,
    kind text NOT NULL CHECK (kind IN ('insert', 'update', 'delete', 'event')),
    subject text NOT NULL,          -- the table, or the name of the event
    row_id text NOT NULL,
    before jsonb,                   -- what changed, as it was
    after jsonb,                    -- what changed, as it is; the whole row for an insert
    row_digest bytea,               -- sha256 of the whole row as it is after
    digest bytea NOT NULL           -- sha256 of this entry
);
CREATE INDEX entry_by_row ON history.entry (subject, row_id, id);
CREATE INDEX entry_by_xid ON history.entry (era, xid);
CREATE INDEX entry_by_owner ON history.entry (owner_id, id);
CREATE INDEX entry_by_time ON history.entry (at);

-- One link of the chain: the entries of the transactions from_xid (inclusive) to to_xid (exclusive) of an era.
CREATE TABLE history.seal (
    number bigint PRIMARY KEY,
    era integer NOT NULL,
    from_xid xid8 NOT NULL,
    to_xid xid8 NOT NULL,
    entries integer NOT NULL,
    leaves bytea NOT NULL,          -- the digests of the entries in order, 32 bytes each
    previous bytea NOT NULL,
    digest bytea NOT NULL,
    sealed_at timestamptz NOT NULL
);

CREATE FUNCTION history.only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '审计记录只能增加，不能修改或删除' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history.entry
    FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history.seal
    FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history.era
    FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows();

ALTER TABLE history.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON history.entry FOR SELECT TO jixiao_application USING (
    (SELECT identity.everything()) OR (SELECT identity.audits())
    OR owner_id = ANY ((SELECT identity.sees())::bigint[])
    OR (kind = 'event' AND person_id = (SELECT identity.person()))
);
GRANT SELECT ON history.entry, history.seal, history.era TO jixiao_application;

CREATE FUNCTION history.row_digest(content jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(content::text, 'UTF8'))
$$;

CREATE FUNCTION history.entry_digest(
    at timestamptz, era integer, xid xid8, actor text, person_id bigint, owner_id bigint,
    kind text, subject text, row_id text, before jsonb, after jsonb, row_digest bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        extract(epoch FROM at), era, xid::text, actor, person_id, owner_id,
        kind, subject, row_id, before, after, encode(row_digest, 'hex'))::text, 'UTF8'))
$$;

-- Keys whose value in `content` is not that in `other`.
CREATE FUNCTION history.changed(content jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(content)
    WHERE other -> key IS DISTINCT FROM value
$$;

-- Times in UTC, so that a row has one digest whatever the session's time zone.
CREATE FUNCTION history.record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    now_at timestamptz := clock_timestamp();
    now_era integer := (SELECT max(number) FROM history.era);
    now_xid xid8 := pg_current_xact_id();
    who text := identity.actor();
    whose bigint := identity.person();
    owner_column text := TG_ARGV[0];
    secrets text[] := TG_ARGV[1]::text[];  -- columns that history must not repeat: password hashes, keys
    named text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO history.entry
            (at, era, xid, actor, person_id, owner_id, kind, subject, row_id, before, after, row_digest, digest)
        SELECT now_at, now_era, now_xid, who, whose, owner, 'insert', named, row_id, NULL, content, whole,
               history.entry_digest(now_at, now_era, now_xid, who, whose, owner, 'insert', named, row_id,
                                    NULL, content, whole)
        FROM (SELECT (content ->> owner_column)::bigint AS owner, content ->> 'id' AS row_id, content,
                     history.row_digest(content) AS whole
              FROM (SELECT to_jsonb(n) - secrets AS content FROM after_rows n) AS rows) AS entries;
    ELSIF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT 1 FROM before_rows o FULL JOIN after_rows n USING (id) WHERE o IS NULL OR n IS NULL) THEN
            RAISE EXCEPTION '记录的编号不能修改';
        END IF;
        INSERT INTO history.entry
            (at, era, xid, actor, person_id, owner_id, kind, subject, row_id, before, after, row_digest, digest)
        SELECT now_at, now_era, now_xid, who, whose, owner, 'update', named, row_id, was, became, whole,
               history.entry_digest(now_at, now_era, now_xid, who, whose, owner, 'update', named, row_id,
                                    was, became, whole)
        FROM (SELECT (content ->> owner_column)::bigint AS owner, content ->> 'id' AS row_id,
                     history.changed(former, content) AS was, history.changed(content, former) AS became,
                     history.row_digest(content) AS whole
              FROM (SELECT to_jsonb(o) - secrets AS former, to_jsonb(n) - secrets AS content
                    FROM before_rows o JOIN after_rows n USING (id)) AS rows
              WHERE former IS DISTINCT FROM content) AS entries;
    ELSE
        INSERT INTO history.entry
            (at, era, xid, actor, person_id, owner_id, kind, subject, row_id, before, after, row_digest, digest)
        SELECT now_at, now_era, now_xid, who, whose, owner, 'delete', named, row_id, content, NULL, NULL,
               history.entry_digest(now_at, now_era, now_xid, who, whose, owner, 'delete', named, row_id,
                                    content, NULL, NULL)
        FROM (SELECT (content ->> owner_column)::bigint AS owner, content ->> 'id' AS row_id, content
              FROM (SELECT to_jsonb(o) - secrets AS content FROM before_rows o) AS rows) AS entries;
    END IF;
    RETURN NULL;
END $$;

-- An act that changes no row: a sign-in, an export, a read of personal data.
CREATE FUNCTION history.note(event text, about text, owner bigint, details jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_at timestamptz := clock_timestamp();
    now_era integer := (SELECT max(number) FROM history.era);
    now_xid xid8 := pg_current_xact_id();
BEGIN
    INSERT INTO history.entry
        (at, era, xid, actor, person_id, owner_id, kind, subject, row_id, before, after, row_digest, digest)
    VALUES (now_at, now_era, now_xid, identity.actor(), identity.person(), owner, 'event', event, about,
            NULL, details, NULL,
            history.entry_digest(now_at, now_era, now_xid, identity.actor(), identity.person(), owner, 'event',
                                 event, about, NULL, details, NULL));
END $$;
GRANT EXECUTE ON FUNCTION history.note(text, text, bigint, jsonb) TO jixiao_application;

CREATE FUNCTION history.watch(watched regclass, owner_column text, secrets text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER history_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS after_rows
        FOR EACH STATEMENT EXECUTE FUNCTION history.record(%L, %L)', watched, owner_column, secrets);
    EXECUTE format('CREATE TRIGGER history_update AFTER UPDATE ON %s
        REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
        FOR EACH STATEMENT EXECUTE FUNCTION history.record(%L, %L)', watched, owner_column, secrets);
    EXECUTE format('CREATE TRIGGER history_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS before_rows
        FOR EACH STATEMENT EXECUTE FUNCTION history.record(%L, %L)', watched, owner_column, secrets);
    EXECUTE format('CREATE TRIGGER history_truncate BEFORE TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION history.only_grows()', watched);
END $$;
CREATE FUNCTION history.unwatch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE verb text;
BEGIN
    FOREACH verb IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS history_%s ON %s', verb, watched);
    END LOOP;
END $$;

-- Chains all entries of finished transactions that are not chained yet; gives the number of entries sealed.
-- Every transaction below the snapshot's xmin is over, so that a sealed range can never get another entry.
CREATE FUNCTION history.seal_now() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last history.seal;
    now_era integer := (SELECT max(number) FROM history.era);
    first_xid xid8;
    end_xid xid8;
    chained bytea;
    counted integer;
    link bigint;
    sealed timestamptz := clock_timestamp();
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('history.seal')) THEN
        RETURN 0;
    END IF;
    SELECT * INTO last FROM history.seal ORDER BY number DESC LIMIT 1;
    end_xid := pg_snapshot_xmin(pg_current_snapshot());
    first_xid := CASE WHEN last.era = now_era THEN last.to_xid ELSE '0'::xid8 END;
    SELECT count(*), string_agg(digest, ''::bytea ORDER BY id) INTO counted, chained
        FROM history.entry WHERE era = now_era AND xid >= first_xid AND xid < end_xid;
    IF counted = 0 THEN
        RETURN 0;
    END IF;
    link := coalesce(last.number, 0) + 1;
    INSERT INTO history.seal (number, era, from_xid, to_xid, entries, leaves, previous, digest, sealed_at)
    VALUES (link, now_era, first_xid, end_xid, counted, chained, coalesce(last.digest, ''::bytea),
            history.seal_digest(link, now_era, first_xid, end_xid, counted, chained,
                                coalesce(last.digest, ''::bytea), sealed), sealed);
    RETURN counted;
END $$;
CREATE FUNCTION history.seal_digest(
    number bigint, era integer, from_xid xid8, to_xid xid8, entries integer, leaves bytea, previous bytea,
    sealed_at timestamptz
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(number, era, from_xid::text, to_xid::text, entries,
        encode(leaves, 'hex'), encode(previous, 'hex'), extract(epoch FROM sealed_at))::text, 'UTF8'))
$$;
GRANT EXECUTE ON FUNCTION history.seal_now() TO jixiao_application;
