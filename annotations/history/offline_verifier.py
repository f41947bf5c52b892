"""Checks an exported factcheck history on its own: `python offline_verifier.py HISTORY.jsonl --since CHECKPOINT`.

One file for outsiders: Python 3.11 and the package `cryptography`, nothing of factcheck and no database. It makes
every digest anew from the exported lines, so it shares no code with the program it checks. Without a checkpoint
that was kept elsewhere it cannot tell a history that was cut off or rewritten as a whole.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]
PUBLIC_OF_ACTION = ("id", "at", "actor_id", "channel", "verb", "app_version", "reverts")
PRIVATE_OF_ACTION = ("actor_label", "on_behalf_of", "reason", "client", "request_id")


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def packed(kind: str, values: Iterable[Any]) -> bytes:
    return "\n".join([kind, *("" if value is None else str(value) for value in values)]).encode()


def root_of(level: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, over leaf hashes."""
    if not level:
        return sha256(b"")
    if len(level) == 1:
        return level[0]
    split = 1 << (len(level) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(level[:split]) + root_of(level[split:]))


def numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        found += range(int(low), int(high or low) + 1)
    return found


def hash_of_action(action: Record) -> str:
    private = "".join(f"{len(action[name].encode())}:{action[name]}," for name in PRIVATE_OF_ACTION)
    hidden = sha256((action["nonce"] + private).encode()).hex()
    return sha256(packed("factcheck action 1", [*(action[name] for name in PUBLIC_OF_ACTION), hidden])).hex()


def leaf_of_change(change: Record, redactions: dict[int, Record]) -> bytes:
    erased = redactions.get(change["id"])
    body = sha256((change["nonce"] + change["body"]).encode()).hex()
    values = [
        change[n] for n in ("id", "at", "action_id", "stream", "entity", "row_id", "claim_id", "operation")
    ]
    values += [erased["body_hash"] if erased else body, change["db_user"]]
    return sha256(b"\x00" + packed("factcheck change 1", values))


class History:
    """An export, sorted by kind."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.kinds: dict[str, list[Record]] = defaultdict(list)
        for line in lines:
            record = json.loads(line)
            self.kinds[record["kind"]].append(record)
        self.redactions = {record["change_id"]: record for record in self.kinds["redaction"]}

    def problems(self, key: str, outside: str | None) -> Iterator[str]:
        yield from self.chain_problems()
        yield from self.redaction_problems()
        yield from self.replay_problems()
        yield from self.tree_problems(key, outside)

    def chain_problems(self) -> Iterator[str]:
        leaves = {change["id"]: leaf_of_change(change, self.redactions) for change in self.kinds["change"]}
        actions = {action["id"]: hash_of_action(action) for action in self.kinds["action"]}
        last: dict[str, tuple[int, str]] = {}
        for seal in sorted(self.kinds["seal"], key=lambda seal: (seal["stream"], seal["number"])):
            name = f"seal {seal['number']} of {seal['stream']}"
            number, previous = last.get(seal["stream"], (0, ""))
            if (seal["number"], seal["previous"]) != (number + 1, previous):
                yield f"{name} does not follow seal {number}"
            ids = numbers(seal["change_ids"])
            closed = [leaf for leaf in (leaves.pop(pk, None) for pk in ids) if leaf]
            if len(closed) != len(ids) or root_of(closed).hex() != seal["root"]:
                yield f"changes {seal['change_ids']} are not what {name} closed"
            if seal["action_id"] is not None and actions.get(seal["action_id"]) != seal["action_hash"]:
                yield f"action {seal['action_id']} is not what {name} closed"
            values = [seal["stream"], seal["number"], seal["action_id"], len(ids)]
            values += [seal[field] for field in ("root", "action_hash", "previous", "at")]
            if sha256(packed("factcheck seal 1", values)).hex() != seal["hash"]:
                yield f"{name} was altered"
            last[seal["stream"]] = (seal["number"], seal["hash"])
        if leaves:
            yield f"{len(leaves)} changes are not sealed, the first one {min(leaves)}"

    def redaction_problems(self) -> Iterator[str]:
        for change in self.kinds["change"]:
            erased = self.redactions.get(change["id"])
            if erased and sha256(change["body"].encode()).hex() != erased["replacement_hash"]:
                yield f"what stands in place of the erased values of change {change['id']} was altered"

    def replay_problems(self) -> Iterator[str]:
        """Every change says what was there before it: a row that another hand changed contradicts itself."""
        rows: dict[tuple[str, int], Record] = {}
        for change in self.kinds["change"]:
            key, body = (change["entity"], change["row_id"]), json.loads(change["body"])
            name = f"change {change['id']} of {change['entity']} {change['row_id']}"
            if change["operation"] in "IB":
                rows[key] = body
            elif change["operation"] == "D":
                rows.pop(key, None)
            elif change["operation"] == "U":
                row = rows.setdefault(key, {})
                for column, (old, new) in body.items():
                    if row.get(column, old) != old and change["id"] not in self.redactions:
                        yield f"{name}: {column} was {row[column]!r}, and this says it was {old!r}"
                    row[column] = new

    def tree_problems(self, key: str, outside: str | None) -> Iterator[str]:
        hashes = {seal["id"]: seal["hash"] for seal in self.kinds["seal"]}
        leaves = [leaf for leaf in self.kinds["leaf"] if hashes.get(leaf["seal_id"]) == leaf["hash"]]
        if len(leaves) != len(self.kinds["leaf"]):
            yield f"{len(self.kinds['leaf']) - len(leaves)} seals changed after they were put into the tree"
        if [leaf["id"] for leaf in leaves] != list(range(len(leaves))):
            yield "the tree's leaves are not numbered without a gap"
        tree = [sha256(b"\x00" + bytes.fromhex(leaf["hash"])) for leaf in leaves]
        for checkpoint in self.kinds["checkpoint"]:
            yield from (
                f"checkpoint {checkpoint['id']}: {p}" for p in note_problems(checkpoint["note"], key, tree)
            )
        if outside is not None:
            yield from (f"the checkpoint kept outside: {p}" for p in note_problems(outside, key, tree))


def note_problems(note: str, key: str, tree: list[bytes]) -> list[str]:
    """C2SP signed note over a tlog checkpoint: origin, size, root, then signatures."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text, _, signatures = note.rpartition("\n\n")
    name, key_hash, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)
    start = f"\u2014 {name} "
    signed = [
        base64.b64decode(line[len(start) :]) for line in signatures.splitlines() if line.startswith(start)
    ]
    signature = next((one[4:] for one in signed if one[:4].hex() == key_hash), b"")
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, (text + "\n").encode())
    except InvalidSignature:
        return ["it is not signed by the key that was given"]
    _, size, root = text.split("\n")[:3]
    if int(size) > len(tree):
        return [f"it covers {size} seals, and the export has {len(tree)}: the end was cut off"]
    if root_of(tree[: int(size)]) != base64.b64decode(root):
        return [f"its {size} seals are not the first {size} of the export: the history was rewritten"]
    return []


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("history", type=Path, help="the export, as JSON Lines")
    parser.add_argument("--since", type=Path, metavar="CHECKPOINT", help="a signed checkpoint kept elsewhere")
    parser.add_argument(
        "--key", help="the verifier key, when you had it before and do not trust the export's"
    )
    given = parser.parse_args()
    try:
        with given.history.open(encoding="utf-8") as lines:
            history = History(lines)
        outside = given.since.read_text(encoding="utf-8") if given.since else None
        problems = list(history.problems(given.key or history.kinds["header"][0]["key"], outside))
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        problems = [f"this is no sound export of a history ({type(error).__name__}: {error})"]
        history = History([])
    for problem in problems:
        print(problem)  # noqa: T201 # a command's own output
    counts = {kind: len(records) for kind, records in history.kinds.items() if kind != "header"}
    print("Altered." if problems else "Sound:", ", ".join(f"{n} {kind}s" for kind, n in counts.items()))  # noqa: T201
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
