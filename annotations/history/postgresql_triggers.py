"""Owns the text of PostgreSQL's functions and triggers. Runs nothing by itself.

One generic function serves every table; what differs is passed as trigger arguments, so it survives any
ALTER TABLE. The Action named by the session is believed only if this very transaction opened it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotations.history import postgresql_sealing
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, CONTEXT_TABLE, REDACTION_TABLE
from annotations.models.audit import MASK, Audit

CAPTURE_TRIGGER = "history_capture"
GUARD_TRIGGER = "keep_append_only"
NO_TRUNCATE_TRIGGER = "keep_no_truncate"
STAMP_TRIGGER = "history_stamp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION factcheck_capture() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $function$
DECLARE
  before jsonb; after jsonb; body jsonb; column_name text; current_action bigint;
  old_stream text; new_stream text; position int; operations text[] := ARRAY[left(TG_OP, 1)]; operation text;
  touched jsonb; old_or_new text;
BEGIN
  -- TG_ARGV: entity, masked columns, omitted columns, claim column, then pairs of stream kind and column
  IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
  IF TG_ARGV[2] <> '' THEN
    before := before - string_to_array(TG_ARGV[2], ',');
    after := after - string_to_array(TG_ARGV[2], ',');
  END IF;
  IF TG_OP = 'UPDATE' AND after = before THEN RETURN NULL; END IF;
  FOR position IN REVERSE (TG_NARGS - 2)..4 BY 2 LOOP
    IF before ->> TG_ARGV[position + 1] IS NOT NULL THEN
      old_stream := TG_ARGV[position] || ':' || (before ->> TG_ARGV[position + 1]); END IF;
    IF after ->> TG_ARGV[position + 1] IS NOT NULL THEN
      new_stream := TG_ARGV[position] || ':' || (after ->> TG_ARGV[position + 1]); END IF;
  END LOOP;
  old_stream := coalesce(old_stream, TG_ARGV[0] || ':' || (before ->> 'id'));
  new_stream := coalesce(new_stream, TG_ARGV[0] || ':' || (after ->> 'id'));
  SELECT id INTO current_action FROM {ACTION_TABLE}
    WHERE id = nullif(current_setting('factcheck.action', true), '')::bigint
      AND txid = pg_current_xact_id()::text::bigint;
  IF current_action IS NULL THEN
    IF (SELECT strict FROM {CONTEXT_TABLE} WHERE id = 1) THEN
      RAISE EXCEPTION 'history: a write that no Action explains'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(key, CASE WHEN key = ANY (string_to_array(TG_ARGV[1], ','))
        THEN '["{MASK}", "{MASK}"]'::jsonb ELSE jsonb_build_array(before -> key, value) END)
      INTO body FROM jsonb_each(after) WHERE value IS DISTINCT FROM before -> key;
    IF before -> 'id' <> after -> 'id' THEN
      -- A row that takes another id ends under the old one and begins under the new one.
      operations := ARRAY['D', 'I'];
    ELSIF old_stream <> new_stream THEN
      operations := ARRAY['U', 'M'];
    END IF;
  END IF;
  IF TG_ARGV[1] <> '' THEN
    FOREACH column_name IN ARRAY string_to_array(TG_ARGV[1], ',') LOOP
      before := jsonb_set(before, ARRAY[column_name], '"{MASK}"'::jsonb);
      after := jsonb_set(after, ARRAY[column_name], '"{MASK}"'::jsonb);
    END LOOP;
  END IF;
  FOREACH operation IN ARRAY operations LOOP
    IF operation IN ('D', 'M') THEN touched := before; old_or_new := old_stream;
    ELSE touched := after; old_or_new := new_stream; END IF;
    INSERT INTO {CHANGE_TABLE}
      (at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user, txid)
    VALUES (clock_timestamp(), current_action, old_or_new, TG_ARGV[0], (touched ->> 'id')::bigint,
      (touched ->> TG_ARGV[3])::bigint, operation, encode(uuid_send(gen_random_uuid()), 'hex'),
      (CASE WHEN operation IN ('U', 'M') THEN body ELSE touched END)::text, session_user,
      pg_current_xact_id()::text::bigint);
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION factcheck_keep_change() RETURNS trigger LANGUAGE plpgsql AS $function$
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

CREATE OR REPLACE FUNCTION factcheck_keep_action() RETURNS trigger LANGUAGE plpgsql AS $function$
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

CREATE OR REPLACE FUNCTION factcheck_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION factcheck_stamp() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
  NEW.txid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $function$;
"""


# What pg_trigger.tgtype says: 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
_KINDS = {
    CAPTURE_TRIGGER: 1 + 4 + 8 + 16,
    GUARD_TRIGGER: 1 + 2 + 8 + 16,
    NO_TRUNCATE_TRIGGER: 2 + 32,
    STAMP_TRIGGER: 1 + 2 + 4,
    postgresql_sealing.SEAL_TRIGGER: 1 + 4,
}
_ALWAYS = "A"


def expected_triggers(
    audits: Iterable[Audit], log_tables: Iterable[str]
) -> dict[tuple[str, str], tuple[str, bytes, str, int]]:
    """(table, trigger) -> how it should stand in pg_trigger: enabled, arguments, function, kind."""
    refuse = "factcheck_refuse"
    wanted: list[tuple[str, str, list[str], str]] = [
        (ACTION_TABLE, STAMP_TRIGGER, [], "factcheck_stamp"),
        (CHANGE_TABLE, postgresql_sealing.SEAL_TRIGGER, [], "factcheck_seal"),
    ]
    for audit in audits:
        wanted.append((audit.table, CAPTURE_TRIGGER, _arguments(audit), "factcheck_capture"))
        wanted.append((audit.table, NO_TRUNCATE_TRIGGER, [], refuse))
    for table in log_tables:
        wanted += [(table, GUARD_TRIGGER, [], _guard(table)), (table, NO_TRUNCATE_TRIGGER, [], refuse)]
    return {
        (table, name): (_ALWAYS, b"".join(one.encode() + b"\0" for one in arguments), function, _KINDS[name])
        for table, name, arguments, function in wanted
    }


def function_sources() -> dict[str, str]:
    """Name -> text between the dollar quotes, as pg_proc.prosrc holds it."""
    text = FUNCTIONS + postgresql_sealing.FUNCTIONS
    pattern = r"FUNCTION (factcheck_\w+)\([^)]*\) RETURNS [^$]*\$function\$(.*?)\$function\$"
    return dict(re.findall(pattern, text, re.DOTALL))


def capture_statements(audit: Audit) -> list[str]:
    """Statements that (re)make the table's capture trigger."""
    quoted = ", ".join(f"'{argument}'" for argument in _arguments(audit))
    return [
        *_replaced(
            audit.table,
            CAPTURE_TRIGGER,
            "AFTER INSERT OR UPDATE OR DELETE",
            "ROW",
            f"factcheck_capture({quoted})",
        ),
        *_replaced(audit.table, NO_TRUNCATE_TRIGGER, "BEFORE TRUNCATE", "STATEMENT", "factcheck_refuse()"),
    ]


def _guard(table: str) -> str:
    keeping = {CHANGE_TABLE: "factcheck_keep_change", ACTION_TABLE: "factcheck_keep_action"}
    return keeping.get(table, "factcheck_refuse")


def _arguments(audit: Audit) -> list[str]:
    pairs = [part for pair in audit.streams for part in pair]
    return [audit.entity, ",".join(audit.masked), ",".join(audit.omitted), audit.claim, *pairs]


def guard_statements(table: str) -> list[str]:
    """Statements that make a table append-only."""
    statements = [
        *_replaced(table, GUARD_TRIGGER, "BEFORE UPDATE OR DELETE", "ROW", f"{_guard(table)}()"),
        *_replaced(table, NO_TRUNCATE_TRIGGER, "BEFORE TRUNCATE", "STATEMENT", "factcheck_refuse()"),
    ]
    if table == ACTION_TABLE:
        statements += _replaced(table, STAMP_TRIGGER, "BEFORE INSERT", "ROW", "factcheck_stamp()")
    if table == CHANGE_TABLE:
        statements += postgresql_sealing.seal_statements()
    return statements


def _replaced(table: str, trigger: str, when: str, each: str, function: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS {trigger} ON "{table}"',
        f'CREATE TRIGGER {trigger} {when} ON "{table}" FOR EACH {each} EXECUTE FUNCTION {function}',
        # Also fires when a superuser plays replica.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {trigger}',
    ]
