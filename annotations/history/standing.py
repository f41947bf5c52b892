"""Owns whether everything that is written would be recorded: asked before serving, and by the health page."""

from __future__ import annotations

import time

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.installation import missing
from annotations.history.log_tables import CONTEXT_TABLE

REMEDY = "Run `python manage.py repair_history --reason '...'`, which puts it back on record, then `verify_history`."
# Seconds for which an answer holds: monitors ask more often than triggers come and go.
HOLDS = 30
_answers: dict[str, tuple[float, bool]] = {}


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Each trigger that is missing, switched off or changed, in a line. Empty before the first migration."""
    with connection.cursor() as cursor:
        if CONTEXT_TABLE not in connection.introspection.table_names(cursor):
            return []
    return missing(connection)


def refusal(connection: BaseDatabaseWrapper) -> str:
    """Why nothing may be served, and what mends it; empty when all is well."""
    lines = faults(connection)
    if not lines:
        return ""
    listed = "\n".join(f"  {line}" for line in lines[:10]) + ("\n  ..." if len(lines) > 10 else "")
    return f"factcheck does not start: changes would go unrecorded.\n{listed}\n{REMEDY}"


def is_recording(connection: BaseDatabaseWrapper) -> bool:
    """The same as yes or no, looked up at most every HOLDS seconds."""
    now = time.monotonic()
    key = str(connection.settings_dict["NAME"])
    asked, answer = _answers.get(key, (0.0, False))
    # A fault is looked at anew at once: it may have been mended.
    if not answer or now - asked > HOLDS:
        answer = not faults(connection)
        _answers[key] = (now, answer)
    return answer
