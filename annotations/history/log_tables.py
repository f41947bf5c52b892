"""Owns the names of the append-only tables. Knows no SQL."""

LOG_TABLES = ("annotations_action", "annotations_change")
CHANGE_TABLE = "annotations_change"
ACTION_TABLE = "annotations_action"
CONTEXT_TABLE = "annotations_actioncontext"
