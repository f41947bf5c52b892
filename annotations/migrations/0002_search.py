"""Makes the search index: tables of words beside the tables of text, kept exact by triggers on both engines.

On PostgreSQL text is folded by functions that need no extension and no dictionary: compatibility forms taken
apart, accents dropped, lower case, spaces between words, and every character of a script that is written without
spaces a word of its own. The words are stored: an expression index alone is folded anew, 40 times slower, whenever
the planner prefers to walk the table.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

INDEXES = {
    "article": ("title", "publisher", "byline", "url"),
    "revision": ("text",),
    "claim": ("statement", "claimant"),
    "fragment": ("quote",),
    "source": ("title", "publisher", "url"),
    "citation": ("quote",),
    "note": ("text",),
}

ACCENTS = "\\u0300-\\u036F\\u064B-\\u065F\\u0670\\u0640"

# What stands between words. Written out, because a database with the C locale knows no letters beyond ASCII.
BETWEEN = (
    "\\u0001-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u00A9\\u00AB-\\u00B1\\u00B4\\u00B6-\\u00B8\\u00BB\\u00BF"
    "\\u00D7\\u00F7\\u02BC\\u055A-\\u055F\\u0589\\u058A\\u05BE\\u05C0\\u05C3\\u05C6\\u05F3\\u05F4\\u0600-\\u060F\\u061B-\\u061F"
    "\\u066A-\\u066D\\u06D4\\u06DD\\u0964\\u0965\\u0E2F\\u0E4F\\u0E5A\\u0E5B\\u104A-\\u104F\\u1360-\\u1368\\u1400\\u166E"
    "\\u1680\\u17D4-\\u17DA\\u1800-\\u180A\\u2000-\\u206F\\u20A0-\\u20CF\\u2100-\\u2BFF\\u2E00-\\u2E7F\\u3000-\\u3004"
    "\\u3008-\\u3020\\u3030\\u303D\\u30A0\\u30FB\\uFD3E\\uFD3F\\uFE10-\\uFE6F\\uFEFF\\uFF01-\\uFF0F\\uFFFC\\uFFFD"
    "\\U0001F000-\\U0001FAFF"
)

# Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = (
    "\\u0E01-\\u0E2E\\u0E30-\\u0E4E\\u0E80-\\u0EDF\\u1000-\\u1049\\u1780-\\u17D3\\u3041-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF"
    "\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\U00020000-\\U0003FFFF"
)

FUNCTIONS = f"""
CREATE FUNCTION factcheck_fold(given text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 200 AS $body$
DECLARE folded text := given;
BEGIN
    IF folded ~ '[^\\u0001-\\u007F]' THEN
        folded := regexp_replace(normalize(folded, NFKD), '[{ACCENTS}]', '', 'g');
        folded := regexp_replace(folded, '([{UNSPACED}])', ' \\1 ', 'g');
    END IF;
    folded := lower(folded LOWERING);
    RETURN trim(regexp_replace(folded, '[{BETWEEN}]+', ' ', 'g'));
END $body$;

CREATE FUNCTION factcheck_words(given text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 SET search_path FROM CURRENT AS $body$
DECLARE
    folded text := factcheck_fold(given);
    words text[];
    size bigint;
BEGIN
    SELECT array_agg(word), sum(octet_length(word)) INTO words, size FROM (
        SELECT DISTINCT left(word, 100) AS word FROM unnest(string_to_array(folded, ' ')) AS word WHERE word <> ''
    ) AS found;
    IF size > 1000000 THEN  -- More distinct words than a tsvector holds, which no language has.
        SELECT array_agg(word) INTO words FROM (
            SELECT DISTINCT left(word, 100) AS word
            FROM unnest(string_to_array(left(folded, 200000), ' ')) AS word WHERE word <> ''
        ) AS found;
    END IF;
    RETURN array_to_tsvector(coalesce(words, ARRAY[]::text[]));
END $body$;

CREATE FUNCTION factcheck_asked(given text, is_exact boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $body$
DECLARE query text;
BEGIN
    SELECT string_agg('''' || left(word, 100) || '''', ' & ' ORDER BY position) INTO query
    FROM unnest(string_to_array(factcheck_fold(given), ' ')) WITH ORDINALITY AS asked (word, position)
    WHERE word <> '';
    RETURN (query || CASE WHEN is_exact THEN '' ELSE ':*' END)::tsquery;
END $body$;

-- Whether the words stand in the text beside one another, in this order.
CREATE FUNCTION factcheck_holds(whole text, given text, is_exact boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 400 SET search_path FROM CURRENT AS $body$
    SELECT strpos(
        ' ' || regexp_replace(factcheck_fold(whole), ' +', ' ', 'g') || ' ',
        ' ' || regexp_replace(factcheck_fold(given), ' +', ' ', 'g') || CASE WHEN is_exact THEN ' ' ELSE '' END
    ) > 0
$body$;
-- After each statement; the arguments are the index and the columns that it holds.
CREATE FUNCTION factcheck_index() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('TRUNCATE %I', TG_ARGV[0]);
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('DELETE FROM %I WHERE id IN (SELECT id FROM removed)', TG_ARGV[0]);
    ELSIF TG_OP = 'INSERT' THEN
        EXECUTE format(
            'INSERT INTO %I (id, words) SELECT id, factcheck_words(concat_ws('' '', %s)) FROM added'
            ' ON CONFLICT (id) DO UPDATE SET words = excluded.words', TG_ARGV[0], TG_ARGV[1]
        );
    ELSE
        EXECUTE format(
            'DELETE FROM %I WHERE id IN (SELECT id FROM removed EXCEPT SELECT id FROM added)', TG_ARGV[0]
        );
        EXECUTE format(
            'INSERT INTO %I (id, words) SELECT id, factcheck_words(concat_ws('' '', %s))'
            ' FROM (SELECT id, %s FROM added EXCEPT SELECT id, %s FROM removed) AS changed'
            ' ON CONFLICT (id) DO UPDATE SET words = excluded.words',
            TG_ARGV[0], TG_ARGV[1], TG_ARGV[1], TG_ARGV[1]
        );
    END IF;
    RETURN NULL;
END $body$;
"""  # noqa: S608 # made of the ranges above

# Collations whose lower() knows more than ASCII, for a database that was made with the C locale.
LOWERING = ("und-x-icu", "pg_c_utf8", "C.utf8", "en_US.utf8")


EVENTS = {
    "INSERT": "REFERENCING NEW TABLE AS added",
    "UPDATE": "REFERENCING OLD TABLE AS removed NEW TABLE AS added",
    "DELETE": "REFERENCING OLD TABLE AS removed",
    "TRUNCATE": "",
}


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        from annotations.history import sqlite_search

        sqlite_search.make(connection)  # Made of the text and from it alone: whatever its shape is today.
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS.replace("LOWERING", _collation(cursor)), None)
        for entity, columns in INDEXES.items():
            for statement in _index(entity, ", ".join(columns)):
                cursor.execute(statement, None)


def unmake(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        from annotations.history import sqlite_search

        sqlite_search.unmake(connection)
        return
    with connection.cursor() as cursor:
        for entity in INDEXES:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER find_{entity}_{event[0].lower()} ON annotations_{entity}")
            cursor.execute(f"DROP TABLE find_{entity}")
        cursor.execute(
            "DROP FUNCTION factcheck_index(), factcheck_holds(text, text, boolean), factcheck_asked(text, boolean),"
            " factcheck_words(text), factcheck_fold(text)"
        )


def _index(entity: str, columns: str) -> Iterator[str]:
    index, table = f"find_{entity}", f"annotations_{entity}"
    yield f"CREATE TABLE {index} (id bigint PRIMARY KEY, words tsvector NOT NULL)"
    yield f"INSERT INTO {index} SELECT id, factcheck_words(concat_ws(' ', {columns})) FROM {table}"  # noqa: S608
    # Without a list of entries not yet merged, which every search reads from end to end.
    yield f"CREATE INDEX {index}_words ON {index} USING gin (words) WITH (fastupdate = off)"
    for event, rows in EVENTS.items():
        trigger = f"{index}_{event[0].lower()}"
        yield (
            f"CREATE TRIGGER {trigger} AFTER {event} ON {table} {rows}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION factcheck_index('{index}', '{columns}')"
        )
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


def _collation(cursor: Any) -> str:
    cursor.execute("SELECT lower('Ж') = 'ж'")
    if cursor.fetchone()[0]:
        return ""
    cursor.execute("SELECT collname FROM pg_collation WHERE collname = ANY(%s)", [list(LOWERING)])
    there = {name for (name,) in cursor.fetchall()}
    return next((f'COLLATE "{name}"' for name in LOWERING if name in there), "")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
