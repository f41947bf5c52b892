"""Owns the text of PostgreSQL's sealing: a deferred trigger that seals a transaction's Changes as it commits.

The digests are those of digests.py, made where the rows are, so that raw SQL is sealed as well and nothing travels.
Heads are locked last and in the order of their names, so that two transactions never wait for each other in a ring.
"""

from __future__ import annotations

from annotations.history.digests import ACTION, CHANGE, SEAL
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, HEAD_TABLE, SEAL_TABLE

SEAL_TRIGGER = "zz_history_seal"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION factcheck_moment(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $function$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
$function$;

CREATE OR REPLACE FUNCTION factcheck_root(leaves bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $function$
DECLARE level bytea[] := leaves; n int := cardinality(leaves);
BEGIN
  WHILE n > 1 LOOP
    FOR i IN 1..n / 2 LOOP
      level[i] := sha256('\\x01'::bytea || level[2 * i - 1] || level[2 * i]);
    END LOOP;
    IF n % 2 = 1 THEN level[n / 2 + 1] := level[n]; END IF;
    n := (n + 1) / 2;
  END LOOP;
  RETURN level[1];
END $function$;

CREATE OR REPLACE FUNCTION factcheck_private(texts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $function$
  SELECT string_agg(octet_length(convert_to(one, 'UTF8')) || ':' || one || ',', '' ORDER BY place)
  FROM unnest(texts) WITH ORDINALITY AS given (one, place)
$function$;

CREATE OR REPLACE FUNCTION factcheck_action_hash(action_id bigint) RETURNS text LANGUAGE plpgsql STABLE AS $function$
DECLARE a {ACTION_TABLE}; private text;
BEGIN
  SELECT * INTO a FROM {ACTION_TABLE} WHERE id = action_id;
  IF NOT FOUND THEN RETURN ''; END IF;
  private := factcheck_private(ARRAY[a.actor_label, a.on_behalf_of, a.reason, a.client, a.request_id]);
  RETURN encode(sha256(convert_to(array_to_string(ARRAY['{ACTION}', a.id::text, factcheck_moment(a.at),
    a.actor_id::text, a.channel, a.verb, a.app_version, a.reverts::text,
    encode(sha256(convert_to(a.nonce || private, 'UTF8')), 'hex')], E'\\n', ''), 'UTF8')), 'hex');
END $function$;

CREATE OR REPLACE FUNCTION factcheck_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $function$
DECLARE
  mine bigint := pg_current_xact_id()::text::bigint; part record; head {HEAD_TABLE}; root text; hashed text;
  digest text; moment timestamptz;
BEGIN
  -- The first of a transaction's Changes seals them all; the calls for the others find that done.
  IF NEW.id <= coalesce(nullif(current_setting('factcheck.sealed_to', true), '')::bigint, 0) THEN RETURN NULL; END IF;
  FOR part IN
    SELECT stream, action_id, array_agg(id ORDER BY id) AS ids, max(id) AS last_id, array_agg(
      sha256('\\x00'::bytea || convert_to(array_to_string(ARRAY['{CHANGE}', id::text, factcheck_moment(at),
        action_id::text, stream, entity, row_id::text, claim_id::text, operation,
        encode(sha256(convert_to(nonce || body, 'UTF8')), 'hex'), db_user], E'\\n', ''), 'UTF8'))
      ORDER BY id) AS leaves
    FROM {CHANGE_TABLE} WHERE id >= NEW.id AND txid = mine
    GROUP BY stream, action_id ORDER BY stream COLLATE "C", action_id NULLS FIRST
  LOOP
    SELECT * INTO head FROM {HEAD_TABLE} WHERE stream = part.stream FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO {HEAD_TABLE} (stream, number, hash, at) VALUES (part.stream, 0, '', '-infinity')
        ON CONFLICT (stream) DO NOTHING;
      SELECT * INTO head FROM {HEAD_TABLE} WHERE stream = part.stream FOR UPDATE;
    END IF;
    root := encode(factcheck_root(part.leaves), 'hex');
    hashed := coalesce(factcheck_action_hash(part.action_id), '');
    moment := greatest(clock_timestamp(), head.at + interval '1 microsecond');
    digest := encode(sha256(convert_to(array_to_string(ARRAY['{SEAL}', part.stream, (head.number + 1)::text,
      part.action_id::text, cardinality(part.ids)::text, root, hashed, head.hash, factcheck_moment(moment)],
      E'\\n', ''), 'UTF8')), 'hex');
    INSERT INTO {SEAL_TABLE}
      (stream, number, action_id, change_ids, last_change_id, root, action_hash, previous, hash, at)
    VALUES (part.stream, head.number + 1, part.action_id, factcheck_ranges(part.ids), part.last_id, root, hashed,
      head.hash, digest, moment);
    UPDATE {HEAD_TABLE} SET number = head.number + 1, hash = digest, at = moment WHERE stream = part.stream;
  END LOOP;
  PERFORM set_config('factcheck.sealed_to',
    (SELECT max(id)::text FROM {CHANGE_TABLE} WHERE id >= NEW.id AND txid = mine), true);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION factcheck_ranges(ids bigint[]) RETURNS text LANGUAGE sql IMMUTABLE AS $function$
  SELECT string_agg(CASE WHEN low = high THEN low::text ELSE low || '-' || high END, ',' ORDER BY low)
  FROM (SELECT min(id) AS low, max(id) AS high
    FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS run FROM unnest(ids) AS id) AS numbered
    GROUP BY run) AS runs
$function$;
"""


def seal_statements() -> list[str]:
    """Statements that (re)make the trigger on the table of Changes."""
    deferred, each = "DEFERRABLE INITIALLY DEFERRED", "FOR EACH ROW EXECUTE FUNCTION factcheck_seal()"
    return [
        f"DROP TRIGGER IF EXISTS {SEAL_TRIGGER} ON {CHANGE_TABLE}",
        f"CREATE CONSTRAINT TRIGGER {SEAL_TRIGGER} AFTER INSERT ON {CHANGE_TABLE} {deferred} {each}",
        f"ALTER TABLE {CHANGE_TABLE} ENABLE ALWAYS TRIGGER {SEAL_TRIGGER}",
    ]
