"""Owns the history as W3C PROV, in PROV-JSON, so that PROV's own tools read it.

An Action is an Activity, informed by those that it takes back, who did it an Agent, each version of a row an Entity.
A Change generates the new version, which is a revision of the one before and invalidates it. Written in pieces; one
row is in memory at a time.
PROV-JSON was chosen over PROV-O because it needs no RDF to be read, and its reader converts it to PROV-O.
Format: https://www.w3.org/submissions/prov-json/ (W3C Member Submission, 2013-04-24).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from annotations.history.export import Record, records_of
from annotations.models import Action, Change

Entries = Iterator[tuple[str, dict[str, Any]]]
REMOVED = Change.Operation.DELETE.value
PERSON, SOFTWARE, REVISION = "prov:Person", "prov:SoftwareAgent", "prov:Revision"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is to be told. Each part is read more than once. Changes come row by row, oldest first, without moves."""

    actions: Callable[[], Iterable[Record]]
    changes: Callable[[], Iterable[Record]]


def whole_history() -> Recorded:
    """Read from the database as it is asked for; call it in one moment."""
    changes = Change.objects.exclude(operation=Change.Operation.MOVE).order_by("entity", "row_id", "id")
    return Recorded(
        lambda: records_of("action", Action.objects.order_by("id")), lambda: records_of("change", changes)
    )


def part_of_history(records: Iterable[Record]) -> Recorded:
    """Of records that are at hand, whole ones alone: what is withheld has no provenance to tell."""
    held = list(records)
    actions = [record for record in held if record["kind"] == "action"]
    changes = [record for record in held if record["kind"] == "change" and record["operation"] != "M"]
    changes.sort(key=lambda change: (change["entity"], change["row_id"], change["id"]))
    return Recorded(lambda: actions, lambda: changes)


def prov_pieces(recorded: Recorded, base_url: str) -> Iterator[str]:
    """The document in pieces of text. `base_url` is where the site is reached, without a final slash."""
    prefix = {"fc": f"{base_url}/history/"}
    yield '{\n"prefix": ' + json.dumps(prefix, ensure_ascii=False)
    for name, entries in (
        ("activity", _activities),
        ("agent", _agents),
        ("entity", _entities),
        ("wasInformedBy", _reversals),
        ("wasAssociatedWith", _associations),
        ("actedOnBehalfOf", _delegations),
        ("wasGeneratedBy", _generations),
        ("wasDerivedFrom", _revisions),
        ("wasInvalidatedBy", _invalidations),
    ):
        yield f',\n"{name}": {{'
        comma = ""
        for ident, attributes in entries(recorded):
            yield f"{comma}\n{json.dumps(ident)}: {json.dumps(attributes, ensure_ascii=False)}"
            comma = ","
        yield "}"
    yield "\n}\n"


def _activities(recorded: Recorded) -> Entries:
    for action in recorded.actions():
        told = {f"fc:{name}": action[name] for name in ("verb", "reason", "channel") if action[name]}
        if action["reverts"] is not None:
            told["fc:reverts"] = f"action {action['reverts']}"
        yield _activity(action["id"]), _at(action["at"], "prov:startTime", "prov:endTime") | told
    for change in recorded.changes():
        if change["action_id"] is None:
            told = {"prov:label": "written outside factcheck", "fc:database_user": change["db_user"]}
            yield _cause(change), _at(change["at"], "prov:startTime", "prov:endTime") | told


def _agents(recorded: Recorded) -> Entries:
    seen: set[str] = set()
    for action in recorded.actions():
        kind = SOFTWARE if action["actor_id"] is None else PERSON
        agents = [(_agent(action), kind, action["actor_label"])]
        if action["on_behalf_of"]:
            agents.append((_represented(action), "prov:Agent", action["on_behalf_of"]))
        for ident, named, label in agents:
            if ident not in seen:
                seen.add(ident)
                yield ident, {"prov:type": _name(named), "prov:label": label}


def _entities(recorded: Recorded) -> Entries:
    for change, row in _rows(recorded):
        if row is not None:
            value = json.dumps(row, ensure_ascii=False)
            yield (
                _version(change),
                {"prov:label": f"{change['entity']} {change['row_id']}", "prov:value": value},
            )


def _associations(recorded: Recorded) -> Entries:
    for action in recorded.actions():
        related = {"prov:activity": _activity(action["id"]), "prov:agent": _agent(action)}
        # The name as it was; an account may be renamed.
        yield f"_:association{action['id']}", related | {"fc:named": action["actor_label"]}


def _delegations(recorded: Recorded) -> Entries:
    for action in recorded.actions():
        if action["on_behalf_of"]:
            yield (
                f"_:delegation{action['id']}",
                {
                    "prov:delegate": _agent(action),
                    "prov:responsible": _represented(action),
                    "prov:activity": _activity(action["id"]),
                },
            )


def _reversals(recorded: Recorded) -> Entries:
    """Which Action took back which: as it says itself, and as Reversals list where it took back more than one."""
    told: set[tuple[int, int]] = set()
    for action in recorded.actions():
        if action["reverts"] is not None:
            told.add((action["id"], action["reverts"]))
    for change in recorded.changes():
        if change["entity"] == "reversal" and change["operation"] == "I":
            row = json.loads(change["body"])
            if row["reverted_action_id"] is not None:
                told.add((row["action_id"], row["reverted_action_id"]))
    known = {action["id"] for action in recorded.actions()}
    for taker, taken in sorted(told):
        # Of a part of the history, what was taken back may lie outside it.
        if taken in known:
            related = {"prov:informed": _activity(taker), "prov:informant": _activity(taken)}
            yield (
                f"_:reversal{taker}.{taken}",
                related | {"prov:type": _name("fc:reversal")},
            )


def _generations(recorded: Recorded) -> Entries:
    for change, _ in _versions(recorded):
        if change["operation"] != REMOVED:
            related = {"prov:entity": _version(change), "prov:activity": _cause(change)}
            yield f"_:generation{change['id']}", related | _at(change["at"], "prov:time")


def _revisions(recorded: Recorded) -> Entries:
    for change, before in _versions(recorded):
        if before is not None and change["operation"] != REMOVED:
            yield (
                f"_:revision{change['id']}",
                {
                    "prov:generatedEntity": _version(change),
                    "prov:usedEntity": _version(before),
                    "prov:activity": _cause(change),
                    "prov:type": _name(REVISION),
                },
            )


def _invalidations(recorded: Recorded) -> Entries:
    for change, before in _versions(recorded):
        if before is not None:
            related = {"prov:entity": _version(before), "prov:activity": _cause(change)}
            yield f"_:invalidation{change['id']}", related | _at(change["at"], "prov:time")


def _versions(recorded: Recorded) -> Iterator[tuple[Record, Record | None]]:
    """(Change, the one that made the version before it)."""
    before: Record | None = None
    for change in recorded.changes():
        is_same = before is not None and all(before[name] == change[name] for name in ("entity", "row_id"))
        yield change, before if is_same and before and before["operation"] != REMOVED else None
        before = change


def _rows(recorded: Recorded) -> Iterator[tuple[Record, Record | None]]:
    """(Change, the row after it); no row where it was removed."""
    for _, changes in groupby(recorded.changes(), key=lambda change: (change["entity"], change["row_id"])):
        row: Record | None = None
        for change in changes:
            body = json.loads(change["body"])
            if change["operation"] == REMOVED:
                row = None
            elif change["operation"] == "U":
                row = (row or {}) | {column: new for column, (_, new) in body.items()}
            else:
                row = body
            yield change, row


def _activity(action_id: int) -> str:
    return f"fc:action.{action_id}"


def _cause(change: Record) -> str:
    action_id = change["action_id"]
    return f"fc:unexplained.{change['id']}" if action_id is None else _activity(action_id)


def _version(change: Record) -> str:
    return f"fc:{change['entity']}.{change['row_id']}.{change['id']}"


def _agent(action: Record) -> str:
    if action["actor_id"] is None:
        return f"fc:program.{_short(action['actor_label'])}"
    return f"fc:person.{action['actor_id']}"


def _represented(action: Record) -> str:
    return f"fc:represented.{_short(action['on_behalf_of'])}"


def _short(label: str) -> str:
    """A name of a few letters and digits for any text."""
    return hashlib.sha256(label.encode()).hexdigest()[:12]


def _at(moment: str, *names: str) -> dict[str, Any]:
    return {name: f"{moment.replace(' ', 'T', 1)}+00:00" for name in names}


def _name(value: str) -> dict[str, str]:
    return {"$": value, "type": "prov:QUALIFIED_NAME"}
