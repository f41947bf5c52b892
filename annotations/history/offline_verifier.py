"""Checks a factcheck history, or the evidence for one ruling, on its own: `python verify.py FILE [--since CHECKPOINT]`.

One file for outsiders: Python 3.11 and the package `cryptography`, nothing of factcheck and no database. It makes
every digest anew, so it shares no code with the program it checks. FILE is an export (.jsonl) or a bundle (.zip, or
its folder). Without a checkpoint that was kept elsewhere it cannot tell a history that was cut off or rewritten.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Record = dict[str, Any]
PUBLIC_OF_ACTION = ("id", "at", "actor_id", "channel", "verb", "app_version", "reverts")
OF_REDACTION = ("change_id", "redacted_action_id", "body_hash", "replacement_hash")
PRIVATE_OF_ACTION = ("actor_label", "on_behalf_of", "reason", "client", "request_id")
# What evidence for a ruling tells whole: these kinds wherever they stand beside it, those where they are of its claim.
ALWAYS = {"article", "revision", "source", "ratingscale", "rating", "redaction"}
OF_CLAIM = {"claim", "fragment", "verdict", "citation", "ruling", "lineage", "modelproposal"}
ERASED = ("(erased)", "\u2588")
OF_CHANGE = ("id", "at", "action_id", "stream", "entity", "row_id", "claim_id", "operation")
MANIFEST = "MANIFEST.txt"
BY_NOBODY = "Written outside factcheck, by nobody known"
# Where the instructions have one put the program's own environment.
BESIDE = {"check", "__pycache__"}
MAY_BE_NONE = {"action_id", "actor_id", "claim_id", "reverts", "change_id", "redacted_action_id"}
NUMBERS = MAY_BE_NONE | {"id", "row_id", "number", "seal_id", "index", "size"}
TEXTS = {
    "at",
    "stream",
    "entity",
    "operation",
    "body",
    "nonce",
    "hash",
    "root",
    "previous",
    "note",
    "body_hash",
    "reason",
}
# What a seal closes and a bundle holds at the most: a file of a few bytes can claim to be endless.
MOST_CHANGES, MOST_BYTES = 2_000_000, 1 << 30
# What a file that is not what it should be may raise.
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, zipfile.BadZipFile)

# --- digests: over the stored text, never over a new rendering ---------------------------------------------------


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def packed(kind: str, values: Iterable[Any]) -> bytes:
    return "\n".join([kind, *("" if value is None else str(value) for value in values)]).encode()


def numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        run = range(int(low), int(high or low) + 1)
        if run.stop - run.start + len(found) > MOST_CHANGES:
            raise ValueError("a seal says that it closes more changes than anybody makes")
        found += run
    return found


def parsed(text: str) -> Any:
    """JSON in which no name stands twice: one reader would take the first of them, another the last."""

    def once(pairs: list[tuple[str, Any]]) -> Record:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands twice in one object")
        return found

    return json.loads(text, object_pairs_hook=once)


def well_formed(record: Record) -> Record:
    """The record, whose numbers are numbers: 17 and "17" have the same digest, and are not the same row."""
    for name, value in record.items():
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if name in NUMBERS and not is_number and not (value is None and name in MAY_BE_NONE):
            raise ValueError(f"{name} is {value!r}, which is no number")
        if name in TEXTS and not isinstance(value, str):
            raise ValueError(f"{name} is {value!r}, which is no text")
    return record


def private_of(action: Record) -> str:
    return "".join(f"{len(action[name].encode())}:{action[name]}," for name in PRIVATE_OF_ACTION)


def hash_of_action(action: Record, erased: Record | None) -> str:
    hidden = erased["body_hash"] if erased else sha256((action["nonce"] + private_of(action)).encode()).hex()
    return sha256(packed("factcheck action 1", [*(action[name] for name in PUBLIC_OF_ACTION), hidden])).hex()


def leaf_of_change(change: Record, erased: Record | None) -> bytes:
    body = erased["body_hash"] if erased else sha256((change["nonce"] + change["body"]).encode()).hex()
    values = [*(change[name] for name in OF_CHANGE), body, change["db_user"]]
    return sha256(b"\x00" + packed("factcheck change 1", values))


def hash_of_seal(seal: Record, changes: int) -> str:
    values = [seal["stream"], seal["number"], seal["action_id"], changes]
    values += [seal[field] for field in ("root", "action_hash", "previous", "at")]
    return sha256(packed("factcheck seal 1", values)).hex()


# --- trees and proofs: RFC 6962 section 2.1, RFC 9162 sections 2.1.3.2 and 2.1.4.2 ---------------------------------


def node_of(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


def root_of(level: Sequence[bytes]) -> bytes:
    """Over leaf hashes."""
    if len(level) < 2:
        return level[0] if level else sha256(b"")
    split = 1 << (len(level) - 1).bit_length() - 1
    return node_of(root_of(level[:split]), root_of(level[split:]))


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    if not 0 <= index < size:
        raise ValueError("the leaf lies outside the tree")
    return climbed(leaf, leaf, index, size - 1, proof)[1]


def is_consistent(old_size: int, old: bytes, new_size: int, new: bytes, proof: Sequence[bytes]) -> bool:
    if old_size == new_size:
        return not proof and old == new
    if not 0 < old_size < new_size or not proof:
        return False
    path = list(proof) if old_size & (old_size - 1) else [old, *proof]
    node, last = old_size - 1, new_size - 1
    while node % 2:
        node, last = node >> 1, last >> 1
    try:
        return climbed(path[0], path[0], node, last, path[1:]) == (old, new)
    except ValueError:
        return False


def climbed(old: bytes, new: bytes, node: int, last: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The roots of the old tree (which ends at the node) and of the new one (which ends at the last)."""
    for sibling in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if node % 2 or node == last:
            old, new = node_of(sibling, old), node_of(sibling, new)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_of(new, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return old, new


# --- signed notes: C2SP signed-note and tlog-checkpoint -------------------------------------------------------------


def signed_text(note: str, key: str) -> str:
    """What the owner of the key line signed. Raises ValueError when it is not theirs."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text, _, signatures = note.rpartition("\n\n")
    name, key_hash, encoded = key.strip().split("+", 2)
    public, start = base64.b64decode(encoded), f"\u2014 {name} "
    signed = [
        base64.b64decode(line[len(start) :]) for line in signatures.splitlines() if line.startswith(start)
    ]
    signature = next((one[4:] for one in signed if one[:4].hex() == key_hash), b"")
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, f"{text}\n".encode())
    except InvalidSignature:
        raise ValueError("it is not signed by the key that was given") from None
    return text


def signed_root(note: str, key: str) -> tuple[int, bytes]:
    """(number of seals, root) of a checkpoint."""
    lines = signed_text(note, key).split("\n")
    return int(lines[1]), base64.b64decode(lines[2])


# --- the history ----------------------------------------------------------------------------------------------------


def is_same(one: Any, other: Any) -> bool:
    """1 is not true, though Python has it so."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


class History:
    """An export, or the part of one that a bundle holds: what it leaves out is there as hashes."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.kinds: dict[str, list[Record]] = defaultdict(list)
        for line in lines:
            record = well_formed(parsed(line))
            self.kinds[record["kind"]].append(record)
        # The last one says what stands there now.
        self.redactions: dict[int, Record] = {one["change_id"]: one for one in self.kinds["redaction"]}
        self.erased: dict[int, set[str]] = defaultdict(set)
        for one in self.kinds["redaction"]:
            self.erased[one["change_id"]].update(one["columns"].split(","))
        self.of_actions = {one.get("redacted_action_id"): one for one in self.kinds["redaction"]}
        self.is_part = bool(self.kinds["header"] and self.kinds["header"][0].get("scope", "all") != "all")
        self.rows: dict[tuple[str, int], Record] = {}

    def problems(self, key: str, outside: str | None) -> Iterator[str]:
        yield from self.chain_problems()
        yield from self.replay_problems()
        yield from self.redaction_problems()
        yield from self.withheld_problems() if self.is_part else ()
        yield from self.proof_problems(key, outside) if self.is_part else self.tree_problems(key, outside)

    def chain_problems(self) -> Iterator[str]:
        # A withheld one comes with the hash of what it says, as an erased one does.
        leaves = {row["id"]: leaf_of_change(row, row) for row in self.kinds["withheld"] if self.is_part}
        given = {
            row["id"]: leaf_of_change(row, self.redactions.get(row["id"])) for row in self.kinds["change"]
        }
        ids = [row["id"] for kind in ("withheld", "change") for row in self.kinds[kind]]
        if len(set(ids)) != len(ids) or any(
            one["id"] >= two["id"] for one, two in pairwise(self.kinds["change"])
        ):
            yield "changes stand twice in the file, or out of their order"
        leaves |= given
        erased_of = self.of_actions.get
        actions = {one["id"]: hash_of_action(one, erased_of(one["id"])) for one in self.kinds["action"]}
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
            # An action is told with any of its changes; without them its hash stands in the seal.
            is_told = not self.is_part or seal["action_id"] in actions or not given.keys().isdisjoint(ids)
            if (
                seal["action_id"] is not None
                and is_told
                and actions.get(seal["action_id"]) != seal["action_hash"]
            ):
                yield f"action {seal['action_id']} is not what {name} closed"
            if hash_of_seal(seal, len(ids)) != seal["hash"]:
                yield f"{name} was altered"
            last[seal["stream"]] = (seal["number"], seal["hash"])
        if leaves:
            yield f"{len(leaves)} changes are not sealed, the first one {min(leaves)}"

    def replay_problems(self) -> Iterator[str]:
        """Every change says what was there before it: a row that another hand changed contradicts itself."""
        for change in self.kinds["change"]:
            key, body = (change["entity"], change["row_id"]), parsed(change["body"])
            row = self.rows.get(key, {})
            for problem in self.contradictions(change, body, row):
                yield f"change {change['id']} of {change['entity']} {change['row_id']}{problem}"
            if change["operation"] in "IB":
                self.rows[key] = body
            elif change["operation"] == "D":
                self.rows.pop(key, None)
            elif change["operation"] == "U":
                self.rows[key] = row | {column: pair[1] for column, pair in body.items()}

    def contradictions(self, change: Record, body: Record, row: Record) -> Iterator[str]:
        how, erased = change["operation"], self.erased.get(change["id"], set())
        if how not in {"I", "U", "D", "M", "B"}:
            yield f" does what no change does: {how!r}"
        if how == "I" and row:
            yield " adds a row that is there already"
        was = {column: pair[0] for column, pair in body.items()} if how == "U" else body
        for column in sorted(row.keys() & was.keys() - erased) if how in "UDB" else ():
            # A migration may spell values of a column in another way, and states its rows anew.
            is_restated = how == "B" and type(row[column]) is not type(was[column])
            if not is_same(row[column], was[column]) and not is_restated:
                yield f": {column} was {row[column]!r}, and this says it was {was[column]!r}"

    def erasure_problems(self) -> Iterator[str]:
        """What is erased leaves a mark, and the redaction says what stands there now."""
        for change in self.kinds["change"]:
            erased, body = self.redactions.get(change["id"]), parsed(change["body"])
            if erased and sha256(change["body"].encode()).hex() != erased["replacement_hash"]:
                yield f"what stands in place of the erased values of change {change['id']} was altered"
            for column in self.erased.get(change["id"], set()) & body.keys():
                if not any(mark in json.dumps(body[column], ensure_ascii=False) for mark in ERASED):
                    yield f"change {change['id']}: {column} was erased, and {body[column]!r} put in its place"

    def withheld_problems(self) -> Iterator[str]:
        """What bears on the ruling may not be withheld, or an old state of it could be passed off as the newest."""
        claim = int(self.kinds["header"][0]["scope"].rpartition(" ")[2])
        told = {one["action_id"] for one in self.kinds["change"] if one["entity"] == "ruling"}
        for one in self.kinds["withheld"]:
            is_of_claim = one["claim_id"] == claim and one["entity"] in OF_CLAIM
            is_correction = one["entity"] == "correction" and one["action_id"] in told
            if one["entity"] in ALWAYS or is_of_claim or is_correction:
                yield f"change {one['id']} of {one['entity']} {one['row_id']} bears on the ruling and is withheld"

    def redaction_problems(self) -> Iterator[str]:
        yield from self.erasure_problems()
        for action in self.kinds["action"]:
            erased = self.of_actions.get(action["id"])
            if erased and sha256(private_of(action).encode()).hex() != erased["replacement_hash"]:
                yield f"what stands in place of the erased values of action {action['id']} was altered"
        for erased in self.kinds["redaction"]:
            told = self.rows.get(("redaction", erased["id"]), {})
            if any(told.get(name) != erased.get(name) for name in OF_REDACTION):
                yield f"redaction {erased['id']} is not what the history says"

    def tree_problems(self, key: str, outside: str | None) -> Iterator[str]:
        hashes = {seal["id"]: seal["hash"] for seal in self.kinds["seal"]}
        leaves = [leaf for leaf in self.kinds["leaf"] if hashes.get(leaf["seal_id"]) == leaf["hash"]]
        if len(leaves) != len(self.kinds["leaf"]):
            yield f"{len(self.kinds['leaf']) - len(leaves)} seals changed after they were put into the tree"
        if [leaf["id"] for leaf in leaves] != list(range(len(leaves))):
            yield "the tree's leaves are not numbered without a gap"
        tree = [sha256(b"\x00" + bytes.fromhex(leaf["hash"])) for leaf in leaves]
        notes = [
            (f"checkpoint {checkpoint['id']}", checkpoint["note"]) for checkpoint in self.kinds["checkpoint"]
        ]
        for name, note in [*notes, *[("the checkpoint kept outside", outside)] * (outside is not None)]:
            size, root = signed_root(str(note), key)
            if size > len(tree):
                yield f"{name}: it covers {size} seals, and the export has {len(tree)}: the end was cut off"
            elif root_of(tree[:size]) != root:
                yield f"{name}: its {size} seals are not the first {size} of the export: the history was rewritten"

    def proof_problems(self, key: str, outside: str | None) -> Iterator[str]:
        size, root = signed_root(self.kinds["checkpoint"][-1]["note"], key)
        yield from self.inclusion_problems(size, root)
        roots = [(one["size"], bytes.fromhex(one["root"]), one["path"]) for one in self.kinds["consistency"]]
        for old_size, old, path in roots:
            if not is_consistent(old_size, old, size, root, [bytes.fromhex(step) for step in path]):
                yield f"the checkpoint does not continue the one of {old_size} seals: the history was rewritten"
        kept = signed_root(outside, key) if outside is not None else (size, root)
        if kept not in {(size, root), *((old_size, old) for old_size, old, _ in roots)}:
            yield f"nothing here joins the checkpoint kept outside ({kept[0]} seals) to this one ({size})"

    def inclusion_problems(self, size: int, root: bytes) -> Iterator[str]:
        proofs = {proof["seal_id"]: proof for proof in self.kinds["inclusion"]}
        newer: set[str] = set()
        for seal in sorted(self.kinds["seal"], key=lambda seal: (seal["stream"], seal["number"])):
            proof, name = proofs.get(seal["id"]), f"seal {seal['number']} of {seal['stream']}"
            if proof is None and seal["is_newer_than_checkpoint"]:
                newer.add(seal["stream"])
            elif proof is None or seal["stream"] in newer:
                yield f"{name} has no proof that the checkpoint covers it and all before it"
            else:
                leaf = sha256(b"\x00" + bytes.fromhex(seal["hash"]))
                path = [bytes.fromhex(step) for step in proof["path"]]
                if root_from_inclusion(leaf, proof["index"], size, path) != root:
                    yield f"{name} is not under the checkpoint"


# --- the evidence for one ruling ------------------------------------------------------------------------------------


class Bundle:
    """The files of a bundle, by their names."""

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            self.files = {one.name: one.read_bytes() for one in sorted(path.iterdir()) if one.is_file()}
            if others := [one.name for one in path.iterdir() if not one.is_file() and one.name not in BESIDE]:
                raise ValueError(f"{min(others)} is no file of a bundle")
        else:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                if len(set(names)) != len(names) or any(Path(name).name != name for name in names):
                    raise ValueError("a file stands twice in the zip, or lies outside its folder")
                if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                    raise ValueError("the zip unpacks to more than any bundle holds")
                self.files = {name: archive.read(name) for name in names}
        self.history = History(self.files["history.jsonl"].decode().split("\n")[:-1])

    def problems(self, key: str, outside: str | None) -> Iterator[str]:
        head, about, *lines = signed_text(self.text(MANIFEST), key).split("\n")
        if head != f"{key.partition('+')[0]} evidence" or about != self.scope:
            yield "the list of files is not that of this evidence"
        listed = dict(line.split("  ")[::-1] for line in lines)
        if len(listed) != len(lines):
            yield "the list of files names one twice"
        if self.text("checkpoint.txt") != self.history.kinds["checkpoint"][-1]["note"]:
            yield "checkpoint.txt is not the checkpoint of the history"
        for name in sorted(listed.keys() | self.files.keys() - {MANIFEST}):
            if sha256(self.files.get(name, b"")).hex() != listed.get(name):
                how = "was altered" if name in self.files else "is missing"
                yield f"{name} {how if name in listed else 'was added'}"
        yield from self.history.problems(key, outside)
        yield from self.ruling_problems()

    def ruling_problems(self) -> Iterator[str]:
        """Whether what there is to read says the same as the history."""
        told = json.loads(self.text("ruling.json"))
        rows: dict[str, Record] = defaultdict(dict)
        for (entity, row_id), row in self.history.rows.items():
            rows[entity][str(row_id)] = row
        if told["rows"] != {entity: found for entity, found in rows.items() if entity != "revision"}:
            yield "ruling.json does not hold the rows that the history leads to"
        elif told["says"] != says(rows, told["claim"]) or self.scope != f"claim {told['claim']}":
            yield "ruling.json says something else than its own rows"
        revision = rows["revision"].get(str(rows["claim"][str(told["claim"])]["revision_id"]), {})
        if self.files["article.txt"] != revision.get("text", "").encode():
            yield "article.txt is not the text that the history holds"
        for fragment in rows["fragment"].values():
            if revision.get("text", "")[fragment["start"] : fragment["end"]] != fragment["quote"]:
                yield f"the article does not say {fragment['quote']!r} at {fragment['start']}"

    @property
    def scope(self) -> str:
        return str(self.history.kinds["header"][0]["scope"])

    def text(self, name: str) -> str:
        return self.files[name].decode()


def says(rows: dict[str, Record], claim_id: int) -> Record:
    """What readers were told, from the rows alone."""
    claim = rows["claim"][str(claim_id)]
    (ruling,) = (row for row in rows["ruling"].values() if row["claim_id"] == claim_id)
    fragments = sorted(rows["fragment"].values(), key=lambda row: row["position"])
    return {
        "statement": claim["statement"],
        "quotes": [row["quote"] for row in fragments if row["claim_id"] == claim_id],
        "article": rows["article"][str(claim["article_id"])]["title"],
        "rating": rows["rating"][str(ruling["rating_id"])]["label"],
        "summary": ruling["summary"],
        "state": ruling["state"],
        "published_at": ruling["published_at"],
    }


# --- the command ----------------------------------------------------------------------------------------------------


def checked(path: Path, key: str | None, outside: str | None) -> tuple[list[str], list[str]]:
    """(what is wrong, what was checked), each a line."""
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            found: History | Bundle = History(lines)
    else:
        found = Bundle(path)
    history = found if isinstance(found, History) else found.history
    problems = []
    try:
        for problem in found.problems(key or history.kinds["header"][0]["key"], outside):
            problems.append(problem)  # noqa: PERF402 # what was found before an error is told as well
    except BROKEN as error:
        problems.append(f"this is no sound export of a history ({type(error).__name__}: {error})")
        return problems, []
    counts = [
        f"{len(records)} {kind}" for kind, records in history.kinds.items() if records and kind != "header"
    ]
    told = [f"Checked, by kind: {', '.join(counts)}."]
    if isinstance(found, Bundle):
        told += [f"{name}: {value}" for name, value in json.loads(found.text("ruling.json"))["says"].items()]
        newer = sum(seal["is_newer_than_checkpoint"] for seal in history.kinds["seal"])
        told += [f"{newer} seals are newer than the checkpoint: chained, not yet signed for."] * bool(newer)
    told += [
        f"{BY_NOBODY}: change {one['id']} of {one['entity']} {one['row_id']}, at {one['at']}."
        for one in history.kinds["change"]
        if one["action_id"] is None
    ]
    if key is None:
        told.append(
            f"The key is the file's own. Compare it with the newsroom's: {history.kinds['header'][0]['key']}"
        )
    return problems, told


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="an export as JSON Lines, or the evidence for a ruling")
    parser.add_argument("--since", type=Path, metavar="CHECKPOINT", help="a signed checkpoint kept elsewhere")
    parser.add_argument("--key", help="the newsroom's verifier key, when you have it from elsewhere")
    given = parser.parse_args()
    try:
        outside = given.since.read_text(encoding="utf-8") if given.since else None
        problems, told = checked(given.file, given.key, outside)
    except BROKEN as error:
        problems, told = [f"this is no sound export of a history ({type(error).__name__}: {error})"], []
    # A recorded write that nobody answers for is no forgery of the record; but it is no gesture either.
    is_by_somebody = not any(line.startswith(BY_NOBODY) for line in told)
    verdict = (
        "Sound."
        if is_by_somebody
        else "Sound as a record, but not all of it was done in factcheck: see above."
    )
    print(*problems, *([] if problems else told), "Altered." if problems else verdict, sep="\n")  # noqa: T201
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
