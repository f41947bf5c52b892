"""Owns the text of PostgreSQL functions that record what is written and refuse what may not be. Runs nothing itself.

Generic ones serve every table; what differs is passed as trigger arguments, so they survive any ALTER TABLE. The Action
named by the session is believed only if this very transaction opened it.
"""

from __future__ import annotations

from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, CONTEXT_TABLE, REDACTION_TABLE
from annotations.models.audit import MASK

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION factcheck_current_action() RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $function$
DECLARE found bigint;
BEGIN
  SELECT id INTO found FROM {ACTION_TABLE}
    WHERE id = nullif(current_setting('factcheck.action', true), '')::bigint
      AND txid = pg_current_xact_id()::text::bigint;
  IF found IS NULL AND (SELECT strict FROM {CONTEXT_TABLE} WHERE id = 1) THEN
    RAISE EXCEPTION 'history: a write that no Action explains' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN found;
END $function$;

-- `given` are a capturing trigger's arguments, from 0: entity, masked columns, omitted columns, claim column, then at
-- most three pairs of stream kind and column.
CREATE OR REPLACE FUNCTION factcheck_stream(kept jsonb, given text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $function$
  SELECT coalesce(given[4] || ':' || (kept ->> given[5]), given[6] || ':' || (kept ->> given[7]),
    given[8] || ':' || (kept ->> given[9]), given[0] || ':' || (kept ->> 'id'))
$function$;

CREATE OR REPLACE FUNCTION factcheck_masked(kept jsonb, masked text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
AS $function$
  SELECT CASE WHEN masked = '{{}}' THEN kept
    ELSE kept || (SELECT jsonb_object_agg(one, '{MASK}') FROM unnest(masked) AS one) END
$function$;

-- A statement's rows are recorded at once, for that costs a fraction of a call a row. The Action is asked for by a
-- subquery: it is looked up once, and not at all where no row changed.
CREATE OR REPLACE FUNCTION factcheck_capture_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' SET plan_cache_mode = force_generic_plan AS $function$
DECLARE
  masked text[] := string_to_array(TG_ARGV[1], ','); omitted text[] := string_to_array(TG_ARGV[2], ',');
BEGIN
  INSERT INTO {CHANGE_TABLE}
    (at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user, txid)
  SELECT clock_timestamp(), (SELECT factcheck_current_action()), factcheck_stream(kept, TG_ARGV), TG_ARGV[0],
    (kept ->> 'id')::bigint, (kept ->> TG_ARGV[3])::bigint, left(TG_OP, 1),
    encode(uuid_send(gen_random_uuid()), 'hex'), factcheck_masked(kept, masked)::text, session_user,
    pg_current_xact_id()::text::bigint
  FROM (SELECT to_jsonb(touched) - omitted AS kept FROM touched_rows AS touched OFFSET 0) AS whole;
  RETURN NULL;
END $function$;

-- Rows as they were and as they are come in the same order. They may be many where they were few when this was
-- planned, so nested loops are out of the question; and it is planned once, for that costs more than a row.
CREATE OR REPLACE FUNCTION factcheck_capture_updates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC'
SET enable_nestloop = off SET plan_cache_mode = force_generic_plan AS $function$
DECLARE
  masked text[] := string_to_array(TG_ARGV[1], ','); omitted text[] := string_to_array(TG_ARGV[2], ',');
BEGIN
  INSERT INTO {CHANGE_TABLE}
    (at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user, txid)
  SELECT clock_timestamp(), (SELECT factcheck_current_action()), factcheck_stream(kept, TG_ARGV), TG_ARGV[0],
    (kept ->> 'id')::bigint, (kept ->> TG_ARGV[3])::bigint, operation, encode(uuid_send(gen_random_uuid()), 'hex'),
    (CASE WHEN operation IN ('I', 'D') THEN factcheck_masked(kept, masked) ELSE (
      SELECT jsonb_object_agg(key, CASE WHEN key = ANY (masked) THEN '["{MASK}", "{MASK}"]'::jsonb
        ELSE jsonb_build_array(before -> key, value) END)
      FROM jsonb_each(after) WHERE value IS DISTINCT FROM before -> key) END)::text,
    session_user, pg_current_xact_id()::text::bigint
  FROM (
    SELECT before, after, before -> 'id' <> after -> 'id' AS is_another,
      factcheck_stream(before, TG_ARGV) <> factcheck_stream(after, TG_ARGV) AS has_moved
    FROM (SELECT row_number() OVER () AS place, to_jsonb(one) - omitted AS before FROM old_rows AS one) AS old
    JOIN (SELECT row_number() OVER () AS place, to_jsonb(one) - omitted AS after FROM new_rows AS one) AS new
      USING (place)
    WHERE before <> after ORDER BY place OFFSET 0
  ) AS pair
  -- A row that takes another id ends under the old one and begins under the new one.
  CROSS JOIN LATERAL (VALUES
    (after, 'U', NOT is_another), (before, 'M', NOT is_another AND has_moved),
    (before, 'D', is_another), (after, 'I', is_another)) AS told (kept, operation, is_so)
  WHERE is_so;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION factcheck_keep_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $function$
BEGIN
  -- A Change may lose what a Redaction names, and nothing else of it may change.
  IF TG_OP = 'UPDATE' AND NEW.nonce = ''
    AND to_jsonb(NEW) - '{{nonce,body}}'::text[] = to_jsonb(OLD) - '{{nonce,body}}'::text[]
    AND EXISTS (SELECT 1 FROM {REDACTION_TABLE} WHERE change_id = OLD.id
      AND replacement_hash = encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
      AND (OLD.nonce = '' OR body_hash = encode(sha256(convert_to(OLD.nonce || OLD.body, 'UTF8')), 'hex')))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION factcheck_keep_action() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $function$
DECLARE was text; now text; kept text[] := '{{nonce,actor_label,on_behalf_of,reason,client,request_id}}';
BEGIN
  -- An Action may lose what a Redaction names of people, and nothing else of it may change.
  IF TG_OP = 'UPDATE' AND NEW.nonce = '' AND to_jsonb(NEW) - kept = to_jsonb(OLD) - kept THEN
    was := factcheck_private(ARRAY[OLD.actor_label, OLD.on_behalf_of, OLD.reason, OLD.client, OLD.request_id]);
    now := factcheck_private(ARRAY[NEW.actor_label, NEW.on_behalf_of, NEW.reason, NEW.client, NEW.request_id]);
    IF EXISTS (SELECT 1 FROM {REDACTION_TABLE} WHERE redacted_action_id = OLD.id
      AND replacement_hash = encode(sha256(convert_to(now, 'UTF8')), 'hex')
      AND (OLD.nonce = '' OR body_hash = encode(sha256(convert_to(OLD.nonce || was, 'UTF8')), 'hex')))
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION factcheck_refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only%', TG_TABLE_NAME, CASE WHEN TG_OP = 'INSERT'
    THEN ', and only triggers write to it' ELSE '' END USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION factcheck_stamp() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $function$
BEGIN
  NEW.txid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $function$;
"""
