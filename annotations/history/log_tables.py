"""Owns the names of the append-only tables. Knows no SQL."""

ACTION_TABLE = "annotations_action"
CHANGE_TABLE = "annotations_change"
SEAL_TABLE = "annotations_seal"
REDACTION_TABLE = "annotations_redaction"
LOG_TABLES = (
    ACTION_TABLE,
    CHANGE_TABLE,
    SEAL_TABLE,
    REDACTION_TABLE,
    "annotations_leaf",
    "annotations_checkpoint",
)
# What an Action tells of people, in the order in which it is hashed.
PRIVATE_COLUMNS = ("actor_label", "on_behalf_of", "reason", "client", "request_id")
CONTEXT_TABLE = "annotations_actioncontext"
HEAD_TABLE = "annotations_sealhead"
